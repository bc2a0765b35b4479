"""What arrived while a form was open: what others saved of a record that was not on the screen (DESIGN §4).

Nothing is settled here: the form keeps what was typed, and saving it with the heads that were on the screen leaves
unequal values as a conflict for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, func, select

from store.held import changes_of, known, seen_by, with_relatives
from store.history.change import Body, Change, Value
from store.history.office import RETRACTION
from store.history.reading import Known, Reading, body_up_to_date, read
from store.history.shape import REMOVED, Shape
from store.history.state import Conflict, Live, RecordState
from store.records import RECORD_TYPES, RecordType, record_type_of
from store.schema import change as change_table
from store.schema import known_chain
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_last = select(func.max(change_table.c.number))
_records_after = select(change_table.c.id).where(change_table.c.number > bindparam("number")).distinct()
_retraction = RECORD_TYPES["retraction"].table
_undone_after = select(_retraction.c.ranges).where(
    exists().where(change_table.c.id == _retraction.c.id, change_table.c.number > bindparam("number"))
)
_records_between = (
    select(change_table.c.id)
    .join(known_chain, known_chain.c.number == change_table.c.chain)
    .where(known_chain.c.id == bindparam("chain"), change_table.c.seq.between(bindparam("first"), bindparam("last")))
    .distinct()
)


@dataclass(frozen=True)
class OnScreen:
    """A record that a form shows, with what stood there when it was opened.

    Attributes:
        record: record type.
        id: of the record.
        knew: heads that were on the screen.
        values: what stood there; None where it is not what these heads said (a draft of earlier). An order of the
            office, the undoing of a bundle above all, alters values without a new head.
    """

    record: str
    id: str
    knew: tuple[str, ...]
    values: Mapping[str, Value] | None = None


@dataclass(frozen=True)
class Arrival:
    """What arrived about one field or group of a record that a form shows.

    Attributes:
        record: record type.
        id: of the record.
        conflict: the field or group, and the values that were not on the screen, each with who and when.
    """

    record: str
    id: str
    conflict: Conflict


def place_of_last(notebook: Notebook) -> int:
    """Return the place of the change that this notebook took in or made last; 0 where it holds none."""
    with notebook.reading() as connection:
        return connection.scalar(_last) or 0


def records_after(notebook: Notebook, place: int) -> frozenset[str]:
    """Return the ids of the records of which a change came in after a place, or was undone; nothing is read."""
    with notebook.reading() as connection:
        found = set(connection.scalars(_records_after, {"number": place}))
        for ranges in connection.scalars(_undone_after, {"number": place}).all():
            for chain, first, last, *_ in (text.split("/") for text in ranges or ()):
                between = {"chain": chain, "first": int(first), "last": int(last)}
                found |= set(connection.scalars(_records_between, between))
        return frozenset(found)


def arrivals(notebook: Notebook, shown: Iterable[OnScreen]) -> tuple[Arrival, ...]:
    """Return what arrived about the records of a form since it was opened.

    Args:
        notebook: the open notebook.
        shown: the records of the form; one that is not here has nothing to show.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    found: list[Arrival] = []
    with notebook.writing() as connection:
        beside = known(connection)
        for one in shown:
            record_type = record_type_of(one.record)
            held = with_relatives(connection, changes_of(connection, [one.id]))
            reading = read(held, beside)
            state = reading.records.get(one.id)
            came = state is not None and not set(one.knew) >= set(state.heads)
            conflicts = _conflicts(record_type, reading, beside, held, one, state) if came and state else []
            units = {conflict.unit for conflict in conflicts}
            conflicts += [each for each in _undone(record_type, beside, held, one) if each.unit not in units]
            if not came and not conflicts:
                continue
            found += [Arrival(one.record, one.id, conflict) for conflict in conflicts]
            write_line(
                connection,
                notebook.identity,
                Act.SHOWN,
                client=state.client if state else None,
                record=one.record,
                id=one.id,
            )
    return tuple(found)


def _conflicts(
    record_type: RecordType,
    reading: Reading,
    beside: Known,
    held: Sequence[Change],
    shown: OnScreen,
    now: RecordState,
) -> list[Conflict]:
    """Return what was not on the screen: by field or group, the values that nobody has superseded since."""
    before = seen_by(held, shown.id, shown.knew)
    seen = {change.name for change in before}
    screen = read(before, beside).records.get(shown.id)
    graph = reading.facts.graph
    shape = beside.shapes[record_type.name]
    by_unit: dict[str, list[tuple[Change, Body]]] = {}
    for change in held:
        if change.header.id != shown.id or change.name in seen or change.name in reading.kept:
            continue
        body = body_up_to_date(change, shape)
        touched = (*body.set, *body.unset, *body.add, *body.drop) if body is not None else ()
        for name in touched:
            unit = name if name in shape.sets else shape.unit_of(name)
            if body is not None and unit is not None and (change, body) not in by_unit.setdefault(unit, []):
                by_unit[unit].append((change, body))
    found = []
    for unit, touching in by_unit.items():
        last = [one for one in touching if not any(graph.knew(other[0].name, one[0].name) for other in touching)]
        values = screen.values if screen is not None else {}
        live = [_live(shape, unit, change, body, now) for change, body in last]
        live = [one for one in live if unit == REMOVED or one.value != _standing(shape, unit, values)]
        if live:
            found.append(Conflict(unit, tuple(sorted(live, key=lambda one: graph.order(one.change)))))
    return sorted(found, key=lambda one: one.unit)


def _undone(record_type: RecordType, beside: Known, held: Sequence[Change], shown: OnScreen) -> list[Conflict]:
    """Return what stood on the screen and counts no more: an order of the office that came since took it back."""
    orders = [change for change in held if change.header.record == RETRACTION]
    if shown.values is None or not orders:
        return []
    order = max(orders, key=lambda one: (one.header.at, one.name))
    screen = read(seen_by(held, shown.id, shown.knew), beside).records.get(shown.id)
    now: Mapping[str, Value] = screen.values if screen is not None else {}
    shape = beside.shapes[record_type.name]
    units = {shape.unit_of(name) or name for name in (*now, *shown.values)}
    return [
        Conflict(unit, (Live(_standing(shape, unit, now), order.name, order.header.author, order.header.at),))
        for unit in sorted(units)
        if _standing(shape, unit, now) != _standing(shape, unit, shown.values)
    ]


def _live(shape: Shape, unit: str, change: Change, body: Body, now: RecordState) -> Live:
    value: Value | Mapping[str, Value] | None
    if unit in shape.sets:
        value = now.values.get(unit)
    elif unit in shape.groups:
        value = {name: body.set[name] for name in shape.groups[unit] if name in body.set}
    else:
        value = body.set.get(unit)
    return Live(value, change.name, change.header.author, change.header.at)


def _standing(shape: Shape, unit: str, values: Mapping[str, Value]) -> Value | Mapping[str, Value] | None:
    """Return what the screen showed of a field or group."""
    if unit in shape.groups:
        return {name: values[name] for name in shape.groups[unit] if name in values}
    return values.get(unit)
