"""The base of every page that writes a paper into a folder: that it is in clear is said, and asked once more."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.notebook import Notebook
from store.refusal import Refusal
from tui.language import _
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Words


class PaperPage(Page[None]):
    """One choice, and a folder.

    Attributes:
        CHOICE: key of the words above the choice.
    """

    CHOICE: ClassVar[str] = ""
    AUTO_FOCUS = "#choice"
    BINDINGS = [
        key("f2", "write", "client_papers.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def choices(self) -> Choices:
        """Return the field of the choice; its id is ``choice``."""
        raise NotImplementedError

    def write(self, notebook: Notebook, folder: Path, code: str) -> Path:
        """Write the paper; return the file, or the first of several.

        Args:
            notebook: the open notebook.
            folder: where the person chose.
            code: what was chosen.

        Raises:
            Refusal: FOLDER_MISSING, CLEAR_FOLDER, FULL_DISK ….
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the choice, and where to."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("client_papers.warning", classes="hint")
            yield Words(self.CHOICE, classes="heading hint")
            yield self.choices()
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
        code = self.query_one("#choice", Choices).code
        try:
            path = await self.shell.write(self.write, self.shell.opened, folder, code)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_papers.done", file=path.name), markup=False)
