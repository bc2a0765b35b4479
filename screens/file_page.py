"""The base of every page that writes a table or a text to a file: where to, and what it means that it is in clear."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.refusal import Refusal
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words


class FilePage(Page[None]):
    """A folder, or a file that is not there yet; a page says what is written, and under which name into a folder."""

    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def about(self) -> list[Widget]:
        """Return what stands above the field."""
        raise NotImplementedError

    def file_name(self) -> str:
        """Return the name of the file, where only a folder is typed."""
        raise NotImplementedError

    async def write(self, path: Path) -> None:
        """Write the file.

        Args:
            path: the file.

        Raises:
            Refusal: FOLDER_MISSING, CLEAR_FOLDER, FILE_EXISTS, FULL_DISK ….
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out what is written and the field for the file."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield from self.about()
            yield Words("write_statistics.file", classes="label")
            yield Input(id="file", select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write the file that was typed."""
        self.action_write()

    def action_write(self) -> None:
        """Write it where somebody chose."""
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            self._say("write_statistics.missing", alarm=True)
            return
        path = folder_of(typed)
        self.begin(partial(self._write, path / self.file_name() if path.is_dir() else path), once=True)

    async def _write(self, path: Path) -> None:
        try:
            await self.write(path)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.notify(_("write_statistics.done", file=path), markup=False)
        self.dismiss(None)
