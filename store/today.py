"""Today: what happens today, what matters most, what is unfinished, and what the office does not have yet.

One fast path from rows: it is the first thing painted after the passphrase (USERS, the sketch of Tänään).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, exists, func, literal_column, select

from store.case_record import waiting_count
from store.consents import days_of_trust, known_on, permitted, read_consents
from store.history.consent import Verdict
from store.one_person import names_within, stands_within
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

FIRST_CONTACT = timedelta(days=30)
"""Programme entry → first face-to-face employer contact (criterion 15, score 5)."""

NEXT_TALK = timedelta(days=60)
"""Without a job, what is told at work is talked over again within two months (criterion 13 d; paperwork.md 2.2)."""

IN_WORK = ("work_agreed", "keeping_job")
SOON = timedelta(days=14)
"""A due day further away than this is not on Today yet."""

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_clients = RECORD_TYPES["client"].table
_employers = RECORD_TYPES["employer"].table
_told = RECORD_TYPES["told"].table
_talks = RECORD_TYPES["disclosure_discussion"].table

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
_contacted = exists(
    select(literal_column("1"))
    .select_from(_parts.join(_events, _events.c.id == _parts.c.event))
    .where(
        _parts.c.client == _clients.c.id,
        _parts.c.removed.is_(False),
        _events.c.removed.is_(False),
        _events.c.employer.is_not(None),
        _events.c.mode == "face_to_face",
        _events.c.status == "held",
        _events.c.kind != "support_visit",
    )
    .correlate(_clients)
)
_last_talk = (
    select(func.max(_talks.c.day))
    .where(_talks.c.client == _clients.c.id, _talks.c.removed.is_(False))
    .correlate(_clients)
    .scalar_subquery()
)
_open_clients = select(
    _clients.c.id,
    _clients.c.given_name,
    _clients.c.family_name,
    _clients.c.entry,
    _clients.c.stage,
    _contacted.label("contacted"),
    _last_talk.label("last_talk"),
).where(_clients.c.removed.is_(False), _clients.c.closed.is_(None), _clients.c.entry.is_not(None))


@dataclass(frozen=True)
class Person:
    """A client as Today names them."""

    id: str
    given_name: str
    family_name: str


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
class Due:
    """Something that is due for a client.

    Attributes:
        client: whom it is about.
        code: ``first_contact`` or ``disclosure_talk``.
        since: the day that it is counted from.
        until: the day by which it should be done.
    """

    client: Person
    code: str
    since: date
    until: date


@dataclass(frozen=True)
class Today:
    """The rows of Today.

    Attributes:
        day: which day.
        events: its programme.
        held: how many of them are written down already.
        due: everything that is due soon, the most urgent first.
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
    due = _due(connection, day)
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
            self._clients.setdefault(row["event"], []).append(_person(row))
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


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(row["id"], row["given_name"] or "", row["family_name"] or "")


def _due(connection: Connection, day: date) -> tuple[Due, ...]:
    found = []
    for row in _each_once(connection.execute(_open_clients).mappings().all(), stands_within(connection)):
        entry = row["entry"]
        if entry > day:
            continue
        client = _person(row)
        if not row["contacted"] and row["stage"] not in IN_WORK:
            found.append(Due(client, "first_contact", entry, entry + FIRST_CONTACT))
        since = max(entry, row["last_talk"] or entry)
        if row["stage"] not in IN_WORK:
            found.append(Due(client, "disclosure_talk", since, since + NEXT_TALK))
    soon = [due for due in found if due.until <= day + SOON]
    return tuple(sorted(soon, key=lambda due: (due.until, due.code, due.client.id)))


def _each_once(rows: Sequence[Mapping[Any, Any]], stands: Mapping[str, str]) -> Iterable[Mapping[Any, Any]]:
    """Return the open clients, several cards of one person as one: what was done under any of them was done."""
    found: dict[str, Mapping[Any, Any]] = {}
    # The card that stands comes first among its own: its name and stage are said.
    for row in sorted(rows, key=lambda row: stands.get(row["id"], row["id"]) != row["id"]) if stands else rows:
        id = stands.get(row["id"], row["id"])
        held = found.get(id)
        if held is None:
            found[id] = {**row, "id": id} if id in stands else row
            continue
        talks = [one["last_talk"] for one in (held, row) if one["last_talk"] is not None]
        found[id] = {
            **held,
            "entry": min(held["entry"], row["entry"]),
            "contacted": held["contacted"] or row["contacted"],
            "last_talk": max(talks, default=None),
        }
    return found.values()
