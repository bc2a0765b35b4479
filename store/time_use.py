"""Working time day by day: what was written down, what events give, and what is missing; nothing is made up.

Time comes from events that were held and have minutes (paperwork.md: one entry serves several purposes). What nobody
wrote down is a gap: it is shown as one, and never filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, exists, literal_column, or_, select

from store.history.change import Value
from store.records import RECORD_TYPES
from store.use_log import Act, write_line
from store.writing import Entry, Saved, save_all

if TYPE_CHECKING:
    from store.notebook import Notebook

ACTIVITY_OF = {
    "employer_visit": "employer_work",
    "support_visit": "job_support",
    "client_meeting": "client_work",
    "call": "client_work",
    "network_contact": "team_and_partners",
    "internal": "team_and_partners",
}
"""What the time of an event of each kind went into; a call with nobody's part goes into work with employers."""

PLACE_OF = {"office": "office", "community": "community", "workplace": "community", "remote": "remote"}
"""Where time was spent, from the place of an event; none where nobody wrote a place."""

WORKING_DAYS = 5

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_time = RECORD_TYPES["time_use"].table
_leave = RECORD_TYPES["leave"].table
_share = RECORD_TYPES["working_share"].table

_about_somebody = exists(
    select(literal_column("1")).where(_parts.c.event == _events.c.id, _parts.c.removed.is_(False)).correlate(_events)
)
_held = (
    select(
        *(_events.c[name] for name in ("id", "day", "kind", "minutes", "place_kind", "employer")),
        _about_somebody.label("about_somebody"),
    )
    .where(
        _events.c.removed.is_(False),
        _events.c.status == "held",
        _events.c.worker == bindparam("worker"),
        _events.c.day >= bindparam("first"),
        _events.c.day <= bindparam("last"),
    )
    .order_by(_events.c.day, _events.c.start, _events.c.id)
)
_written = (
    select(*(_time.c[name] for name in ("id", "day", "minutes", "activity", "time_place", "event", "removed")))
    .where(_time.c.worker == bindparam("worker"), _time.c.day >= bindparam("first"), _time.c.day <= bindparam("last"))
    .order_by(_time.c.day, _time.c.id)
)
_of_leave = select(_leave.c.start, _leave.c.end, _leave.c.part_of_day).where(
    _leave.c.worker == bindparam("worker"), _leave.c.removed.is_(False)
)
_of_share = (
    select(_share.c.percent, _share.c.full_week)
    .where(
        _share.c.worker == bindparam("worker"),
        _share.c.removed.is_(False),
        _share.c.start <= bindparam("last"),
        or_(_share.c.end.is_(None), _share.c.end >= bindparam("last")),
    )
    .order_by(_share.c.start.desc(), _share.c.id.desc())
)


@dataclass(frozen=True)
class Piece:
    """A piece of a day.

    Attributes:
        minutes: how long.
        activity: code of what it went into.
        place: code of where, or None where nobody wrote it down.
        event: id of the event that it comes from, or None.
        row: id of the record of time, None where only the event says it so far.
    """

    minutes: int
    activity: str
    place: str | None
    event: str | None
    row: str | None


@dataclass(frozen=True)
class TimeOfDay:
    """One day.

    Attributes:
        day: which.
        pieces: what is known of it.
        unmeasured: ids of events that were held and of which nobody wrote how long they took.
        leave: the worker was away the whole day.
        expected: minutes that a working day has, or None where no working time is known.
    """

    day: date
    pieces: tuple[Piece, ...]
    unmeasured: tuple[str, ...]
    leave: bool
    expected: int | None

    @property
    def minutes(self) -> int:
        """Minutes that are known."""
        return sum(piece.minutes for piece in self.pieces)

    @property
    def gap(self) -> int | None:
        """Minutes of the working day of which nothing is known; None where no working time is known."""
        if self.expected is None or self.leave or self.day.weekday() >= WORKING_DAYS:
            return None
        return max(self.expected - self.minutes, 0)


def days_of_work(notebook: Notebook, first: date, last: date) -> tuple[TimeOfDay, ...]:
    """Return one's own days, the first first.

    Args:
        notebook: an open notebook.
        first: first day.
        last: last day.
    """
    with notebook.writing() as connection:
        found = read_days(connection, notebook.identity.worker, first, last)
        write_line(connection, notebook.identity, Act.LISTED, record="time_use")
    return found


def read_days(connection: Connection, worker: str, first: date, last: date) -> tuple[TimeOfDay, ...]:
    """Return a worker's days without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
        worker: id of the worker.
        first: first day.
        last: last day.
    """
    values = {"worker": worker, "first": first, "last": last}
    pieces: dict[date, list[Piece]] = {}
    covered: set[str] = set()
    for row in connection.execute(_written, values):
        covered |= {row.event} if row.event else set()
        if not row.removed:
            piece = Piece(row.minutes or 0, row.activity or "other", row.time_place, row.event, row.id)
            pieces.setdefault(row.day, []).append(piece)
    unmeasured: dict[date, list[str]] = {}
    for event in connection.execute(_held, values).mappings():
        if event["id"] in covered:
            continue  # it was written down, or somebody took it away again
        if event["minutes"] is None:
            unmeasured.setdefault(event["day"], []).append(event["id"])
        else:
            pieces.setdefault(event["day"], []).append(_of_event(event))
    leave = connection.execute(_of_leave, {"worker": worker}).all()
    expected = _expected(connection, worker, last)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        away = any(one.start <= day <= (one.end or one.start) and not one.part_of_day for one in leave)
        days.append(TimeOfDay(day, tuple(pieces.get(day, ())), tuple(unmeasured.get(day, ())), away, expected))
    return tuple(days)


def take_from_events(notebook: Notebook, first: date, last: date) -> tuple[Saved, ...]:
    """Write down as time what one's own held events say of some days; what stands already stays as it is.

    Args:
        notebook: an open notebook.
        first: first day.
        last: last day.
    """
    worker = notebook.identity.worker
    with notebook.writing() as connection:
        days = read_days(connection, worker, first, last)
        write_line(connection, notebook.identity, Act.LISTED, record="time_use")
    return save_all(notebook, _entries(days, worker))


def _entries(days: Sequence[TimeOfDay], worker: str) -> list[Entry]:
    found = []
    for day in days:
        for piece in day.pieces:
            if piece.row is None and piece.minutes > 0:
                values: dict[str, Value | None] = {
                    "worker": worker,
                    "day": day.day,
                    "minutes": piece.minutes,
                    "activity": piece.activity,
                    "time_place": piece.place,
                    "event": piece.event,
                }
                found.append(Entry("time_use", values))
    return found


def _of_event(row: Mapping[Any, Any]) -> Piece:
    activity = ACTIVITY_OF.get(row["kind"], "other")
    if row["kind"] == "call" and row["employer"] is not None and not row["about_somebody"]:
        activity = "employer_work"
    return Piece(row["minutes"], activity, PLACE_OF.get(row["place_kind"] or ""), row["id"], None)


def _expected(connection: Connection, worker: str, day: date) -> int | None:
    row = connection.execute(_of_share, {"worker": worker, "last": day}).first()
    if row is None or row.full_week is None or row.percent is None:
        return None
    return int(row.full_week * row.percent // 100 // WORKING_DAYS)
