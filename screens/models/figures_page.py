"""The figures of systems in a month, quarter or year; the office writes them to a file where somebody chose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widget import Widget

from screens.file_page import FilePage
from screens.period_page import MONTHS, PeriodPage
from store.models.figure import SMALLEST_GROUP
from store.models.looking import Figures, model_figures
from store.notebook import Notebook
from store.statistics import write_table
from tui.forms.days import wall_day
from tui.forms.model_figures import table_of
from tui.forms.model_names import system_said
from tui.forms.model_words import figure_said, number_said
from tui.language import _
from tui.language.dates import day as day_said
from tui.widgets.rows import Line, Tone, wrapped
from tui.widgets.words import Words

FIGURE = (2, 56)
"""Columns before and of what was counted; the rest is how many."""


class FiguresPage(PeriodPage[Figures]):
    """The figures of a period.

    Args:
        chosen: numbers of the systems.
    """

    NAME = "model_figures"
    BEGINS_WITH = MONTHS[-1]

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__()
        self.chosen = chosen

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

    def action_write(self) -> None:
        """Ask where the table is to be written."""
        self.app.push_screen(WriteFigures(self.chosen, self.first, self.last))


class WriteFigures(FilePage):
    """Where the table is to be written, and what it means that it is in clear.

    Args:
        chosen: numbers of the systems.
        first: first day.
        last: last day.
    """

    NAME = "write_figures"
    CSS_PATH = "../file_page.tcss"

    def __init__(self, chosen: tuple[str, ...], first: date, last: date) -> None:
        super().__init__()
        self.chosen, self.first, self.last = chosen, first, last

    def about(self) -> list[Widget]:
        """Return how small groups are hidden."""
        return [Words("write_statistics.about", classes="part", least=SMALLEST_GROUP)]

    def file_name(self) -> str:
        """Return a name with the period."""
        return _("write_figures.name", first=self.first.isoformat(), last=self.last.isoformat())

    async def write(self, path: Path) -> None:
        """Count without small groups, and write the table."""
        opened = self.shell.opened
        asked = (opened, self.chosen, self.first, self.last, wall_day())
        found = await self.shell.read(model_figures, *asked, smallest=SMALLEST_GROUP)
        await self.shell.write(write_table, opened, path, table_of(found))
