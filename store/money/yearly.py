"""What comes round by the month or the year: holiday money, the tax-free limit, the review of a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.money.reckoning import DayAmount, Decision, holding_on


def holiday_money(monthly: Sequence[int], months: int = 1) -> int:
    """Return holiday money: the average month, so many times, rounded half up to whole cents.

    Args:
        monthly: cents of each month that counts, also of one with nothing.
        months: how many average months are paid.
    """
    if not monthly:
        return 0
    return (2 * months * sum(monthly) + len(monthly)) // (2 * len(monthly))


@dataclass(frozen=True)
class Limit:
    """A dated number of the office, such as the tax-free limit of a day.

    Attributes:
        cents: the number.
        start: first day on which it holds.
        end: last day, or None.
    """

    cents: int
    start: date
    end: date | None = None


def over_limit(amounts: Iterable[DayAmount], limits: Sequence[Limit]) -> tuple[DayAmount, ...]:
    """Return the days whose amount exceeds the limit that holds on them; where none holds, nothing is said."""
    found = []
    for each in amounts:
        limit = holding_on(each.day, limits)
        if limit is not None and each.cents > limit.cents:
            found.append(each)
    return tuple(found)


def review_due(decision: Decision) -> date:
    """Return the day on which a client's class is to be looked at again: as agreed, or a year after it began."""
    if decision.review_on is not None:
        return decision.review_on
    try:
        return decision.start.replace(year=decision.start.year + 1)
    except ValueError:  # 29 February
        return decision.start.replace(year=decision.start.year + 1, day=28)
