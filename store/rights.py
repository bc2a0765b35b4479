"""The client's rights, read: what was told about them, who looked, and everything that is held (USERS 10; GDPR 15).

Corrections are amendments (``store.writing``), erasure is ``store.erasing_clients``. What is shown here is logged
like every other look: the client sees that too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from store.consents import read_consents
from store.drafts import drafts_about
from store.held import changes_about, changes_named, changes_of, known, with_relatives
from store.history.change import Change, Value
from store.history.graph import Ancestry
from store.history.reading import read
from store.looked import LookedLine, ids_of, looked_lines, worker_names
from store.records import RECORD_TYPES, record_type_of
from store.records.marks import Reference
from store.refusal import Reason, Refusal
from store.rows import fetch_rows, values_of
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

ANSWER_WITHIN_MONTHS = 1
"""GDPR 12(3): an answer is due within one month of the request."""

TOLD, LOOKED, EVERYTHING = "told", "looked", "everything"

_told = RECORD_TYPES["told"].table
_requests = RECORD_TYPES["data_request"].table


@dataclass(frozen=True)
class ToldLine:
    """One thing that was told about the client.

    Attributes:
        id: of the record.
        day: when.
        employer: name of the workplace; None where none is named or it is not here.
        to_whom: codes of those who heard it.
        words: in which words; None where only the item is known.
        item: code of the item, its own name where it has one, or None.
        told_by: code of who said it: the client, both, the coach.
        worker: name of who wrote it down.
        agreed_on: day of the permission that it was told on; None: without one that is known here.
        deviation: whether something else was said than was agreed.
    """

    id: str
    day: date
    employer: str | None
    to_whom: tuple[str, ...]
    words: str | None
    item: str | None
    told_by: str | None
    worker: str
    agreed_on: date | None
    deviation: bool


@dataclass(frozen=True)
class RequestLine:
    """A request of the client, with its clock.

    Attributes:
        id: of the record.
        asked: code of what was asked.
        asked_on: when.
        due: until when it is answered.
        answered_on: when it was; None: not yet.
    """

    id: str
    asked: str
    asked_on: date
    due: date
    answered_on: date | None


@dataclass(frozen=True)
class Amendment:
    """One change of a record: who wrote what, when and why.

    Attributes:
        at: when, UTC.
        worker: name.
        reason: in the person's words.
        values: field → what was set; None: it was cleared.
    """

    at: datetime
    worker: str
    reason: str
    values: Mapping[str, Value | None]


@dataclass(frozen=True)
class HeldRecord:
    """One record about the client, with all its versions.

    Attributes:
        record: record type; one that this program does not know is named all the same.
        id: of the record.
        values: as they stand; empty where they were erased or put away.
        removed: whether it was deleted.
        amendments: every change, the first one in front.
    """

    record: str
    id: str
    values: Mapping[str, Value]
    removed: bool
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True)
class Everything:
    """Everything that is held about a client here.

    Attributes:
        client: id.
        name: as the card has it.
        language: of the service, "fi", "sv" or "en"; other languages read Finnish here.
        records: in the order of the record types.
        told: what was told.
        looked: who looked.
        drafts: values of forms that were begun and not saved.
        names: record type and id → title values of whatever the records name.
    """

    client: str
    name: str
    language: str
    records: tuple[HeldRecord, ...]
    told: tuple[ToldLine, ...]
    looked: tuple[LookedLine, ...]
    drafts: tuple[Mapping[str, Any], ...]
    names: Mapping[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict)


def due_of(asked_on: date) -> date:
    """Return until when a request is answered: a month later, on the last day of a shorter month."""
    month = asked_on.month % 12 + ANSWER_WITHIN_MONTHS
    year = asked_on.year + (asked_on.month == 12)
    first_after = date(year + (month == 12), month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=asked_on.day - 1), first_after - timedelta(days=1))


def told_about(notebook: Notebook, client: str) -> tuple[ToldLine, ...]:
    """Return what was told about a client, the latest first, each with the permission that it was told on."""
    with notebook.writing() as connection:
        found = _told_lines(connection, ids_of(connection, client))
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record="told")
    return found


def requests_of(notebook: Notebook, client: str) -> tuple[RequestLine, ...]:
    """Return what a client asked for, what is not answered yet in front."""
    with notebook.writing() as connection:
        standing = select(_requests).where(_requests.c.client == client, _requests.c.removed.is_(False))
        rows = connection.execute(standing.order_by(_requests.c.asked_on.desc(), _requests.c.id.desc())).all()
        write_line(connection, notebook.identity, Act.LISTED, client=client, record="data_request")
    lines = [RequestLine(row.id, row.asked, row.asked_on, due_of(row.asked_on), row.answered_on) for row in rows]
    return tuple(sorted(lines, key=lambda one: one.answered_on is not None))


def everything_about(notebook: Notebook, client: str, act: Act = Act.SHOWN) -> Everything:
    """Return everything that this notebook holds about a client, deleted records and older versions too.

    Args:
        notebook: an open notebook.
        client: id.
        act: what it is read for.

    Raises:
        Refusal: UNKNOWN_CLIENT.
    """
    with notebook.writing() as connection:
        ids = ids_of(connection, client)
        changes = [change for id in sorted(ids) for change in changes_about(connection, id)]
        if not changes:
            raise Refusal(Reason.UNKNOWN_CLIENT)
        workers = worker_names(connection)
        records = _held_records(connection, changes, workers)
        card = next((one.values for one in records if one.record == "client" and one.id == client), {})
        language = str(card.get("service_language") or "fi")
        found = Everything(
            client=client,
            name=" ".join(str(card[name]) for name in ("given_name", "family_name") if card.get(name)),
            language=language if language in ("fi", "sv", "en") else "fi",
            records=records,
            told=_told_lines(connection, ids),
            looked=looked_lines(connection, ids),
            drafts=drafts_about(connection, ids),
            names=_names(connection, records),
        )
        write_line(connection, notebook.identity, act, client=client, ground="everything")
    return found


def _told_lines(connection: Connection, clients: Iterable[str]) -> tuple[ToldLine, ...]:
    workers = worker_names(connection)
    lines: list[ToldLine] = []
    for client in sorted(clients):
        standing = select(_told).where(_told.c.client == client, _told.c.removed.is_(False))
        rows = connection.execute(standing).all()
        if not rows:
            continue
        items, agreements = _permissions(connection, client)
        employers = fetch_rows(connection, RECORD_TYPES["employer"], {row.employer for row in rows if row.employer})
        authors = {
            change.header.id: change.header.author
            for change in sorted(changes_of(connection, [row.id for row in rows]), key=lambda one: -one.header.seq)
        }
        for row in rows:
            worker = workers.get(authors.get(row.id, ""), "")
            lines.append(_told_line(row, items, agreements, employers, worker))
    return tuple(sorted(lines, key=lambda one: (one.day, one.id), reverse=True))


def _told_line(
    row: Row[Any],
    items: Mapping[str, Mapping[str, Value]],
    agreements: Mapping[str, list[date]],
    employers: Mapping[str, Any],
    worker: str,
) -> ToldLine:
    item = items.get(row.item or "", {})
    agreed = [day for day in agreements.get(row.item or "", ()) if day <= row.day]
    employer = employers.get(row.employer or "")
    return ToldLine(
        id=row.id,
        day=row.day,
        employer=None if employer is None else employer["name"],
        to_whom=tuple(row.to_whom or ()),
        words=row.words or _text(item.get("wording")),
        item=_text(item.get("own_item")) or _text(item.get("item")),
        told_by=row.told_by,
        worker=worker,
        agreed_on=max(agreed, default=None),
        deviation=bool(row.deviation),
    )


def _permissions(connection: Connection, client: str) -> tuple[dict[str, Mapping[str, Value]], dict[str, list[date]]]:
    """Return the items of a client by id, and the days on which each was agreed to."""
    states = read_consents(connection, client).reading.records
    items = {state.id: state.values for state in states.values() if state.record == "disclosure_item"}
    agreed: dict[str, list[date]] = {}
    for state in states.values():
        day = state.values.get("agreed_on")
        named = state.values.get("items")
        if state.record == "disclosure_agreement" and isinstance(day, date) and isinstance(named, tuple):
            for change in changes_named(connection, [str(name) for name in named]):
                agreed.setdefault(change.header.id, []).append(day)
    return items, agreed


def _held_records(
    connection: Connection, changes: Iterable[Change], workers: Mapping[str, str]
) -> tuple[HeldRecord, ...]:
    by_record: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_record.setdefault((change.header.record, change.header.id), []).append(change)
    held = with_relatives(connection, [change for several in by_record.values() for change in several])
    reading, graph = read(held, known(connection)), Ancestry(held)
    order = {name: place for place, name in enumerate(RECORD_TYPES)}
    found = []
    for (record, id), several in sorted(by_record.items(), key=lambda one: (order.get(one[0][0], 999), one[0][1])):
        state = reading.records.get(id)
        amendments = tuple(
            _amendment(change, workers) for change in sorted(several, key=lambda one: graph.order(one.name))
        )
        values = {} if state is None else dict(state.values)
        found.append(HeldRecord(record, id, values, state is not None and state.removed, amendments))
    return tuple(found)


def _amendment(change: Change, workers: Mapping[str, str]) -> Amendment:
    try:
        body = change.body
    except ValueError:
        body = None
    values: dict[str, Value | None] = {}
    if body is not None:
        values |= dict(body.set) | dict.fromkeys(body.unset)
        for name in (*body.add, *body.drop):
            values[name] = tuple(body.add.get(name, ()))
    header = change.header
    return Amendment(header.at, workers.get(header.author, ""), "" if body is None else body.reason, values)


def _names(connection: Connection, records: Iterable[HeldRecord]) -> dict[tuple[str, str], Mapping[str, Value]]:
    """Return the values of whatever the records name: workers, employers, events."""
    wanted: dict[str, set[str]] = {}
    for one in records:
        record_type = RECORD_TYPES.get(one.record)
        for name, kind in {} if record_type is None else record_type.fields.items():
            mark = getattr(kind.mark, "element", kind.mark)
            if isinstance(mark, Reference) and mark.record in RECORD_TYPES:
                value = one.values.get(name)
                ids = value if isinstance(value, tuple) else (value,)
                wanted.setdefault(mark.record, set()).update(str(id) for id in ids if id)
    found: dict[tuple[str, str], Mapping[str, Value]] = {}
    for record, named in wanted.items():
        of_type = record_type_of(record)
        rows = fetch_rows(connection, of_type, named)
        found |= {(record, id): values_of(of_type, row) for id, row in rows.items()}
    return found


def _text(value: Value | None) -> str | None:
    return str(value) if value else None
