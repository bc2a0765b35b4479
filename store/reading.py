"""Reading: plain frozen records for screens and commands; every look stands in the use log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, String, literal, select, type_coerce

from store.held import changes_of, known, with_relatives
from store.history.change import Change, Scalar, Value
from store.history.reading import Reading, Why, read
from store.history.shape import REMOVED, About, Consent, Kind
from store.history.state import Conflict, Live, RecordState
from store.identifiers import is_id
from store.in_view import to_be_known
from store.records import RecordType, record_type_of
from store.records.marks import Several
from store.refusal import Reason, Refusal
from store.rows import values_of
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

PAGE = 200
"""How many records a list returns where nobody asks for another number (FINDINGS: more than that blocks a screen)."""


@dataclass(frozen=True)
class Shown:
    """One record as it stands.

    Attributes:
        record: record type.
        id: id of the record.
        client: the client it is about, or None.
        values: what stands; provisional where in conflict; sets as sorted tuples.
        heads: what a form that shows this has known; it goes into ``Entry.knew``. Of a consent it names the
            client's withdrawals too, and what is kept about their consents.
        conflicts: what a person has to decide.
        kept: changes of this record that are held and not applied, and why.
        removed: it was deleted.
        replaced_by: ids of the frozen records that replace it.
    """

    record: str
    id: str
    client: str | None
    values: Mapping[str, Value]
    heads: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    kept: tuple[tuple[str, Why], ...] = ()
    removed: bool = False
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class HistoryLine:
    """One change of a record, as its history shows it.

    Attributes:
        change: name of the change.
        author: id of the worker.
        at: when it was saved, UTC.
        reason: why, in the person's words.
        set: what was set; empty where the body was erased.
        unset: what was cleared.
        add: what was added to sets.
        drop: what was taken out of sets.
        removed: it deleted the record (True), brought it back (False), or neither (None).
        kept: why it is not applied, or None.
        erased: its body is gone, on a stated ground or to the office.
        after: names of the changes that were on the screen.
    """

    change: str
    author: str
    at: datetime
    reason: str
    set: Mapping[str, Value]
    unset: tuple[str, ...]
    add: Mapping[str, tuple[Scalar, ...]]
    drop: Mapping[str, tuple[Scalar, ...]]
    removed: bool | None
    kept: Why | None
    erased: bool
    after: tuple[str, ...]


def show(notebook: Notebook, record: str, id: str) -> Shown:
    """Return one record, with its heads, conflicts and kept changes.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE, UNKNOWN_RECORD.
    """
    found = find(notebook, record, id)
    if found is None:
        raise Refusal(Reason.UNKNOWN_RECORD, record=record)
    return found


def find(notebook: Notebook, record: str, id: str) -> Shown | None:
    """Return one record, or None where it is not here (yet): a visit may arrive before its employer.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    record_type = record_type_of(record)
    if not is_id(id):
        return None
    with notebook.writing() as connection:
        shown = shown_record(connection, record_type, id)
        if shown is not None:
            write_line(connection, notebook.identity, Act.SHOWN, client=shown.client, record=record, id=id)
        return shown


def list_records(
    notebook: Notebook,
    record: str,
    *,
    where: Mapping[str, Value | None] | None = None,
    order: Sequence[str] | None = None,
    limit: int = PAGE,
    offset: int = 0,
    removed: bool = False,
    heads: bool = True,
) -> list[Shown]:
    """Return records of one type, a page at a time.

    Args:
        notebook: an open notebook.
        record: record type.
        where: field → the value that it must have (None: empty; of a set or array: an element that it must hold).
        order: fields; a leading ``-`` means downwards. None: as the record type declares.
        limit: at most so many.
        offset: leave out so many.
        removed: the deleted ones instead of those that stand.
        heads: whether a form may be opened from them; what is only looked at is read faster without.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE, UNKNOWN_FIELD.
    """
    record_type = record_type_of(record)
    conditions = where or {}
    query = _ordered(record_type, _filtered(record_type, conditions, removed), order)
    with notebook.writing() as connection:
        rows = list(connection.execute(query.limit(limit).offset(offset)).mappings())
        shown = shown_rows(connection, record_type, rows, heads=heads)
        write_line(
            connection,
            notebook.identity,
            Act.LISTED,
            client=_client_of_list(record_type, conditions),
            record=record,
        )
        return shown


def heads_of(notebook: Notebook, record: str, id: str | None = None, *, client: str | None = None) -> tuple[str, ...]:
    """Return what a form that is opened now has known: for ``Entry.knew``.

    Args:
        notebook: an open notebook.
        record: record type.
        id: of the record; None for a new one.
        client: whom a new record is about: a new consent names the client's withdrawals, and what is kept about them.
    """
    record_type = record_type_of(record)
    with notebook.writing() as connection:
        if id is not None:
            shown = shown_record(connection, record_type, id)
            heads = shown.heads if shown else ()
            about = shown.client if shown else client
        else:
            heads = to_be_known(connection, client) if client and record_type.consent is not Consent.NONE else ()
            about = client
        write_line(connection, notebook.identity, Act.SHOWN, client=about, record=record, id=id)
        return heads


def history_of(notebook: Notebook, id: str) -> list[HistoryLine]:
    """Return every change of a record that is held, ancestors first, whatever became of it.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        changes = changes_of(connection, [id]) if is_id(id) else []
        if not changes:
            raise Refusal(Reason.UNKNOWN_RECORD)
        reading = read(with_relatives(connection, changes), known(connection))
        about = changes[0].header.about
        write_line(
            connection,
            notebook.identity,
            Act.HISTORY_SHOWN,
            client=about[0] if about else None,
            record=changes[0].header.record,
            id=id,
        )
    graph = reading.facts.graph
    return [_line(c, reading) for c in sorted(changes, key=lambda one: graph.order(one.name))]


def shown_record(connection: Connection, record_type: RecordType, id: str) -> Shown | None:
    """Return one record, read from its history, without a line in the log: the caller writes it."""
    ids = {id}
    if record_type.kind is Kind.FROZEN and record_type.about is About.FIELD:
        ids |= _versions_beside(connection, record_type, id)
    changes = changes_of(connection, sorted(ids))
    if not any(change.header.id == id for change in changes):
        return None
    reading = read(with_relatives(connection, changes), known(connection))
    state = reading.records.get(id)
    if state is None or state.record != record_type.name:
        return None
    return _shown(connection, record_type, state, [c for c in changes if c.header.id == id], reading)


def shown_rows(
    connection: Connection, record_type: RecordType, rows: Sequence[RowMapping], *, heads: bool = True
) -> list[Shown]:
    """Return records from their rows; heads, and whatever is unsettled, come from the history.

    Args:
        connection: an open transaction.
        record_type: of all of them.
        rows: of its table.
        heads: whether a form may be opened from them. What is only looked at needs none, and where every row is
            settled its history is not fetched at all.
    """
    unsettled = any(row["unsettled"] for row in rows)
    fetched = heads or unsettled or record_type.kind is Kind.FROZEN
    changes = changes_of(connection, [row["id"] for row in rows]) if rows and fetched else []
    by_record: dict[str, list[Change]] = {}
    for change in changes:
        by_record.setdefault(change.header.id, []).append(change)
    reading: Reading | None = None
    withdrawals: dict[str, tuple[str, ...]] = {}
    shown = []
    if unsettled or record_type.kind is Kind.FROZEN:
        beside = _versions_of_clients(connection, record_type, rows) - by_record.keys()
        read_too = [*changes, *changes_of(connection, sorted(beside))] if beside else changes
        reading = read(with_relatives(connection, read_too), known(connection))
    for row in rows:
        state = reading.records.get(row["id"]) if reading else None
        if reading is not None and state is not None:
            shown.append(_shown(connection, record_type, state, by_record[row["id"]], reading, withdrawals))
            continue
        values = values_of(record_type, row)
        client = record_type.client_of(row["id"], values)
        known_heads: tuple[str, ...] = ()
        if heads:
            known_heads = _heads(by_record.get(row["id"], ()))
            known_heads = _with_withdrawals(connection, record_type, client, known_heads, withdrawals)
        shown.append(Shown(record_type.name, row["id"], client, values, known_heads, removed=row["removed"]))
    return shown


def _shown(
    connection: Connection,
    record_type: RecordType,
    state: RecordState,
    changes: Sequence[Change],
    reading: Reading,
    withdrawals: dict[str, tuple[str, ...]] | None = None,
) -> Shown:
    kept = tuple((c.name, reading.kept[c.name]) for c in changes if c.name in reading.kept)
    heads = _with_withdrawals(connection, record_type, state.client, state.heads, withdrawals)
    return Shown(
        record=state.record,
        id=state.id,
        client=state.client,
        values=dict(state.values),
        heads=heads,
        conflicts=state.conflicts,
        kept=kept,
        removed=state.removed,
        replaced_by=state.replaced_by,
    )


def _with_withdrawals(
    connection: Connection,
    record_type: RecordType,
    client: str | None,
    heads: tuple[str, ...],
    found: dict[str, tuple[str, ...]] | None,
) -> tuple[str, ...]:
    """Add what the client is asked in view of: withdrawals, and what is kept about their consents (DESIGN 4)."""
    if record_type.consent is Consent.NONE or client is None:
        return heads
    known_already = {} if found is None else found
    if client not in known_already:
        known_already[client] = to_be_known(connection, client)
    return tuple(sorted({*heads, *known_already[client]}))


def _heads(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the heads of a settled record: every one of its changes is applied, and none waits."""
    known_to_others = {name for change in changes for name in change.header.after}
    return tuple(sorted(change.name for change in changes if change.name not in known_to_others))


def _versions_beside(connection: Connection, record_type: RecordType, id: str) -> set[str]:
    """Return the ids of the other versions of a frozen record's client: one of them may replace it."""
    table = record_type.table
    client = connection.scalar(select(table.c.client).where(table.c.id == id))
    return set(connection.scalars(select(table.c.id).where(table.c.client == client))) if client else set()


def _versions_of_clients(connection: Connection, record_type: RecordType, rows: Sequence[RowMapping]) -> set[str]:
    """Return the ids of all versions of the clients on a page: what replaces one of them may be on another page."""
    if record_type.kind is not Kind.FROZEN or record_type.about is not About.FIELD:
        return set()
    table = record_type.table
    clients = sorted({row["client"] for row in rows})
    return set(connection.scalars(select(table.c.id).where(table.c.client.in_(clients))))


def _filtered(record_type: RecordType, where: Mapping[str, Value | None], removed: bool) -> Select[Any]:
    table = record_type.table
    query = select(table).where(table.c.removed.is_(removed))
    for name, value in where.items():
        if name not in record_type.fields and name != "id":
            raise Refusal(Reason.UNKNOWN_FIELD, record=record_type.name, fields=name)
        query = query.where(_condition(record_type, name, value))
    return query


def _condition(record_type: RecordType, name: str, value: Value | None) -> ColumnElement[bool]:
    column = record_type.table.c[name]
    if value is None:
        return column.is_(None)
    if name != "id" and isinstance(record_type.fields[name].mark, Several) and not isinstance(value, tuple):
        held = literal("\n") + type_coerce(column, String) + literal("\n")
        return held.contains(f"\n{value}\n", autoescape=True)
    if name == "id" or getattr(record_type.fields[name].mark, "record", None):
        return column == value if is_id(value) else column.is_(None) & column.is_not(None)
    return column == value


def _ordered(record_type: RecordType, query: Select[Any], order: Sequence[str] | None) -> Select[Any]:
    for name in order if order is not None else record_type.declared.order:
        plain = name.removeprefix("-")
        if plain not in record_type.fields and plain != "id":
            raise Refusal(Reason.UNKNOWN_FIELD, record=record_type.name, fields=plain)
        column = record_type.table.c[plain]
        query = query.order_by(column.desc() if name.startswith("-") else column)
    return query


def _client_of_list(record_type: RecordType, where: Mapping[str, Value | None]) -> str | None:
    client = where.get("client") if record_type.about is About.FIELD else None
    return client if isinstance(client, str) and is_id(client) else None


def _line(change: Change, reading: Reading) -> HistoryLine:
    try:
        body = change.body
    except ValueError:
        body = None
    removed = None
    if body is not None and (REMOVED in body.set or REMOVED in body.unset):
        removed = body.set.get(REMOVED) is True
    return HistoryLine(
        change=change.name,
        author=change.header.author,
        at=change.header.at,
        reason=body.reason if body else "",
        set={name: value for name, value in body.set.items() if name != REMOVED} if body else {},
        unset=tuple(name for name in body.unset if name != REMOVED) if body else (),
        add=dict(body.add) if body else {},
        drop=dict(body.drop) if body else {},
        removed=removed,
        kept=reading.kept.get(change.name),
        erased=change.body_text is None,
        after=change.header.after,
    )


__all__ = [
    "PAGE",
    "Conflict",
    "HistoryLine",
    "Live",
    "Shown",
    "Why",
    "find",
    "heads_of",
    "history_of",
    "list_records",
    "show",
    "shown_record",
    "shown_rows",
]
