"""Statistics: what was done in a month, quarter or year, for all and by municipality, service ground or team."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widget import Widget

from screens.file_page import FilePage
from screens.office.office_words import SIGN
from screens.period_page import PeriodPage
from store.notebook import Notebook
from store.statistics import DIMENSIONS, SMALLEST_GROUP, Statistics, statistics, write_table
from tui.forms.statistics_table import DIMENSIONS as WORDS
from tui.forms.statistics_table import counted_lines, group_said, period_said, table_of
from tui.language import _, plural, word
from tui.widgets.keys import key, turning
from tui.widgets.rows import Line, Tone, wrapped
from tui.widgets.words import Words

COUNT = (SIGN, 40)
"""Columns before and of what is counted; the rest is how many."""

GROUP = (SIGN, 30, 12, 12)
"""Columns before and of a group, of the clients in the service and of those who were met; the rest is events."""


class StatisticsPage(PeriodPage[Statistics]):
    """The counts of a period."""

    NAME = "statistics"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f4", "dimension", "statistics.by"),
        key("f5", "length", "statistics.length"),
        *turning("period", "statistics.earlier", "statistics.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.dimension = DIMENSIONS[0]

    def load(self, notebook: Notebook) -> Statistics:
        """Count what was done."""
        return statistics(notebook, self.first, self.last, self.dimension)

    def lines(self, found: Statistics, width: int) -> list[Line]:
        """Return the period, the counts of everybody, and the groups."""
        lines = [Line((period_said(found),), tone=Tone.HEADING, end=_("statistics.keys"))]
        lines += [Line(("", what, count), COUNT) for what, count in counted_lines(found.total)]
        if found.without_entry:
            lines += wrapped(plural("statistics.without_entry", found.without_entry), width, SIGN)
        heads = (_("statistics.head_clients"), _("statistics.head_met"), _("statistics.head_events"))
        lines += [Line(), Line(("", word(WORDS[found.dimension]).upper(), *heads), GROUP, tone=Tone.HEADING)]
        for name, counts in found.groups:
            events = sum((counts.events or {}).values())
            lines.append(Line(("", group_said(name), str(counts.in_service), str(counts.met), str(events)), GROUP))
        return lines if found.groups else [*lines, *wrapped(_("statistics.no_groups"), width, SIGN)]

    def action_dimension(self) -> None:
        """Count by the next field."""
        self.dimension = DIMENSIONS[(DIMENSIONS.index(self.dimension) + 1) % len(DIMENSIONS)]
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table is to be written."""
        self.app.push_screen(WriteStatistics(self.first, self.last, self.dimension))


class WriteStatistics(FilePage):
    """Where the table is to be written, and what it means that it is in clear.

    Args:
        first: first day.
        last: last day.
        dimension: the field by which is counted.
    """

    NAME = "write_statistics"
    CSS_PATH = "../file_page.tcss"

    def __init__(self, first: date, last: date, dimension: str) -> None:
        super().__init__()
        self.first, self.last, self.dimension = first, last, dimension

    def about(self) -> list[Widget]:
        """Return how small groups are hidden."""
        return [Words("write_statistics.about", classes="part", least=SMALLEST_GROUP)]

    def file_name(self) -> str:
        """Return a name with the period."""
        return _("write_statistics.name", first=self.first.isoformat(), last=self.last.isoformat())

    async def write(self, path: Path) -> None:
        """Count without small groups, and write the table."""
        opened = self.shell.opened
        asked = (opened, self.first, self.last, self.dimension)
        found = await self.shell.read(statistics, *asked, smallest=SMALLEST_GROUP)
        await self.shell.write(write_table, opened, path, table_of(found))
