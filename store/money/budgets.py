"""Budgets: what is set aside for a year, committed and paid; burn rate, forecast, warnings at 80 and 100 % (M0.5).

Committed is what was approved or will be by its class and is not locked yet; paid is what locked statements say.
The advice of Päijät-Häme, to consider hourly employment in place of fees, is a comparison with the office's own wage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.money.fees import Assignment, read_assignments
from store.money.reading import closed_months, read_allowances
from store.money.reckoning import DECEMBER, MINUTES_AN_HOUR, day_amounts, first_of_month, paid_for
from store.money.settings import HOURLY_WAGE, SIDE_COSTS, number_on, read_numbers
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

WARNINGS = (80, 100)
"""Percent of the allocation at which one is warned (model M0.5)."""

_budget = RECORD_TYPES["budget"].table


@dataclass(frozen=True)
class Spent:
    """What a year's money went into so far.

    Attributes:
        paid: cents that stand in locked statements.
        committed: cents of days until today that are not locked yet.
        planned: cents of days to come.
        minutes: of what was held.
    """

    paid: int = 0
    committed: int = 0
    planned: int = 0
    minutes: int = 0

    @property
    def used(self) -> int:
        """Cents until today."""
        return self.paid + self.committed


@dataclass(frozen=True)
class Budget:
    """How a budget stands on a day.

    Attributes:
        names: of its records: what was set aside for one year's allowances from several sources is one pot.
        year: the year.
        paid_for: allowance or fee.
        allocation: cents.
        spent: what it went into.
        burn_rate: cents a month until today.
        forecast: cents at the end of the year, if it goes on as until today; at least what is planned already.
    """

    names: tuple[str, ...]
    year: int
    paid_for: str
    allocation: int
    spent: Spent
    burn_rate: int
    forecast: int

    @property
    def left(self) -> int:
        """Cents that nothing is committed for; below zero where more was promised than there is."""
        return self.allocation - self.spent.used - self.spent.planned

    @property
    def percent(self) -> int:
        """Percent of the allocation that is used, committed and planned, rounded down."""
        promised = self.spent.used + self.spent.planned
        return 100 * promised // self.allocation if self.allocation else 100 * bool(promised)

    @property
    def warning(self) -> int:
        """The highest warning that is reached: 0, 80 or 100."""
        return max((each for each in WARNINGS if self.percent >= each), default=0)

    @property
    def will_not_last(self) -> bool:
        """Whether the forecast is above the allocation."""
        return self.forecast > self.allocation


@dataclass(frozen=True)
class Comparison:
    """A year's fees beside hourly employment.

    Attributes:
        fees: cents of the fees.
        minutes: of the assignments that were held.
        employed: cents that the same hours would cost with the office's wage and side costs; None where it set none.
        wage: cents of an hour, or None.
        side_costs: percent.
    """

    fees: int
    minutes: int
    employed: int | None
    wage: int | None
    side_costs: int


@dataclass(frozen=True)
class Budgets:
    """The budgets of a year.

    Attributes:
        year: the year.
        budgets: each with how it stands.
        comparison: the fees beside hourly employment.
        without_budget: cents of fees that name no budget, where there is none or more than one to choose from.
    """

    year: int
    budgets: tuple[Budget, ...]
    comparison: Comparison
    without_budget: int


def budgets_of(notebook: Notebook, year: int, today: date) -> Budgets:
    """Return how the budgets of a year stand.

    Args:
        notebook: of the office.
        year: the year.
        today: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        rows = connection.execute(
            select(_budget)
            .where(_budget.c.removed.is_(False), _budget.c.year == year)
            .order_by(_budget.c.name, _budget.c.id)
        ).all()
        assigned = [each for each in read_assignments(connection) if each.day.year == year]
        closed = closed_months(connection, "fee")
        fee_budgets = [row for row in rows if row.paid_for == "fee"]
        only = fee_budgets[0].id if len(fee_budgets) == 1 else None
        known = {row.id for row in fee_budgets}
        by_budget: dict[str | None, list[Assignment]] = {}
        for each in assigned:
            by_budget.setdefault(each.budget if each.budget in known else only, []).append(each)
        found = [
            stand(
                (row.name or "",),
                year,
                "fee",
                row.allocation or 0,
                _spent(by_budget.get(row.id, ()), closed, today),
                today,
            )
            for row in fee_budgets
        ]
        pots = [row for row in rows if row.paid_for == "allowance"]
        if pots:
            names = tuple(row.name or "" for row in pots)
            spent = allowances_of(connection, year, today)
            found.append(stand(names, year, "allowance", sum(row.allocation or 0 for row in pots), spent, today))
        numbers = read_numbers(connection)
        wage, side = number_on(today, HOURLY_WAGE, numbers), number_on(today, SIDE_COSTS, numbers)
        everything = _spent(assigned, closed, today)
        write_line(connection, notebook.identity, Act.LISTED, record="budget", ground="month")
    without = _spent(by_budget.get(None, ()), closed, today)
    return Budgets(year, tuple(found), compare(everything, wage, side or 0), without.used + without.planned)


def stand(names: Sequence[str], year: int, paid_for: str, allocation: int, spent: Spent, today: date) -> Budget:
    """Return how a budget stands: exact whole cents, rounded half up once.

    Args:
        names: of its records.
        year: the year.
        paid_for: allowance or fee.
        allocation: cents.
        spent: what it went into.
        today: the day on the wall; after the year, its last day counts, before it nothing was used yet.
    """
    days = (date(year, DECEMBER, 31) - date(year, 1, 1)).days + 1
    gone = min(max((today - date(year, 1, 1)).days + 1, 0), days)
    used = spent.used
    burn_rate = _divided(used * days, gone * DECEMBER) if gone else 0
    forecast = max(_divided(used * days, gone) if gone else 0, used + spent.planned)
    return Budget(tuple(names), year, paid_for, allocation, spent, burn_rate, forecast)


def compare(spent: Spent, wage: int | None, side_costs: int) -> Comparison:
    """Return fees beside what the same hours would cost in hourly employment.

    Args:
        spent: the fees.
        wage: cents of an hour, or None where the office has set none.
        side_costs: percent on top of it.
    """
    employed = None
    if wage is not None:
        employed = _divided(wage * spent.minutes * (100 + side_costs), MINUTES_AN_HOUR * 100)
    return Comparison(spent.used, spent.minutes, employed, wage, side_costs)


def allowances_of(connection: Connection, year: int, today: date) -> Spent:
    """Return what the allowances of a year cost so far, without a line in the log: the caller writes it.

    Holiday money counts once it is locked.

    Args:
        connection: an open transaction.
        year: the year.
        today: the day on the wall.
    """
    read = read_allowances(connection, first_of_month(today))
    paid = committed = 0
    for client in {*read.entries, *read.locked}:
        by_month = read.locked.get(client, {})
        paid += sum(line.cents for month, lines in by_month.items() if month.year == year for line in lines)
        amounts, _hindered = day_amounts(read.entries.get(client, ()), read.decisions.get(client, ()), read.classes)
        committed += sum(
            each.cents
            for each in amounts
            if each.day.year == year and each.day <= today and first_of_month(each.day) not in read.closed
        )
        if today.year == year:
            # What closed months lack or have too much of is paid in the first open month, and so in this year.
            due = sum(each.cents for each in amounts if first_of_month(each.day) in read.closed)
            committed += due - sum(paid_for(line for lines in by_month.values() for line in lines).values())
    return Spent(paid=paid, committed=committed)


def _spent(assignments: Iterable[Assignment], closed: frozenset[date], today: date) -> Spent:
    paid = committed = planned = minutes = 0
    for each in assignments:
        cents = each.approved if each.approved is not None else each.reckoned or 0
        if each.held and (each.paid_on is not None or first_of_month(each.day) in closed):
            paid += cents
        elif each.held or each.day <= today:
            committed += cents
        else:
            planned += cents
        minutes += each.minutes if each.held else 0
    return Spent(paid, committed, planned, minutes)


def _divided(numerator: int, denominator: int) -> int:
    """Return a quotient rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
