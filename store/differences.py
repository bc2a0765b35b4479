"""What a person saves of one record: checked, and compared with what was on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.history.change import Body, Scalar, Value, new_salt
from store.history.state import RecordState
from store.records import RecordType
from store.records.record_type import tidied
from store.refusal import Reason, Refusal


@dataclass(frozen=True)
class Entry:
    """What a person saves of one record.

    Attributes:
        record: record type.
        values: only what the person changed; None clears. A set may be given whole: it is compared with what
            was on the screen.
        id: of the record; None makes a new one. An id that was never used begins a new record too, so that one
            form can write several records that name each other.
        knew: names of the changes that were on the screen when the form was opened (``Shown.heads``); None means
            those at the start of this call.
        reason: why, where a reason was asked for.
        add: elements added to sets.
        drop: elements taken out of sets.
    """

    record: str
    values: Mapping[str, Value | None] = field(default_factory=dict)
    id: str | None = None
    knew: tuple[str, ...] | None = None
    reason: str = ""
    add: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    drop: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)


def checked(
    record_type: RecordType, entry: Entry
) -> tuple[dict[str, Value | None], dict[str, tuple[Scalar, ...]], dict[str, tuple[Scalar, ...]]]:
    """Return what was typed in its one spelling, each field checked by itself.

    Raises:
        Refusal: UNKNOWN_FIELD, BAD_VALUES.
    """
    values = tidied(entry.values)
    add, drop = (
        {name: elements_of(value) for name, value in tidied(table).items()} if table else {}
        for table in (entry.add, entry.drop)
    )
    unknown = [name for name in values if name not in record_type.fields]
    unknown += [name for name in (*add, *drop) if name not in record_type.sets]
    if unknown:
        raise Refusal(Reason.UNKNOWN_FIELD, record=record_type.name, fields=", ".join(unknown))
    failing = record_type.check({name: value for name, value in values.items() if value is not None})
    if add:
        failing += record_type.check({name: elements for name, elements in add.items() if elements})
    if failing:
        raise Refusal(Reason.BAD_VALUES, record=record_type.name, fields=", ".join(dict.fromkeys(failing)))
    return values, add, drop


def broken_rules(record_type: RecordType, whole: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the rules between fields that whole values break, where each field was checked and none is missing."""
    return tuple(rule.name for rule in record_type.declared.rules if rule.fails(whole))


def difference(
    record_type: RecordType,
    screen: RecordState,
    values: Mapping[str, Value | None],
    add: Mapping[str, tuple[Scalar, ...]],
    drop: Mapping[str, tuple[Scalar, ...]],
    reason: str,
    anew: frozenset[str],
) -> tuple[Body, dict[str, Value]]:
    """Return the body that says what differs from the screen, and the whole values that it leads to.

    Of a group that was touched the body names the whole group. What is in conflict is written even where it equals
    what stands: choosing one of two values is a decision. So is giving a withdrawn consent (``anew``) again.
    """
    whole = dict(screen.values)
    open_units = anew | {conflict.unit for conflict in screen.conflicts}
    touched: dict[str, None] = {}
    for name, value in values.items():
        if name in record_type.sets:
            continue
        unit = record_type.fields[name].group or name
        if whole.get(name) != value or type(whole.get(name)) is not type(value) or unit in open_units:
            touched[unit] = None
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = value
    added, dropped = _set_differences(record_type, screen, values, add, drop)
    for name in {*added, *dropped}:
        left = {*elements_of(whole.get(name)), *added.get(name, ())} - set(dropped.get(name, ()))
        if left:
            whole[name] = tuple(sorted(left, key=str))
        else:
            whole.pop(name, None)
    to_set: dict[str, Value] = {}
    to_unset: list[str] = []
    for unit in touched:
        members = record_type.groups.get(unit, (unit,))
        named = {name: whole[name] for name in members if name in whole}
        to_set |= named
        if not named:
            to_unset += members
    body = Body(
        salt=new_salt(), reason=tidy_reason(reason), set=to_set, unset=tuple(to_unset), add=added, drop=dropped
    )
    return body, whole


def _set_differences(
    record_type: RecordType,
    screen: RecordState,
    values: Mapping[str, Value | None],
    add: Mapping[str, tuple[Scalar, ...]],
    drop: Mapping[str, tuple[Scalar, ...]],
) -> tuple[dict[str, tuple[Scalar, ...]], dict[str, tuple[Scalar, ...]]]:
    added: dict[str, tuple[Scalar, ...]] = {}
    dropped: dict[str, tuple[Scalar, ...]] = {}
    for name in record_type.sets:
        there = set(elements_of(screen.values.get(name)))
        wanted = set(elements_of(values[name])) if name in values else set(there)
        wanted = (wanted | set(add.get(name, ()))) - set(drop.get(name, ()))
        if plus := wanted - there:
            added[name] = tuple(sorted(plus, key=str))
        if minus := there - wanted:
            dropped[name] = tuple(sorted(minus, key=str))
    return added, dropped


def elements_of(value: Value | None) -> tuple[Scalar, ...]:
    """Return the elements of a set's value; none where there is no value."""
    return value if isinstance(value, tuple) else ()


def tidy_reason(text: str) -> str:
    """Return a reason in its one spelling; empty where none was given."""
    return str(tidied({"reason": text})["reason"] or "") if text else ""
