"""Closing a month: every statement is locked at once and names the changes and classes that it counted (M3.5, M3.6).

What arrives later for a closed month is a correction in the first open one; a locked statement is never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.history.change import Value
from store.identifiers import new_id
from store.money.months import ClientMonth, Standing, month_within
from store.money.reading import Allowances, closed_months, heads_in, read_allowances
from store.money.reckoning import LineKind, first_of_month
from store.records import RECORD_TYPES
from store.records.allowances import MOST_COVERED
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

_statement = RECORD_TYPES["statement"].table


@dataclass(frozen=True)
class Closed:
    """What was closed.

    Attributes:
        month: its first day.
        statements: how many were locked.
        total: their cents together.
    """

    month: date
    statements: int
    total: int


def close_month(notebook: Notebook, month: date, today: date) -> Closed:
    """Lock the allowances of a month: a statement for each client, and the month itself.

    Args:
        notebook: of the office.
        month: its first day.
        today: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY; MONTH_CLOSED; MONTH_AHEAD; MONTH_NOT_READY while a row is in conflict, is not confirmed,
            or nobody can say what it is worth: how many clients that keeps is named. Nothing was locked then.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        require_open(connection, month, today, "allowance")
        found = month_within(connection, month, today)
        if found.hindered:
            raise Refusal(Reason.MONTH_NOT_READY, count=found.hindered)
        read = read_allowances(connection, month)
        writer = Writer(connection, notebook.identity)
        clients = [one for one in found.clients if one.standing is not Standing.MISSING]
        for one in clients:
            for entry in _locked(connection, one, read, month, today):
                writer.save(entry)
        writer.save(close_entry(month, "allowance", today))
        write_line(connection, notebook.identity, Act.CHANGED, record="month_close", ground="month")
    return Closed(month, len(clients), found.total)


def require_open(connection: Connection, month: date, today: date, paid_for: str) -> None:
    """Refuse a month that is closed or has not begun.

    Args:
        connection: an open transaction.
        month: its first day.
        today: the day on the wall.
        paid_for: allowance or fee.

    Raises:
        Refusal: MONTH_CLOSED, MONTH_AHEAD.
    """
    if month in closed_months(connection, paid_for):
        raise Refusal(Reason.MONTH_CLOSED)
    if month > first_of_month(today):
        raise Refusal(Reason.MONTH_AHEAD)


def close_entry(month: date, paid_for: str, today: date) -> Entry:
    """Return the record that closes a month.

    Args:
        month: its first day.
        paid_for: allowance or fee.
        today: the day on the wall.
    """
    return Entry("month_close", {"month": month, "paid_for": paid_for, "closed_on": today})


def _locked(connection: Connection, one: ClientMonth, read: Allowances, month: date, today: date) -> Iterable[Entry]:
    """Yield the records of one client's locked month."""
    counted = {each.id for each in read.entries.get(one.client, ()) if first_of_month(each.day) == month}
    corrected = {line.month for line in one.statement.lines if line.kind is LineKind.CORRECTION}
    if corrected:
        before = _covered_before(connection, one.client, read)
        late = [each.id for each in read.entries.get(one.client, ()) if first_of_month(each.day) in corrected]
        counted |= {id for id, heads in heads_in(connection, late).items() if not before.issuperset(heads)}
    classes = {line.pay_class for line in one.statement.lines if line.pay_class is not None}
    statement = new_id()
    values: dict[str, Value | None] = {
        "client": one.client,
        "month": month,
        "payer": one.payer or None,
        "days": one.attended,
        "worked_minutes": one.minutes,
        "total": one.statement.total,
        "covers": _names(connection, counted),
        "classes": _names(connection, {*classes, *read.decision_ids.get(one.client, ())}),
        "locked_on": today,
    }
    yield Entry("statement", values, id=statement)
    for line in one.statement.lines:
        of_line: dict[str, Value | None] = {
            "client": one.client,
            "statement": statement,
            "line_kind": line.kind.value,
            "month": line.month,
            "pay_class": line.pay_class,
            "units": line.units or None,
            "rate": line.rate,
            "amount": line.cents,
        }
        yield Entry("statement_line", of_line)


def _names(connection: Connection, ids: Iterable[str]) -> tuple[str, ...] | None:
    """Return the names of the changes at the heads of some records, as many as one statement can name."""
    names = sorted(name for heads in heads_in(connection, ids).values() for name in heads)
    return tuple(names[:MOST_COVERED]) or None


def _covered_before(connection: Connection, client: str, read: Allowances) -> set[str]:
    """Return the changes that a client's locked statements have counted already."""
    cards = [client, *(card for card, stands in read.one.items() if stands == client)]
    rows = connection.scalars(
        select(_statement.c.covers).where(_statement.c.client.in_(cards), _statement.c.removed.is_(False))
    )
    return {name for covers in rows for name in covers or ()}
