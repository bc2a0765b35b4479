"""People: those who work in the service, those who are coached, who coaches whom, and the vocational profile."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import (
    OFFICE_ONLY,
    Declaration,
    Fields,
    Record,
    Retention,
    not_before,
)
from store.records.marks import (
    DAY_COLUMN,
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Id,
    Line,
    ListOf,
    Phone,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    SetOf,
    Texts,
)

LANGUAGES = ("fi", "sv", "en", "se", "sign", "other")
STAGES = ("seeking", "profiling", "job_search", "work_agreed", "keeping_job")
"""EUSE's five stages, as model M1.1 counts them."""


class WorkerFields(Fields):
    """Somebody who works in the service, with the parts that they play."""

    declared: ClassVar[Declaration] = Declaration(retention=Retention.STAFF, title=("name",), order=("name", "id"))

    name: Annotated[str | None, Line(120), Required(), Searchable()] = None
    roles: Annotated[Texts, TEXT_COLUMN, SetOf(Choice("coach", "office", "supervisor", "peer_coach"))] = None
    title: Annotated[str | None, Line(80)] = None
    phone: Annotated[str | None, Phone(), Searchable()] = None
    active: Annotated[bool | None, Flag()] = None


class Worker(WorkerFields, Record, table=True):
    """The rows of ``worker``."""


class ClientFields(Fields):
    """A job seeker in the service. Being a client at all is confidential; there is no diagnosis field."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.SELF,
        retention=Retention.BASIC_DATA,
        rules=(not_before("entry", "closed"), not_before("referral_day", "entry")),
        title=("given_name", "family_name"),
        order=("family_name", "given_name", "id"),
    )

    given_name: Annotated[str | None, Line(80), Required(), Searchable(), Section("person")] = None
    family_name: Annotated[str | None, Line(80), Searchable()] = None
    nickname: Annotated[str | None, Line(80), Searchable()] = None
    customer_number: Annotated[str | None, Line(40), Private(), Searchable()] = None
    municipality: Annotated[str | None, Line(80)] = None
    phone: Annotated[str | None, Phone(), Private(), Searchable(), Section("contact")] = None
    safe_contact: Annotated[str | None, Line(300), Private()] = None
    service_language: Annotated[str | None, Choice(*LANGUAGES)] = None
    other_language: Annotated[str | None, Line(80)] = None
    interpreter: Annotated[str | None, Line(200), Private()] = None
    guardian: Annotated[str | None, Line(200), Private()] = None
    stage: Annotated[str | None, Choice(*STAGES), Private(), Section("service")] = None
    entry: Annotated[date | None, Day(), Private()] = None
    in_work_at_entry: Annotated[bool | None, Flag(), Private()] = None
    referral_source: Annotated[str | None, Line(200), Private()] = None
    referral_day: Annotated[date | None, Day(), Private()] = None
    service_ground: Annotated[str | None, Line(120), Private()] = None
    team: Annotated[str | None, Line(120), Private()] = None
    goals: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    closed: Annotated[date | None, Day(), Private(), Section("closing")] = None
    closed_reason: Annotated[str | None, Line(300), Private()] = None


class Client(ClientFields, Record, table=True):
    """The rows of ``client``."""


class AssignmentFields(Fields):
    """Who coaches whom, from when until when (USERS 9); the office assigns."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        written_by=OFFICE_ONLY,
        rules=(not_before("start", "end"),),
        title=("role", "start"),
        order=("-start", "id"),
        indexed=("client", "worker"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    worker: Annotated[Id, Reference("worker"), Required()] = None
    role: Annotated[str | None, Choice("responsible", "second", "substitute"), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None


class Assignment(AssignmentFields, Record, table=True):
    """The rows of ``assignment``."""


class VocationalProfileFields(Fields):
    """The vocational profile in versions: the jobseeker's wish first (model M1.3, criterion 14)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        about=About.FIELD,
        title=("drawn_up_on",),
        order=("-drawn_up_on", "-id"),
        day="drawn_up_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("vocational_profile"))] = None
    drawn_up_on: Annotated[date | None, Day(), Required()] = None
    session_days: Annotated[tuple[date, ...] | None, DAY_COLUMN, ListOf(Day())] = None
    wish: Annotated[str | None, Prose(), Private(), Searchable(), Section("wish")] = None
    why: Annotated[str | None, Prose(), Private(), Searchable()] = None
    education: Annotated[str | None, Prose(), Private(), Searchable(), Section("experience")] = None
    earlier_work: Annotated[str | None, Prose(), Private(), Searchable()] = None
    other_experience: Annotated[str | None, Prose(), Private(), Searchable()] = None
    strengths: Annotated[str | None, Prose(), Private(), Searchable(), Section("person")] = None
    interests: Annotated[str | None, Prose(), Private(), Searchable()] = None
    culture_and_language: Annotated[str | None, Prose(), Private(), Searchable()] = None
    what_helps: Annotated[str | None, Prose(), Private(), Searchable()] = None
    benefits_and_money: Annotated[str | None, Prose(), Private(), Searchable(), Section("conditions")] = None
    transport: Annotated[str | None, Prose(), Private(), Searchable()] = None
    networks: Annotated[str | None, Prose(), Private(), Searchable()] = None
    people_to_involve: Annotated[str | None, Prose(), Private(), Searchable()] = None
    preferences: Annotated[str | None, Prose(), Private(), Searchable(), Section("preferences")] = None
    avoid: Annotated[str | None, Prose(), Private(), Searchable()] = None
    disclosure_preference: Annotated[str | None, Prose(), Private(), Searchable()] = None
    supports_foreseen: Annotated[str | None, Prose(), Private(), Searchable()] = None
    studies: Annotated[str | None, Prose(), Private(), Searchable()] = None
    sources_used: Annotated[str | None, Prose(), Private(), Searchable()] = None
    job_experience: Annotated[str | None, Prose(), Private(), Searchable()] = None


class VocationalProfile(VocationalProfileFields, Record, table=True):
    """The rows of ``vocational_profile``."""
