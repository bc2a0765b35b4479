"""A paper of the models as a file: into which folder; it is in clear, and that is said (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

Writing = Callable[[Notebook, Path, date], Path]
"""Writes the paper into a folder, of a day; returns the file."""


class WritePaper(Page[None]):
    """The screen on which a paper is written.

    Args:
        write: what writes it.
    """

    NAME = "write_paper"
    CSS_PATH = "../small_form.tcss"
    AUTO_FOCUS = "#folder"
    BINDINGS = [
        key("f2", "write", "client_papers.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, write: Writing) -> None:
        super().__init__()
        self.write_to = write

    def compose(self) -> ComposeResult:
        """Lay out what it means, and where to."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("write_paper.warning", classes="hint")
            yield Words("client_papers.folder", classes="heading hint")
            yield Input(id="folder", select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write it."""
        self.action_write()

    def action_write(self) -> None:
        """Write it into the folder that was typed."""
        if not self.query_one("#folder", Input).value.strip():
            self._say("client_papers.no_folder")
            return
        self.begin(self._write, group="write", once=True)

    async def _write(self) -> None:
        folder = folder_of(self.query_one("#folder", Input).value)
        try:
            path = await self.shell.write(self.write_to, self.shell.opened, folder, wall_day())
        except Refusal as refusal:
            self._say("said", sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_papers.done", file=path.name), markup=False)

    def _say(self, words: str, **values: object) -> None:
        said = self.query_one("#said", Words)
        said.say(words, **values)
        said.set_class(True, "alarm")
