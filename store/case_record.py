"""Entries for the client record system: what waits to be taken there, ready to paste, and what was taken (USERS 6).

The official record is elsewhere, and nothing is typed twice. An entry waits until a person says that it was taken; if
what it says is altered after that, it waits again: the transfer names the changes that were on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, exists, func, or_, select

from store.held import in_parts
from store.history.change import Value
from store.one_person import names_within, stands_within
from store.records import RECORD_TYPES
from store.schema import change as change_table
from store.schema import known_chain
from store.third_persons import ThirdPerson, third_persons
from store.use_log import Act, write_line
from store.writing import Entry, Saved, delete, save

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

TRANSFER = "case_record_transfer"
PART = "event_client_part"

LOOKED_BACK = timedelta(days=365)
"""What is older is not asked for any more."""

TAKEN_SHOWN = timedelta(days=1)
"""What was taken yesterday or today can still be called back from the list."""

_parts = RECORD_TYPES[PART].table
_events = RECORD_TYPES["event"].table
_clients = RECORD_TYPES["client"].table
_employers = RECORD_TYPES["employer"].table
_transfers = RECORD_TYPES[TRANSFER].table

_own = (
    _parts.c.removed.is_(False),
    _events.c.removed.is_(False),
    _events.c.status.in_(("held", "no_show")),
    or_(_events.c.to_be_completed.is_(None), _events.c.to_be_completed.is_(False)),
    or_(_events.c.worker.is_(None), _events.c.worker == bindparam("worker")),
    _events.c.day.between(bindparam("first"), bindparam("last")),
)
_together = _parts.join(_events, _events.c.id == _parts.c.event)
_was_taken = exists().where(_transfers.c.part == _parts.c.id, _transfers.c.removed.is_(False))
_never_taken = (
    select(_parts.c.id, _parts.c.event, _parts.c.client)
    .select_from(_together)
    .where(*_own, ~_was_taken.correlate(_parts))
)
_how_many_never_taken = _never_taken.with_only_columns(func.count(), maintain_column_froms=True)
_taken = (
    select(
        _parts.c.id,
        _parts.c.event,
        _parts.c.client,
        _transfers.c.id.label("transfer"),
        _transfers.c.day,
        _transfers.c.covers,
    )
    .select_from(_together.join(_transfers, _transfers.c.part == _parts.c.id))
    .where(*_own, _transfers.c.removed.is_(False))
)
"""In no order: asked for one, SQLite goes through every transfer that there ever was, not through the year."""

_names_of = (
    select(change_table.c.id, known_chain.c.id.label("chain"), change_table.c.seq, change_table.c.hash)
    .join(known_chain, known_chain.c.number == change_table.c.chain)
    .where(change_table.c.id.in_(bindparam("ids", expanding=True)))
)
_shown = (
    select(
        *(
            _parts.c[name]
            for name in ("id", "event", "client", "notes", "agreed", "client_view", "next_step", "next_day")
        ),
        *(
            _events.c[name]
            for name in ("day", "start", "minutes", "kind", "mode", "status", "place", "present", "subject")
        ),
        _clients.c.given_name,
        _clients.c.family_name,
        _employers.c.name.label("employer"),
    )
    .select_from(
        _together.outerjoin(_clients, _clients.c.id == _parts.c.client).outerjoin(
            _employers, _employers.c.id == _events.c.employer
        )
    )
    .where(_parts.c.id.in_(bindparam("parts", expanding=True)))
)


@dataclass(frozen=True)
class CaseEntry:
    """One entry for the client record system: an event as it concerned one client.

    Attributes:
        part: id of the client's part of the event.
        event: id of the event.
        client: id of the client, as the part names it.
        person: id of the card that stands for that client; the same where the office has joined none.
        given_name: of that card.
        family_name: of the client.
        day: of the event.
        start: when it began, or None.
        minutes: how long it took, or None.
        kind: kind of event.
        mode: how one met, or None.
        status: held or no_show.
        place: where, in words, or None.
        employer: name of the employer, or None.
        present: codes of those who were present.
        subject: what it was about, or None.
        notes: what was written, or None.
        agreed: what was agreed, or None.
        client_view: what the client thinks of it, or None.
        next_step: what follows, or None.
        next_day: when, or None.
        transfer: id of the last transfer, or None.
        taken_on: the day on which it was taken, or None.
        altered: it was taken and says something else now.
        covers: names of the changes that it is made of.
        third_persons: whom else it names; found only for an entry that is opened.
    """

    part: str
    event: str
    client: str
    person: str
    given_name: str
    family_name: str
    day: date
    start: time | None
    minutes: int | None
    kind: str
    mode: str | None
    status: str
    place: str | None
    employer: str | None
    present: tuple[str, ...]
    subject: str | None
    notes: str | None
    agreed: str | None
    client_view: str | None
    next_step: str | None
    next_day: date | None
    transfer: str | None = None
    taken_on: date | None = None
    altered: bool = False
    covers: tuple[str, ...] = ()
    third_persons: tuple[ThirdPerson, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it has still to be taken."""
        return self.transfer is None or self.altered


def waiting_count(connection: Connection, identity: Identity, day: date) -> int:
    """Return how many entries wait to be taken: for Today, which writes the line in the log."""
    times = _times(identity, day)
    # Counted by the database: of a notebook kept for years they would be tens of thousands of rows at every look.
    waiting: int = connection.execute(_how_many_never_taken, times).scalar_one()
    return waiting + len(_altered(connection, _taken_of(connection, times)))


def case_entries(notebook: Notebook, day: date) -> tuple[CaseEntry, ...]:
    """Return what waits, client by client and the oldest first; then what was taken yesterday or today.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    with notebook.writing() as connection:
        times = _times(notebook.identity, day)
        taken = {row.id: row for row in _taken_of(connection, times)}
        altered = _altered(connection, taken.values())
        fresh = {id for id, row in taken.items() if row.day is not None and row.day >= day - TAKEN_SHOWN}
        parts = [row.id for row in connection.execute(_never_taken, times)]
        found = _entries(connection, [*parts, *sorted(altered | fresh)], taken, altered)
        for client in sorted({entry.client for entry in found}):
            write_line(connection, notebook.identity, Act.LISTED, client=client, record=PART)
        if not found:
            write_line(connection, notebook.identity, Act.LISTED, record=PART)
    return tuple(sorted(found, key=_place))


def case_entry(notebook: Notebook, part: str) -> CaseEntry | None:
    """Return one entry with the third persons that it names, or None where it is not here any more.

    Args:
        notebook: an open notebook.
        part: id of the client's part of the event.
    """
    with notebook.writing() as connection:
        rows = connection.execute(
            select(
                _transfers.c.part.label("id"),
                _transfers.c.id.label("transfer"),
                _transfers.c.day,
                _transfers.c.covers,
            )
            .add_columns(_parts.c.event)
            .join(_parts, _parts.c.id == _transfers.c.part)
            .where(_transfers.c.part == part, _transfers.c.removed.is_(False))
            .order_by(_transfers.c.id)
        ).all()
        taken = {row.id: row for row in rows}
        found = _entries(connection, [part], taken, _altered(connection, taken.values()), named=True)
        if not found:
            return None
        write_line(connection, notebook.identity, Act.SHOWN, client=found[0].client, record=PART, id=part)
    return found[0]


def log_copied(notebook: Notebook, entry: CaseEntry) -> None:
    """Write in the use log that an entry was put on the clipboard."""
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.COPIED, client=entry.client, record=PART, id=entry.part)


def take_entry(notebook: Notebook, entry: CaseEntry, day: date) -> Saved:
    """Record that an entry was taken to the client record system, as it was on the screen.

    Args:
        notebook: an open notebook.
        entry: what was on the screen.
        day: the day on the wall.
    """
    values: dict[str, Value | None] = {"client": entry.client, "part": entry.part, "day": day, "covers": entry.covers}
    return save(notebook, Entry(TRANSFER, values))


def call_back(notebook: Notebook, entry: CaseEntry) -> None:
    """Record that an entry was not taken after all: it waits again."""
    if entry.transfer is not None:
        delete(notebook, TRANSFER, entry.transfer)


def _times(identity: Identity, day: date) -> dict[str, Any]:
    return {"worker": identity.worker, "first": day - LOOKED_BACK, "last": day}


def _taken_of(connection: Connection, times: Mapping[str, Any]) -> list[Any]:
    """Return what was taken, the last transfer of an entry last."""
    return sorted(connection.execute(_taken, times), key=lambda row: str(row.transfer))


def _altered(connection: Connection, taken: Iterable[Any]) -> set[str]:
    """Return the parts of which a change is held that no transfer covers; without a list it covers everything."""
    covered: dict[str, set[str]] = {}
    records: dict[str, str] = {}
    for row in taken:
        if row.covers is None:
            continue
        covered.setdefault(row.id, set()).update(row.covers)
        records[row.id] = row.event
    names = _names(connection, {*records, *records.values()})
    return {
        part
        for part, event in records.items()
        if not covered[part].issuperset((*names.get(part, ()), *names.get(event, ())))
    }


def _names(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for some in in_parts(sorted(ids)):
        for row in connection.execute(_names_of, {"ids": some}):
            found.setdefault(row.id, []).append(f"{row.chain}/{row.seq}/{row.hash[:16]}")
    return found


def _entries(
    connection: Connection,
    parts: list[str],
    taken: Mapping[str, Any],
    altered: set[str],
    *,
    named: bool = False,
) -> list[CaseEntry]:
    rows = [row for some in in_parts(parts) for row in connection.execute(_shown, {"parts": some}).mappings()]
    names = _names(connection, {id for row in rows for id in (row["id"], row["event"])})
    stands = stands_within(connection)
    cards = names_within(connection, {stands[row["client"]] for row in rows if row["client"] in stands})
    found = []
    for row in rows:
        values = dict(row)
        values["person"] = person = stands.get(row["client"], row["client"])
        if person in cards:
            values["given_name"], values["family_name"] = cards[person]
        part, transfer = values.pop("id"), taken.get(row["id"])
        values |= {name: values[name] or "" for name in ("given_name", "family_name")}
        values["present"] = values["present"] or ()
        said = " ".join(
            str(values[name]) for name in ("subject", "notes", "agreed", "client_view", "next_step") if values[name]
        )
        found.append(
            CaseEntry(
                part=part,
                **values,
                transfer=transfer.transfer if transfer is not None else None,
                taken_on=transfer.day if transfer is not None else None,
                altered=part in altered,
                covers=tuple(sorted({*names.get(part, ()), *names.get(row["event"], ())})),
                third_persons=third_persons(connection, said, row["client"]) if named else (),
            )
        )
    return found


def _place(entry: CaseEntry) -> tuple[Any, ...]:
    return (
        not entry.waits,
        entry.family_name,
        entry.given_name,
        entry.person,
        entry.day,
        entry.start is not None,
        entry.start or time(),
        entry.part,
    )
