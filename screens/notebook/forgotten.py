"""A forgotten passphrase, on the coach's side: what to send to the office, and a new one with what came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of, generated
from tui.language import chosen
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

if TYPE_CHECKING:
    from store.home import Home

FIELDS = ("file", "spoken", "new", "again")


class Forgotten(Page[bool]):
    """The screen of a forgotten passphrase; it gives back whether there is a new one."""

    NAME = "forgotten"
    OPEN_ALWAYS = True
    CSS_PATH = "../office/office_form.tcss"
    AUTO_FOCUS = "#file"
    BINDINGS = [
        key("f2", "do", "forgotten.do"),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="office-form")

    def compose(self) -> ComposeResult:
        """Lay out what to send, and the fields for what came back."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("forgotten.send", classes="part", file=str(self.shell.home.keys))
            yield Words("forgotten.file", classes="label")
            yield Input(id="file", select_on_focus=False)
            yield Words("forgotten.spoken", classes="label")
            yield Input(id="spoken", password=True, select_on_focus=False)
            yield Words("forgotten.new", classes="label", offered="…", id="offered")
            yield Input(id="new", password=True, select_on_focus=False)
            yield Words("forgotten.again", classes="label")
            yield Input(id="again", password=True, select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Offer five words once the screen is painted: the store is loaded for them."""
        self.begin(self._offer, group="offer")

    async def _offer(self) -> None:
        offered = await self.shell.read(generated, chosen())
        self.query_one("#offered", Words).say("forgotten.new", offered=offered)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; from the last one it is done."""
        if event.input.id == FIELDS[-1]:
            self.action_do()
        else:
            self.focus_next()

    def action_do(self) -> None:
        """Choose the new passphrase."""
        self.begin(self._do, group="act", once=True)

    async def _do(self) -> None:
        file, spoken, new, again = (self.query_one(f"#{id}", Input).value for id in FIELDS)
        for typed, words, field in (
            (file.strip(), "forgotten.no_file", "file"),
            (spoken.strip(), "forgotten.no_spoken", "spoken"),
            (new, "forgotten.no_new", "new"),
            (new == again, "forgotten.differ", "again"),
        ):
            if not typed:
                self._say(words, alarm=True)
                self.query_one(f"#{field}").focus()
                return
        self._say("forgotten.working")
        try:
            await self.shell.read(open_anew, self.shell.home, folder_of(file), spoken.strip(), new)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self._say("said", alarm=True, sentence=self.shell.refused(error))
            return
        for id in FIELDS:
            self.query_one(f"#{id}", Input).value = ""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; the notebook is as it was."""
        self.dismiss(False)


def open_anew(home: Home, file: Path, spoken: str, new: str) -> None:
    """Choose a new passphrase with what the office sent and said; the store is imported here.

    Args:
        home: of the closed notebook.
        file: what the office sent.
        spoken: the words that the office said aloud.
        new: the new passphrase.

    Raises:
        Refusal: wrong words, another notebook's file, a guessable passphrase… Nothing was changed.
    """
    from store.keys.one_time import open_with_one_time

    open_with_one_time(home, file, spoken, new)
