"""What allowances are reckoned from, read from the rows: entries, decisions, classes, closed months, locked lines.

Doubles that the office has joined are one person (`store.one_person`): a day of both cards is one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, or_, select

from store.held import changes_of, known, with_relatives
from store.history.reading import read
from store.money.reckoning import Attendance, Basis, Decision, Line, LineKind, PayClass, first_of_month
from store.one_person import stands_within
from store.records import RECORD_TYPES

ATTENDED = "attended"

_entry = RECORD_TYPES["work_entry"].table
_decision = RECORD_TYPES["allowance_decision"].table
_class = RECORD_TYPES["pay_class"].table
_close = RECORD_TYPES["month_close"].table
_line = RECORD_TYPES["statement_line"].table
_statement = RECORD_TYPES["statement"].table


@dataclass(frozen=True)
class Allowances:
    """Everything that allowances are reckoned from.

    Attributes:
        entries: of each client, by the day.
        decisions: of each client.
        payroll: of each client the number in the payroll, from the newest decision that has one.
        classes: by id.
        class_names: by id.
        closed: first days of the closed months.
        locked: of each client the lines of each locked statement, by the statement's month.
        decision_ids: of each client the ids of the decisions.
        one: joined card → the card that stands for the person.
    """

    entries: Mapping[str, tuple[Attendance, ...]]
    decisions: Mapping[str, tuple[Decision, ...]]
    payroll: Mapping[str, str]
    classes: Mapping[str, PayClass]
    class_names: Mapping[str, str]
    closed: frozenset[date]
    locked: Mapping[str, Mapping[date, tuple[Line, ...]]]
    decision_ids: Mapping[str, tuple[str, ...]]
    one: Mapping[str, str]


def read_allowances(connection: Connection, month: date, client: str | None = None) -> Allowances:
    """Return what allowances are reckoned from, without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
        month: first day of the month that is looked at: its confirmations are held against the history.
        client: the card that stands for one person, or None for everybody.
    """
    one = stands_within(connection)
    cards = None if client is None else {client, *(card for card, stands in one.items() if stands == client)}
    classes, names = read_classes(connection)
    decisions: dict[str, list[Decision]] = {}
    ids: dict[str, list[str]] = {}
    payroll: dict[str, str] = {}
    for row in connection.execute(_of(_decision, cards).order_by(_decision.c.start, _decision.c.id)):
        if row.start is None or row.pay_class is None:
            continue
        who = one.get(row.client, row.client)
        found = Decision(row.pay_class, row.start, row.end, row.rate, row.review_on, unsettled=row.unsettled)
        decisions.setdefault(who, []).append(found)
        ids.setdefault(who, []).append(row.id)
        if row.payroll_number:
            payroll[who] = row.payroll_number
    return Allowances(
        entries=_entries(connection, month, cards, one),
        decisions={who: tuple(found) for who, found in decisions.items()},
        payroll=payroll,
        classes=classes,
        class_names=names,
        closed=closed_months(connection, "allowance"),
        locked=_locked(connection, cards, one),
        decision_ids={who: tuple(found) for who, found in ids.items()},
        one=one,
    )


def read_classes(connection: Connection) -> tuple[dict[str, PayClass], dict[str, str]]:
    """Return the dated classes by their ids, and their names; without a line in the log.

    Args:
        connection: an open transaction.
    """
    classes: dict[str, PayClass] = {}
    names: dict[str, str] = {}
    for row in connection.execute(select(_class).where(_class.c.removed.is_(False))):
        names[row.id] = row.name or ""
        if row.basis is not None and row.rate is not None and row.start is not None:
            classes[row.id] = PayClass(
                row.id, Basis(row.basis), row.rate, row.start, row.end, row.highest_rate, unsettled=row.unsettled
            )
    return classes, names


def closed_months(connection: Connection, paid_for: str) -> frozenset[date]:
    """Return the first days of the months that are closed, without a line in the log.

    Args:
        connection: an open transaction.
        paid_for: allowance or fee.
    """
    query = select(_close.c.month).where(_close.c.removed.is_(False), _close.c.paid_for == paid_for)
    return frozenset(first_of_month(month) for month in connection.scalars(query) if month is not None)


def heads_in(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the changes at the head of each record: what a statement says that it counted.

    Args:
        connection: an open transaction.
        ids: of the records.
    """
    found: dict[str, tuple[str, ...]] = {}
    by_record: dict[str, list[Any]] = {}
    for change in changes_of(connection, sorted(set(ids))):
        by_record.setdefault(change.header.id, []).append(change)
    for id, changes in by_record.items():
        known_to_others = {name for change in changes for name in change.header.after}
        found[id] = tuple(sorted(change.name for change in changes if change.name not in known_to_others))
    return found


def _of(table: Any, cards: set[str] | None) -> Any:
    query = select(table).where(or_(table.c.removed.is_(False), table.c.unsettled.is_(True)))
    return query if cards is None else query.where(table.c.client.in_(sorted(cards)))


def _entries(
    connection: Connection, month: date, cards: set[str] | None, one: Mapping[str, str]
) -> dict[str, tuple[Attendance, ...]]:
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(_of(_entry, cards).order_by(_entry.c.day, _entry.c.id)):
        if row.day is not None:
            rows.setdefault(one.get(row.client, row.client), []).append(row)
    asked = [row.id for of in rows.values() for row in of if first_of_month(row.day) == month and row.confirmed_on]
    stale = stale_confirmations(connection, asked)
    found = {}
    for who, of in rows.items():
        doubtful = _doubtful(of)
        found[who] = tuple(
            Attendance(
                id=row.id,
                day=row.day,
                attended=row.work_presence == ATTENDED,
                minutes=minutes_of(row.came, row.went, row.minutes),
                unsettled=row.unsettled,
                doubtful=row.id in doubtful,
                unconfirmed=row.confirmed_on is None or row.id in stale,
            )
            for row in of
        )
    return found


def minutes_of(came: time | None, went: time | None, minutes: int | None) -> int:
    """Return how long somebody was there: the minutes that were written, else from coming to going.

    Args:
        came: when they came, or None.
        went: when they went, or None.
        minutes: as written, or None.
    """
    if minutes is not None:
        return minutes
    if came is None or went is None:
        return 0
    return max((went.hour - came.hour) * 60 + went.minute - came.minute, 0)


def same_hours(first: Any, second: Any) -> bool:
    """Tell whether two entries of one client and day may say the same hours: times that cross, or none to tell by.

    Args:
        first: came, went and activity_place as attributes.
        second: the same.
    """
    times = (first.came, first.went, second.came, second.went)
    if all(one is not None for one in times):
        return bool(first.came < second.went and second.came < first.went)
    return True


def _doubtful(rows: Sequence[Any]) -> set[str]:
    """Return the ids of entries that may say hours which another one says too."""
    found: set[str] = set()
    by_day: dict[date, list[Any]] = {}
    for row in rows:
        if row.work_presence == ATTENDED:
            by_day.setdefault(row.day, []).append(row)
    for of_day in by_day.values():
        for place, row in enumerate(of_day):
            for other in of_day[place + 1 :]:
                if same_hours(row, other):
                    found |= {row.id, other.id}
    return found


def stale_confirmations(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Return those of some confirmed entries whose hours were altered by somebody who did not confirm them anew.

    Whoever confirms has the hours before them; hours that the confirmation did not know are not confirmed by it.

    Args:
        connection: an open transaction.
        ids: of entries that hold a confirmation.
    """
    if not ids:
        return frozenset()
    reading = read(with_relatives(connection, changes_of(connection, list(ids))), known(connection))
    graph, found = reading.facts.graph, set()
    for id in ids:
        state = reading.records.get(id)
        if state is None:
            continue
        hours, confirmed = state.sources.get("day"), state.sources.get("confirmed_on")
        if hours is None or confirmed is None or (hours != confirmed and not graph.knew(confirmed, hours)):
            found.add(id)
    return frozenset(found)


def _locked(
    connection: Connection, cards: set[str] | None, one: Mapping[str, str]
) -> dict[str, dict[date, tuple[Line, ...]]]:
    query = (
        select(_line, _statement.c.month.label("of"))
        .join(_statement, _statement.c.id == _line.c.statement)
        .where(_line.c.removed.is_(False), _statement.c.removed.is_(False))
        .order_by(_line.c.month, _line.c.id)
    )
    if cards is not None:
        query = query.where(_line.c.client.in_(sorted(cards)))
    lines: dict[str, dict[date, tuple[Line, ...]]] = {}
    for row in connection.execute(query):
        line = Line(
            LineKind(row.line_kind), first_of_month(row.month), row.amount, row.pay_class, row.rate, row.units or 0
        )
        of_client, of = lines.setdefault(one.get(row.client, row.client), {}), first_of_month(row.of)
        of_client[of] = (*of_client.get(of, ()), line)
    return lines


def statements_of(connection: Connection, month: date) -> list[Any]:
    """Return the rows of the locked statements of a month, without a line in the log.

    Args:
        connection: an open transaction.
        month: its first day.
    """
    query = select(_statement).where(_statement.c.removed.is_(False), _statement.c.month == month)
    return list(connection.execute(query.order_by(_statement.c.id)))
