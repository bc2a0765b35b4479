"""Surveys and feedback: questions, rounds that can be compared, and answers that name nobody (M0.9, M2.9, M2.12)."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import Kind
from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention
from store.records.marks import (
    Choice,
    Day,
    Id,
    Line,
    PlaceKey,
    Prose,
    Reference,
    Required,
    Searchable,
    Whole,
)
from store.records.mechanisms import Mechanism

RESPONDENTS = ("coaches", "peer_coaches", "clients", "experts", "professionals", "employers", "audience", "others")
_SCALES = ("one_to_ten", "one_to_five", "yes_or_no", "in_words")


class SurveyFields(Fields):
    """A set of questions that is asked in rounds; the office draws it up for all."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("name",),
        order=("name", "id"),
        mechanism=Mechanism.RATINGS,
        systems=("M0.9", "M2.12", "M4.3"),
    )

    name: Annotated[str | None, Line(160), Required(), Searchable()] = None
    kind: Annotated[str | None, Choice("evaluation", "staff_survey", "client_survey", "event_feedback")] = None
    description: Annotated[str | None, Prose(2000)] = None


class Survey(SurveyFields, Record, table=True):
    """The rows of ``survey``."""


class SurveyRoundFields(Fields):
    """One time at which a survey was asked, and of which version of the model."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("name", "day"),
        order=("-day", "-id"),
        day="day",
        indexed=("survey",),
        mechanism=Mechanism.RATINGS,
        systems=("M0.9", "M2.12"),
    )

    survey: Annotated[Id, Reference("survey"), Required()] = None
    name: Annotated[str | None, Line(160), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    model_version: Annotated[str | None, Line(80)] = None


class SurveyRound(SurveyRoundFields, Record, table=True):
    """The rows of ``survey_round``."""


class QuestionFields(Fields):
    """One question, in three languages, and how it is answered."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.ACTIVITY,
        title=("text_fi",),
        order=("place", "id"),
        indexed=("survey",),
        mechanism=Mechanism.RATINGS,
        systems=("M0.9", "M2.12", "M4.3"),
    )

    survey: Annotated[Id, Reference("survey"), Required()] = None
    place: Annotated[str | None, PlaceKey()] = None
    scale: Annotated[str | None, Choice(*_SCALES), Required()] = None
    text_fi: Annotated[str | None, Prose(1000), Searchable()] = None
    text_sv: Annotated[str | None, Prose(1000), Searchable()] = None
    text_en: Annotated[str | None, Prose(1000), Searchable()] = None


class Question(QuestionFields, Record, table=True):
    """The rows of ``question``."""


class AnswerFields(Fields):
    """One answer to one question. It knows a group and no person, and goes to no other laptop."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        retention=Retention.ACTIVITY,
        title=("respondents", "score"),
        order=("-id",),
        indexed=("question", "survey_round", "gathering"),
        stays_at_office=True,
        mechanism=Mechanism.RATINGS,
        systems=("M0.9", "M2.12", "M4.3", "M4.4"),
    )

    question: Annotated[Id, Reference("question"), Required()] = None
    survey_round: Annotated[Id, Reference("survey_round")] = None
    gathering: Annotated[Id, Reference("gathering")] = None
    respondents: Annotated[str | None, Choice(*RESPONDENTS), Required()] = None
    score: Annotated[int | None, Whole(0, 10)] = None
    comment: Annotated[str | None, Prose(4000), Searchable()] = None


class Answer(AnswerFields, Record, table=True):
    """The rows of ``answer``."""


class FeedbackFields(Fields):
    """What somebody said or wrote about a pilot or a gathering, without a name (M2.9)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        title=("kind", "day"),
        order=("-day", "-id"),
        day="day",
        indexed=("series",),
        stays_at_office=True,
        mechanism=Mechanism.RATINGS,
        systems=("M2.9", "M4.3", "M4.4"),
    )

    kind: Annotated[str | None, Choice("client_feedback", "staff_experience", "weekly_report"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    given_as: Annotated[str | None, Choice("oral", "written")] = None
    moment: Annotated[str | None, Choice("during", "afterwards")] = None
    series: Annotated[Id, Reference("series")] = None
    gathering: Annotated[Id, Reference("gathering")] = None
    municipality: Annotated[str | None, Line(80)] = None
    own_words: Annotated[str | None, Prose(), Required(), Searchable()] = None


class Feedback(FeedbackFields, Record, table=True):
    """The rows of ``feedback``."""
