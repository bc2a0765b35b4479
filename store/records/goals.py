"""Goals in the client's own words, and their ratings: also for those who do not seek paid work (M2.6, M3.8)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, Rule, not_before
from store.records.marks import (
    Choice,
    Day,
    Id,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Whole,
)
from store.records.mechanisms import Due, Mechanism

LEVELS = {"levels": range(1, 6), "gas": range(-2, 3)}
"""Scale → its levels: 1 to 5, or the five of goal attainment scaling with the goal itself at 0."""


def _outside_scale(values: Mapping[str, Any]) -> bool:
    levels = LEVELS.get(str(values.get("scale")))
    given = [values.get(name) for name in ("start_level", "target_level")]
    return levels is not None and any(level is not None and level not in levels for level in given)


class GoalFields(Fields):
    """One goal, or one skill that is rated before and after, with its scale and the days that belong to it."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(
            not_before("started", "ended_on"),
            Rule("level_outside_scale", ("scale", "start_level", "target_level"), _outside_scale),
        ),
        title=("own_words",),
        order=("-started", "-id"),
        day="started",
        indexed=("client",),
        mechanism=Mechanism.GOALS,
        systems=("M2.3", "M2.6", "M3.8"),
        due=(Due("review_on", unless="ended_on"),),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    kind: Annotated[str | None, Choice("own_goal", "skill"), Required(), Section("goal")] = None
    own_words: Annotated[str | None, Prose(4000), Required(), Private(), Searchable()] = None
    area: Annotated[str | None, Choice("work", "study", "life_skills", "well_being", "other"), Private()] = None
    activity_period: Annotated[Id, Reference("activity_period"), Private()] = None
    tasks: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_step: Annotated[str | None, Prose(1000), Private(), Searchable()] = None
    scale: Annotated[str | None, Choice("gas", "levels"), Private(), Section("scale")] = None
    start_level: Annotated[int | None, Whole(-2, 5), Private()] = None
    target_level: Annotated[int | None, Whole(-2, 5), Private()] = None
    gas_much_less: Annotated[str | None, Prose(1000), Private()] = None
    gas_less: Annotated[str | None, Prose(1000), Private()] = None
    gas_expected: Annotated[str | None, Prose(1000), Private()] = None
    gas_more: Annotated[str | None, Prose(1000), Private()] = None
    gas_much_more: Annotated[str | None, Prose(1000), Private()] = None
    started: Annotated[date | None, Day(), Required(), Section("days")] = None
    target_on: Annotated[date | None, Day(), Private()] = None
    review_on: Annotated[date | None, Day(), Private()] = None
    ended_on: Annotated[date | None, Day(), Private()] = None
    goal_result: Annotated[str | None, Choice("achieved", "partly", "not_achieved", "changed"), Private()] = None


class Goal(GoalFields, Record, table=True):
    """The rows of ``goal``."""


class GoalRatingFields(Fields):
    """Where a goal stands on a day, who says so, and what comes next; written once."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        title=("day", "level"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "goal"),
        mechanism=Mechanism.GOALS,
        systems=("M2.6", "M3.8"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    goal: Annotated[Id, Reference("goal"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    moment: Annotated[str | None, Choice("at_start", "halfway", "at_end"), Private()] = None
    level: Annotated[int | None, Whole(-2, 5), Required(), Private()] = None
    rated_by: Annotated[str | None, Choice("client", "together", "coach", "supervisor"), Private()] = None
    client_view: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_step: Annotated[str | None, Prose(1000), Private(), Searchable()] = None


class GoalRating(GoalRatingFields, Record, table=True):
    """The rows of ``goal_rating``."""
