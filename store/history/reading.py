"""From a set of changes to a state: the one public way.

``read`` is a function of the set. Order, repetition and grouping do not matter; the same changes give the same
state on every laptop and at the office, and what cannot be applied is kept and named, never dropped (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from store.history.authority import may_write, role_of
from store.history.branches import Branches
from store.history.chain import Fork
from store.history.change import Body, Change
from store.history.graph import Ancestry
from store.history.office import ERASURE, Orders, is_erased, read_orders
from store.history.shape import REMOVED, About, Consent, Kind, Shape
from store.history.state import Applied, RecordState, merge


class Why(StrEnum):
    """Why a change is kept and not applied. It stays an ancestor, is shown, and is receipted as such."""

    WAITING = "waiting"
    """A change that it builds on has not arrived."""
    NEWER_SCHEMA = "newer_schema"
    """It was written by a newer version of the program."""
    AUTHORITY = "authority"
    """The role of its chain may not write that record type."""
    FORK = "fork"
    """Its chain has two meanings, and nobody at the office has decided."""
    VALUES_FAIL = "values_fail"
    """Its values do not make a valid record, alone or together with what else was written."""
    FROZEN = "frozen"
    """It alters what may only be replaced by a new version."""
    UNKNOWN_RECORD = "unknown_record"
    """A record type that this program does not know."""
    WRONG_CLIENT = "wrong_client"
    """It names another client than the record is about."""
    LEGAL_HOLD = "legal_hold"
    """An erasure that knew a legal hold."""
    ERASED = "erased"
    """Its body was erased on a stated ground."""
    PUT_AWAY = "put_away"
    """Its body is at the office and no longer on this laptop."""
    NOT_READABLE = "not_readable"
    """Its body is not of a body's form."""


@dataclass(frozen=True)
class Known:
    """What a notebook knows beside the changes.

    Attributes:
        shapes: record type → what it declares.
        roles: chain → role pinned to its key ("coach" or "office").
        ends: chain of an office identity that lives no more → its last seq.
    """

    shapes: Mapping[str, Shape]
    roles: Mapping[str, str]
    ends: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentFacts:
    """What the question "what may be told" needs beside the states: see store/history/consent.py."""

    graph: Ancestry
    changes: Mapping[str, tuple[Change, ...]]
    """Client → all held changes on consents about that client, applied or not."""
    shapes: Mapping[str, Shape]
    retracted: frozenset[str]
    """Whatever was ever retracted: taking that back makes no consent less private (DESIGN §4)."""


@dataclass(frozen=True)
class Reading:
    """The state of a set of changes.

    Attributes:
        records: record id → its state, for every record with at least one applied change.
        kept: change name → why it is not applied.
        forks: chains with two meanings.
        erased: ids of the clients whose erasure is in force.
        joined: client id → the id that it is read as, for joined doubles.
        facts: what consents need; compared with nothing.
    """

    records: Mapping[str, RecordState]
    kept: Mapping[str, Why]
    forks: tuple[Fork, ...]
    erased: frozenset[str]
    joined: Mapping[str, str]
    facts: ConsentFacts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reading):
            return NotImplemented
        return (self.records, self.kept, self.forks, self.erased, self.joined) == (
            other.records,
            other.kept,
            other.forks,
            other.erased,
            other.joined,
        )

    __hash__ = None  # type: ignore[assignment]  # readings are compared, never looked up


def read(changes: Iterable[Change], known: Known) -> Reading:
    """Read a set of changes.

    Args:
        changes: the whole set, or the changes of some records together with what they refer to and the office's
            orders; in any order, repeated or not.
        known: the record types and the roles of the chains.
    """
    held = _once(changes)
    graph, branches = Ancestry(held), Branches(held)
    orders = read_orders(held, known.roles, graph, branches, known.ends)
    by_record: dict[str, list[Change]] = {}
    for change in held:
        by_record.setdefault(change.header.id, []).append(change)
    kept: dict[str, Why] = {}
    records: dict[str, RecordState] = {}
    for record_id, versions in by_record.items():
        state = _read_record(record_id, versions, known, graph, branches, orders, kept)
        if state is not None:
            records[record_id] = state
    _mark_replaced(records, known.shapes, orders.joined)
    facts = ConsentFacts(graph, _consents(held, known.shapes), known.shapes, orders.ever_retracted)
    return Reading(records, kept, branches.forks, orders.erased, orders.joined, facts)


def _once(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return each change once, with its body where any of the copies has one."""
    once: dict[tuple[str, int, str], Change] = {}
    for change in changes:
        key = (change.header.chain, change.header.seq, change.hash)
        if key not in once or once[key].body_text is None:
            once[key] = change
    return tuple(once[key] for key in sorted(once))


def _read_record(
    record_id: str,
    versions: Sequence[Change],
    known: Known,
    graph: Ancestry,
    branches: Branches,
    orders: Orders,
    kept: dict[str, Why],
) -> RecordState | None:
    first = _first(versions, known, graph, branches, orders)
    shape = known.shapes.get(first.header.record)
    applied: list[Applied] = []
    for change in sorted(versions, key=lambda one: graph.order(one.name)):
        why = _why_not(change, first, shape, known, graph, branches, orders)
        body = None
        if why is None and shape is not None:
            why, body = _body_of(change, shape, applied, graph)
        if why is not None:
            kept[change.name] = why
        elif body is not None:
            applied.append(Applied(change, body, change.name in orders.retracted))
    if shape is None or not applied:
        return None
    state = merge(shape, record_id, applied, graph)
    if shape.validate(state.values):
        good, failing = _good(shape, record_id, applied, graph)
        kept.update(dict.fromkeys(failing, Why.VALUES_FAIL))
        if not good:
            return None
        state = merge(shape, record_id, good, graph)
    return state


def _first(versions: Sequence[Change], known: Known, graph: Ancestry, branches: Branches, orders: Orders) -> Change:
    """Return the change that says what the record is and whom it is about, passing over those that cannot count."""

    def can_count(change: Change) -> bool:
        shape = known.shapes.get(change.header.record)
        return (
            graph.complete(change.name)
            and change.name not in orders.retracted
            and not branches.suspended(change, orders.decided)
            and (shape is None or may_write(shape, role_of(change, known.roles, known.ends)))
        )

    return min(versions, key=lambda change: (not can_count(change), graph.order(change.name)))


def _why_not(
    change: Change,
    first: Change,
    shape: Shape | None,
    known: Known,
    graph: Ancestry,
    branches: Branches,
    orders: Orders,
) -> Why | None:
    """Return why a change cannot be applied whatever its body says; None when it can."""
    header = change.header
    checks = (
        (is_erased(change, orders, graph) or bool(orders.erased.intersection(header.about)), Why.ERASED),
        (branches.suspended(change, orders.decided), Why.FORK),
        (header.schema > (shape.schema if shape else 0) and shape is not None, Why.NEWER_SCHEMA),
        (shape is None or header.record != first.header.record, Why.UNKNOWN_RECORD),
        (not graph.complete(change.name), Why.WAITING),
        (shape is not None and not may_write(shape, role_of(change, known.roles, known.ends)), Why.AUTHORITY),
        (header.about != first.header.about, Why.WRONG_CLIENT),
        (change.name in orders.held_back, Why.LEGAL_HOLD),
        (change.body_text is None, Why.PUT_AWAY),
    )
    return next((why for fails, why in checks if fails), None)


def body_up_to_date(change: Change, shape: Shape) -> Body | None:
    """Return the body of a change as our schema has it; what is signed is never rewritten, only read so.

    Raises:
        ValueError: it is not of a body's form.
    """
    body = change.body
    for schema in range(change.header.schema, shape.schema):
        upcast = shape.upcasts.get(schema)
        body = upcast(body) if upcast and body else body
    return body


def _body_of(
    change: Change, shape: Shape, applied: Sequence[Applied], graph: Ancestry
) -> tuple[Why | None, Body | None]:
    """Read a body up to our schema and hold it against the shape."""
    try:
        body = body_up_to_date(change, shape)
    except (ValueError, RecursionError):
        return Why.NOT_READABLE, None
    if body is None:
        return Why.PUT_AWAY, None
    plain = (*body.set, *body.unset)
    if any(shape.unit_of(name) is None for name in plain) or not {*body.add, *body.drop} <= shape.sets:
        return Why.VALUES_FAIL, None
    if not _names_its_client(change, body, shape):
        return Why.WRONG_CLIENT, None
    later = any(graph.knew(change.name, item.change.name) for item in applied)
    if shape.kind is not Kind.EDITABLE and later and not _may_alter(shape, body):
        return Why.FROZEN, None
    return None, body


def _names_its_client(change: Change, body: Body, shape: Shape) -> bool:
    about = change.header.about
    if shape.about is About.NOBODY:
        return about == ()
    if shape.about is About.SELF:
        return about == (change.header.id,)
    return len(about) == 1 and body.set.get("client", about[0]) == about[0] and "client" not in body.unset


def _may_alter(shape: Shape, body: Body) -> bool:
    """Tell whether a body only removes (or brings back) a record that is otherwise written once.

    A withdrawal and an erasure stay for ever: no undo makes a consent less private.
    """
    if shape.consent is Consent.WITHDRAWAL or shape.record == ERASURE:
        return False
    return {*body.set, *body.unset, *body.add, *body.drop} <= {REMOVED}


def _good(
    shape: Shape, record_id: str, applied: Sequence[Applied], graph: Ancestry
) -> tuple[list[Applied], list[str]]:
    """Split changes that do not make a valid record together: ancestors first, ties by hash, each if it fits."""
    good: list[Applied] = []
    failing: list[str] = []
    for item in applied:
        if shape.validate(merge(shape, record_id, [*good, item], graph).values):
            failing.append(item.change.name)
        else:
            good.append(item)
    return good, failing


def _mark_replaced(records: dict[str, RecordState], shapes: Mapping[str, Shape], joined: Mapping[str, str]) -> None:
    """Note on each frozen record which others replace it; more than one current version is for a person.

    A version replaces only what is of its own type and about the same client (or a double joined with it): an
    agreement that closes something must not be put aside by a profile, or by what somebody else has agreed.
    """

    def kind_and_client(state: RecordState) -> tuple[str, str | None]:
        return state.record, joined.get(state.client, state.client) if state.client else None

    replacing: dict[str, list[str]] = {}
    for state in records.values():
        if shapes[state.record].kind is Kind.FROZEN:
            named = state.values.get("replaces", ())
            for earlier in named if isinstance(named, tuple) else (named,):
                replacing.setdefault(str(earlier), []).append(state.id)
    for earlier, later in replacing.items():
        if earlier in records:
            same = kind_and_client(records[earlier])
            versions = tuple(sorted(id for id in later if kind_and_client(records[id]) == same))
            records[earlier] = replace(records[earlier], replaced_by=versions)


def _consents(changes: Iterable[Change], shapes: Mapping[str, Shape]) -> dict[str, tuple[Change, ...]]:
    """Return for each client the held changes that bear on consents, those of unknown types included."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        shape = shapes.get(change.header.record)
        if shape is None or shape.consent is not Consent.NONE:
            for client in change.header.about:
                found.setdefault(client, []).append(change)
    return {client: tuple(of_client) for client, of_client in found.items()}
