"""What a coach writes down: one class a record type, and everything else follows from it.

A new record type is a class in the file of its part of the field, its name in ``_MODELS`` below, and its words.
"""

from collections.abc import Mapping
from functools import cache

from store.history.shape import Shape
from store.records.base import SCHEMA, Record
from store.records.disclosure import (
    DisclosureAgreement,
    DisclosureDiscussion,
    DisclosureItem,
    DisclosurePlan,
    Phrase,
    Told,
    Withdrawal,
)
from store.records.employers import ContactPerson, Employer
from store.records.events import CaseRecordTransfer, Event, EventClientPart, EventEmployerPart
from store.records.job_search import JobGoal, JobSearchPlan, ProfileSession
from store.records.jobs import Job, JobReview, JobTerms
from store.records.meetings import ContactLogReview, FieldMentoring, Meeting, Supervision
from store.records.of_models import OF_MODELS
from store.records.office import (
    Chain,
    ClientJoin,
    Erasure,
    ErasureRequest,
    ForkDecision,
    Laptop,
    LegalHold,
    OfficeSetting,
    Retraction,
)
from store.records.people import Assignment, Client, VocationalProfile, Worker
from store.records.quality_reviews import CriteriaChoice, DatedRule, ImprovementAction, ItemScore, QualityReview
from store.records.record_type import FieldType, RecordType
from store.records.rights import DataRequest, KeepingStart
from store.records.service import (
    ClientEvaluation,
    OutreachAttempt,
    Referral,
    ServiceAgreement,
    ServiceBasis,
    StagePeriod,
    UnnamedRefusal,
)
from store.records.support import BenefitsCounselling, JobSupportPlan, PlannedSupport, PostponedDue
from store.records.time_use import Leave, TimeUse, WorkingShare
from store.refusal import Reason, Refusal

_MODELS: tuple[type[Record], ...] = (
    Worker,
    Client,
    Assignment,
    VocationalProfile,
    DisclosureDiscussion,
    DisclosurePlan,
    DisclosureItem,
    DisclosureAgreement,
    Withdrawal,
    Told,
    Phrase,
    Employer,
    ContactPerson,
    Event,
    EventEmployerPart,
    EventClientPart,
    CaseRecordTransfer,
    DataRequest,
    KeepingStart,
    ServiceAgreement,
    ServiceBasis,
    Referral,
    UnnamedRefusal,
    StagePeriod,
    OutreachAttempt,
    ClientEvaluation,
    ProfileSession,
    JobGoal,
    JobSearchPlan,
    Job,
    JobTerms,
    JobReview,
    PlannedSupport,
    JobSupportPlan,
    BenefitsCounselling,
    PostponedDue,
    TimeUse,
    Leave,
    WorkingShare,
    Meeting,
    Supervision,
    FieldMentoring,
    ContactLogReview,
    CriteriaChoice,
    QualityReview,
    ItemScore,
    ImprovementAction,
    DatedRule,
    *OF_MODELS,
    Chain,
    Erasure,
    ErasureRequest,
    LegalHold,
    ClientJoin,
    Retraction,
    ForkDecision,
    Laptop,
    OfficeSetting,
)

RECORD_TYPES: Mapping[str, RecordType] = {
    record_type.name: record_type for record_type in (RecordType(model) for model in _MODELS)
}
"""Name of a record type → its declaration, in the order in which people think of them."""


@cache
def shapes() -> Mapping[str, Shape]:
    """Return what the history must know of every record type."""
    return {name: record_type.shape for name, record_type in RECORD_TYPES.items()}


def record_type_of(name: str) -> RecordType:
    """Return the declaration of a record type.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    found = RECORD_TYPES.get(name)
    if found is None:
        raise Refusal(Reason.UNKNOWN_RECORD_TYPE, record=name)
    return found


__all__ = ["RECORD_TYPES", "SCHEMA", "FieldType", "RecordType", "record_type_of", "shapes"]
