"""Events: one form for the whole day, kept as an employer part and one private part for each client (USERS 2, 3)."""

from datetime import date, time
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, Retention, needs
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Clock,
    Day,
    Flag,
    Id,
    Line,
    ListOf,
    Metres,
    Minutes,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    SetOf,
    Texts,
)
from store.records.mechanisms import Mechanism

EVENT_KINDS = ("employer_visit", "support_visit", "client_meeting", "call", "network_contact", "internal")
STATUSES = ("planned", "held", "cancelled", "no_show")
MODES = ("face_to_face", "phone", "video", "message")
PRESENT = ("coach", "client", "peer_coach", "interpreter", "guardian", "relative")
PURPOSES = (
    "handed_in_application",
    "asked_for_vacancies",
    "followed_advertised_job",
    "introduced_service",
    "described_strengths",
    "learned_needs",
)
"""What was done at an employer: criterion 18 derives its level from these, never while typing."""

SUPPORT_TYPES = (
    "learning_tasks",
    "coping",
    "social_situations",
    "talk_with_employer",
    "adjustment",
    "travel",
    "benefits_and_money",
    "wellbeing_at_work",
    "change_of_job",
    "studies",
    "other",
)
"""Kinds of support in a job, off and on the workplace (criterion 22: different kinds, and help to move on)."""
SUPPORT_BY = ("coach", "team_member", "peer_coach", "workmate", "relative", "other")
"""Who gave it: at level 5 of criterion 22 members of the team add support."""


class EventFields(Fields):
    """Something that happens on a day: planned, held, cancelled or missed. It has no client in it."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.SERVICE,
        employer_side=True,
        rules=(needs("employer_visit_needs_employer", "kind", "employer_visit", "employer"),),
        title=("day", "kind"),
        order=("-day", "-start", "-id"),
        day="day",
        indexed=("day", "employer"),
    )

    kind: Annotated[str | None, Choice(*EVENT_KINDS), Required(), Section("when")] = None
    status: Annotated[str | None, Choice(*STATUSES), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    start: Annotated[time | None, Clock()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    employer: Annotated[Id, Reference("employer"), Section("where")] = None
    place: Annotated[str | None, Line(120), Searchable()] = None
    place_kind: Annotated[str | None, Choice("office", "community", "workplace", "remote")] = None
    metres: Annotated[int | None, Metres()] = None
    worker: Annotated[Id, Reference("worker")] = None
    present: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*PRESENT))] = None
    subject: Annotated[str | None, Line(200), Searchable()] = None
    to_be_completed: Annotated[bool | None, Flag()] = None


class Event(EventFields, Record, table=True):
    """The rows of ``event``."""


class EventEmployerPartFields(Fields):
    """What a visit gave about the employer: seen by the team, with nothing of any client (USERS 2)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.EMPLOYER,
        employer_side=True,
        title=("learned",),
        order=("-id",),
        day="event",
        indexed=("event", "employer"),
    )

    event: Annotated[Id, Reference("event"), Required()] = None
    employer: Annotated[Id, Reference("employer"), Required()] = None
    met: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("contact_person"))] = None
    purposes: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*PURPOSES))] = None
    learned: Annotated[str | None, Prose(), Searchable()] = None
    next_step: Annotated[str | None, Line(200), Searchable()] = None
    next_day: Annotated[date | None, Day()] = None
    reviewed_by: Annotated[Id, Reference("worker")] = None
    reviewed_on: Annotated[date | None, Day()] = None


class EventEmployerPart(EventEmployerPartFields, Record, table=True):
    """The rows of ``event_employer_part``."""


class EventClientPartFields(Fields):
    """What an event was for one client: private, and about this client only (USERS 2)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("notes",),
        order=("-id",),
        day="event",
        indexed=("event", "client"),
        mechanism=Mechanism.GATHERINGS,
        systems=("M3.4",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    event: Annotated[Id, Reference("event"), Required()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None
    agreed: Annotated[str | None, Prose(), Private(), Searchable()] = None
    client_view: Annotated[str | None, Prose(), Private(), Searchable()] = None
    nothing_told: Annotated[bool | None, Flag(), Private()] = None
    client_specific: Annotated[bool | None, Flag(), Private()] = None
    plan_goal: Annotated[str | None, Line(200), Private(), Searchable()] = None
    next_step: Annotated[str | None, Line(200), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day(), Private()] = None
    job_goal: Annotated[Id, Reference("job_goal"), Private(), Section("support")] = None
    job: Annotated[Id, Reference("job"), Private()] = None
    support_types: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*SUPPORT_TYPES)), Private()] = None
    support_by: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*SUPPORT_BY)), Private()] = None
    employer_support_requested: Annotated[bool | None, Flag(), Private()] = None
    client_declined: Annotated[bool | None, Flag(), Private()] = None


class EventClientPart(EventClientPartFields, Record, table=True):
    """The rows of ``event_client_part``."""


class CaseRecordTransferFields(Fields):
    """What an event was for a client was taken to the client record system, where the official record is (USERS 6).

    It names the changes that were on the screen when it was copied: what came after them was not taken.
    """

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        title=("day",),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "part"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    part: Annotated[Id, Reference("event_client_part"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    covers: Annotated[Texts, TEXT_COLUMN, ListOf(Line(120), 1000)] = None


class CaseRecordTransfer(CaseRecordTransferFields, Record, table=True):
    """The rows of ``case_record_transfer``."""
