"""Attendance or hours, times the class valid on the day, month by month: pure functions of plain values.

All amounts are whole cents, worked out exactly and rounded once for each day, half up, so that the days of a month
add up to its statement and the statements to the office's total. Nothing here reads a notebook.

The rule is Helsinki's decision of 2014 (domain/operating-models.md, M3.6): only days of attendance are paid, a class
is reviewed once a year, and holiday money is the client's average month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

MINUTES_AN_HOUR = 60
DECEMBER = 12


class Basis(StrEnum):
    """What one rate is paid for."""

    DAY = "per_day"
    HOUR = "per_hour"
    TIME = "per_time"


class LineKind(StrEnum):
    """What a line of a statement says."""

    DAYS = "attendance_days"
    HOURS = "attendance_hours"
    HOLIDAY = "holiday_money"
    CORRECTION = "correction"


class Period(Protocol):
    """Something that holds from a day on, until another or without end."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def end(self) -> date | None:
        """Last day, or None."""


PeriodType = TypeVar("PeriodType", bound=Period)


@dataclass(frozen=True)
class PayClass:
    """A dated class.

    Attributes:
        id: of its record.
        basis: what one rate is paid for.
        rate: cents.
        start: first day on which it holds.
        end: last day, or None.
        highest: most cents that a decision may give within the class, or None where the rate is fixed.
        unsettled: two people wrote different things of it, and nobody has decided.
    """

    id: str
    basis: Basis
    rate: int
    start: date
    end: date | None = None
    highest: int | None = None
    unsettled: bool = False


@dataclass(frozen=True)
class Decision:
    """Which class a client has from a day on.

    Attributes:
        pay_class: id of the class.
        start: first day.
        end: last day, or None.
        rate: cents, where the class leaves a choice.
        review_on: day of the review that was agreed, or None.
        unsettled: two people wrote different things of it, and nobody has decided.
    """

    pay_class: str
    start: date
    end: date | None = None
    rate: int | None = None
    review_on: date | None = None
    unsettled: bool = False


@dataclass(frozen=True)
class Attendance:
    """One entry of one client on one day.

    Attributes:
        id: of its record.
        day: on which it was.
        attended: whether the client was there; nothing else is paid.
        minutes: how long.
        unsettled: two people wrote different things, and nobody has decided.
        doubtful: another entry may say the same hours again; it matters where hours are paid.
        unconfirmed: nobody has confirmed yet what the supervisor wrote.
    """

    id: str
    day: date
    attended: bool
    minutes: int = 0
    unsettled: bool = False
    doubtful: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True)
class DayAmount:
    """What one day is worth.

    Attributes:
        day: which.
        pay_class: id of the class.
        basis: of the class.
        minutes: of attendance.
        rate: cents.
        cents: the amount.
    """

    day: date
    pay_class: str
    basis: Basis
    minutes: int
    rate: int
    cents: int


class Hindrance(StrEnum):
    """Why a month cannot be locked yet."""

    UNSETTLED = "unsettled"
    """An entry, the class or the decision of its day is in conflict."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has confirmed yet what the supervisor wrote."""
    TWICE = "twice"
    """Hours are paid, and two entries may say the same ones."""
    NO_CLASS = "no_class"
    """No class was decided for a day of attendance, or the class itself did not hold on it."""
    OUTSIDE_CLASS = "outside_class"
    """The decided rate lies outside what the class allows."""


@dataclass(frozen=True)
class Hindered:
    """A day that keeps a month open.

    Attributes:
        day: which.
        why: the reason.
    """

    day: date
    why: Hindrance


@dataclass(frozen=True)
class Line:
    """One line of a statement.

    Attributes:
        kind: what it says.
        month: first day of the month that it is for.
        cents: the amount; a correction may be below zero.
        pay_class: id of the class, or None.
        rate: cents, or None.
        units: days, or minutes where it is paid by the hour.
    """

    kind: LineKind
    month: date
    cents: int
    pay_class: str | None = None
    rate: int | None = None
    units: int = 0


@dataclass(frozen=True)
class Statement:
    """One client's month.

    Attributes:
        month: its first day.
        lines: the month's own, and corrections of closed months.
        hindered: days that keep it from being locked.
    """

    month: date
    lines: tuple[Line, ...]
    hindered: tuple[Hindered, ...] = ()

    @property
    def total(self) -> int:
        """Cents to be paid."""
        return sum(line.cents for line in self.lines)


def first_of_month(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after one."""
    return date(month.year + 1, 1, 1) if month.month == DECEMBER else date(month.year, month.month + 1, 1)


def first_open_month(month: date, closed: Iterable[date]) -> date:
    """Return the first month from one on that is not closed.

    Args:
        month: first day of the month that one would count for.
        closed: first days of the closed months.
    """
    shut = set(closed)
    while month in shut:
        month = next_month(month)
    return month


def holding_on(day: date, periods: Iterable[PeriodType]) -> PeriodType | None:
    """Return what holds on a day: of several the one that began last."""
    holding = [each for each in periods if each.start <= day and (each.end is None or day <= each.end)]
    return max(holding, key=lambda each: each.start, default=None)


def amount(basis: Basis, rate: int, minutes: int) -> int:
    """Return the cents of one day, hour or time; hours are exact to the minute and rounded half up to whole cents.

    Args:
        basis: what one rate is paid for.
        rate: cents.
        minutes: how long, which matters for hours alone.
    """
    if basis is not Basis.HOUR:
        return rate
    return (2 * rate * minutes + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR)


def day_amounts(
    entries: Iterable[Attendance], decisions: Sequence[Decision], classes: Mapping[str, PayClass]
) -> tuple[tuple[DayAmount, ...], tuple[Hindered, ...]]:
    """Return what each day of attendance is worth, and the days of which nobody can say it yet, both by day.

    A day counts once, however many entries there are of it; their minutes are added.

    Args:
        entries: of one client.
        decisions: of the same client.
        classes: by their ids.
    """
    minutes: dict[date, int] = {}
    hindered: dict[date, Hindrance] = {}
    doubtful: set[date] = set()
    for entry in entries:
        if entry.unsettled:
            hindered[entry.day] = Hindrance.UNSETTLED
        elif entry.attended:
            minutes[entry.day] = minutes.get(entry.day, 0) + entry.minutes
            doubtful |= {entry.day} if entry.doubtful else set()
            if entry.unconfirmed:
                hindered.setdefault(entry.day, Hindrance.UNCONFIRMED)
    amounts = []
    for day in sorted(set(minutes) - set(hindered)):
        found = _worth(day, minutes[day], decisions, classes)
        if isinstance(found, Hindrance):
            hindered[day] = found
        elif day in doubtful and found.basis is Basis.HOUR:
            hindered[day] = Hindrance.TWICE
        else:
            amounts.append(found)
    return tuple(amounts), tuple(Hindered(day, hindered[day]) for day in sorted(hindered))


def _worth(
    day: date, minutes: int, decisions: Sequence[Decision], classes: Mapping[str, PayClass]
) -> DayAmount | Hindrance:
    decision = holding_on(day, decisions)
    pay_class = classes.get(decision.pay_class) if decision else None
    if decision is None or pay_class is None or holding_on(day, [pay_class]) is None:
        return Hindrance.NO_CLASS
    if decision.unsettled or pay_class.unsettled:
        return Hindrance.UNSETTLED
    rate = pay_class.rate if decision.rate is None else decision.rate
    highest = pay_class.rate if pay_class.highest is None else pay_class.highest
    if not pay_class.rate <= rate <= highest:
        return Hindrance.OUTSIDE_CLASS
    return DayAmount(day, pay_class.id, pay_class.basis, minutes, rate, amount(pay_class.basis, rate, minutes))


def paid_for(lines: Iterable[Line]) -> dict[date, int]:
    """Return what locked lines have paid for each month, corrections included, holiday money not.

    Args:
        lines: of all locked statements of one client.
    """
    paid: dict[date, int] = {}
    for line in lines:
        if line.kind is not LineKind.HOLIDAY:
            paid[line.month] = paid.get(line.month, 0) + line.cents
    return paid


def make_statement(
    month: date,
    amounts: Iterable[DayAmount],
    hindered: Iterable[Hindered],
    locked: Sequence[Line],
    closed: Iterable[date],
) -> Statement:
    """Return an open month's statement: its own days, and what closed months lack or have too much of.

    A closed month is never rewritten. What it should have had is compared with what was paid for it, and the
    difference stands in the first open month alone.

    Args:
        month: first day of the month; it is not closed.
        amounts: all days of the client, of other months too.
        hindered: days that nobody can say the worth of.
        locked: lines of all locked statements of the client.
        closed: first days of the closed months.

    Raises:
        ValueError: the month is closed.
    """
    shut, days = set(closed), list(amounts)
    if month in shut:
        raise ValueError("a closed month is never rewritten")
    lines = _lines(month, [each for each in days if first_of_month(each.day) == month])
    kept_open = [each for each in hindered if first_of_month(each.day) == month]
    if shut and month == first_open_month(min(shut), shut):
        lines += _corrections(days, locked, shut)
        kept_open += [each for each in hindered if first_of_month(each.day) in shut]
    return Statement(month, tuple(lines), tuple(sorted(kept_open, key=lambda each: each.day)))


def _lines(month: date, days: Sequence[DayAmount]) -> list[Line]:
    """Return a line for each class and rate of a month's days."""
    lines: dict[tuple[str, int], Line] = {}
    for each in days:
        hours = each.basis is Basis.HOUR
        kind = LineKind.HOURS if hours else LineKind.DAYS
        held = lines.get((each.pay_class, each.rate), Line(kind, month, 0, each.pay_class, each.rate))
        units = held.units + (each.minutes if hours else 1)
        lines[each.pay_class, each.rate] = Line(
            kind, month, held.cents + each.cents, each.pay_class, each.rate, units
        )
    return list(lines.values())


def _corrections(days: Sequence[DayAmount], locked: Sequence[Line], closed: set[date]) -> list[Line]:
    """Return the difference for each closed month between what its days are worth now and what was paid for it."""
    worth: dict[date, int] = {}
    for each in days:
        of = first_of_month(each.day)
        worth[of] = worth.get(of, 0) + each.cents
    paid = paid_for(locked)
    differences = {of: worth.get(of, 0) - paid.get(of, 0) for of in sorted(closed)}
    return [Line(LineKind.CORRECTION, of, cents) for of, cents in differences.items() if cents]
