"""Support in a job: the plan with its kinds of support, benefits counselling, and what the client put off."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, needs, not_before
from store.records.events import MODES, SUPPORT_BY, SUPPORT_TYPES
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Id,
    Line,
    ListOf,
    PlaceKey,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Texts,
)


class PlannedSupportFields(Fields):
    """One kind of support that was planned: what, by whom, how often and where (criterion 22)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("support_type", "how_often"),
        order=("place", "id"),
        indexed=("client", "job"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    job: Annotated[Id, Reference("job")] = None
    place: Annotated[str | None, PlaceKey()] = None
    support_type: Annotated[str | None, Choice(*SUPPORT_TYPES), Private(), Required()] = None
    given_by: Annotated[str | None, Choice(*SUPPORT_BY), Private()] = None
    how_often: Annotated[str | None, Line(120), Private(), Searchable()] = None
    support_place: Annotated[str | None, Choice("workplace", "outside_work", "remote"), Private()] = None
    content: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    start: Annotated[date | None, Day(), Private()] = None
    end: Annotated[date | None, Day(), Private()] = None


class PlannedSupport(PlannedSupportFields, Record, table=True):
    """The rows of ``planned_support``."""


class JobSupportPlanFields(Fields):
    """The plan of support for a job, in versions, with the kinds of support that it holds (model M1.9)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        about=About.FIELD,
        rules=(not_before("drawn_up_on", "review_on"),),
        title=("drawn_up_on",),
        order=("-drawn_up_on", "-id"),
        day="drawn_up_on",
        indexed=("client", "job"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    job: Annotated[Id, Reference("job")] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("job_support_plan"))] = None
    drawn_up_on: Annotated[date | None, Day(), Required()] = None
    supports: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("planned_support")), Private(), Section("support")] = (
        None
    )
    accommodation: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    contact_at_work: Annotated[Id, Reference("contact_person"), Private()] = None
    employer_support: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    early_signs: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    outside_work: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    step_down_on: Annotated[date | None, Day(), Private(), Section("onwards")] = None
    step_down_to: Annotated[str | None, Line(200), Private(), Searchable()] = None
    client_agrees: Annotated[bool | None, Flag(), Private()] = None
    copy_given: Annotated[bool | None, Flag()] = None
    review_on: Annotated[date | None, Day(), Private()] = None


class JobSupportPlan(JobSupportPlanFields, Record, table=True):
    """The rows of ``job_support_plan``."""


class BenefitsCounsellingFields(Fields):
    """What work does to a client's benefits: before a job, when hours or pay change, and after (criterion 12)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day", "counselled_when"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "job"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    job: Annotated[Id, Reference("job"), Private()] = None
    day: Annotated[date | None, Day(), Required()] = None
    counselled_when: Annotated[
        str | None, Choice("in_general", "before_start", "hours_or_pay_change", "reporting", "job_end"), Private()
    ] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    event: Annotated[Id, Reference("event")] = None
    adviser: Annotated[str | None, Line(120), Private(), Searchable()] = None
    adviser_kind: Annotated[str | None, Choice("contact_given", "coach", "trained", "specialist"), Private()] = None
    client_declined: Annotated[bool | None, Flag(), Private()] = None
    benefits: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("counselling")] = None
    planned_earnings: Annotated[str | None, Prose(2000), Private(), Searchable()] = None
    effect: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    duties: Annotated[str | None, Prose(2000), Private(), Searchable()] = None
    in_writing: Annotated[bool | None, Flag(), Private()] = None
    reporting_help: Annotated[bool | None, Flag(), Private()] = None
    next_day: Annotated[date | None, Day(), Private()] = None


class BenefitsCounselling(BenefitsCounsellingFields, Record, table=True):
    """The rows of ``benefits_counselling``."""


class PostponedDueFields(Fields):
    """Something due was put off, with the reason; that the client does not want it counts as offered (USERS 13)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        rules=(needs("postponed_until_needs_day", "postponed_why", "agreed_later", "until"),),
        title=("day", "postponed_why"),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    due_rule: Annotated[str | None, Line(60), Required()] = None
    subject: Annotated[str | None, Line(60)] = None
    due_on: Annotated[date | None, Day()] = None
    day: Annotated[date | None, Day(), Required()] = None
    until: Annotated[date | None, Day(), Private()] = None
    postponed_why: Annotated[
        str | None,
        Choice("client_declined", "agreed_later", "not_reached", "done_elsewhere", "other"),
        Private(),
        Required(),
    ] = None
    notes: Annotated[str | None, Prose(2000), Private(), Searchable()] = None


class PostponedDue(PostponedDueFields, Record, table=True):
    """The rows of ``postponed_due``."""
