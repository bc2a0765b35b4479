"""The base of every page of counts: a month, a quarter or a year, and the one before and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, TypeVar

from screens.list_page import ListPage
from tui.forms.days import wall_day
from tui.widgets.keys import key, turning

Read = TypeVar("Read")

MONTHS = (1, 3, 12)
"""Lengths of a period, in months."""


def period_of(day: date, months: int) -> tuple[date, date]:
    """Return first and last day of the month, quarter or year that a day is in.

    Args:
        day: the day.
        months: length of the period: 1, 3 or 12.
    """
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first.year * 12 + first.month - 1 + months
    return first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


class PeriodPage(ListPage[Read]):
    """A list of what was counted in a period.

    Attributes:
        BEGINS_WITH: length of the period at first, in months.
    """

    BEGINS_WITH: ClassVar[int] = MONTHS[0]
    BINDINGS = [
        key("f2", "write", "statistics.write"),
        key("f5", "length", "statistics.length"),
        *turning("period", "statistics.earlier", "statistics.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.months = self.BEGINS_WITH
        self.first, self.last = period_of(wall_day(), self.months)

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
        raise NotImplementedError
