"""A page for the client as a file: which one, and into which folder; it is in clear, and that is said (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.language import _
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Words

if TYPE_CHECKING:
    from store.notebook import Notebook

WHICH = ("told", "looked", "everything")


def write_paper(notebook: Notebook, client: str, which: str, folder: Path, day: date) -> Path:
    """Write one of the client's pages; return the file, or the first of several.

    Args:
        notebook: the open notebook.
        client: id of the client.
        which: one of ``WHICH``.
        folder: where the person chose.
        day: of which day the page is.

    Raises:
        Refusal: FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
    """
    from tui.paper.writing import write_copy, write_log, write_told

    if which == "everything":
        return write_copy(notebook, client, folder, day)[0]
    one: Callable[[Notebook, str, Path, date], Path] = write_told if which == "told" else write_log
    return one(notebook, client, folder, day)


class ClientPapers(Page[None]):
    """The screen on which a page is written.

    Args:
        client: id of the client.
    """

    NAME = "client_papers"
    CSS_PATH = "../small_form.tcss"
    AUTO_FOCUS = "#which"
    BINDINGS = [
        key("f2", "write", "client_papers.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def compose(self) -> ComposeResult:
        """Lay out which page, and where to."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("client_papers.warning", classes="hint")
            yield Words("client_papers.which", classes="heading hint")
            yield Choices("paper", WHICH, WHICH[0], id="which")
            yield Words("client_papers.folder", classes="heading hint")
            yield Input(id="folder", select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write it."""
        self.action_write()

    def action_write(self) -> None:
        """Ask once more: the file is in clear."""
        if not self.query_one("#folder", Input).value.strip():
            self._say("client_papers.no_folder", alarm=True)
            return

        def answered(answer: str | None) -> None:
            if answer == "client_papers.write":
                self.begin(self._write, group="write", once=True)

        self.app.push_screen(Ask("client_papers.question", ("form.go_on", "client_papers.write")), answered)

    async def _write(self) -> None:
        folder = folder_of(self.query_one("#folder", Input).value)
        which = self.query_one("#which", Choices).code
        try:
            path = await self.shell.write(write_paper, self.shell.opened, self.client, which, folder, wall_day())
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_papers.done", file=path.name), markup=False)
