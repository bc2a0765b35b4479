"""The course of the work as numbers: stages, contacts a week, days to the first contact, time, caseload, employment.

A picture is nothing but these numbers; each has its own definition (F1), and who is left out is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, or_, select

from store.records import RECORD_TYPES
from store.stages import Board, read_board
from store.time_use import read_days
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

WEEKS = 12
"""So many weeks of contacts and of time are looked at."""

MONTHS = 12
"""So many months of employment are looked at, and of entries for the first contact."""

GOAL_A_WEEK = 6
"""Face-to-face employer contacts a week at score 5 (criterion 17)."""

FULL_CASELOAD = 20
"""Clients of a full-time coach at score 5 (criterion 1)."""

STEPS = (30, 60, 150, 270)
"""Upper ends of the steps of days to the first contact (criterion 15)."""

_clients = RECORD_TYPES["client"].table
_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_jobs = RECORD_TYPES["job"].table
_share = RECORD_TYPES["working_share"].table
_periods = RECORD_TYPES["stage_period"].table

_is_contact = (
    _events.c.removed.is_(False),
    _events.c.status == "held",
    _events.c.mode == "face_to_face",
    _events.c.employer.is_not(None),
    _events.c.kind != "support_visit",
)
_own_contacts = select(_events.c.day).where(
    *_is_contact,
    _events.c.worker == bindparam("worker"),
    _events.c.day >= bindparam("first"),
    _events.c.day <= bindparam("last"),
)
_first_contact = (
    select(func.min(_events.c.day))
    .select_from(_parts.join(_events, _events.c.id == _parts.c.event))
    .where(_parts.c.client == _clients.c.id, _parts.c.removed.is_(False), *_is_contact)
    .correlate(_clients)
    .scalar_subquery()
)
_entered = select(_clients.c.id, _clients.c.entry, _clients.c.closed, _first_contact.label("first")).where(
    _clients.c.removed.is_(False), _clients.c.entry >= bindparam("since"), _clients.c.entry <= bindparam("day")
)
_served = select(_clients.c.id, _clients.c.entry, _clients.c.closed).where(
    _clients.c.removed.is_(False), _clients.c.entry.is_not(None)
)
_all_jobs = select(_jobs.c.client, _jobs.c.start, _jobs.c.end).where(
    _jobs.c.removed.is_(False), _jobs.c.start.is_not(None)
)
_periods_entered = (
    select(_periods.c.stage, func.count().label("number"))
    .where(
        _periods.c.removed.is_(False),
        _periods.c.entered > bindparam("since"),
        _periods.c.entered <= bindparam("day"),
    )
    .group_by(_periods.c.stage)
)
_own_share = (
    select(_share.c.percent)
    .where(
        _share.c.worker == bindparam("worker"),
        _share.c.removed.is_(False),
        _share.c.start <= bindparam("day"),
        or_(_share.c.end.is_(None), _share.c.end >= bindparam("day")),
    )
    .order_by(_share.c.start.desc(), _share.c.id.desc())
)


@dataclass(frozen=True)
class Week:
    """One week of one's own face-to-face contacts with employers.

    Attributes:
        first: its Monday.
        contacts: how many.
        leave: the worker was away all its working days.
    """

    first: date
    contacts: int
    leave: bool


@dataclass(frozen=True)
class FirstContacts:
    """Days from the entry to the first face-to-face contact with an employer, of those who entered.

    Attributes:
        days: of each who had one, the shortest first.
        waiting: days so far of each who still waits and is in service, the longest first.
        left: how many left the service without one.
    """

    days: tuple[int, ...]
    waiting: tuple[int, ...]
    left: int

    @property
    def median(self) -> int | None:
        """The day by which half had one; None where nobody had."""
        return self.days[(len(self.days) - 1) // 2] if self.days else None

    def by_step(self) -> tuple[int, ...]:
        """Return how many fall on each step of ``STEPS``, and above."""
        ends = (*STEPS, max((*self.days, STEPS[-1])))
        counts, before = [], -1
        for end in ends:
            counts.append(sum(before < one <= end for one in self.days))
            before = end
        return tuple(counts)


@dataclass(frozen=True)
class MonthOfWork:
    """One month of employment.

    Attributes:
        last: its last day, or today.
        in_service: clients in service on that day.
        at_work: how many of them had a job on that day.
    """

    last: date
    in_service: int
    at_work: int


@dataclass(frozen=True)
class FollowUp:
    """Everything that the pictures show.

    Attributes:
        day: which day.
        board: the clients by stage.
        entered: how many entered each stage in the last weeks, as far as it was written down.
        weeks: one's own contacts, the oldest week first.
        first_contacts: of those who entered in the last months.
        minutes: minutes of one's own time by place; under None those whose place nobody wrote down.
        unmeasured: events that were held and of which nobody wrote how long they took.
        caseload: clients in service in this notebook.
        share: percent of a full working time, or None where the office has not said it.
        months: employment, the oldest month first.
    """

    day: date
    board: Board
    entered: Mapping[str, int]
    weeks: tuple[Week, ...]
    first_contacts: FirstContacts
    minutes: Mapping[str | None, int]
    unmeasured: int
    caseload: int
    share: int | None
    months: tuple[MonthOfWork, ...]


def follow_up(notebook: Notebook, day: date) -> FollowUp:
    """Return the numbers of the pictures.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    worker = notebook.identity.worker
    first = day - timedelta(days=day.weekday() + 7 * (WEEKS - 1))
    with notebook.writing() as connection:
        days = read_days(connection, worker, first, day)
        minutes: dict[str | None, int] = {}
        for one in days:
            for piece in one.pieces:
                minutes[piece.place] = minutes.get(piece.place, 0) + piece.minutes
        board = read_board(connection, (), day)
        entered = connection.execute(_periods_entered, {"since": first, "day": day}).all()
        found = FollowUp(
            day=day,
            board=board,
            entered={row.stage: row.number for row in entered},
            weeks=_weeks(connection, worker, first, day, {one.day for one in days if one.leave}),
            first_contacts=_first_contacts(connection, day),
            minutes=minutes,
            unmeasured=sum(len(one.unmeasured) for one in days),
            caseload=sum(map(len, board.stages.values())) + len(board.without),
            share=connection.scalar(_own_share, {"worker": worker, "day": day}),
            months=_months(connection, day),
        )
        write_line(connection, notebook.identity, Act.LISTED, ground="follow_up")
    return found


def _weeks(connection: Connection, worker: str, first: date, day: date, leave: set[date]) -> tuple[Week, ...]:
    days = connection.scalars(_own_contacts, {"worker": worker, "first": first, "last": day}).all()
    weeks = []
    for number in range(WEEKS):
        monday = first + timedelta(days=7 * number)
        contacts = sum(0 <= (one - monday).days < 7 for one in days)
        working = {monday + timedelta(days=place) for place in range(5)}
        weeks.append(Week(monday, contacts, working <= leave))
    return tuple(weeks)


def _first_contacts(connection: Connection, day: date) -> FirstContacts:
    days, waiting, left = [], [], 0
    since = _months_before(day, MONTHS)
    for row in connection.execute(_entered, {"since": since, "day": day}):
        if row.first is not None and row.first <= day:
            days.append(max((row.first - row.entry).days, 0))
        elif row.closed is not None and row.closed <= day:
            left += 1
        else:
            waiting.append((day - row.entry).days)
    return FirstContacts(tuple(sorted(days)), tuple(sorted(waiting, reverse=True)), left)


def _months(connection: Connection, day: date) -> tuple[MonthOfWork, ...]:
    clients = connection.execute(_served).all()
    jobs: dict[str, list[tuple[date, date | None]]] = {}
    for row in connection.execute(_all_jobs):
        jobs.setdefault(row.client, []).append((row.start, row.end))
    return tuple(_month(clients, jobs, last) for last in _ends_of_months(day))


def _month(clients: Sequence[Any], jobs: Mapping[str, list[tuple[date, date | None]]], last: date) -> MonthOfWork:
    here = [row.id for row in clients if row.entry <= last and (row.closed is None or row.closed > last)]
    at_work = [id for id in here if any(s <= last and (e is None or e >= last) for s, e in jobs.get(id, ()))]
    return MonthOfWork(last, len(here), len(at_work))


def _ends_of_months(day: date) -> list[date]:
    """Return the last day of each of the last months, and today as the newest."""
    ends = [day]
    while len(ends) < MONTHS:
        ends.insert(0, ends[0].replace(day=1) - timedelta(days=1))
    return ends


def _months_before(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)
