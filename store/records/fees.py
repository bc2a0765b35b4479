"""Fees and budgets: paid assignments of peer coaches and experts, what is set aside, and shares of working time.

What somebody earns is their own matter: these records go to the office, and to the laptop of the worker whom they
name; what names none goes to no laptop.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import Kind
from store.records.allowances import MOST_COVERED, PAID_FOR
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Cents,
    Choice,
    Day,
    Flag,
    Group,
    Hours,
    Id,
    Line,
    ListOf,
    Minutes,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Texts,
    Whole,
)
from store.records.mechanisms import Mechanism

_FEES = Declaration(retention=Retention.VOUCHER, stays_at_office=True, mechanism=Mechanism.MONEY)


class FeeAssignmentFields(Fields):
    """One paid assignment: what, when, for how long, and the fee once it is approved (M0.4, M4.7).

    Whether it was for a client is said, never for whom.
    """

    declared: ClassVar[Declaration] = replace(
        _FEES,
        title=("day", "kind"),
        order=("-day", "-id"),
        day="day",
        indexed=("person", "day", "budget"),
        stays_at_office=False,
        of_workers=("worker",),
        systems=("M0.4", "M0.12", "M4.3", "M4.7"),
    )

    person: Annotated[Id, Reference("person"), Required(), Section("assignment")] = None
    kind: Annotated[
        str | None,
        Choice(
            "pair_work",
            "single_task",
            "service_desk_work",
            "training_work",
            "outreach_work",
            "talk_work",
            "group_work",
            "development_work",
        ),
        Required(),
    ] = None
    status: Annotated[str | None, Choice("planned", "held", "cancelled"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    place: Annotated[str | None, Line(120), Searchable()] = None
    minutes: Annotated[int | None, Minutes()] = None
    for_a_client: Annotated[bool | None, Flag()] = None
    worker: Annotated[Id, Reference("worker")] = None
    gathering: Annotated[Id, Reference("gathering")] = None
    pay_class: Annotated[Id, Reference("pay_class"), Section("fee")] = None
    budget: Annotated[Id, Reference("budget")] = None
    amount: Annotated[int | None, Cents(low=0), Group("approval")] = None
    approved_by: Annotated[Id, Reference("worker"), Group("approval")] = None
    approved_on: Annotated[date | None, Day(), Group("approval")] = None
    paid_on: Annotated[date | None, Day()] = None


class FeeAssignment(FeeAssignmentFields, Record, table=True):
    """The rows of ``fee_assignment``."""


class FeeStatementFields(Fields):
    """A person's locked month of fees: it names the changes and classes that it counted."""

    declared: ClassVar[Declaration] = replace(
        _FEES,
        kind=Kind.FROZEN,
        written_by=OFFICE_ONLY,
        internal=True,
        title=("month", "total"),
        order=("-month", "-id"),
        day="month",
        indexed=("person", "month"),
        systems=("M0.4", "M0.12", "M4.7"),
    )

    person: Annotated[Id, Reference("person"), Required()] = None
    month: Annotated[date | None, Day(), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("fee_statement"))] = None
    total: Annotated[int | None, Cents(), Required()] = None
    corrections: Annotated[int | None, Cents()] = None
    worked_minutes: Annotated[int | None, Whole(0, 1_000_000)] = None
    covers: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), MOST_COVERED)] = None
    classes: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), MOST_COVERED)] = None
    locked_on: Annotated[date | None, Day(), Required()] = None


class FeeStatement(FeeStatementFields, Record, table=True):
    """The rows of ``fee_statement``."""


class BudgetFields(Fields):
    """What is set aside for a year, from whom; committed and paid follow from the fees and statements (M0.5)."""

    declared: ClassVar[Declaration] = replace(
        _FEES,
        written_by=OFFICE_ONLY,
        mechanism=Mechanism.BUDGETS,
        title=("name", "year"),
        order=("-year", "name", "id"),
        systems=("M0.5", "M3.11", "M4.7"),
    )

    name: Annotated[str | None, Line(160), Required()] = None
    year: Annotated[int | None, Whole(1980, 2199), Required()] = None
    paid_for: Annotated[str | None, Choice(*PAID_FOR), Required()] = None
    allocation: Annotated[int | None, Cents(low=0), Required()] = None
    source: Annotated[str | None, Choice("municipality", "county", "ministry", "project_money", "other_source")] = (
        None
    )
    description: Annotated[str | None, Prose(2000)] = None


class Budget(BudgetFields, Record, table=True):
    """The rows of ``budget``."""


class WorkShareFields(Fields):
    """The share of working time that a worker has for a pilot, and from when until when (M2.10)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        rules=(not_before("start", "end"),),
        title=("percent", "start"),
        order=("-start", "id"),
        indexed=("series", "worker"),
        of_workers=("worker",),
        mechanism=Mechanism.BUDGETS,
        systems=("M2.10", "M3.11"),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    series: Annotated[Id, Reference("series"), Required()] = None
    municipality: Annotated[str | None, Line(80)] = None
    percent: Annotated[int | None, Whole(0, 100), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None


class WorkShare(WorkShareFields, Record, table=True):
    """The rows of ``work_share``."""


class ShareUseFields(Fields):
    """Working time that was used of a share, by day or by week (M2.10)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        title=("day", "used_hours"),
        order=("-day", "-id"),
        day="day",
        indexed=("work_share", "worker"),
        of_workers=("worker",),
        mechanism=Mechanism.BUDGETS,
        systems=("M2.10",),
    )

    work_share: Annotated[Id, Reference("work_share"), Required()] = None
    worker: Annotated[Id, Reference("worker"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    used_hours: Annotated[int | None, Hours(), Required()] = None
    description: Annotated[str | None, Prose(2000), Searchable()] = None


class ShareUse(ShareUseFields, Record, table=True):
    """The rows of ``share_use``."""
