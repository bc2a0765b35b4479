"""What arrived while a form was open: what others saved of a record that was not on the screen (DESIGN §4).

Nothing is settled here: the form keeps what was typed, and saving it with the heads that were on the screen leaves
unequal values as a conflict for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from store.held import changes_of, known, seen_by, with_relatives
from store.history.change import Body, Change, Value
from store.history.reading import Known, Reading, body_up_to_date, read
from store.history.shape import REMOVED, Shape
from store.history.state import Conflict, Live, RecordState
from store.records import RecordType, record_type_of
from store.schema import change as change_table
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_last = select(func.max(change_table.c.number))
_records_after = select(change_table.c.id).where(change_table.c.number > bindparam("number")).distinct()


@dataclass(frozen=True)
class OnScreen:
    """A record that a form shows, with what stood there when it was opened.

    Attributes:
        record: record type.
        id: of the record.
        knew: heads that were on the screen.
    """

    record: str
    id: str
    knew: tuple[str, ...]


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
    """Return the ids of the records of which a change came in after a place; nothing of them is read."""
    with notebook.reading() as connection:
        return frozenset(connection.scalars(_records_after, {"number": place}))


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
            if state is None or set(one.knew) >= set(state.heads):
                continue
            found += [
                Arrival(one.record, one.id, conflict)
                for conflict in _conflicts(record_type, reading, beside, held, one, state)
            ]
            write_line(connection, notebook.identity, Act.SHOWN, client=state.client, record=one.record, id=one.id)
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
