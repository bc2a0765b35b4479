"""Writing the day's route: where the text goes, and what it means that it is in clear."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.refusal import Refusal
from store.route import write_route
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words


class WriteRoute(Page[None]):
    """Where the text is to be written, and what it means that it is in clear.

    Args:
        day: which day.
        text: what is written.
    """

    NAME = "write_route"
    CSS_PATH = "write_route.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "write", "route.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, day: date, text: str) -> None:
        super().__init__()
        self.day, self.text = day, text

    def compose(self) -> ComposeResult:
        """Lay out what is written and the field for the file."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("write_route.about", classes="part")
            yield Words("write_route.file", classes="label")
            yield Input(id="file", select_on_focus=False)
            yield Text("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write the file that was typed."""
        self.action_write()

    def action_write(self) -> None:
        """Write the text."""
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            self.query_one("#said", Text).show(_("write_route.missing"))
            return
        path = folder_of(typed)
        if path.is_dir():
            path = path / _("write_route.name", day=self.day.isoformat())
        self.begin(partial(self._write, path), once=True)

    async def _write(self, path: Path) -> None:
        try:
            await self.shell.write(write_route, self.shell.opened, path, self.text)
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.notify(_("write_route.done", file=path), markup=False)
        self.dismiss(None)
