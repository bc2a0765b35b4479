"""The office's dated numbers for money: none has a value before the office gives one (domain/operating-models.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, select

from store.money.reckoning import DECEMBER, holding_on
from store.records import RECORD_TYPES

TAX_FREE_LIMIT = "allowance.tax_free_limit"
"""Euros of one day up to which an allowance is tax-free; the often quoted 12 € was not confirmed."""

HOLIDAY_MONTH = "allowance.holiday_month"
"""Month of the year (1 to 12) on whose statement holiday money stands: the client's average month."""

HOURLY_WAGE = "fee.hourly_wage"
"""Euros of an hour of a peer who is employed by the hour, to hold the fees against."""

SIDE_COSTS = "fee.side_costs"
"""Percent that an employer pays on top of such a wage."""

COACH_HOUR = "coach.hourly_cost"
"""Euros of an hour of a coach, for the total of what a placement costs (model M3.11)."""

VISIT_DAYS = "placement.visit_days"
"""Days from one support visit of a placement to the next (model M3.4 names no number)."""

NAMES = (TAX_FREE_LIMIT, HOLIDAY_MONTH, HOURLY_WAGE, SIDE_COSTS, COACH_HOUR, VISIT_DAYS)

_EUROS = frozenset({TAX_FREE_LIMIT, HOURLY_WAGE, COACH_HOUR})
_MOST = 10**7
_MOST_OTHER = 500


@dataclass(frozen=True)
class Number:
    """A dated number of the office.

    Attributes:
        name: of the rule.
        cents: the number: cents, a percentage, days or a month, as the rule has it.
        start: first day on which it holds.
        end: last day, or None.
    """

    name: str
    cents: int
    start: date
    end: date | None = None


def read_numbers(connection: Connection) -> tuple[Number, ...]:
    """Return the dated numbers that the office has set, without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
    """
    table = RECORD_TYPES["dated_rule"].table
    rows = connection.execute(
        select(table.c.rule, table.c.setting, table.c.start, table.c.end)
        .where(table.c.removed.is_(False), table.c.rule.in_(NAMES))
        .order_by(table.c.start, table.c.id)
    )
    return tuple(number for row in rows if (number := _number(row)) is not None)


def number_on(day: date, name: str, numbers: Iterable[Number]) -> int | None:
    """Return the number that holds on a day, or None where the office has set none.

    Args:
        day: the day.
        name: of the rule.
        numbers: of all rules.
    """
    found = holding_on(day, (each for each in numbers if each.name == name))
    return None if found is None else found.cents


def cents_of(text: str) -> int | None:
    """Return the cents of an amount in euros as people write it, or None where it is none.

    Args:
        text: "12", "12,50" or "12.50".
    """
    try:
        euros = Decimal(text.strip().replace(",", ".").removesuffix("€").strip())
    except InvalidOperation:
        return None
    if not euros.is_finite() or not 0 <= euros <= _MOST:
        return None
    return int((euros * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _number(row: Any) -> Number | None:
    """Return what a rule says; a setting that is no such number is as if it were not set."""
    if row.rule is None or row.setting is None or row.start is None:
        return None
    if row.rule in _EUROS:
        found = cents_of(row.setting)
    else:
        most = DECEMBER if row.rule == HOLIDAY_MONTH else _MOST_OTHER
        least = 1 if row.rule == HOLIDAY_MONTH else 0
        text = row.setting.strip()
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1
        found = number if least <= number <= most else None
    return None if found is None else Number(row.rule, found, row.start, row.end)
