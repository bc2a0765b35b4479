"""Quality reviews: the criteria that hold, rounds with their scores, improvements, and the office's dated rules."""

from datetime import date
from typing import Annotated, ClassVar

from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Choice,
    Day,
    Flag,
    Group,
    Id,
    Line,
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

SCORES = ("1", "2", "3", "4", "5", "not_ratable")
"""What a rater can give; *not ratable* is no 1 (criteria.md 1.4)."""


class CriteriaChoiceFields(Fields):
    """Which set of criteria the office goes by, and from when (criteria.md 1.1: two Finnish versions exist)."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        rules=(not_before("start", "end"),),
        title=("criteria_set", "criteria_version"),
        order=("-start", "-id"),
        day="start",
    )

    criteria_set: Annotated[str | None, Line(60), Group("choice"), Required()] = None
    criteria_version: Annotated[str | None, Line(20), Group("choice"), Required()] = None
    start: Annotated[date | None, Day(), Group("choice"), Required()] = None
    end: Annotated[date | None, Day(), Group("choice")] = None


class CriteriaChoice(CriteriaChoiceFields, Record, table=True):
    """The rows of ``criteria_choice``."""


class QualityReviewFields(Fields):
    """A round of rating: of which unit, over which period, by whom and with which criteria (model M1.4)."""

    declared: ClassVar[Declaration] = Declaration(
        rules=(not_before("first_day", "last_day"), not_before("held_on", "next_on")),
        title=("held_on", "unit"),
        order=("-held_on", "-id"),
        day="held_on",
    )

    held_on: Annotated[date | None, Day(), Required()] = None
    review_kind: Annotated[str | None, Choice("own", "outside")] = None
    unit: Annotated[str | None, Line(120), Searchable()] = None
    first_day: Annotated[date | None, Day(), Group("span"), Required()] = None
    last_day: Annotated[date | None, Day(), Group("span"), Required()] = None
    criteria_set: Annotated[str | None, Line(60), Group("criteria"), Required()] = None
    criteria_version: Annotated[str | None, Line(20), Group("criteria"), Required()] = None
    raters: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("worker")), Section("raters")] = None
    outside_raters: Annotated[str | None, Line(300), Searchable()] = None
    finished: Annotated[bool | None, Flag()] = None
    next_on: Annotated[date | None, Day()] = None
    summary: Annotated[str | None, Prose(), Searchable()] = None


class QualityReview(QualityReviewFields, Record, table=True):
    """The rows of ``quality_review``."""


class ItemScoreFields(Fields):
    """What one rater gave one criterion in a round, with the counts and the evidence behind it; one for each rater.

    Who gave it and on what it rests merge with the score: one confirmed on another's evidence was never given.
    """

    declared: ClassVar[Declaration] = Declaration(
        title=("criterion", "score"),
        order=("criterion", "id"),
        day="scored_on",
        indexed=("review",),
    )

    review: Annotated[Id, Reference("quality_review"), Required()] = None
    criterion: Annotated[int | None, Whole(1, 99), Group("score"), Required()] = None
    score: Annotated[str | None, Choice(*SCORES), Group("score"), Required()] = None
    score_state: Annotated[str | None, Choice("provisional", "confirmed"), Group("score"), Required()] = None
    scored_by: Annotated[Id, Reference("worker"), Group("score")] = None
    outside_rater: Annotated[str | None, Line(120), Group("score"), Searchable()] = None
    scored_on: Annotated[date | None, Day(), Group("score"), Required()] = None
    numerator: Annotated[int | None, Whole(0, 10_000_000), Group("score"), Section("evidence")] = None
    denominator: Annotated[int | None, Whole(0, 10_000_000), Group("score")] = None
    rows_left_out: Annotated[int | None, Whole(0, 10_000_000), Group("score")] = None
    evidence: Annotated[str | None, Prose(), Group("score"), Searchable()] = None
    comment: Annotated[str | None, Prose(4000), Searchable()] = None


class ItemScore(ItemScoreFields, Record, table=True):
    """The rows of ``item_score``."""


class ImprovementActionFields(Fields):
    """What is to be done so that a criterion is met better, by whom and by when (model M1.4)."""

    declared: ClassVar[Declaration] = Declaration(
        title=("action", "due_on"),
        order=("due_on", "id"),
        day="due_on",
        indexed=("review",),
    )

    action: Annotated[str | None, Line(300), Searchable(), Required()] = None
    criterion: Annotated[int | None, Whole(1, 99)] = None
    review: Annotated[Id, Reference("quality_review")] = None
    owner: Annotated[Id, Reference("worker")] = None
    due_on: Annotated[date | None, Day()] = None
    done_on: Annotated[date | None, Day()] = None
    result: Annotated[str | None, Prose(4000), Searchable()] = None


class ImprovementAction(ImprovementActionFields, Record, table=True):
    """The rows of ``improvement_action``."""


class DatedRuleFields(Fields):
    """A number or reading that the office sets for its figures, from when until when (USERS 15).

    Which rules there are stands where they are read: how travel counts, the share that is a team's average, days
    until something is due, what is expected of a part-time coach. It is shown with each figure.
    """

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        rules=(not_before("start", "end"),),
        title=("rule", "setting"),
        order=("rule", "-start", "id"),
        day="start",
        mechanism=Mechanism.SETTINGS,
        systems=("M0.5", "M0.6", "M0.9", "M2.10", "M3.6"),
    )

    rule: Annotated[str | None, Line(60), Group("rule"), Required()] = None
    setting: Annotated[str | None, Line(60), Group("rule"), Required()] = None
    start: Annotated[date | None, Day(), Group("rule"), Required()] = None
    end: Annotated[date | None, Day(), Group("rule")] = None
    why: Annotated[str | None, Prose(1000)] = None


class DatedRule(DatedRuleFields, Record, table=True):
    """The rows of ``dated_rule``."""
