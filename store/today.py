"""Today: what happens today, what matters most, what is unfinished, and what the office does not have yet.

One fast path from rows: it is the first thing painted after the passphrase (USERS, the sketch of Tänään).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from store.case_record import waiting_count
from store.consents import days_of_trust, known_on, permitted, read_consents
from store.due import Due, Person, dues
from store.due.shown import person_of
from store.history.consent import Verdict
from store.one_person import names_within, stands_within
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_clients = RECORD_TYPES["client"].table
_employers = RECORD_TYPES["employer"].table
_told = RECORD_TYPES["told"].table

_event_columns = (
    _events.c.id,
    _events.c.day,
    _events.c.start,
    _events.c.kind,
    _events.c.status,
    _events.c.employer,
    _events.c.place,
    _events.c.subject,
)
_of_day = (
    select(*_event_columns)
    .where(_events.c.day == bindparam("day"), _events.c.removed.is_(False))
    .order_by(_events.c.start.is_(None), _events.c.start, _events.c.id)
)
_unfinished = (
    select(*_event_columns)
    .where(
        _events.c.removed.is_(False),
        _events.c.day >= bindparam("first"),
        _events.c.day <= bindparam("day"),
        _events.c.to_be_completed.is_(True),
    )
    .order_by(_events.c.day, _events.c.start, _events.c.id)
)
_said_nothing = (
    select(_parts.c.event)
    .where(
        _parts.c.event.in_(bindparam("events", expanding=True)),
        _parts.c.removed.is_(False),
        _parts.c.nothing_told.is_not(True),
        ~exists().where(
            _told.c.event == _parts.c.event, _told.c.client == _parts.c.client, _told.c.removed.is_(False)
        ),
    )
    .distinct()
)
"""Events with a client of whom nobody has said yet whether anything was told."""

_clients_of = (
    select(
        _parts.c.event,
        _clients.c.id,
        _clients.c.given_name,
        _clients.c.family_name,
        _clients.c.entry,
        _clients.c.stage,
    )
    .join(_clients, _clients.c.id == _parts.c.client)
    .where(_parts.c.event.in_(bindparam("events", expanding=True)), _parts.c.removed.is_(False))
    .order_by(_clients.c.family_name, _clients.c.given_name)
)
_employer_names = select(_employers.c.id, _employers.c.name).where(
    _employers.c.id.in_(bindparam("employers", expanding=True))
)


@dataclass(frozen=True)
class PlannedEvent:
    """One line of the day's programme.

    Attributes:
        id: of the event.
        day: of the event.
        start: time of day, or None.
        kind: kind of event.
        status: planned, held, cancelled, no_show.
        employer: id of the employer, or None.
        employer_name: its name; None where it is not here yet.
        place: where, in words.
        subject: what it is about.
        clients: whom it is about.
        may_tell: how many things may be told to the employer; None where there is nobody to tell or it is over.
        warning: a code: ``ask_first``, ``talk_due``; empty for none, and for what is not planned any more.
        missing: a code for what an unfinished event lacks: ``told``; empty where a person has to look.
    """

    id: str
    day: date
    start: time | None
    kind: str
    status: str
    employer: str | None
    employer_name: str | None
    place: str | None
    subject: str | None
    clients: tuple[Person, ...]
    may_tell: int | None
    warning: str
    missing: str = ""


@dataclass(frozen=True)
class Today:
    """The rows of Today.

    Attributes:
        day: which day.
        events: its programme.
        held: how many of them are written down already.
        due: everything that is due soon, what matters most first.
        unfinished: events that wait to be completed.
        unrecorded: entries not yet taken to the client record system.
    """

    day: date
    events: tuple[PlannedEvent, ...]
    held: int
    due: tuple[Due, ...]
    unfinished: tuple[PlannedEvent, ...]
    unrecorded: int


def today(notebook: Notebook, day: date) -> Today:
    """Return the rows of Today.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    with notebook.writing() as connection:
        shown = _today(connection, notebook.identity, day)
        write_line(connection, notebook.identity, Act.LISTED, record="event")
    return shown


def _today(connection: Connection, identity: Identity, day: date) -> Today:
    heard = known_on(connection, day)
    rows = connection.execute(_of_day, {"day": day}).mappings().all()
    year = day - timedelta(days=365)
    unfinished = connection.execute(_unfinished, {"first": year, "day": day}).mappings().all()
    due = dues(connection, identity, day)
    lines = _Lines(connection, [*rows, *unfinished])
    late = {one.client.id for one in due if one.code == "disclosure_talk" and one.until <= day}
    events = tuple(lines.line(row, day, heard, late) for row in rows)
    return Today(
        day=day,
        events=events,
        held=sum(event.status != "planned" for event in events),
        due=due,
        unfinished=_unfinished_lines(connection, lines, unfinished),
        unrecorded=waiting_count(connection, identity, day),
    )


def _unfinished_lines(
    connection: Connection, lines: _Lines, rows: Sequence[Mapping[Any, Any]]
) -> tuple[PlannedEvent, ...]:
    """Return the unfinished events, each with what it lacks."""
    held = [row["id"] for row in rows if row["status"] == "held" and row["employer"] is not None]
    lacking = {row["event"] for row in _several(connection, _said_nothing, "events", held)}
    found = [lines.line(row, None, None, frozenset()) for row in rows]
    return tuple(replace(one, missing="told") if one.id in lacking else one for one in found)


class _Lines:
    """Makes lines from events, with the names fetched for all of them at once."""

    def __init__(self, connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> None:
        self._connection = connection
        self._days = days_of_trust(connection)
        self._clients: dict[str, list[Person]] = {}
        events = sorted({row["id"] for row in rows})
        for row in _several(connection, _clients_of, "events", events):
            self._clients.setdefault(row["event"], []).append(person_of(row))
        self._as_one(stands_within(connection))
        employers = sorted({row["employer"] for row in rows if row["employer"] is not None})
        self._employers = {
            row["id"]: row["name"] for row in _several(connection, _employer_names, "employers", employers)
        }

    def _as_one(self, stands: Mapping[str, str]) -> None:
        """Of several cards of one person name the one that stands, once."""
        cards = names_within(self._connection, set(stands.values())) if stands else {}
        for event, people in self._clients.items() if stands else ():
            once: dict[str, Person] = {}
            for one in people:
                id = stands.get(one.id, one.id)
                once.setdefault(id, Person(id, *cards[id]) if id in cards else one)
            self._clients[event] = list(once.values())

    def line(self, row: Mapping[Any, Any], day: date | None, heard: date | None, late: Iterable[str]) -> PlannedEvent:
        """Return one line; ``day`` is None where permissions do not matter."""
        clients = tuple(self._clients.get(row["id"], ()))
        may_tell, warning = None, ""
        ahead = day if row["status"] == "planned" else None
        if ahead is not None and row["employer"] is not None and clients:
            may_tell, warning = self._permissions(clients, row["employer"], ahead, heard)
        if ahead is not None and not warning and any(client.id in late for client in clients):
            warning = "talk_due"
        return PlannedEvent(
            id=row["id"],
            day=row["day"],
            start=row["start"],
            kind=row["kind"],
            status=row["status"],
            employer=row["employer"],
            employer_name=self._employers.get(row["employer"]),
            place=row["place"],
            subject=row["subject"],
            clients=clients,
            may_tell=may_tell,
            warning=warning,
        )

    def _permissions(
        self, clients: Iterable[Person], employer: str, day: date, heard: date | None
    ) -> tuple[int, str]:
        told, warning = 0, ""
        for client in clients:
            found = permitted(read_consents(self._connection, client.id), employer, day, heard, self._days)
            told += sum(p.verdict is Verdict.TOLD for p in found)
            if any(p.verdict is Verdict.ASK_FIRST for p in found):
                warning = "ask_first"
        return told, warning


def _several(
    connection: Connection, query: Select[Any], name: str, values: Sequence[str]
) -> Sequence[Mapping[Any, Any]]:
    return connection.execute(query, {name: list(values)}).mappings().all() if values else ()


__all__ = ["Due", "Person", "PlannedEvent", "Today", "today"]
