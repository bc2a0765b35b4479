"""A month of allowances: of everybody at the office, and of one client for the client and the payer (M3.5, M3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.money.reading import Allowances, read_allowances, statements_of
from store.money.reckoning import (
    DayAmount,
    Line,
    LineKind,
    Statement,
    day_amounts,
    first_of_month,
    holding_on,
    make_statement,
    next_month,
    paid_for,
)
from store.money.settings import HOLIDAY_MONTH, TAX_FREE_LIMIT, Number, number_on, read_numbers
from store.money.yearly import Limit, holiday_money, over_limit, review_due
from store.one_person import names_within
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_agreement = RECORD_TYPES["placement_agreement"].table
_ending = RECORD_TYPES["placement_ending"].table

REVIEWED_AHEAD = timedelta(days=30)
"""So long before its day a yearly review is named."""


class Standing(StrEnum):
    """How far a client's month is."""

    MISSING = "missing"
    """An agreement was in force, and nobody has written an entry."""
    IN = "in"
    """Entries are there, and something keeps the month open: it is named."""
    CONFIRMED = "confirmed"
    """All that is there is confirmed and can be locked."""
    LOCKED = "locked"


@dataclass(frozen=True)
class ClientMonth:
    """One client's month.

    Attributes:
        client: id; of joined doubles the card that stands.
        given_name: of the client.
        family_name: of the client.
        standing: how far it is.
        statement: its lines, and what keeps it open.
        days: the days that are paid, with what each is worth.
        attended: days of attendance, whether one can say yet what they are worth or not.
        minutes: of attendance.
        payroll_number: in the payroll, or empty.
        payer: the sending unit of the agreement, or empty.
        over_limit: days above the tax-free limit, where the office has set one.
        review_on: when the class is to be looked at again, where that is soon or over; else None.
    """

    client: str
    given_name: str
    family_name: str
    standing: Standing
    statement: Statement
    days: tuple[DayAmount, ...]
    attended: int
    minutes: int
    payroll_number: str
    payer: str
    over_limit: tuple[date, ...]
    review_on: date | None

    @property
    def corrected(self) -> int:
        """Cents that correct closed months."""
        return sum(line.cents for line in self.statement.lines if line.kind is LineKind.CORRECTION)


@dataclass(frozen=True)
class Month:
    """The office's month.

    Attributes:
        month: its first day.
        closed: it is closed.
        clients: by name.
        class_names: name of each class by its id.
    """

    month: date
    closed: bool
    clients: tuple[ClientMonth, ...]
    class_names: Mapping[str, str]

    @property
    def total(self) -> int:
        """Cents of all statements: the sum of their days, holiday money and corrections."""
        return sum(one.statement.total for one in self.clients)

    @property
    def hindered(self) -> int:
        """How many clients' months something keeps open."""
        return sum(bool(one.statement.hindered) for one in self.clients)


def office_month(notebook: Notebook, month: date, today: date) -> Month:
    """Return how a month stands with everybody; a closed one as it was locked.

    Args:
        notebook: of the office.
        month: its first day.
        today: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        found = month_within(connection, month, today)
        write_line(connection, notebook.identity, Act.LISTED, record="work_entry", ground="month")
    return found


def client_month(notebook: Notebook, client: str, month: date, today: date, act: Act = Act.SHOWN) -> Month:
    """Return one client's month, on on a laptop too.

    Args:
        notebook: an open notebook.
        client: id of the client.
        month: its first day.
        today: the day on the wall.
        act: shown, or printed.
    """
    with notebook.writing() as connection:
        found = month_within(connection, month, today, client)
        write_line(connection, notebook.identity, act, client=client, record="statement", ground="month")
    return found


def month_within(connection: Connection, month: date, today: date, client: str | None = None) -> Month:
    """Return a month without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
        month: its first day.
        today: the day on the wall.
        client: the card that stands for one person, or None for everybody.
    """
    read = read_allowances(connection, month, client)
    numbers = read_numbers(connection)
    placed = _agreements(connection, month, read.one)
    closed = month in read.closed
    locked = {read.one.get(row.client, row.client) for row in statements_of(connection, month)} if closed else set()
    ids = set(placed) | {who for who, entries in read.entries.items() if _in(entries, month)}
    ids |= locked | (set(read.locked) | set(read.entries) if not closed else set())
    if client is not None:
        ids &= {client}
    names = names_within(connection, ids)
    clients = [
        one
        for id in ids
        if (one := _client(id, names.get(id, ("", "")), read, numbers, placed.get(id), month, today, id in locked))
        is not None
    ]
    clients.sort(key=lambda one: (one.given_name.casefold(), one.family_name.casefold(), one.client))
    return Month(month, closed, tuple(clients), read.class_names)


def _client(
    id: str,
    name: tuple[str, str],
    read: Allowances,
    numbers: tuple[Number, ...],
    payer: str | None,
    month: date,
    today: date,
    locked_in_it: bool,
) -> ClientMonth | None:
    entries, decisions = read.entries.get(id, ()), read.decisions.get(id, ())
    amounts, hindered = day_amounts(entries, decisions, read.classes)
    by_month = read.locked.get(id, {})
    locked = [line for lines in by_month.values() for line in lines]
    if month in read.closed:
        statement = Statement(month, tuple(by_month.get(month, ())))
    else:
        statement = make_statement(month, amounts, hindered, locked, read.closed)
        statement = _with_holiday(statement, locked, decisions, numbers, read.closed)
    there = [each for each in _in(entries, month) if each.attended]
    if not (_in(entries, month) or statement.lines or statement.hindered or payer is not None):
        return None
    days = tuple(each for each in amounts if first_of_month(each.day) == month)
    limits = [Limit(each.cents, each.start, each.end) for each in numbers if each.name == TAX_FREE_LIMIT]
    decision = holding_on(min(today, next_month(month) - timedelta(days=1)), decisions)
    review = None if decision is None else review_due(decision)
    return ClientMonth(
        client=id,
        given_name=name[0],
        family_name=name[1],
        standing=_standing(month in read.closed, locked_in_it, bool(_in(entries, month)), statement),
        statement=statement,
        days=days,
        attended=len({each.day for each in there}),
        minutes=sum(each.minutes for each in there),
        payroll_number=read.payroll.get(id, ""),
        payer=payer or "",
        over_limit=tuple(each.day for each in over_limit(days, limits)),
        review_on=review if review is not None and review <= today + REVIEWED_AHEAD else None,
    )


def _standing(closed: bool, locked: bool, entries: bool, statement: Statement) -> Standing:
    if locked:
        return Standing.LOCKED
    if statement.hindered or (closed and entries):
        return Standing.IN
    return Standing.CONFIRMED if entries or statement.lines else Standing.MISSING


def _in(entries: Iterable[Any], month: date) -> list[Any]:
    return [each for each in entries if first_of_month(each.day) == month]


def _with_holiday(
    statement: Statement,
    locked: Iterable[Line],
    decisions: Iterable[Any],
    numbers: tuple[Number, ...],
    closed: Iterable[date],
) -> Statement:
    """Add holiday money where the office has said that this is the month of it and a class holds in it.

    The average is of the closed months of the year before in which the client had a class.
    """
    month = statement.month
    last = next_month(month) - timedelta(days=1)
    if number_on(last, HOLIDAY_MONTH, numbers) != month.month or holding_on(last, decisions) is None:
        return statement
    paid = paid_for(locked)
    year_before = month.replace(year=month.year - 1)
    counted = [of for of in closed if year_before <= of < month and holding_on(_last(of), decisions) is not None]
    cents = holiday_money([paid.get(of, 0) for of in counted])
    if not cents:
        return statement
    line = Line(LineKind.HOLIDAY, month, cents, units=len(counted))
    return Statement(month, (*statement.lines, line), statement.hindered)


def _last(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def _agreements(connection: Connection, month: date, one: Mapping[str, str]) -> dict[str, str]:
    """Return the clients with an agreement in force on a day of the month, each with its sending unit."""
    ended = {
        row.placement_agreement: row.day
        for row in connection.execute(
            select(_ending.c.placement_agreement, _ending.c.day)
            .where(_ending.c.removed.is_(False))
            .order_by(_ending.c.day.desc())
        )
    }
    found: dict[str, str] = {}
    query = (
        select(_agreement)
        .where(_agreement.c.removed.is_(False), _agreement.c.start < next_month(month), _agreement.c.end >= month)
        .order_by(_agreement.c.start, _agreement.c.id)
    )
    for row in connection.execute(query):
        if ended.get(row.id) is None or ended[row.id] >= month:
            who = one.get(row.client, row.client)
            found[who] = row.sending_unit or found.get(who, "")
    return found
