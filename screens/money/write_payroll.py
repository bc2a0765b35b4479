"""Where the table for the payroll is to be written; it is in clear, and that is said."""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget

from screens.file_page import FilePage
from store.statistics import write_table
from tui.forms.money_table import without_number
from tui.language import plural
from tui.widgets.words import Text, Words


class WritePayroll(FilePage):
    """The screen on which the table is written.

    Args:
        rows: the heading and the rows.
        name: of the file, where only a folder is typed.
    """

    NAME = "write_payroll"
    CSS_PATH = "../file_page.tcss"

    def __init__(self, rows: list[list[str]], name: str) -> None:
        super().__init__()
        self.rows, self.name_of_file = rows, name

    def about(self) -> list[Widget]:
        """Return how many rows there are, and how many without a number of the payroll."""
        said: list[Widget] = [Words("write_payroll.about", classes="part", rows=len(self.rows) - 1)]
        if missing := without_number(self.rows):
            said.append(Text(plural("write_payroll.without_number", missing), classes="part alarm"))
        return said

    def file_name(self) -> str:
        """Return the name that the month gave."""
        return self.name_of_file

    async def write(self, path: Path) -> None:
        """Write the table."""
        await self.shell.write(write_table, self.shell.opened, path, self.rows, "payroll")
