"""Placements: needs, places with room, periods of activity, tickets (models 2 and 3). By need, never a diagnosis."""

from datetime import date
from typing import Annotated, ClassVar

from store.history.shape import About
from store.records.base import Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    TEXT_COLUMN,
    Cents,
    Choice,
    Day,
    Flag,
    Group,
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
from store.records.mechanisms import EXPIRY, Due, Mechanism


class NeedsReferralFields(Fields):
    """What somebody needs and why no present service fits, with the place that was suggested (M3.1)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("day", "decided_on"),),
        title=("day", "status"),
        order=("-day", "-id"),
        day="day",
        indexed=("client", "activity_place"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.4", "M3.1"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    needs: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("need")] = None
    wish: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    skills: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    missing_skills: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    service_gap: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    activity_place: Annotated[Id, Reference("activity_place"), Private(), Section("answer")] = None
    status: Annotated[str | None, Choice("open", "placed", "refused", "called_off"), Required(), Private()] = None
    decided_on: Annotated[date | None, Day(), Private()] = None
    refused_by: Annotated[str | None, Line(160), Private()] = None
    reasons: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class NeedsReferral(NeedsReferralFields, Record, table=True):
    """The rows of ``needs_referral``."""


class ActivityPlaceFields(Fields):
    """A workshop, house or other place for activity: tasks, room, who supervises, how one gets there (M3.2).

    A laptop knows the agreements of its own clients only, so the office says how many places are free, and when
    it counted.
    """

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        title=("name", "municipality"),
        order=("name", "id"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.1", "M3.1", "M3.2", "M3.10"),
    )

    name: Annotated[str | None, Line(160), Required(), Searchable(), Section("place")] = None
    kind: Annotated[
        str | None, Choice("workshop_house", "coaching_house", "mobile_team", "day_centre", "company", "other_place")
    ] = None
    municipality: Annotated[str | None, Line(80), Searchable()] = None
    street_address: Annotated[str | None, Line(200)] = None
    employer: Annotated[Id, Reference("employer")] = None
    tasks: Annotated[str | None, Prose(4000), Searchable()] = None
    opening_hours: Annotated[str | None, Line(200)] = None
    supervisor: Annotated[str | None, Line(160), Searchable()] = None
    phone: Annotated[str | None, Phone(), Searchable()] = None
    accessibility: Annotated[str | None, Prose(2000), Section("getting_there")] = None
    transport: Annotated[str | None, Prose(2000)] = None
    capacity: Annotated[int | None, Whole(0, 10_000), Section("room")] = None
    free_places: Annotated[int | None, Whole(0, 10_000), Group("free")] = None
    counted_on: Annotated[date | None, Day(), Group("free")] = None
    ended_on: Annotated[date | None, Day()] = None


class ActivityPlace(ActivityPlaceFields, Record, table=True):
    """The rows of ``activity_place``."""


class ActivityPeriodFields(Fields):
    """A period of activity: introduction, work activity, mobile work, activity with coaching (M2.1 to M2.4).

    Handing over to coaching is a new period that names the earlier one, so that nothing is typed again.
    """

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("kind", "start"),
        order=("-start", "-id"),
        day="start",
        indexed=("client", "activity_place", "series"),
        mechanism=Mechanism.REGISTERS,
        systems=("M2.1", "M2.2", "M2.3", "M2.4"),
        due=(Due("end", EXPIRY, unless="decided_on"),),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    kind: Annotated[
        str | None,
        Choice(
            "introduction",
            "mobile_work",
            "work_activity",
            "supported_work_activity",
            "work_tryout",
            "coaching_period",
        ),
        Required(),
        Section("period"),
    ] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None
    activity_place: Annotated[Id, Reference("activity_place")] = None
    series: Annotated[Id, Reference("series")] = None
    employer: Annotated[Id, Reference("employer"), Private()] = None
    worker: Annotated[Id, Reference("worker")] = None
    placement_agreement: Annotated[Id, Reference("placement_agreement")] = None
    earlier_period: Annotated[Id, Reference("activity_period")] = None
    timetable: Annotated[str | None, Prose(2000), Private(), Section("plan")] = None
    tasks: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    linked_goals: Annotated[Texts, TEXT_COLUMN, SetOf(Reference("goal")), Private()] = None
    client_view: Annotated[str | None, Prose(4000), Private(), Searchable(), Section("closing")] = None
    staff_view: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    next_path: Annotated[str | None, Prose(1000), Private(), Searchable()] = None
    decided_on: Annotated[date | None, Day(), Private()] = None


class ActivityPeriod(ActivityPeriodFields, Record, table=True):
    """The rows of ``activity_period``."""


class TicketFields(Fields):
    """A bus ticket or other travel that a client was given, with its price and receipt (M3.7)."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        retention=Retention.VOUCHER,
        rules=(not_before("start", "end"),),
        title=("kind", "start"),
        order=("-start", "-id"),
        day="start",
        indexed=("client",),
        mechanism=Mechanism.MONEY,
        systems=("M3.7", "M3.11"),
        due=(Due("end", (7,)),),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    kind: Annotated[str | None, Choice("bus_ticket", "travel_card", "taxi_trip", "own_car"), Required()] = None
    start: Annotated[date | None, Day(), Required()] = None
    end: Annotated[date | None, Day()] = None
    price: Annotated[int | None, Cents(low=0)] = None
    given_on: Annotated[date | None, Day()] = None
    receipt_kept: Annotated[bool | None, Flag()] = None
    placement_agreement: Annotated[Id, Reference("placement_agreement")] = None


class Ticket(TicketFields, Record, table=True):
    """The rows of ``ticket``."""
