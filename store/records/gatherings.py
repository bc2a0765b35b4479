"""Gatherings: everything that people come to on a day, the groups it belongs to, and who was there in which role.

Training, peer meetings, outreach, groups, mobile work, steering and developer groups, study circles, talks,
networks and cooperation visits are one record type with a kind. Who was there is a record of its own for each, and
of a client one about that client. Meetings of the team and the unit are ``meeting`` (store/records/meetings.py);
peers attend them by the same record as everything else.
"""

from datetime import date, time
from typing import Annotated, ClassVar

from store.history.shape import About
from store.records.base import Declaration, Fields, Record, Retention, any_of, not_before
from store.records.events import MODES
from store.records.marks import (
    Choice,
    Clock,
    Day,
    Flag,
    Id,
    Line,
    Minutes,
    Private,
    Prose,
    Reference,
    Required,
    Searchable,
    Section,
    Whole,
)
from store.records.mechanisms import Due, Mechanism

SERIES_KINDS = (
    "course",
    "peer_group",
    "employment_group",
    "mobile_group",
    "steering_group",
    "study_circle",
    "developer_group",
    "network",
    "pilot",
)
GATHERING_KINDS = (
    "training_day",
    "peer_meeting",
    "outreach",
    "group_session",
    "mobile_work_day",
    "steering_meeting",
    "study_circle_session",
    "developer_meeting",
    "talk",
    "pilot_meeting",
    "network_meeting",
    "workshop",
    "cooperation_visit",
)
TAKES_PART_AS = (
    "coach",
    "peer_coach",
    "client",
    "supervisor",
    "expert",
    "trainer",
    "trainee",
    "professional",
    "company",
    "employment_services",
    "kela",
    "project",
    "chair",
    "support_person",
    "audience",
    "other",
)
PRESENCES = ("present", "remote", "absent", "excused")


class SeriesFields(Fields):
    """What gatherings belong to: a course, a team, a group, a circle, a network or a pilot, with its rhythm."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        rules=(not_before("start", "end"),),
        title=("name", "start"),
        order=("-start", "name", "id"),
        mechanism=Mechanism.GATHERINGS,
        systems=(
            *("M0.3", "M0.7", "M2.2", "M2.5", "M2.9", "M2.10", "M2.11"),
            *("M4.2", "M4.4", "M4.5"),
        ),
    )

    kind: Annotated[str | None, Choice(*SERIES_KINDS), Required(), Section("group")] = None
    name: Annotated[str | None, Line(160), Required(), Searchable()] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    rhythm_days: Annotated[int | None, Whole(1, 400)] = None
    municipality: Annotated[str | None, Line(80)] = None
    organiser: Annotated[str | None, Line(160)] = None
    model_version: Annotated[str | None, Line(80)] = None
    themes: Annotated[str | None, Line(300), Searchable()] = None
    description: Annotated[str | None, Prose(4000), Searchable()] = None


class Series(SeriesFields, Record, table=True):
    """The rows of ``series``."""


class SeriesMemberFields(Fields):
    """Who belongs to a group as a worker, a person of the register or from outside, for a term (M0.3, M4.2, M4.5)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        rules=(any_of("member_needs_somebody", "person", "worker", "name"), not_before("start", "end")),
        title=("takes_part_as", "name"),
        order=("takes_part_as", "id"),
        indexed=("series", "person"),
        mechanism=Mechanism.GATHERINGS,
        systems=("M0.3", "M0.12", "M4.2", "M4.4", "M4.5"),
    )

    series: Annotated[Id, Reference("series"), Required()] = None
    person: Annotated[Id, Reference("person")] = None
    worker: Annotated[Id, Reference("worker")] = None
    name: Annotated[str | None, Line(160), Searchable()] = None
    takes_part_as: Annotated[str | None, Choice(*TAKES_PART_AS), Required()] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    briefed_on: Annotated[date | None, Day()] = None
    support_person: Annotated[str | None, Line(120)] = None
    completed_on: Annotated[date | None, Day()] = None
    certificate_on: Annotated[date | None, Day()] = None


class SeriesMember(SeriesMemberFields, Record, table=True):
    """The rows of ``series_member``."""


class ClientMemberFields(Fields):
    """A client belongs to a group; about this client alone."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        rules=(not_before("start", "end"),),
        title=("takes_part_as", "start"),
        order=("-start", "id"),
        day="start",
        indexed=("client", "series"),
        mechanism=Mechanism.GATHERINGS,
        systems=("M2.2", "M2.5", "M4.4", "M4.5"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    series: Annotated[Id, Reference("series"), Required()] = None
    takes_part_as: Annotated[str | None, Choice(*TAKES_PART_AS)] = None
    start: Annotated[date | None, Day()] = None
    end: Annotated[date | None, Day()] = None
    completed_on: Annotated[date | None, Day(), Private()] = None
    result: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class ClientMember(ClientMemberFields, Record, table=True):
    """The rows of ``client_member``."""


class GatheringFields(Fields):
    """Something on a day that several people come to: planned, held or cancelled. No client's name is in it."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        title=("day", "kind", "subject"),
        order=("-day", "-start", "-id"),
        day="day",
        indexed=("day", "series"),
        mechanism=Mechanism.GATHERINGS,
        systems=(
            *("M0.3", "M0.7", "M0.8", "M0.12", "M2.2", "M2.5", "M2.11", "M3.10"),
            *("M4.2", "M4.3", "M4.4", "M4.5"),
        ),
        due=(Due("next_day"),),
    )

    kind: Annotated[str | None, Choice(*GATHERING_KINDS), Required(), Section("when")] = None
    status: Annotated[str | None, Choice("planned", "held", "cancelled"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    start: Annotated[time | None, Clock()] = None
    minutes: Annotated[int | None, Minutes()] = None
    mode: Annotated[str | None, Choice(*MODES)] = None
    series: Annotated[Id, Reference("series")] = None
    worker: Annotated[Id, Reference("worker")] = None
    place: Annotated[str | None, Line(120), Searchable(), Section("where")] = None
    activity_place: Annotated[Id, Reference("activity_place")] = None
    employer: Annotated[Id, Reference("employer")] = None
    job_at_site: Annotated[str | None, Line(200), Searchable()] = None
    travel: Annotated[str | None, Line(200)] = None
    site_risks: Annotated[str | None, Prose(2000)] = None
    subject: Annotated[str | None, Line(200), Searchable(), Section("matters")] = None
    themes: Annotated[str | None, Line(300), Searchable()] = None
    form: Annotated[str | None, Choice("lecture", "dialogue", "questions", "small_group")] = None
    channel: Annotated[str | None, Choice("live_broadcast", "outdoor_talk", "service_desk", "fair", "other")] = None
    reach: Annotated[int | None, Whole()] = None
    papers_sent_on: Annotated[date | None, Day()] = None
    meeting_before_on: Annotated[date | None, Day()] = None
    matters: Annotated[str | None, Prose(), Searchable()] = None
    decisions: Annotated[str | None, Prose(), Searchable()] = None
    who_does_what: Annotated[str | None, Prose(4000), Searchable()] = None
    result: Annotated[str | None, Prose(4000), Searchable()] = None
    next_day: Annotated[date | None, Day()] = None


class Gathering(GatheringFields, Record, table=True):
    """The rows of ``gathering``."""


class AttendanceFields(Fields):
    """A worker, a person of the register or somebody from outside at a gathering or meeting, and how it went."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.ACTIVITY,
        rules=(
            any_of("attendance_needs_somebody", "person", "worker", "name"),
            any_of("attendance_needs_gathering", "gathering", "meeting"),
        ),
        title=("takes_part_as", "presence"),
        order=("takes_part_as", "id"),
        indexed=("gathering", "meeting", "person"),
        mechanism=Mechanism.GATHERINGS,
        systems=("M0.3", "M0.6", "M0.7", "M2.11", "M4.2", "M4.3", "M4.4", "M4.5"),
    )

    gathering: Annotated[Id, Reference("gathering")] = None
    meeting: Annotated[Id, Reference("meeting")] = None
    person: Annotated[Id, Reference("person")] = None
    worker: Annotated[Id, Reference("worker")] = None
    name: Annotated[str | None, Line(160), Searchable()] = None
    takes_part_as: Annotated[str | None, Choice(*TAKES_PART_AS), Required()] = None
    presence: Annotated[str | None, Choice(*PRESENCES), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    briefed: Annotated[bool | None, Flag(), Section("taking_part")] = None
    papers_in_time: Annotated[bool | None, Flag()] = None
    spoke: Annotated[bool | None, Flag()] = None
    influenced: Annotated[bool | None, Flag()] = None
    said: Annotated[str | None, Prose(4000), Searchable()] = None
    learning: Annotated[str | None, Prose(4000), Searchable()] = None


class Attendance(AttendanceFields, Record, table=True):
    """The rows of ``attendance``."""


class ClientAttendanceFields(Fields):
    """A client at a gathering: about this client only."""

    declared: ClassVar[Declaration] = Declaration(
        about=About.FIELD,
        title=("presence",),
        order=("-id",),
        indexed=("client", "gathering"),
        mechanism=Mechanism.GATHERINGS,
        systems=("M2.2", "M2.5", "M4.4", "M4.5"),
    )

    client: Annotated[Id, Reference("client"), Required()] = None
    gathering: Annotated[Id, Reference("gathering"), Required()] = None
    takes_part_as: Annotated[str | None, Choice(*TAKES_PART_AS)] = None
    presence: Annotated[str | None, Choice(*PRESENCES), Required()] = None
    minutes: Annotated[int | None, Minutes()] = None
    client_view: Annotated[str | None, Prose(4000), Private(), Searchable()] = None
    notes: Annotated[str | None, Prose(4000), Private(), Searchable()] = None


class ClientAttendance(ClientAttendanceFields, Record, table=True):
    """The rows of ``client_attendance``."""
