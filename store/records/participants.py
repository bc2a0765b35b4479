"""People who take part: peer coaches and experts by experience, their pairs and interviews (models 0 and 4).

A person here is neither a client nor a worker. Whoever is also a client is linked by a record about that client
alone, so that nobody can read from the register who is one.
"""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About
from store.records.base import Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Id,
    Line,
    Phone,
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
from store.records.mechanisms import Due, Mechanism

PARTS_PLAYED = ("peer_coach", "expert_by_experience", "co_developer")
REGISTER_STATUSES = ("applied", "in_training", "trained", "waiting", "active", "paused", "ended")
EXPERIENCE_KINDS = ("work_tryout", "work_activity", "open_work_activity", "paid_job", "services", "other")
WAITING_REASONS = ("motivation", "skills", "no_work_now", "own_wish", "other")


class PersonFields(Fields):
    """Somebody who takes part beside clients and workers; one record a person, whatever parts they play."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        title=("name",),
        order=("name", "id"),
        mechanism=Mechanism.PEOPLE,
        systems=("M0.1", "M4.1"),
    )

    name: Annotated[str | None, Line(120), Required(), Searchable(), Section("person")] = None
    phone: Annotated[str | None, Phone(), Searchable()] = None
    email: Annotated[str | None, Line(200)] = None
    language: Annotated[str | None, Choice("fi", "sv", "en", "other")] = None
    worker: Annotated[Id, Reference("worker")] = None
    may_be_named: Annotated[bool | None, Flag()] = None


class Person(PersonFields, Record, table=True):
    """The rows of ``person``."""


class PersonRoleFields(Fields):
    """A part that a person plays, with its status: the register of peer coaches and of experts (M0.1, M4.1)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        rules=(not_before("start", "end"), not_before("available_from", "available_until")),
        title=("part_played", "status"),
        order=("part_played", "status", "id"),
        indexed=("person",),
        mechanism=Mechanism.REGISTERS,
        systems=("M0.1", "M0.12", "M4.1"),
    )

    person: Annotated[Id, Reference("person"), Required(), Section("register")] = None
    part_played: Annotated[str | None, Choice(*PARTS_PLAYED), Required()] = None
    status: Annotated[str | None, Choice(*REGISTER_STATUSES), Required()] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    experience_kinds: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*EXPERIENCE_KINDS))] = None
    trained_by: Annotated[str | None, Line(160)] = None
    trained_year: Annotated[int | None, Whole(1980, 2199)] = None
    themes: Annotated[str | None, Line(300), Searchable(), Section("matching")] = None
    skills: Annotated[str | None, Prose(4000), Searchable()] = None
    wishes: Annotated[str | None, Prose(4000), Searchable()] = None
    availability: Annotated[str | None, Line(300)] = None
    available_from: Annotated[date | None, Day()] = None
    available_until: Annotated[date | None, Day()] = None
    arrangements: Annotated[str | None, Prose(2000)] = None


class PersonRole(PersonRoleFields, Record, table=True):
    """The rows of ``person_role``."""


class PersonDetailsFields(Fields):
    """What is a person's own: why they wait, tax card, what was told about fees. It goes to no other laptop."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        title=("payroll_number",),
        order=("id",),
        indexed=("person",),
        stays_at_office=True,
        mechanism=Mechanism.PEOPLE,
        systems=("M0.1", "M0.4", "M4.1", "M4.7"),
        due=(Due("tax_card_until", (30, 0)),),
    )

    person: Annotated[Id, Reference("person"), Required()] = None
    service_ground: Annotated[str | None, Line(120), Private()] = None
    waiting_reasons: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*WAITING_REASONS)), Private()] = None
    waiting_note: Annotated[str | None, Prose(2000), Private()] = None
    payroll_number: Annotated[str | None, Line(40), Private(), Section("fees")] = None
    tax_card_until: Annotated[date | None, Day(), Private()] = None
    benefit_note_on: Annotated[date | None, Day(), Private()] = None
    most_assignments: Annotated[int | None, Whole(0, 400)] = None


class PersonDetails(PersonDetailsFields, Record, table=True):
    """The rows of ``person_details``."""


class PersonIsClientFields(Fields):
    """A person of the register is also this client. About the client: it goes only where the client's records go."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("start",),
        order=("id",),
        indexed=("client", "person"),
        mechanism=Mechanism.PEOPLE,
        systems=("M0.1", "M4.1"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    person: Annotated[Id, Reference("person"), Required(), Private()] = None
    start: Annotated[date | None, Day(), Private()] = None


class PersonIsClient(PersonIsClientFields, Record, table=True):
    """The rows of ``person_is_client``."""


class WorkingPairFields(Fields):
    """A coach and the named peer coach: who, from when until when, and what the two agreed (M0.2)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        rules=(not_before("start", "end"),),
        title=("start",),
        order=("-start", "id"),
        day="start",
        indexed=("worker", "person"),
        of_workers=("worker",),
        mechanism=Mechanism.PEOPLE,
        systems=("M0.2",),
        due=(Due("review_on", unless="end"),),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    person: Annotated[Id, Reference("person"), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None
    agreed_tasks: Annotated[str | None, Prose(4000), Searchable()] = None
    limits_agreed: Annotated[str | None, Prose(4000)] = None
    secrecy_signed_on: Annotated[date | None, Day()] = None
    review_on: Annotated[date | None, Day()] = None


class WorkingPair(WorkingPairFields, Record, table=True):
    """The rows of ``working_pair``."""


class InterviewFields(Fields):
    """What a peer coach told of the work: empowerment, being needed; quoted only with their leave (M0.10)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        title=("day",),
        order=("-day", "-id"),
        day="day",
        indexed=("person", "worker"),
        of_workers=("worker",),
        mechanism=Mechanism.RATINGS,
        systems=("M0.10",),
    )

    day: Annotated[date | None, Day(), Required()] = None
    person: Annotated[Id, Reference("person")] = None
    worker: Annotated[Id, Reference("worker")] = None
    interview_themes: Annotated[
        Texts,
        TEXT_COLUMN,
        SetOf(Choice("empowerment", "being_needed", "learning", "working_pair", "livelihood", "other")),
    ] = None
    summary: Annotated[str | None, Prose(), Searchable()] = None
    quotes: Annotated[str | None, Prose(), Searchable()] = None
    quotes_allowed: Annotated[bool | None, Flag()] = None


class Interview(InterviewFields, Record, table=True):
    """The rows of ``interview``."""
