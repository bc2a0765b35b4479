"""Figures: what is counted of a system, as whole numbers and exact means, with the groups that are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

SMALLEST_GROUP = 5
"""Answers of fewer people are hidden, always: somebody might be recognised (model M0.9)."""


class Unit(StrEnum):
    """What a figure is."""

    COUNT = "count"
    MEAN = "mean"
    """To one decimal, rounded half up."""
    PERCENT = "percent"
    DAYS = "days"
    MINUTES = "minutes"
    CENTS = "cents"
    DAY = "day"
    """A day of the calendar, as its ordinal."""


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        system: the system that it is of: "M0.9".
        code: what was counted.
        number: how many; None where there is nothing to count from, or the group is hidden.
        unit: what the number is.
        of: of what: field and value, as the records hold them.
        n: of how many it is a mean or a share; None where that says nothing, or is hidden.
        hidden: the group is too small to be shown.
    """

    system: str
    code: str
    number: int | Decimal | None
    unit: Unit = Unit.COUNT
    of: tuple[tuple[str, str], ...] = ()
    n: int | None = None
    hidden: bool = False


def mean_of(scores: Iterable[int]) -> Decimal | None:
    """Return the mean to one decimal, rounded half up; None of nothing."""
    held = tuple(scores)
    if not held:
        return None
    return (Decimal(sum(held)) / len(held)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent_of(part: int, whole: int) -> int | None:
    """Return a share in whole percent, rounded half up; None of nothing."""
    return None if whole == 0 else (part * 200 + whole) // (whole * 2)


def share(system: str, code: str, part: int, whole: int, of: tuple[tuple[str, str], ...] = ()) -> Figure:
    """Return a share as a figure.

    Args:
        system: its system.
        code: what is counted.
        part: how many of them.
        whole: of how many.
        of: of what.
    """
    return Figure(system, code, percent_of(part, whole), Unit.PERCENT, of, whole)


def hidden_below(figure: Figure, people: int, smallest: int) -> Figure:
    """Return a figure, or that it is hidden where it is of too few people; where it is of nobody it betrays nobody.

    Args:
        figure: the figure.
        people: of how many people it is.
        smallest: groups of fewer are hidden.
    """
    if people == 0 or people >= smallest:
        return figure
    return Figure(figure.system, figure.code, None, figure.unit, figure.of, None, hidden=True)
