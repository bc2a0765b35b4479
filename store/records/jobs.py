"""Jobs: where a client works, on which terms over time, how it ended, what was learned (criteria 14, 19 to 23)."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About
from store.records.base import Declaration, Fields, Record, not_before
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
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    SetOf,
    Texts,
)

WAGE_BASES = ("collective_agreement", "usual_wage", "below_agreement", "apprenticeship", "no_wage")
"""By what the wage is set; *usual wage* is that of a field without an agreement (Employment Contracts Act 2:10)."""
END_REASONS = (
    "fixed_term_ended",
    "quit",
    "dismissed",
    "trial_period_ended",
    "better_job",
    "studies",
    "employer_gave_up",
    "moved",
    "other",
)


class JobFields(Fields):
    """A client's job. Its end says who ended it, and when the coach heard of it."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"), not_before("start", "fixed_term_until")),
        title=("title", "start"),
        order=("-start", "-id"),
        day="start",
        indexed=("client", "employer"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    employer: Annotated[Id, Reference("employer"), Private()] = None
    title: Annotated[str | None, Line(120), Private(), Searchable(), Required()] = None
    job_type: Annotated[str | None, Line(120), Private(), Searchable()] = None
    job_goal: Annotated[Id, Reference("job_goal"), Private()] = None
    offered_on: Annotated[date | None, Day(), Private(), Section("job_terms")] = None
    start: Annotated[date | None, Day(), Private()] = None
    fixed_term_until: Annotated[date | None, Day(), Private()] = None
    permanent: Annotated[bool | None, Flag(), Private()] = None
    competitive: Annotated[bool | None, Flag(), Private()] = None
    wage_basis: Annotated[str | None, Choice(*WAGE_BASES), Private()] = None
    wage_subsidy: Annotated[bool | None, Flag(), Private()] = None
    subsidy_until: Annotated[date | None, Day(), Private()] = None
    working_pattern: Annotated[str | None, Line(200), Private(), Searchable()] = None
    benefits_notified: Annotated[date | None, Day(), Private()] = None
    end: Annotated[date | None, Day(), Group("ending"), Private(), Section("job_end")] = None
    end_reason: Annotated[str | None, Choice(*END_REASONS), Group("ending"), Private()] = None
    ended_by: Annotated[str | None, Choice("client", "employer", "together", "term"), Group("ending"), Private()] = (
        None
    )
    loss_heard_on: Annotated[date | None, Day(), Private()] = None
    reason_client: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    reason_employer: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None


class Job(JobFields, Record, table=True):
    """The rows of ``job``."""


class JobTermsFields(Fields):
    """Hours and wage of a job from a day on; each change of them is a record of its own."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("from_day", "weekly_hours"),
        order=("-from_day", "-id"),
        day="from_day",
        indexed=("client", "job"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    job: Annotated[Id, Reference("job"), Required()] = None
    from_day: Annotated[date | None, Day(), Group("terms"), Private(), Required()] = None
    weekly_hours: Annotated[int | None, Hours(), Group("terms"), Private()] = None
    hourly_wage: Annotated[int | None, Cents(0, 100_000), Group("terms"), Private()] = None
    why_changed: Annotated[str | None, Line(300), Private(), Searchable()] = None


class JobTerms(JobTermsFields, Record, table=True):
    """The rows of ``job_terms``."""


class JobReviewFields(Fields):
    """What a job taught, when it began, changed, went well or ended; it goes into the profile (criterion 14)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day", "job_occasion"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "job"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    job: Annotated[Id, Reference("job"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    job_occasion: Annotated[str | None, Choice("start", "change", "success", "trouble", "end"), Private()] = None
    thought_over_with: Annotated[
        Texts, TEXT_COLUMN, SetOf(Choice("client", "employer", "team", "relative", "peer_coach")), Private()
    ] = None
    what_worked: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    what_did_not: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    lesson: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_wish: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    profile: Annotated[Id, Reference("vocational_profile"), Private()] = None


class JobReview(JobReviewFields, Record, table=True):
    """The rows of ``job_review``."""
