"""The state of one record: which values are live, which stand, and where people disagree.

A value is live while no later change that knew it has touched the same field (or the same group: fields that mean
something only together merge as one value). Several unequal live values are a conflict, shown and never settled by
a rule; one of them stands in meanwhile and is never saved as if a person had written it (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.history.change import Body, Change, Scalar, Value
from store.history.graph import Ancestry
from store.history.shape import REMOVED, Consent, Shape

GroupValue = Mapping[str, Value]


@dataclass(frozen=True)
class Live:
    """One value that nobody has superseded, with who saved it and when.

    Attributes:
        value: the value; a mapping of its fields for a group; None where it was cleared.
        change: name of the change.
        author: id of the worker.
        at: when it was saved, UTC.
    """

    value: Value | GroupValue | None
    change: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """Unequal live values of one field or group (or ``removed``), for a person to decide."""

    unit: str
    values: tuple[Live, ...]


@dataclass(frozen=True)
class RecordState:
    """What a record is, as far as the changes at hand say.

    Attributes:
        record: record type.
        id: id of the record.
        client: the client it is about, or None.
        values: what stands; provisional where in conflict; sets as sorted tuples.
        heads: names of the applied changes that no other applied change of the record knew.
        removed: deleted, and nobody has disagreed.
        sources: field → name of the change whose value stands.
        conflicts: what a person has to decide.
        replaced_by: ids of the frozen records that replace this one.
    """

    record: str
    id: str
    client: str | None
    values: Mapping[str, Value]
    heads: tuple[str, ...]
    removed: bool
    sources: Mapping[str, str]
    conflicts: tuple[Conflict, ...] = ()
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Applied:
    """A change that counts: its body read up to our schema, and whether the office has retracted it."""

    change: Change
    body: Body
    retracted: bool


def merge(shape: Shape, record_id: str, applied: Sequence[Applied], graph: Ancestry) -> RecordState:
    """Merge the applied changes of one record.

    Args:
        shape: what the record type declares.
        record_id: id of the record.
        applied: its applied changes, at least one, in any order.
        graph: the ancestors.
    """
    if len(applied) == 1 and not applied[0].retracted:
        return _of_one(shape, record_id, applied[0])
    values: dict[str, Value] = {}
    sources: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for unit, touching in _by_unit(shape, applied).items():
        if unit == REMOVED:
            continue
        live = _live(shape, unit, touching, graph)
        if not live:
            continue
        standing = max(live, key=lambda item: graph.order(item.change))
        if len(live) > 1:
            conflicts.append(Conflict(unit, tuple(sorted(live, key=lambda item: graph.order(item.change)))))
        closed = len(live) > 1 and shape.consent is Consent.ITEM and unit in shape.groups
        _put(values, sources, shape, unit, None if closed else standing.value, standing.change)
    for name in shape.sets:
        elements = _elements(name, applied, graph)
        if elements:
            values[name] = tuple(sorted(elements, key=str))
    removed, disagreement = _removed(shape, applied, graph)
    if disagreement is not None:
        conflicts.append(disagreement)
    return RecordState(
        record=shape.record,
        id=record_id,
        client=_client(applied),
        values=values,
        heads=heads_of(applied, graph),
        removed=removed,
        conflicts=tuple(sorted(conflicts, key=lambda conflict: conflict.unit)),
        sources=sources,
    )


def _of_one(shape: Shape, record_id: str, item: Applied) -> RecordState:
    """Return the state of a record on which one change alone counts: what that says, and nobody disagrees."""
    values: dict[str, Value] = {}
    sources: dict[str, str] = {}
    for name, value in item.body.set.items():
        if name != REMOVED and shape.unit_of(name) is not None:
            values[name] = value
            sources[name] = item.change.name
    for name in shape.sets:
        if elements := set(item.body.add.get(name, ())):
            values[name] = tuple(sorted(elements, key=str))
    return RecordState(
        record=shape.record,
        id=record_id,
        client=_client([item]),
        values=values,
        heads=(item.change.name,),
        removed=_says_removed(item),
        sources=sources,
    )


def heads_of(applied: Iterable[Applied], graph: Ancestry) -> tuple[str, ...]:
    """Return the names of the changes that no other of them knew: what a form that shows them has known."""
    names = [item.change.name for item in applied]
    return tuple(sorted(n for n in names if not any(graph.knew(other, n) for other in names if other != n)))


def _client(applied: Sequence[Applied]) -> str | None:
    about = applied[0].change.header.about
    return about[0] if about else None


def _by_unit(shape: Shape, applied: Iterable[Applied]) -> dict[str, list[Applied]]:
    units: dict[str, list[Applied]] = {}
    for item in applied:
        touched = {shape.unit_of(name) for name in (*item.body.set, *item.body.unset)}
        for unit in touched:
            if unit is not None:
                units.setdefault(unit, []).append(item)
    return units


def _live(shape: Shape, unit: str, touching: Sequence[Applied], graph: Ancestry) -> list[Live]:
    """Return the live values of a unit, equal ones once.

    A retracted value does not count, and what it had superseded is live again; but on a consent it still
    supersedes, as a cleared value, so that undoing a bundle never makes a consent less private.
    """
    keeps = shape.consent is not Consent.NONE
    counting = [item for item in touching if keeps or not item.retracted]
    live: list[Live] = []
    for item in sorted(counting, key=lambda one: graph.order(one.change.name), reverse=True):
        name = item.change.name
        if any(graph.knew(other.change.name, name) for other in counting):
            continue
        value = None if item.retracted else _value_of(shape, unit, item.body)
        if all(_unequal(value, other.value) for other in live):
            live.append(Live(value, name, item.change.header.author, item.change.header.at))
    return live


def _value_of(shape: Shape, unit: str, body: Body) -> Value | GroupValue | None:
    """Return what a body says of a unit; a group is whole: what it does not name is cleared."""
    if unit in shape.groups:
        return {name: body.set[name] for name in shape.groups[unit] if name in body.set}
    return body.set.get(unit)


def _unequal(one: Value | GroupValue | None, other: Value | GroupValue | None) -> bool:
    """Tell whether two values differ; True and 1 are different values."""
    return type(one) is not type(other) or one != other


def _put(
    values: dict[str, Value],
    sources: dict[str, str],
    shape: Shape,
    unit: str,
    value: Value | GroupValue | None,
    change: str,
) -> None:
    if isinstance(value, Mapping):
        for name, part in value.items():
            values[name] = part
            sources[name] = change
    elif value is not None:
        values[unit] = value
        sources[unit] = change


def _elements(name: str, applied: Sequence[Applied], graph: Ancestry) -> set[Scalar]:
    """Return the elements of a set: present unless dropped by a change that knew the addition."""
    counting = [item for item in applied if not item.retracted]
    present: set[Scalar] = set()
    for item in counting:
        for element in item.body.add.get(name, ()):
            dropped = any(
                element in other.body.drop.get(name, ()) and graph.knew(other.change.name, item.change.name)
                for other in counting
            )
            if not dropped:
                present.add(element)
    return present


def _removed(shape: Shape, applied: Sequence[Applied], graph: Ancestry) -> tuple[bool, Conflict | None]:
    """Tell whether the record is deleted, and whether people disagree.

    An edit by somebody who did not know the deletion, nor was known to it, is a conflict; the record stays
    visible meanwhile. A consent that was removed stays so until it is given anew as a whole: a plain undo
    makes nothing less private.
    """
    keeps = shape.consent is not Consent.NONE
    counting = [item for item in applied if keeps or not item.retracted]
    said = [item for item in counting if REMOVED in item.body.set or REMOVED in item.body.unset]
    if keeps:
        said = [item for item in said if _says_removed(item) or _gives_anew(shape, item)]
    live = [item for item in said if not any(graph.knew(o.change.name, item.change.name) for o in said)]
    removals = [item for item in live if _says_removed(item)]
    if not removals:
        return False, None
    others = [item for item in live if not _says_removed(item)]
    known_to_removals = [
        item
        for item in counting
        if item not in removals
        and not any(graph.knew(removal.change.name, item.change.name) for removal in removals)
        and not any(graph.knew(item.change.name, removal.change.name) for removal in removals)
        and not _only_removed(item)
    ]
    against = {item.change.name: item for item in (*others, *known_to_removals)}
    if not against:
        return True, None
    sides = [(True, item) for item in removals] + [(False, item) for item in against.values()]
    values = [Live(side, item.change.name, item.change.header.author, item.change.header.at) for side, item in sides]
    conflict = Conflict(REMOVED, tuple(sorted(values, key=lambda item: graph.order(item.change))))
    return keeps, conflict


def _says_removed(item: Applied) -> bool:
    return item.body.set.get(REMOVED) is True


def _only_removed(item: Applied) -> bool:
    names = {*item.body.set, *item.body.unset, *item.body.add, *item.body.drop}
    return names <= {REMOVED}


def _gives_anew(shape: Shape, item: Applied) -> bool:
    return not item.retracted and any(name in members for members in shape.groups.values() for name in item.body.set)
