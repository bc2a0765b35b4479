"""Fees of peers and experts, month by month: assignments, approval, locked statements (M0.4, M4.7). The office's.

The engine is that of the allowances: a class valid on the day, a month that is closed, corrections in the first open
one. What is paid is what was approved; what the class would give is shown beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from store.bundle.laptops import require_office
from store.history.change import Value
from store.money.closing import Closed, close_entry, require_open
from store.money.reading import closed_months, heads_in, read_classes
from store.money.reckoning import (
    Basis,
    DayAmount,
    Hindered,
    Hindrance,
    Line,
    LineKind,
    PayClass,
    Statement,
    amount,
    first_of_month,
    holding_on,
    make_statement,
)
from store.records import RECORD_TYPES
from store.records.allowances import MOST_COVERED
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

_assignment = RECORD_TYPES["fee_assignment"].table
_statement = RECORD_TYPES["fee_statement"].table
_person = RECORD_TYPES["person"].table
_details = RECORD_TYPES["person_details"].table

HELD = "held"


@dataclass(frozen=True)
class Assignment:
    """One assignment.

    Attributes:
        id: of its record.
        person: id of the person.
        day: on which it was.
        kind: code.
        held: it took place; nothing else is paid.
        minutes: how long.
        pay_class: id of its class, or None.
        budget: id of its budget, or None.
        reckoned: cents by the class valid on the day, or None where there is none.
        approved: cents that were approved, or None.
        paid_on: when it was paid, or None.
        unsettled: it is in conflict.
    """

    id: str
    person: str
    day: date
    kind: str
    held: bool
    minutes: int
    pay_class: str | None
    budget: str | None
    reckoned: int | None
    approved: int | None
    paid_on: date | None
    unsettled: bool

    @property
    def differs(self) -> bool:
        """Whether something else was approved than the class gives: hours or class were altered since."""
        return self.approved is not None and self.reckoned is not None and self.approved != self.reckoned


@dataclass(frozen=True)
class PersonMonth:
    """One person's month of fees.

    Attributes:
        person: id.
        name: of the person.
        assignments: of the month, by the day.
        statement: its lines, and what keeps it open.
        locked: it is locked.
        payroll_number: in the payroll, or empty.
        tax_card_until: last day of the tax card, or None.
        told_of_benefits: when the effect on benefits was talked about, or None: that comes before the first fee.
    """

    person: str
    name: str
    assignments: tuple[Assignment, ...]
    statement: Statement
    locked: bool
    payroll_number: str
    tax_card_until: date | None
    told_of_benefits: date | None

    @property
    def minutes(self) -> int:
        """Minutes of the assignments that were held."""
        return sum(each.minutes for each in self.assignments if each.held)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Ids of assignments that were held and wait for approval."""
        return tuple(each.id for each in self.assignments if each.held and each.approved is None)


@dataclass(frozen=True)
class FeeMonth:
    """The office's month of fees.

    Attributes:
        month: its first day.
        closed: it is closed.
        people: by name.
    """

    month: date
    closed: bool
    people: tuple[PersonMonth, ...]

    @property
    def total(self) -> int:
        """Cents of all statements."""
        return sum(one.statement.total for one in self.people)

    @property
    def hindered(self) -> int:
        """How many people's months something keeps open."""
        return sum(bool(one.statement.hindered) for one in self.people)


def fee_month(notebook: Notebook, month: date) -> FeeMonth:
    """Return the fees of a month, person by person; a closed one as it was locked.

    Args:
        notebook: of the office.
        month: its first day.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        found = _month(connection, month)
        write_line(connection, notebook.identity, Act.LISTED, record="fee_assignment", ground="month")
    return found


def approve_fees(notebook: Notebook, ids: Collection[str], today: date) -> tuple[Saved, ...]:
    """Approve assignments that were held, each with what its class gives on the day.

    Args:
        notebook: of the office.
        ids: of the assignments; those that are approved already stay as they are.
        today: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY; BAD_VALUES where one has no class on its day, naming the field.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        found = [each for each in read_assignments(connection) if each.id in ids and each.held]
        waiting = [each for each in found if each.approved is None]
        if any(each.reckoned is None for each in waiting):
            raise Refusal(Reason.BAD_VALUES, record="fee_assignment", fields="pay_class")
        writer = Writer(connection, notebook.identity)
        write_line(connection, notebook.identity, Act.LISTED, record="fee_assignment", ground="month")
        approval: dict[str, Value | None] = {"approved_by": notebook.identity.worker, "approved_on": today}
        return tuple(
            writer.save(Entry("fee_assignment", {**approval, "amount": each.reckoned}, id=each.id))
            for each in waiting
        )


def close_fees(notebook: Notebook, month: date, today: date) -> Closed:
    """Lock the fees of a month: a statement for each person, and the month itself.

    Raises:
        Refusal: OFFICE_ONLY, MONTH_CLOSED, MONTH_AHEAD; MONTH_NOT_READY while a fee is in conflict or not approved.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        require_open(connection, month, today, "fee")
        found = _month(connection, month)
        if found.hindered:
            raise Refusal(Reason.MONTH_NOT_READY, count=found.hindered)
        writer = Writer(connection, notebook.identity)
        people = [one for one in found.people if one.statement.lines]
        for one in people:
            writer.save(_locked(connection, one, month, today))
        writer.save(close_entry(month, "fee", today))
        write_line(connection, notebook.identity, Act.CHANGED, record="month_close", ground="month")
    return Closed(month, len(people), found.total)


def mark_paid(notebook: Notebook, month: date, day: date) -> tuple[Saved, ...]:
    """Note that the fees of a closed month were paid.

    Args:
        notebook: of the office.
        month: its first day.
        day: on which they were paid.

    Raises:
        Refusal: OFFICE_ONLY; MONTH_OPEN where the month is not closed.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        if month not in closed_months(connection, "fee"):
            raise Refusal(Reason.MONTH_OPEN)
        writer = Writer(connection, notebook.identity)
        paid = [
            each
            for each in read_assignments(connection)
            if first_of_month(each.day) == month and each.approved is not None and each.paid_on is None
        ]
        write_line(connection, notebook.identity, Act.LISTED, record="fee_assignment", ground="month")
        return tuple(writer.save(Entry("fee_assignment", {"paid_on": day}, id=each.id)) for each in paid)


def read_assignments(connection: Connection) -> tuple[Assignment, ...]:
    """Return all assignments that were not cancelled, by the day, without a line in the log.

    Args:
        connection: an open transaction.
    """
    classes, _names = read_classes(connection)
    query = select(_assignment).where(or_(_assignment.c.removed.is_(False), _assignment.c.unsettled.is_(True)))
    rows = connection.execute(query.order_by(_assignment.c.day, _assignment.c.id))
    return tuple(
        _assigned(row, classes) for row in rows if row.day is not None and row.person and row.status != "cancelled"
    )


def _assigned(row: Any, classes: Mapping[str, PayClass]) -> Assignment:
    pay_class = classes.get(row.pay_class or "")
    if pay_class is not None and holding_on(row.day, [pay_class]) is None:
        pay_class = None
    minutes = row.minutes or 0
    return Assignment(
        id=row.id,
        person=row.person,
        day=row.day,
        kind=row.kind or "",
        held=row.status == HELD,
        minutes=minutes,
        pay_class=row.pay_class,
        budget=row.budget,
        reckoned=None if pay_class is None else amount(pay_class.basis, pay_class.rate, minutes),
        approved=row.amount if row.approved_on is not None else None,
        paid_on=row.paid_on,
        unsettled=row.unsettled,
    )


def _month(connection: Connection, month: date) -> FeeMonth:
    closed = closed_months(connection, "fee")
    of_person: dict[str, list[Assignment]] = {}
    for each in read_assignments(connection):
        of_person.setdefault(each.person, []).append(each)
    locked: dict[str, list[Any]] = {}
    for row in connection.execute(select(_statement).where(_statement.c.removed.is_(False))):
        locked.setdefault(row.person, []).append(row)
    names = {row.id: row.name or "" for row in connection.execute(select(_person.c.id, _person.c.name))}
    details = {
        row.person: row
        for row in connection.execute(select(_details).where(_details.c.removed.is_(False)).order_by(_details.c.id))
    }
    people = []
    for id in sorted({*of_person, *locked}, key=lambda id: (names.get(id, "").casefold(), id)):
        mine = of_person.get(id, [])
        statement = _reckoned(mine, locked.get(id, []), month, closed)
        own = tuple(each for each in mine if first_of_month(each.day) == month)
        if own or statement.lines or statement.hindered:
            detail = details.get(id)
            people.append(
                PersonMonth(
                    person=id,
                    name=names.get(id, ""),
                    assignments=own,
                    statement=statement,
                    locked=any(first_of_month(row.month) == month for row in locked.get(id, [])),
                    payroll_number=(detail.payroll_number or "") if detail else "",
                    tax_card_until=detail.tax_card_until if detail else None,
                    told_of_benefits=detail.benefit_note_on if detail else None,
                )
            )
    return FeeMonth(month, month in closed, tuple(people))


def _reckoned(
    assignments: Iterable[Assignment], locked: Iterable[Any], month: date, closed: frozenset[date]
) -> Statement:
    """Return a person's statement; of a closed month the locked one, corrections of several months as one line."""
    rows = list(locked)
    if month in closed:
        lines = []
        for row in rows:
            if first_of_month(row.month) == month:
                corrections = row.corrections or 0
                lines.append(Line(LineKind.HOURS, month, row.total - corrections, units=row.worked_minutes or 0))
                lines += [Line(LineKind.CORRECTION, month, corrections)] if corrections else []
        return Statement(month, tuple(lines))
    paid = [Line(LineKind.HOURS, first_of_month(row.month), row.total) for row in rows]
    amounts, hindered = [], []
    for each in assignments:
        if each.unsettled:
            hindered.append(Hindered(each.day, Hindrance.UNSETTLED))
        elif each.held and each.approved is None:
            hindered.append(Hindered(each.day, Hindrance.UNCONFIRMED))
        elif each.held and each.approved is not None:
            of_class = each.pay_class or ""
            amounts.append(DayAmount(each.day, of_class, Basis.HOUR, each.minutes, each.approved, each.approved))
    made = make_statement(month, amounts, hindered, paid, closed)
    own = [line for line in made.lines if line.kind is not LineKind.CORRECTION]
    cents, minutes = sum(line.cents for line in own), sum(line.units for line in own)
    corrections = sum(line.cents for line in made.lines if line.kind is LineKind.CORRECTION)
    lines = [Line(LineKind.HOURS, month, cents, units=minutes)] if own else []
    lines += [Line(LineKind.CORRECTION, month, corrections)] if corrections else []
    return Statement(month, tuple(lines), made.hindered)


def _locked(connection: Connection, one: PersonMonth, month: date, today: date) -> Entry:
    held = [each for each in one.assignments if each.held]
    corrections = sum(line.cents for line in one.statement.lines if line.kind is LineKind.CORRECTION)
    values: dict[str, Value | None] = {
        "person": one.person,
        "month": month,
        "total": one.statement.total,
        "corrections": corrections or None,
        "worked_minutes": one.minutes,
        "covers": _names(connection, [each.id for each in held]),
        "classes": _names(connection, [each.pay_class for each in held if each.pay_class]),
        "locked_on": today,
    }
    return Entry("fee_statement", values)


def _names(connection: Connection, ids: Iterable[str]) -> tuple[str, ...] | None:
    names = sorted(name for heads in heads_in(connection, ids).values() for name in heads)
    return tuple(names[:MOST_COVERED]) or None
