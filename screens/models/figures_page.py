"""The figures of systems in a month, quarter or year; the office writes them to a file where somebody chose."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.list_page import ListPage
from screens.notebook.first_run import folder_of
from screens.office.statistics import MONTHS, period_of
from store.models.figure import SMALLEST_GROUP
from store.models.looking import Figures, model_figures
from store.notebook import Notebook
from store.refusal import Refusal
from store.statistics import write_table
from tui.forms.days import wall_day
from tui.forms.model_figures import table_of
from tui.forms.model_names import system_said
from tui.forms.model_words import figure_said, number_said
from tui.language import _
from tui.language.dates import day as day_said
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Tone, wrapped
from tui.widgets.words import Text, Words

FIGURE = (2, 56)
"""Columns before and of what was counted; the rest is how many."""


class FiguresPage(ListPage[Figures]):
    """The figures of a period.

    Args:
        chosen: numbers of the systems.
    """

    NAME = "model_figures"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f5", "length", "statistics.length"),
        key("pageup", "period(-1)", "statistics.earlier", show=False),
        key("pagedown", "period(1)", "statistics.later", show=False),
        key("left", "period(-1)", "statistics.earlier", show=False),
        key("right", "period(1)", "statistics.later", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__()
        self.chosen = chosen
        self.months = MONTHS[-1]
        self.first, self.last = period_of(wall_day(), self.months)

    def load(self, notebook: Notebook) -> Figures:
        """Count."""
        return model_figures(notebook, self.chosen, self.first, self.last, wall_day())

    def lines(self, found: Figures, width: int) -> list[Line]:
        """Return the figures of each system."""
        period = f"{day_said(found.first)}–{day_said(found.last)}"
        lines = [Line((period,), tone=Tone.HEADING, end=_("statistics.keys"))]
        for code in self.chosen:
            held = [one for one in found.figures if one.system == code]
            if not held:
                continue
            lines += [Line(), Line((system_said(code).upper(),), tone=Tone.HEADING)]
            lines += [Line(("", figure_said(one, found.names), number_said(one)), FIGURE) for one in held]
        if not found.figures:
            lines += wrapped(_("models.no_figures"), width, 2)
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the file only at the office."""
        return self.shell.opened.identity.role == "office" if action == "write" else True

    def action_period(self, by: int) -> None:
        """Go to the period before or after."""
        beside = self.first - timedelta(days=1) if by < 0 else self.last + timedelta(days=1)
        self.first, self.last = period_of(beside, self.months)
        self.read_again()

    def action_length(self) -> None:
        """Count by the month, the quarter or the year that the last day is in."""
        self.months = MONTHS[(MONTHS.index(self.months) + 1) % len(MONTHS)]
        self.first, self.last = period_of(self.last, self.months)
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table is to be written."""
        self.app.push_screen(WriteFigures(self.chosen, self.first, self.last))


class WriteFigures(Page[None]):
    """Where the table is to be written, and what it means that it is in clear.

    Args:
        chosen: numbers of the systems.
        first: first day.
        last: last day.
    """

    NAME = "write_figures"
    CSS_PATH = "figures_page.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, chosen: tuple[str, ...], first: date, last: date) -> None:
        super().__init__()
        self.chosen, self.first, self.last = chosen, first, last

    def compose(self) -> ComposeResult:
        """Lay out what is written and the field for the file."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("write_statistics.about", classes="part", least=SMALLEST_GROUP)
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
        if path.is_dir():
            path = path / _("write_figures.name", first=self.first.isoformat(), last=self.last.isoformat())
        self.begin(partial(self._write, path), once=True)

    async def _write(self, path: Path) -> None:
        opened = self.shell.opened
        try:
            found = await self.shell.read(
                model_figures, opened, self.chosen, self.first, self.last, wall_day(), smallest=SMALLEST_GROUP
            )
            await self.shell.write(write_table, opened, path, table_of(found))
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.notify(_("write_statistics.done", file=path), markup=False)
        self.dismiss(None)
