"""Allowances: dated classes, the hours that count, and what a locked month says (M3.5, M3.6; Helsinki 2014).

An allowance is an incentive for days of attendance and not a wage. Money is whole cents.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Any, ClassVar

from store.history.shape import About, Kind
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention, Rule, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Cents,
    Choice,
    Clock,
    Day,
    Group,
    Id,
    Line,
    ListOf,
    Minutes,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Texts,
    Whole,
)
from store.records.mechanisms import Due, Mechanism

PAID_FOR = ("allowance", "fee")
BASES = ("per_day", "per_hour", "per_time")
WORK_PRESENCES = ("attended", "ill", "agreed_absence", "unexplained_absence", "holiday", "place_closed")
"""Only the first is paid for: "paid only for attendance days"."""

MOST_COVERED = 1_000
"""Changes and classes that one locked statement can name."""


def _rate_upside_down(values: Mapping[str, Any]) -> bool:
    low, high = values.get("rate"), values.get("highest_rate")
    return low is not None and high is not None and high < low


class PayClassFields(Fields):
    """A class of an allowance or a fee: what one day, hour or time is worth, from when until when (M3.6, M0.4)."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.VOUCHER,
        rules=(
            not_before("start", "end"),
            Rule("highest_rate_below_rate", ("rate", "highest_rate"), _rate_upside_down),
        ),
        title=("name", "start"),
        order=("paid_for", "name", "-start", "id"),
        mechanism=Mechanism.MONEY,
        systems=("M0.4", "M3.6", "M4.7"),
    )

    name: Annotated[str | None, Line(120), Required()] = None
    paid_for: Annotated[str | None, Choice(*PAID_FOR), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None
    basis: Annotated[str | None, Choice(*BASES), Group("worth"), Required()] = None
    rate: Annotated[int | None, Cents(low=0), Group("worth"), Required()] = None
    highest_rate: Annotated[int | None, Cents(low=0), Group("worth")] = None
    description: Annotated[str | None, Prose(2000)] = None


class PayClass(PayClassFields, Record, table=True):
    """The rows of ``pay_class``."""


class AllowanceDecisionFields(Fields):
    """Which class a client has from a day on, decided by task, ability and participation, and reviewed yearly."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        retention=Retention.SERVICE,
        rules=(not_before("start", "end"),),
        title=("start", "rate"),
        order=("-start", "-id"),
        day="start",
        indexed=("client", "pay_class"),
        mechanism=Mechanism.MONEY,
        systems=("M3.6",),
        due=(Due("review_on", (30, 0), unless="end"),),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    pay_class: Annotated[Id, Reference("pay_class"), Required(), Group("class"), Private()] = None
    rate: Annotated[int | None, Cents(low=0), Group("class"), Private()] = None
    start: Annotated[date | None, Day(), Required(), Group("class")] = None
    end: Annotated[date | None, Day(), Group("class")] = None
    tasks: Annotated[str | None, Prose(1000), Private()] = None
    reasons: Annotated[str | None, Prose(2000), Private()] = None
    decided_by: Annotated[str | None, Line(120)] = None
    decided_on: Annotated[date | None, Day()] = None
    review_on: Annotated[date | None, Day()] = None
    payroll_number: Annotated[str | None, Line(40), Private()] = None


class AllowanceDecision(AllowanceDecisionFields, Record, table=True):
    """The rows of ``allowance_decision``."""


def _went_before_came(values: Mapping[str, Any]) -> bool:
    came, went = values.get("came"), values.get("went")
    return came is not None and went is not None and went < came


class WorkEntryFields(Fields):
    """One client on one day of activity: there or not, and for how long; also typed from the supervisor's sheet.

    Whose entry it is stands in ``recorded_by``: the supervisor at the place has no laptop. Day, presence and times
    mean something only together: what was decided about them is decided as one.
    """

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(Rule("went_before_came", ("came", "went"), _went_before_came),),
        title=("day", "work_presence"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "day", "activity_place"),
        mechanism=Mechanism.MONEY,
        systems=("M2.1", "M2.2", "M3.5", "M3.6"),
    )

    client: Annotated[Id, Reference("client"), Required(), Section("hours")] = None
    day: Annotated[date | None, Day(), Required(), Group("time")] = None
    work_presence: Annotated[str | None, Choice(*WORK_PRESENCES), Required(), Group("time"), Private()] = None
    came: Annotated[time | None, Clock(), Group("time"), Private()] = None
    went: Annotated[time | None, Clock(), Group("time"), Private()] = None
    minutes: Annotated[int | None, Minutes(), Group("time"), Private()] = None
    activity_place: Annotated[Id, Reference("activity_place")] = None
    placement_agreement: Annotated[Id, Reference("placement_agreement")] = None
    activity_period: Annotated[Id, Reference("activity_period")] = None
    gathering: Annotated[Id, Reference("gathering")] = None
    task_done: Annotated[str | None, Line(200), Private(), Searchable()] = None
    client_view: Annotated[str | None, Prose(2000), Private(), Searchable()] = None
    recorded_by: Annotated[str | None, Line(120), Section("who_wrote")] = None
    taken_from: Annotated[str | None, Choice("own_entry", "paper_sheet", "csv_file", "toml_file")] = None
    confirmed_by: Annotated[Id, Reference("worker")] = None
    confirmed_on: Annotated[date | None, Day()] = None


class WorkEntry(WorkEntryFields, Record, table=True):
    """The rows of ``work_entry``."""


_LOCKED = Declaration(kind=Kind.FROZEN, written_by=OFFICE_ONLY, internal=True, mechanism=Mechanism.MONEY)


class MonthCloseFields(Fields):
    """A month is closed: what arrives for it later becomes a correction in the first open month."""

    declared: ClassVar[Declaration] = replace(
        _LOCKED,
        kind=Kind.APPEND_ONLY,
        retention=Retention.VOUCHER,
        title=("month", "paid_for"),
        order=("-month", "id"),
        systems=("M0.4", "M3.5", "M3.6", "M4.7"),
    )

    month: Annotated[date | None, Day(), Required()] = None
    paid_for: Annotated[str | None, Choice(*PAID_FOR), Required()] = None
    closed_on: Annotated[date | None, Day()] = None


class MonthClose(MonthCloseFields, Record, table=True):
    """The rows of ``month_close``."""


class StatementFields(Fields):
    """A client's locked month: it names the changes and classes that it counted, and is never rewritten."""

    declared: ClassVar[Declaration] = replace(
        _LOCKED,
        about=About.FIELD,
        retention=Retention.VOUCHER,
        title=("month", "total"),
        order=("-month", "-id"),
        day="month",
        indexed=("client", "month"),
        systems=("M3.5", "M3.6", "M3.11"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    month: Annotated[date | None, Day(), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("statement"))] = None
    payer: Annotated[str | None, Line(160)] = None
    days: Annotated[int | None, Whole(0, 400), Private()] = None
    worked_minutes: Annotated[int | None, Whole(0, 1_000_000), Private()] = None
    total: Annotated[int | None, Cents(), Required(), Private()] = None
    covers: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), MOST_COVERED)] = None
    classes: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), MOST_COVERED)] = None
    locked_on: Annotated[date | None, Day(), Required()] = None


class Statement(StatementFields, Record, table=True):
    """The rows of ``statement``."""


class StatementLineFields(Fields):
    """One line of a locked statement: so many days or minutes at one rate, holiday money, or a correction."""

    declared: ClassVar[Declaration] = replace(
        _LOCKED,
        about=About.FIELD,
        retention=Retention.VOUCHER,
        title=("line_kind", "amount"),
        order=("month", "id"),
        indexed=("client", "statement"),
        systems=("M3.6",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    statement: Annotated[Id, Reference("statement"), Required()] = None
    line_kind: Annotated[
        str | None, Choice("attendance_days", "attendance_hours", "holiday_money", "correction"), Required()
    ] = None
    month: Annotated[date | None, Day(), Required()] = None
    pay_class: Annotated[Id, Reference("pay_class")] = None
    units: Annotated[int | None, Whole(-1_000_000, 1_000_000)] = None
    rate: Annotated[int | None, Cents(low=0), Private()] = None
    amount: Annotated[int | None, Cents(), Required(), Private()] = None


class StatementLine(StatementLineFields, Record, table=True):
    """The rows of ``statement_line``."""
