"""Rows: one for each record, worked out from its history, so that lists and search need not read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, RowMapping, Select, Update, bindparam, func, select

from store.derived import awaited_event, kept_change
from store.held import in_parts
from store.history.change import Change
from store.history.reading import Reading
from store.history.state import RecordState
from store.records import RECORD_TYPES, RecordType
from store.schema import change as change_table
from store.search_index import Index, index_of, indexed_words
from store.statements import Statement

_EVENT = RECORD_TYPES["event"].table
_PARTS = tuple(t for t in RECORD_TYPES.values() if t.declared.day == "event")
_TURN = {name: turn for turn, name in enumerate(sorted(RECORD_TYPES, key=lambda name: RECORD_TYPES[name] in _PARTS))}

_first_number = (
    select(change_table.c.id, func.min(change_table.c.number).label("number"))
    .where(change_table.c.id.in_(bindparam("ids", expanding=True)))
    .group_by(change_table.c.id)
)
_number_of = select(change_table.c.number).where(
    change_table.c.id == bindparam("id"), change_table.c.hash == bindparam("hash")
)
_placed_parts = {
    record_type: select(record_type.table).where(
        record_type.table.c.event.in_(bindparam("events", expanding=True)),
        record_type.table.c.search_key.is_not(None),
    )
    for record_type in _PARTS
}
_awaited = Statement(select(awaited_event.c.id).where(awaited_event.c.id == bindparam("id")))
_all_awaited = select(awaited_event.c.id)
_await = awaited_event.insert()
_forget_awaited = awaited_event.delete().where(awaited_event.c.id == bindparam("arrived"))
_day_of_event = Statement(select(_EVENT.c.day).where(_EVENT.c.id == bindparam("id")))
_days_of_events = select(_EVENT.c.id, _EVENT.c.day).where(_EVENT.c.id.in_(bindparam("ids", expanding=True)))
_forget_kept = kept_change.delete().where(kept_change.c.id.in_(bindparam("ids", expanding=True)))
_insert_kept = kept_change.insert()
_any_kept = select(kept_change.c.number).limit(1)


class Statements(NamedTuple):
    """The statements of one record type, made once."""

    one: Select[Any]
    several: Select[Any]
    insert_one: Statement
    delete: Delete
    place: Update


@cache
def statements(record_type: RecordType) -> Statements:
    """Return the statements of a record type."""
    table = record_type.table
    ids = table.c.id.in_(bindparam("ids", expanding=True))
    return Statements(
        one=select(table).where(table.c.id == bindparam("id")),
        several=select(table).where(ids),
        insert_one=Statement(table.insert()),
        delete=table.delete().where(ids),
        place=table.update().where(table.c.id == bindparam("the_id")).values(search_key=bindparam("the_key")),
    )


def fetch_rows(connection: Connection, record_type: RecordType, ids: Iterable[str]) -> dict[str, RowMapping]:
    """Return the rows of some records by id; what is not here has none."""
    found: dict[str, RowMapping] = {}
    query = statements(record_type).several
    for part in in_parts(ids):
        found |= {row["id"]: row for row in connection.execute(query, {"ids": part}).mappings()}
    return found


def values_of(record_type: RecordType, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the values that a row holds, without what is empty."""
    return {name: row[name] for name in record_type.fields if row[name] is not None}


def write_new_row(connection: Connection, state: RecordState, number: int, *, named: bool) -> None:
    """Write the row of a record that was never here before: nothing has to be taken away first.

    Args:
        connection: from a writing transaction.
        state: the state of the record.
        number: of its change.
        named: its id was known before, so that others may speak of it already.
    """
    record_type = RECORD_TYPES[state.record]
    index = index_of(connection)
    key = _put(index, record_type, state, _day(connection, record_type, state), number)
    statements(record_type).insert_one.write(connection, _row(record_type, state, False, key))
    if named and record_type.table is _EVENT and _awaited.first(connection, {"id": state.id}) is not None:
        _move_parts(connection, index, {}, [state])
        connection.execute(_forget_awaited, {"arrived": state.id})
    index.flush()


def write_rows(connection: Connection, reading: Reading, changes: Iterable[Change], ids: Collection[str]) -> None:
    """Write the rows, search entries and kept changes of some records as the history has them now.

    Args:
        connection: from a writing transaction.
        reading: of the history of these records and what it depends on.
        changes: the changes of these records.
        ids: of the records.
    """
    kept = _write_kept(connection, reading, changes, ids)
    index = index_of(connection)
    for record_type, of_type in _by_type(reading, changes, ids).items():
        states = [reading.records[id] for id in of_type if id in reading.records]
        states = [state for state in states if state.record == record_type.name]
        old = fetch_rows(connection, record_type, of_type)
        index.take_out([_entry(record_type, row) for row in old.values() if row["search_key"] is not None])
        for part in in_parts(old):
            connection.execute(statements(record_type).delete, {"ids": part})
        days = _days(connection, record_type, states)
        numbers = _numbers(connection, [state.id for state in states])
        rows = []
        for state in sorted(states, key=lambda one: one.id):
            key = _put(index, record_type, state, days.get(state.id), numbers[state.id])
            rows.append(_row(record_type, state, state.id in kept, key))
        statements(record_type).insert_one.write_all(connection, rows)
        if record_type.table is _EVENT:
            _move_parts(connection, index, old, states)
            index.flush()
    index.flush()


def _by_type(reading: Reading, changes: Iterable[Change], ids: Collection[str]) -> dict[RecordType, list[str]]:
    """Sort ids by record type, events before their parts; also by types that a record is no longer."""
    wanted = set(ids)
    types: dict[str, set[str]] = {}
    for change in changes:
        if change.header.id in wanted:
            types.setdefault(change.header.record, set()).add(change.header.id)
    return {RECORD_TYPES[name]: sorted(types[name]) for name in sorted(types.keys() & _TURN, key=_TURN.__getitem__)}


def _row(record_type: RecordType, state: RecordState, kept: bool, key: int | None) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(record_type.fields)
    row |= state.values
    row |= {
        "id": state.id,
        "removed": state.removed,
        "unsettled": kept or bool(state.conflicts),
        "search_key": key,
    }
    return row


def _put(index: Index, record_type: RecordType, state: RecordState, day: date | None, number: int) -> int | None:
    if state.removed:
        return None
    words = indexed_words(record_type, state.values)
    return index.put(day, number, words) if words else None


def _entry(record_type: RecordType, row: Mapping[Any, Any]) -> tuple[int, str]:
    return row["search_key"], indexed_words(record_type, row)


def _days(connection: Connection, record_type: RecordType, states: Sequence[RecordState]) -> dict[str, date]:
    """Return on which day each record happened; a part of an event asks its event, if that has arrived."""
    field = record_type.declared.day
    if field is None:
        return {}
    named = {state.id: state.values[field] for state in states if state.values.get(field) is not None}
    if record_type not in _PARTS:
        return {id: day for id, day in named.items() if isinstance(day, date)}
    held: dict[str, date | None] = {}
    events = {str(event) for event in named.values()}
    for part in in_parts(sorted(events)):
        held |= {row.id: row.day for row in connection.execute(_days_of_events, {"ids": part})}
    _await_events(connection, events - set(held))
    return {id: day for id, event in named.items() if (day := held.get(str(event))) is not None}


def _day(connection: Connection, record_type: RecordType, state: RecordState) -> date | None:
    """Return on which day one record happened."""
    field = record_type.declared.day
    value = None if field is None else state.values.get(field)
    if value is None or isinstance(value, date):
        return value
    found = _day_of_event.first(connection, {"id": value})
    if found is None:
        _await_events(connection, {str(value)})
        return None
    day: date | None = found[0]
    return day


def _await_events(connection: Connection, missing: set[str]) -> None:
    """Note events whose parts are here before them: when one comes, its parts move to its day in the index."""
    if missing and (new := missing - set(connection.scalars(_all_awaited))):
        connection.execute(_await, [{"id": event} for event in sorted(new)])


def _numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in in_parts(ids):
        found |= {row.id: row.number for row in connection.execute(_first_number, {"ids": part})}
    return found


def _move_parts(
    connection: Connection, index: Index, old: Mapping[str, RowMapping], states: Iterable[RecordState]
) -> None:
    """Put the parts of events that came, or came on another day, at their day in the index."""
    moved = {s.id: s.values.get("day") for s in states if s.id not in old or old[s.id]["day"] != s.values.get("day")}
    for record_type in _PARTS:
        for part in in_parts(sorted(moved)):
            rows = connection.execute(_placed_parts[record_type], {"events": part}).mappings()
            found = list(rows)
            index.take_out([_entry(record_type, row) for row in found])
            numbers = _numbers(connection, [row["id"] for row in found])
            for row in found:
                day = moved[row["event"]]
                key = index.put(
                    day if isinstance(day, date) else None,
                    numbers[row["id"]],
                    indexed_words(record_type, row),
                )
                connection.execute(statements(record_type).place, {"the_id": row["id"], "the_key": key})


def _write_kept(
    connection: Connection, reading: Reading, changes: Iterable[Change], ids: Collection[str]
) -> set[str]:
    """Note which changes of these records are kept and not applied; return the ids of their records."""
    if connection.scalar(_any_kept) is not None:
        for part in in_parts(ids):
            connection.execute(_forget_kept, {"ids": part})
    wanted = set(ids)
    lines = [
        {
            "number": connection.scalar(_number_of, {"id": change.header.id, "hash": change.hash}),
            "id": change.header.id,
            "why": reading.kept[change.name].value,
        }
        for change in changes
        if change.name in reading.kept and change.header.id in wanted
    ]
    if lines:
        connection.execute(_insert_kept, lines)
    return {str(line["id"]) for line in lines}
