"""Paths: ideas and what became of them, local path models with their steps, client types, and where paths led."""

from datetime import date, timedelta
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention, not_before
from store.records.gatherings import TAKES_PART_AS
from store.records.marks import (
    Choice,
    Day,
    Flag,
    Id,
    Line,
    PlaceKey,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Whole,
)
from store.records.mechanisms import Due, Mechanism

DESTINATIONS = (
    "paid_work",
    "wage_subsidised_work",
    "studies",
    "supported_work",
    "coaching",
    "stays_in_activity",
    "other_service",
    "other",
)
CHECK_MONTHS = (0, 3, 6, 12)
"""So many months after it, an outcome is looked at again (M2.13)."""


def month_after(day: date, months: int) -> date:
    """Return the day so many months after another; in a shorter month its last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


class IdeaFields(Fields):
    """An idea, a proposal or something that rubs: what was decided, who sees to it, and that it was told back."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        rules=(not_before("day", "decided_on"),),
        title=("day", "own_words"),
        order=("-day", "-id"),
        day="day",
        indexed=("gathering", "person", "series"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.9", "M3.10", "M4.2", "M4.5", "M4.8"),
        due=(Due("due_on", unless="decided_on"),),
    )

    kind: Annotated[str | None, Choice("idea", "proposal", "friction"), Required(), Section("idea")] = None
    day: Annotated[date | None, Day(), Required()] = None
    own_words: Annotated[str | None, Prose(4000), Required(), Searchable()] = None
    takes_part_as: Annotated[str | None, Choice(*TAKES_PART_AS)] = None
    person: Annotated[Id, Reference("person")] = None
    gathering: Annotated[Id, Reference("gathering")] = None
    series: Annotated[Id, Reference("series")] = None
    activity_place: Annotated[Id, Reference("activity_place")] = None
    status: Annotated[str | None, Choice("open", "in_progress", "adopted", "not_adopted"), Section("answer")] = None
    resolution: Annotated[str | None, Prose(4000), Searchable()] = None
    reasons: Annotated[str | None, Prose(4000), Searchable()] = None
    decided_by: Annotated[str | None, Line(120)] = None
    decided_on: Annotated[date | None, Day()] = None
    responsible: Annotated[str | None, Line(160), Searchable()] = None
    due_on: Annotated[date | None, Day()] = None
    change_made: Annotated[str | None, Prose(4000), Searchable()] = None
    reported_back_on: Annotated[date | None, Day()] = None


class Idea(IdeaFields, Record, table=True):
    """The rows of ``idea``."""


class IdeaRaiserFields(Fields):
    """The client who raised an idea, so that somebody can tell them what became of it; about the client alone."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("reported_back_on",),
        order=("-id",),
        indexed=("client", "idea"),
        mechanism=Mechanism.REGISTERS,
        systems=("M4.8",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    idea: Annotated[Id, Reference("idea"), Required()] = None
    reported_back_on: Annotated[date | None, Day(), Private()] = None


class IdeaRaiser(IdeaRaiserFields, Record, table=True):
    """The rows of ``idea_raiser``."""


class PathModelFields(Fields):
    """A local path, as its developer group drew it up: one record a version (M4.6)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        rules=(not_before("start", "end"),),
        title=("name", "version"),
        order=("name", "-start", "id"),
        mechanism=Mechanism.MATERIALS,
        systems=("M4.6",),
    )

    name: Annotated[str | None, Line(160), Required(), Searchable()] = None
    version: Annotated[str | None, Line(40)] = None
    earlier_version: Annotated[Id, Reference("path_model")] = None
    status: Annotated[str | None, Choice("draft", "on_trial", "in_use", "retired"), Required()] = None
    municipality: Annotated[str | None, Line(80)] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    description: Annotated[str | None, Prose(4000), Searchable()] = None
    result: Annotated[str | None, Prose(4000), Searchable()] = None


class PathModel(PathModelFields, Record, table=True):
    """The rows of ``path_model``."""


class PathStepFields(Fields):
    """One step of a path: when one enters and leaves it, who is responsible, and its form."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        title=("name",),
        order=("place", "id"),
        indexed=("path_model",),
        mechanism=Mechanism.MATERIALS,
        systems=("M4.6",),
    )

    path_model: Annotated[Id, Reference("path_model"), Required()] = None
    place: Annotated[str | None, PlaceKey()] = None
    name: Annotated[str | None, Line(160), Required(), Searchable()] = None
    entry_conditions: Annotated[str | None, Prose(2000)] = None
    exit_conditions: Annotated[str | None, Prose(2000)] = None
    responsible: Annotated[str | None, Line(160), Searchable()] = None
    material: Annotated[Id, Reference("material")] = None


class PathStep(PathStepFields, Record, table=True):
    """The rows of ``path_step``."""


class ClientStepFields(Fields):
    """A client on a step of a path, from when until when (M4.6)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("start",),
        order=("-start", "-id"),
        day="start",
        indexed=("client", "path_step"),
        mechanism=Mechanism.OUTCOMES,
        systems=("M4.6",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    path_step: Annotated[Id, Reference("path_step"), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None
    result: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class ClientStep(ClientStepFields, Record, table=True):
    """The rows of ``client_step``."""


class ClientTypeFields(Fields):
    """One of the office's own types of clients; the program brings none along (M2.7)."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("name",),
        order=("place", "id"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.7", "M2.13"),
    )

    name: Annotated[str | None, Line(120), Required()] = None
    place: Annotated[str | None, PlaceKey()] = None
    description: Annotated[str | None, Prose(2000)] = None
    in_use: Annotated[bool | None, Flag()] = None


class ClientType(ClientTypeFields, Record, table=True):
    """The rows of ``client_type``."""


class ClientTypingFields(Fields):
    """The type that a client was given, changeable, and never shown to the client as a label (M2.7)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("start",),
        order=("-start", "-id"),
        indexed=("client", "client_type"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.7", "M2.13"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    client_type: Annotated[Id, Reference("client_type"), Required(), Private()] = None
    start: Annotated[date | None, Day(), Private()] = None
    end: Annotated[date | None, Day(), Private()] = None


class ClientTyping(ClientTypingFields, Record, table=True):
    """The rows of ``client_typing``."""


class PathOutcomeFields(Fields):
    """Where a client's path led, and when (M2.13, M3.9)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day", "destination"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "series", "activity_place"),
        mechanism=Mechanism.OUTCOMES,
        systems=("M2.13", "M3.9"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    destination: Annotated[str | None, Choice(*DESTINATIONS), Required(), Private()] = None
    series: Annotated[Id, Reference("series")] = None
    activity_place: Annotated[Id, Reference("activity_place")] = None
    activity_period: Annotated[Id, Reference("activity_period")] = None
    employer: Annotated[Id, Reference("employer"), Private()] = None
    notes: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class PathOutcome(PathOutcomeFields, Record, table=True):
    """The rows of ``path_outcome``."""


class OutcomeCheckFields(Fields):
    """Whether an outcome still held after so many months; written once (M2.13)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        title=("day", "kept"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "path_outcome"),
        mechanism=Mechanism.OUTCOMES,
        systems=("M2.13", "M3.9"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    path_outcome: Annotated[Id, Reference("path_outcome"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    months_after: Annotated[int | None, Whole(0, 120), Required()] = None
    kept: Annotated[str | None, Choice("yes", "no", "not_known"), Required(), Private()] = None
    notes: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class OutcomeCheck(OutcomeCheckFields, Record, table=True):
    """The rows of ``outcome_check``."""
