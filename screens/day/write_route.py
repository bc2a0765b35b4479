"""Writing the day's route: where the text goes, and what it means that it is in clear."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widget import Widget

from screens.file_page import FilePage
from store.route import write_route
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.words import Words


class WriteRoute(FilePage):
    """Where the text is to be written, and what it means that it is in clear.

    Args:
        day: which day.
        text: what is written.
    """

    NAME = "write_route"
    CSS_PATH = "../file_page.tcss"
    BINDINGS = [key("f2", "write", "route.write")]

    def __init__(self, day: date, text: str) -> None:
        super().__init__()
        self.day, self.text = day, text

    def about(self) -> list[Widget]:
        """Return that it is in clear."""
        return [Words("write_route.about", classes="part")]

    def file_name(self) -> str:
        """Return a name with the day."""
        return _("write_route.name", day=self.day.isoformat())

    async def write(self, path: Path) -> None:
        """Write the text."""
        await self.shell.write(write_route, self.shell.opened, path, self.text)
