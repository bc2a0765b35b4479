"""Job search: the sessions behind the vocational profile, the goals, and the plan in versions (criteria 14 to 16)."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, not_before
from store.records.events import MODES
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Hours,
    Id,
    Line,
    ListOf,
    Minutes,
    PlaceKey,
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

SOURCES = (
    "client",
    "relative",
    "team",
    "health_services",
    "earlier_employer",
    "school",
    "seen_at_work",
    "papers",
    "other",
)
"""Where what is in the profile came from; level 5 of criterion 14 asks for many."""


class ProfileSessionFields(Fields):
    """A meeting at which the vocational profile is made; two or three of them make one (criterion 14)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("day",),
        order=("-day", "-id"),
        day="day",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    event: Annotated[Id, Reference("event")] = None
    profile: Annotated[Id, Reference("vocational_profile")] = None
    on_a_form: Annotated[bool | None, Flag(), Private()] = None
    sources: Annotated[Texts, TEXT_COLUMN, SetOf(Choice(*SOURCES)), Private()] = None
    notes: Annotated[str | None, Prose(), Private(), Searchable()] = None


class ProfileSession(ProfileSessionFields, Record, table=True):
    """The rows of ``profile_session``."""


class JobGoalFields(Fields):
    """One kind of work that the client wants: employer contacts name the goal that they serve (criterion 16)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("set_on", "closed_on"),),
        title=("job_type",),
        order=("place", "id"),
        day="set_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    place: Annotated[str | None, PlaceKey()] = None
    job_type: Annotated[str | None, Line(120), Private(), Searchable(), Required()] = None
    set_on: Annotated[date | None, Day()] = None
    why: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    sector: Annotated[str | None, Line(120), Private(), Searchable()] = None
    area: Annotated[str | None, Line(200), Private(), Searchable()] = None
    first_employers: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("employer")), Private()] = None
    goal_state: Annotated[str | None, Choice("current", "reached", "given_up"), Private()] = None
    closed_on: Annotated[date | None, Day(), Private()] = None


class JobGoal(JobGoalFields, Record, table=True):
    """The rows of ``job_goal``."""


class JobSearchPlanFields(Fields):
    """The plan for the search, in versions: the client's words, and the goals that it holds (paperwork.md 2.1)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        about=About.FIELD,
        rules=(not_before("drawn_up_on", "review_on"),),
        title=("drawn_up_on",),
        order=("-drawn_up_on", "-id"),
        day="drawn_up_on",
        indexed=("client",),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("job_search_plan"))] = None
    drawn_up_on: Annotated[date | None, Day(), Required()] = None
    profile: Annotated[Id, Reference("vocational_profile")] = None
    own_words: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("wish")] = None
    job_goals: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("job_goal")), Private()] = None
    weekly_hours: Annotated[int | None, Hours(), Private()] = None
    area: Annotated[str | None, Line(200), Private(), Searchable()] = None
    avoid: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    who_does_what: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("doing")] = None
    weekly_contacts: Annotated[int | None, Whole(0, 50), Private()] = None
    client_agrees: Annotated[bool | None, Flag(), Private()] = None
    copy_given: Annotated[bool | None, Flag()] = None
    review_on: Annotated[date | None, Day(), Private()] = None


class JobSearchPlan(JobSearchPlanFields, Record, table=True):
    """The rows of ``job_search_plan``."""
