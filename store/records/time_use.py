"""Time: what a coach's day went into and where, leave, and the share that is job coaching (criteria 1, 2, 24)."""

from datetime import date
from typing import Annotated, ClassVar

from store.records.base import OFFICE_ONLY, Declaration, Fields, Record, Retention, not_before
from store.records.marks import (
    Choice,
    Day,
    Flag,
    Group,
    Hours,
    Id,
    Line,
    Minutes,
    Reference,
    Required,
    Searchable,
    Whole,
)

ACTIVITIES = (
    "client_work",
    "employer_work",
    "job_support",
    "team_and_partners",
    "recording",
    "travel",
    "supervision_and_training",
    "other_service",
    "other",
)
"""What working time goes into. *Other service* and *other* are no employment service (criterion 2)."""
TIME_PLACES = ("office", "community", "travel", "remote")
"""Where it went; how travel counts is a dated rule of the office (criterion 24)."""


class TimeUseFields(Fields):
    """A piece of one worker's working day. What nobody wrote down is a gap, and is shown as one (paperwork.md)."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        of_workers=("worker",),
        title=("day", "activity"),
        order=("-day", "-id"),
        day="day",
        indexed=("worker", "event"),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    day: Annotated[date | None, Day(), Required()] = None
    minutes: Annotated[int | None, Minutes(), Group("time"), Required()] = None
    activity: Annotated[str | None, Choice(*ACTIVITIES), Group("time"), Required()] = None
    time_place: Annotated[str | None, Choice(*TIME_PLACES), Group("time")] = None
    event: Annotated[Id, Reference("event")] = None
    remark: Annotated[str | None, Line(200), Searchable()] = None


class TimeUse(TimeUseFields, Record, table=True):
    """The rows of ``time_use``."""


class LeaveFields(Fields):
    """Days on which a worker did not work: they are no weeks of criterion 17. Why somebody is away is not asked."""

    declared: ClassVar[Declaration] = Declaration(
        retention=Retention.STAFF,
        of_workers=("worker",),
        rules=(not_before("start", "end"),),
        title=("start", "end"),
        order=("-start", "-id"),
        day="start",
        indexed=("worker",),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    start: Annotated[date | None, Day(), Group("leave"), Required()] = None
    end: Annotated[date | None, Day(), Group("leave")] = None
    part_of_day: Annotated[bool | None, Flag(), Group("leave")] = None
    remark: Annotated[str | None, Line(200), Searchable()] = None


class Leave(LeaveFields, Record, table=True):
    """The rows of ``leave``."""


class WorkingShareFields(Fields):
    """How much of a full working time a worker gives to job coaching, and when (criterion 1, model M1.5)."""

    declared: ClassVar[Declaration] = Declaration(
        written_by=OFFICE_ONLY,
        retention=Retention.STAFF,
        of_workers=("worker",),
        rules=(not_before("start", "end"),),
        title=("start", "percent"),
        order=("-start", "-id"),
        day="start",
        indexed=("worker",),
    )

    worker: Annotated[Id, Reference("worker"), Required()] = None
    start: Annotated[date | None, Day(), Group("share"), Required()] = None
    end: Annotated[date | None, Day(), Group("share")] = None
    percent: Annotated[int | None, Whole(0, 100), Group("share"), Required()] = None
    full_week: Annotated[int | None, Hours(), Group("share")] = None
    work_team: Annotated[str | None, Line(120), Searchable()] = None
    supervisor: Annotated[Id, Reference("worker")] = None


class WorkingShare(WorkingShareFields, Record, table=True):
    """The rows of ``working_share``."""
