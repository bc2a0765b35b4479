"""The record types of the operating models 0, 2, 3 and 4, in the order in which people think of them."""

from store.records.agreements import Agreement, PlacementAgreement, PlacementEnding
from store.records.allowances import AllowanceDecision, MonthClose, PayClass, Statement, StatementLine, WorkEntry
from store.records.base import Record
from store.records.fees import Budget, FeeAssignment, FeeStatement, ShareUse, WorkShare
from store.records.gatherings import Attendance, ClientAttendance, ClientMember, Gathering, Series, SeriesMember
from store.records.goals import Goal, GoalRating
from store.records.materials import Material, MaterialVersion, ModelUse
from store.records.participants import Interview, Person, PersonDetails, PersonIsClient, PersonRole, WorkingPair
from store.records.paths import (
    ClientStep,
    ClientType,
    ClientTyping,
    Idea,
    IdeaRaiser,
    OutcomeCheck,
    PathModel,
    PathOutcome,
    PathStep,
)
from store.records.placements import ActivityPeriod, ActivityPlace, NeedsReferral, Ticket
from store.records.surveys import Answer, Feedback, Question, Survey, SurveyRound

OF_MODELS: tuple[type[Record], ...] = (
    Person,
    PersonRole,
    PersonDetails,
    PersonIsClient,
    WorkingPair,
    Interview,
    Series,
    SeriesMember,
    ClientMember,
    Gathering,
    Attendance,
    ClientAttendance,
    Agreement,
    PlacementAgreement,
    PlacementEnding,
    Goal,
    GoalRating,
    NeedsReferral,
    ActivityPlace,
    ActivityPeriod,
    Ticket,
    PayClass,
    AllowanceDecision,
    WorkEntry,
    MonthClose,
    Statement,
    StatementLine,
    FeeAssignment,
    FeeStatement,
    Budget,
    WorkShare,
    ShareUse,
    Survey,
    SurveyRound,
    Question,
    Answer,
    Feedback,
    Idea,
    IdeaRaiser,
    PathModel,
    PathStep,
    ClientStep,
    ClientType,
    ClientTyping,
    PathOutcome,
    OutcomeCheck,
    Material,
    MaterialVersion,
    ModelUse,
)
