"""Service: the agreement, its grounds and stages, how people come to it, and how they are not let go of."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, Retention, needs, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Group,
    Id,
    Line,
    ListOf,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Texts,
    Whole,
)
from store.records.people import STAGES

REFERRAL_SOURCES = (
    "employment_services",
    "social_services",
    "disability_services",
    "health_services",
    "kela",
    "school",
    "workshop",
    "self",
    "relative",
    "employer",
    "other",
)
REFUSAL_REASONS = (
    "no_place",
    "other_service",
    "own_wish",
    "not_seeking_work",
    "thought_not_ready",
    "outside_area",
    "other",
)
"""Why somebody was not taken in; *thought not ready* is what zero exclusion asks about (criterion 9)."""


class ServiceAgreementFields(Fields):
    """The agreement with the job seeker, in versions (model M1.2); no end date, as support has none."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        about=About.FIELD,
        retention=Retention.BASIC_DATA,
        rules=(not_before("agreed_on", "review_on"),),
        title=("agreed_on",),
        order=("-agreed_on", "-id"),
        day="agreed_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("service_agreement"))] = None
    agreed_on: Annotated[date | None, Day(), Required()] = None
    how: Annotated[str | None, Choice("signed", "spoken")] = None
    own_goals: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("agreement")] = None
    service_offers: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    contact_ways: Annotated[str | None, Prose(2000), Private(), Searchable()] = None
    ending_rules: Annotated[str | None, Prose(2000), Private()] = None
    rights_explained: Annotated[bool | None, Flag(), Private()] = None
    telling_is_free: Annotated[bool | None, Flag(), Private()] = None
    data_explained: Annotated[bool | None, Flag(), Private()] = None
    copy_given: Annotated[bool | None, Flag()] = None
    review_on: Annotated[date | None, Day(), Private()] = None


class ServiceAgreement(ServiceAgreementFields, Record, table=True):
    """The rows of ``service_agreement``."""


class ServiceBasisFields(Fields):
    """On which legal ground and in which project a client is served, from when until when: statistics go by it."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        retention=Retention.BASIC_DATA,
        rules=(not_before("start", "end"),),
        title=("start", "service_ground"),
        order=("-start", "-id"),
        day="start",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    start: Annotated[date | None, Day(), Group("basis"), Required()] = None
    end: Annotated[date | None, Day(), Group("basis"), Private()] = None
    service_ground: Annotated[str | None, Line(120), Group("basis"), Private(), Searchable()] = None
    project: Annotated[str | None, Line(120), Group("basis"), Private(), Searchable()] = None


class ServiceBasis(ServiceBasisFields, Record, table=True):
    """The rows of ``service_basis``."""


class ReferralFields(Fields):
    """How somebody came to the service, in their own words, and what came of it (criterion 9)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(
            needs("refused_referral_needs_reason", "referral_outcome", "refused", "refusal_reason"),
            not_before("day", "decided_on"),
        ),
        title=("day", "source_kind"),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    source_kind: Annotated[str | None, Choice(*REFERRAL_SOURCES), Private()] = None
    referrer: Annotated[str | None, Line(200), Private(), Searchable()] = None
    interest_in_work: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    team_contact: Annotated[str | None, Line(200), Private(), Searchable()] = None
    referral_outcome: Annotated[
        str | None,
        Choice("waiting", "accepted", "refused", "withdrew"),
        Group("outcome"),
        Private(),
        Section("outcome"),
    ] = None
    refusal_reason: Annotated[str | None, Choice(*REFUSAL_REASONS), Group("outcome"), Private()] = None
    decided_on: Annotated[date | None, Day(), Group("outcome"), Private()] = None
    directed_to: Annotated[str | None, Line(200), Private(), Searchable()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None


class Referral(ReferralFields, Record, table=True):
    """The rows of ``referral``."""


class UnnamedRefusalFields(Fields):
    """Somebody who asked and never became a client: counted, without a name (criterion 9)."""

    declared: ClassVar[Declaration] = Declaration(
        title=("day", "refusal_reason"),
        order=("-day", "-id"),
        day="day",
    )

    day: Annotated[date | None, Day(), Required()] = None
    source_kind: Annotated[str | None, Choice(*REFERRAL_SOURCES)] = None
    refusal_reason: Annotated[str | None, Choice(*REFUSAL_REASONS), Required()] = None
    directed_to: Annotated[str | None, Line(200), Searchable()] = None


class UnnamedRefusal(UnnamedRefusalFields, Record, table=True):
    """The rows of ``unnamed_refusal``."""


class StagePeriodFields(Fields):
    """A client's time in one of the five stages (model M1.1); coming back after a lost job begins a new one."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("entered", "left_on"),),
        title=("stage", "entered"),
        order=("-entered", "-id"),
        day="entered",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    stage: Annotated[str | None, Choice(*STAGES), Group("stage"), Private(), Required()] = None
    entered: Annotated[date | None, Day(), Group("stage"), Private(), Required()] = None
    left_on: Annotated[date | None, Day(), Private()] = None
    after_job_loss: Annotated[bool | None, Flag(), Private()] = None
    notes: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class StagePeriod(StagePeriodFields, Record, table=True):
    """The rows of ``stage_period``."""


class OutreachAttemptFields(Fields):
    """One try to reach a client who stays away (criterion 25): how, by whom, where, and what came of it."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day", "outreach_kind"),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    outreach_kind: Annotated[
        str | None,
        Choice("phone", "message", "letter", "home_visit", "community_visit", "joint_visit", "family_contact"),
        Private(),
        Required(),
    ] = None
    outreach_by: Annotated[str | None, Choice("coach", "team_member", "peer_coach"), Private()] = None
    place: Annotated[str | None, Line(120), Private(), Searchable()] = None
    outreach_result: Annotated[
        str | None, Choice("reached", "not_reached", "came_back", "wants_a_break", "wants_to_end"), Private()
    ] = None
    event: Annotated[Id, Reference("event")] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day(), Private()] = None


class OutreachAttempt(OutreachAttemptFields, Record, table=True):
    """The rows of ``outreach_attempt``."""


_MARK = Whole(1, 5)


class ClientEvaluationFields(Fields):
    """What the client thinks of the service, 1 to 5, shown to them at once (paperwork.md 2.1)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day", "evaluation_time"),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    evaluation_time: Annotated[str | None, Choice("start", "middle", "end", "afterwards"), Private()] = None
    answered: Annotated[str | None, Choice("alone", "together", "interpreter", "relative"), Private()] = None
    wish_heard: Annotated[int | None, _MARK, Private(), Section("own_view")] = None
    support_fits: Annotated[int | None, _MARK, Private()] = None
    pace_fits: Annotated[int | None, _MARK, Private()] = None
    job_fits: Annotated[int | None, _MARK, Private()] = None
    own_say: Annotated[int | None, _MARK, Private()] = None
    own_words: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    result_shown: Annotated[bool | None, Flag(), Private()] = None


class ClientEvaluation(ClientEvaluationFields, Record, table=True):
    """The rows of ``client_evaluation``."""
