"""Meetings: of the team, the unit and with partners; supervision, mentoring, and the weekly look at contacts."""

from datetime import date
from typing import Annotated, ClassVar

from store.records.base import Declaration, Fields, Record, Retention, not_before
from store.records.events import MODES
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Group,
    Id,
    Line,
    Minutes,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    SetOf,
    Texts,
    Whole,
)
from store.records.mechanisms import Mechanism

MEETING_KINDS = ("team", "unit", "partner", "steering", "other")
PARTNERS = ("employment_area", "kela", "rehabilitation", "health_services", "social_services", "education", "other")
"""Who stands on the other side of a partner meeting (criterion 6, model M1.10)."""


class MeetingFields(Fields):
    """A meeting of the clients' team, of the unit or with partners, and who of us was there. No client is in it."""

    declared: ClassVar[Declaration] = Declaration(
        title=("day", "meeting_kind", "party"),
        order=("-day", "-id"),
        day="day",
        indexed=("day",),
        mechanism=Mechanism.GATHERINGS,
        systems=("M0.6",),
    )

    meeting_kind: Annotated[str | None, Choice(*MEETING_KINDS), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    party: Annotated[str | None, Line(120), Searchable()] = None
    partner_kind: Annotated[str | None, Choice(*PARTNERS)] = None
    event: Annotated[Id, Reference("event")] = None
    attended: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("worker")), Section("attendance")] = None
    absent: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("worker"))] = None
    others_present: Annotated[str | None, Line(300), Searchable()] = None
    peer_coach_present: Annotated[bool | None, Flag()] = None
    scheduled: Annotated[bool | None, Flag(), Section("content")] = None
    client_related: Annotated[bool | None, Flag()] = None
    shared_decisions: Annotated[bool | None, Flag()] = None
    referral_ideas: Annotated[bool | None, Flag()] = None
    subject: Annotated[str | None, Line(200), Searchable()] = None
    decisions: Annotated[str | None, Prose(), Private(), Searchable()] = None
    agreed_split: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day()] = None


class Meeting(MeetingFields, Record, table=True):
    """The rows of ``meeting``."""


class SupervisionFields(Fields):
    """Supervision of one or several coaches: situations and strategies, outcomes and goals (criteria 7 and 8)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        of_workers=("supervisor", "workers"),
        title=("day", "supervision_kind"),
        order=("-day", "-id"),
        day="day",
    )

    supervision_kind: Annotated[str | None, Choice("group", "individual", "goals", "team_leader"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    supervisor: Annotated[Id, Reference("worker")] = None
    workers: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("worker"))] = None
    party: Annotated[str | None, Line(120), Searchable()] = None
    situations_reviewed: Annotated[bool | None, Flag(), Section("content")] = None
    strategies_agreed: Annotated[bool | None, Flag()] = None
    outcomes_reviewed: Annotated[bool | None, Flag()] = None
    goals_set: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day()] = None


class Supervision(SupervisionFields, Record, table=True):
    """The rows of ``supervision``."""


class FieldMentoringFields(Fields):
    """A supervisor out with a coach at an employer: what went well, what to try next (criterion 8)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        of_workers=("worker", "mentor"),
        title=("day",),
        order=("-day", "-id"),
        day="day",
        indexed=("worker",),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    mentor: Annotated[Id, Reference("worker")] = None
    day: Annotated[date | None, Day(), Required()] = None
    event: Annotated[Id, Reference("event")] = None
    mentor_showed: Annotated[bool | None, Flag()] = None
    observed: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    done_well: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    to_try: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_step: Annotated[str | None, Line(200), Private(), Searchable()] = None
    next_day: Annotated[date | None, Day()] = None


class FieldMentoring(FieldMentoringFields, Record, table=True):
    """The rows of ``field_mentoring``."""


class ContactLogReviewFields(Fields):
    """A supervisor looked through a coach's employer contacts of some days, weeks without any too (criterion 17)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        of_workers=("worker", "reviewer"),
        rules=(not_before("first_day", "last_day"),),
        title=("first_day", "last_day"),
        order=("-last_day", "-id"),
        day="day",
        indexed=("worker",),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    first_day: Annotated[date | None, Day(), Group("span"), Required()] = None
    last_day: Annotated[date | None, Day(), Group("span"), Required()] = None
    reviewer: Annotated[Id, Reference("worker")] = None
    day: Annotated[date | None, Day(), Required()] = None
    contacts_seen: Annotated[int | None, Whole(0, 1000)] = None
    notes: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class ContactLogReview(ContactLogReviewFields, Record, table=True):
    """The rows of ``contact_log_review``."""
