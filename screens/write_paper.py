"""A paper as a file: in which language, and into which folder; it is in clear, and that is said (DESIGN 5)."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.language import LANGUAGES, _, chosen
from tui.paper.placement_writing import Paper
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.ticks import Choices
from tui.widgets.words import Words


class WritePaper(Page[None]):
    """The screen on which a paper is written.

    Args:
        paper: which paper.
    """

    NAME = "write_paper"
    AUTO_FOCUS = "#language"
    DEFAULT_CSS = """
    WritePaper > VerticalScroll { height: 1fr; padding: 0 2; }
    WritePaper Input, WritePaper Input:focus { height: 1; border: none; padding: 0 1; width: 1fr; }
    WritePaper Input { border-left: wide $line; border-right: wide $line; }
    WritePaper Input:focus { border-left: wide $strong; border-right: wide $strong; }
    WritePaper .hint, WritePaper #said { margin-top: 1; }
    """
    BINDINGS = [
        key("f2", "write", "client_papers.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper

    def compose(self) -> ComposeResult:
        """Lay out the language, and where to."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("client_papers.warning", classes="hint")
            yield Words("write_paper.language", classes="heading hint")
            yield Choices("language", LANGUAGES, chosen(), id="language")
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
        language = self.query_one("#language", Choices).code

        def write(notebook: Notebook) -> Path:
            return self.paper.write(notebook, folder, language, wall_day())

        try:
            path = await self.shell.write(write, self.shell.opened)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_papers.done", file=path.name), markup=False)
