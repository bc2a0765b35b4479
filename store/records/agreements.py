"""Agreements with dates and signatures. None is ever altered: a new version names what it replaces (DESIGN 3)."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About, Kind
from store.records.base import Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Cents,
    Choice,
    Day,
    Flag,
    Hours,
    Id,
    Line,
    ListOf,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Texts,
)
from store.records.mechanisms import EXPIRY, Due, Mechanism

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class AgreementFields(Fields):
    """An agreement with no client in it: a pair, secrecy, consensus between parties, cooperation (M0.2, M0.11)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        retention=Retention.ACTIVITY,
        rules=(not_before("start", "end"), not_before("agreed_on", "review_on")),
        title=("kind", "agreed_on"),
        order=("-agreed_on", "-id"),
        day="agreed_on",
        indexed=("person",),
        mechanism=Mechanism.AGREEMENTS,
        systems=("M0.2", "M0.11"),
        due=(Due("review_on", (30, 0)),),
    )

    kind: Annotated[
        str | None,
        Choice("pair_agreement", "secrecy_undertaking", "consensus_agreement", "cooperation_agreement"),
        Required(),
    ] = None
    agreed_on: Annotated[date | None, Day(), Required()] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("agreement"))] = None
    parties: Annotated[Texts, TEXT_COLUMN, ListOf(Line(160), 40)] = None
    person: Annotated[Id, Reference("person")] = None
    worker: Annotated[Id, Reference("worker")] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    agreement_text: Annotated[str | None, Prose(), Searchable()] = None
    text_reference: Annotated[str | None, Line(300), Searchable()] = None
    signed_on: Annotated[date | None, Day(), Section("signatures")] = None
    signatories: Annotated[Texts, TEXT_COLUMN, ListOf(Line(160), 40)] = None
    review_on: Annotated[date | None, Day()] = None


class Agreement(AgreementFields, Record, table=True):
    """The rows of ``agreement``."""


class PlacementAgreementFields(Fields):
    """A fixed-term agreement on supported work activity between client, sending unit and workshop (M3.3).

    Renewing it is a new version; ending it before its time is a ``placement_ending``.
    """

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.FROZEN,
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("start", "end"),
        order=("-start", "-id"),
        day="start",
        indexed=("client", "activity_place"),
        mechanism=Mechanism.AGREEMENTS,
        systems=("M2.4", "M3.2", "M3.3", "M3.5"),
        due=(Due("end", EXPIRY),),
    )

    client: Annotated[Id, Reference("client"), Required(), Section("parties")] = None
    replaces: Annotated[Texts, TEXT_COLUMN, ListOf(Reference("placement_agreement"))] = None
    activity_place: Annotated[Id, Reference("activity_place"), Required()] = None
    sending_unit: Annotated[str | None, Line(160)] = None
    start: Annotated[date | None, Day(), Required(), Section("time_and_tasks")] = None
    end: Annotated[date | None, Day(), Required()] = None
    weekdays: Annotated[Texts, TEXT_COLUMN, ListOf(Choice(*WEEKDAYS))] = None
    weekly_hours: Annotated[int | None, Hours()] = None
    tasks: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    goals: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    supporter: Annotated[str | None, Line(160), Section("terms")] = None
    hours_recorder: Annotated[str | None, Line(160)] = None
    pay_class: Annotated[Id, Reference("pay_class")] = None
    rate: Annotated[int | None, Cents(low=0)] = None
    insurance: Annotated[str | None, Line(300)] = None
    travel: Annotated[str | None, Line(200)] = None
    ending_rules: Annotated[str | None, Prose(2000)] = None
    signed_by: Annotated[
        Texts, TEXT_COLUMN, ListOf(Choice("client", "guardian", "sending_unit", "workshop")), Section("signatures")
    ] = None
    signed_on: Annotated[date | None, Day()] = None
    copy_given: Annotated[bool | None, Flag()] = None


class PlacementAgreement(PlacementAgreementFields, Record, table=True):
    """The rows of ``placement_agreement``."""


class PlacementEndingFields(Fields):
    """A placement ended before the day in its agreement, and why (M3.3)."""

    declared: ClassVar[Declaration] = Declaration(
        kind=Kind.APPEND_ONLY,
        about=About.FIELD,
        title=("day", "ended_by"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "placement_agreement"),
        mechanism=Mechanism.AGREEMENTS,
        systems=("M3.2", "M3.3"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    placement_agreement: Annotated[Id, Reference("placement_agreement"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    ended_by: Annotated[str | None, Choice("client", "workshop", "sending_unit", "together")] = None
    reasons: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class PlacementEnding(PlacementEndingFields, Record, table=True):
    """The rows of ``placement_ending``."""
