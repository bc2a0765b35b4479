"""Where the table for the payroll is to be written; it is in clear, and that is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of
from store.refusal import Refusal
from store.statistics import write_table
from tui.forms.money_table import without_number
from tui.language import _, plural
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words


class WritePayroll(Page[None]):
    """The screen on which the table is written.

    Args:
        rows: the heading and the rows.
        name: of the file, where only a folder is typed.
    """

    NAME = "write_payroll"
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    WritePayroll > VerticalScroll { height: 1fr; padding: 0 2; }
    WritePayroll .part { margin-bottom: 1; }
    WritePayroll Input, WritePayroll Input:focus { height: 1; border: none; padding: 0 1; width: 1fr; }
    WritePayroll Input { border-left: wide $line; border-right: wide $line; }
    WritePayroll Input:focus { border-left: wide $strong; border-right: wide $strong; }
    WritePayroll #said { margin: 1 0; }
    """
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, rows: list[list[str]], name: str) -> None:
        super().__init__()
        self.rows, self.file_name = rows, name

    def compose(self) -> ComposeResult:
        """Lay out what is written and the field for the file."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("write_payroll.about", classes="part", rows=len(self.rows) - 1)
            missing = without_number(self.rows)
            if missing:
                yield Text(plural("write_payroll.without_number", missing), classes="part alarm")
            yield Words("write_statistics.file", classes="label")
            yield Input(id="file", select_on_focus=False)
            yield Text("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Write the file that was typed."""
        self.action_write()

    def action_write(self) -> None:
        """Write the table."""
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            self.query_one("#said", Text).show(_("write_statistics.missing"))
            return
        path = folder_of(typed)
        self.begin(partial(self._write, path / self.file_name if path.is_dir() else path), once=True)

    async def _write(self, path: Path) -> None:
        try:
            await self.shell.write(write_table, self.shell.opened, path, self.rows, "payroll")
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.notify(_("write_statistics.done", file=path), markup=False)
        self.dismiss(None)
