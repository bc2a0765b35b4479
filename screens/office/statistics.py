"""Statistics: what was done in a month, quarter or year, for all and by municipality, service ground or team."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.list_page import ListPage
from screens.notebook.first_run import folder_of
from screens.office.office_words import SIGN
from store.notebook import Notebook
from store.refusal import Refusal
from store.statistics import DIMENSIONS, SMALLEST_GROUP, Statistics, statistics, write_table
from tui.forms.days import wall_day
from tui.forms.statistics_table import DIMENSIONS as WORDS
from tui.forms.statistics_table import counted_lines, group_said, period_said, table_of
from tui.language import _, plural, word
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Tone, wrapped
from tui.widgets.words import Text, Words

MONTHS = (1, 3, 12)
"""Lengths of a period, in months."""

COUNT = (SIGN, 40)
"""Columns before and of what is counted; the rest is how many."""

GROUP = (SIGN, 30, 12, 12)
"""Columns before and of a group, of the clients in the service and of those who were met; the rest is events."""


def period_of(day: date, months: int) -> tuple[date, date]:
    """Return first and last day of the month, quarter or year that a day is in.

    Args:
        day: the day.
        months: length of the period: 1, 3 or 12.
    """
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first.year * 12 + first.month - 1 + months
    return first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


class StatisticsPage(ListPage[Statistics]):
    """The counts of a period."""

    NAME = "statistics"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f4", "dimension", "statistics.by"),
        key("f5", "length", "statistics.length"),
        key("pageup", "period(-1)", "statistics.earlier", show=False),
        key("pagedown", "period(1)", "statistics.later", show=False),
        key("left", "period(-1)", "statistics.earlier", show=False),
        key("right", "period(1)", "statistics.later", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.months = MONTHS[0]
        self.dimension = DIMENSIONS[0]
        self.first, self.last = period_of(wall_day(), self.months)

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

    def action_dimension(self) -> None:
        """Count by the next field."""
        self.dimension = DIMENSIONS[(DIMENSIONS.index(self.dimension) + 1) % len(DIMENSIONS)]
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table is to be written."""
        self.app.push_screen(WriteStatistics(self.first, self.last, self.dimension))


class WriteStatistics(Page[None]):
    """Where the table is to be written, and what it means that it is in clear.

    Args:
        first: first day.
        last: last day.
        dimension: the field by which is counted.
    """

    NAME = "write_statistics"
    CSS_PATH = "statistics.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, first: date, last: date, dimension: str) -> None:
        super().__init__()
        self.first, self.last, self.dimension = first, last, dimension

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
            path = path / _("write_statistics.name", first=self.first.isoformat(), last=self.last.isoformat())
        self.begin(partial(self._write, path), once=True)

    async def _write(self, path: Path) -> None:
        opened = self.shell.opened
        try:
            found = await self.shell.read(
                statistics, opened, self.first, self.last, self.dimension, smallest=SMALLEST_GROUP
            )
            await self.shell.write(write_table, opened, path, table_of(found))
        except Refusal as refusal:
            self.query_one("#said", Text).show(self.shell.refused(refusal))
            return
        self.notify(_("write_statistics.done", file=path), markup=False)
        self.dismiss(None)
