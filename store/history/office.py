"""What only the office may say about other changes: erasures, holds, joins, undone bundles, decided forks.

Each is a record of its own on the office's chain. Whether it is in force depends on what it knew, never on when
it arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.history.authority import NO_ENDS, OFFICE, role_of
from store.history.branches import Branches
from store.history.change import Body, Change, Value
from store.history.graph import Ancestry
from store.history.shape import REMOVED

ERASURE = "erasure"
LEGAL_HOLD = "legal_hold"
CLIENT_JOIN = "client_join"
RETRACTION = "retraction"
FORK_DECISION = "fork_decision"
SPECIAL = frozenset({ERASURE, LEGAL_HOLD, CLIENT_JOIN, RETRACTION, FORK_DECISION})


@dataclass(frozen=True)
class Orders:
    """What the office has ordered about the changes of a set.

    Attributes:
        erasures: client id, or id of a record about that client → names of the erasures in force.
        erased: ids of the clients whose erasure is in force.
        held_back: names of erasures that knew a legal hold and therefore do nothing.
        joined: client id → the id that it is read as.
        retracted: names of the changes whose values do not count.
        ever_retracted: those and all whose retraction was taken back: on a consent the doubt stays.
        decided: (chain, seq) of a fork → hashes whose branches count.
    """

    erasures: Mapping[str, tuple[str, ...]]
    erased: frozenset[str]
    held_back: frozenset[str]
    joined: Mapping[str, str]
    retracted: frozenset[str]
    ever_retracted: frozenset[str]
    decided: Mapping[tuple[str, int], frozenset[str]]


def read_orders(
    changes: Iterable[Change],
    roles: Mapping[str, str],
    graph: Ancestry,
    branches: Branches,
    ends: Mapping[str, int] = NO_ENDS,
) -> Orders:
    """Read all orders of a set of changes.

    Args:
        changes: the whole set.
        roles: chain → role pinned to its key; only a chain of the office can order.
        graph: the ancestors of the set.
        branches: the forks of the set.
        ends: last seq of each office chain that was followed by another.
    """
    everything = tuple(changes)
    orders: dict[str, list[Change]] = {record: [] for record in SPECIAL}
    for change in everything:
        if change.header.record not in SPECIAL or role_of(change, roles, ends) != OFFICE:
            continue
        if graph.complete(change.name):
            orders[change.header.record].append(change)
    decided = _decisions(_standing(orders[FORK_DECISION], graph))
    for record in SPECIAL - {FORK_DECISION}:
        orders[record] = [change for change in orders[record] if not branches.suspended(change, decided)]
    in_force, held_back = _erasures(orders[ERASURE], orders[LEGAL_HOLD], graph)
    return Orders(
        erasures=_with_records(in_force, everything),
        erased=frozenset(in_force),
        held_back=held_back,
        joined=_joins(_standing(orders[CLIENT_JOIN], graph)),
        retracted=_retracted(_standing(orders[RETRACTION], graph), branches),
        ever_retracted=_retracted(_standing(orders[RETRACTION], graph, taken_back=True), branches),
        decided=decided,
    )


def is_erased(change: Change, orders: Orders, graph: Ancestry) -> bool:
    """Tell whether the body of a change must go: it is about an erased client and did not know the erasure."""
    if not orders.erasures:
        return False
    return any(
        not graph.knew(change.name, erasure)
        for key in (*change.header.about, change.header.id)
        for erasure in orders.erasures.get(key, ())
    )


def _with_records(in_force: Mapping[str, tuple[str, ...]], changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    """Add the ids of all records about the erased, so that a header that names nobody hides nothing."""
    reached = dict(in_force)
    if in_force:
        for change in changes:
            for client in change.header.about:
                if client in in_force:
                    reached[change.header.id] = in_force[client]
    return reached


def _body(change: Change) -> Body | None:
    try:
        return change.body
    except ValueError:
        return None


def _erasures(
    erasures: Iterable[Change], holds: Iterable[Change], graph: Ancestry
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Sort erasures into those in force and those that knew a hold which nobody had ended.

    A hold written later does not undo an erasure: what was dropped cannot come back.
    """
    in_force: dict[str, list[str]] = {}
    held_back = set()
    for erasure in erasures:
        body = _body(erasure)
        client = body.set.get("client") if body else None
        if not isinstance(client, str):
            continue
        known = [h for h in holds if graph.knew(erasure.name, h.name)]
        placed = {h.header.id for h in known if (b := _body(h)) and b.set.get("client") == client}
        if placed - _ended(known, graph):
            held_back.add(erasure.name)
        else:
            in_force.setdefault(client, []).append(erasure.name)
    return {client: tuple(sorted(names)) for client, names in in_force.items()}, frozenset(held_back)


def _ended(holds: Iterable[Change], graph: Ancestry) -> set[str]:
    """Return the ids of the holds that were ended and not placed again: whoever said anything last ended them."""
    said: dict[str, list[tuple[str, bool]]] = {}
    for hold in holds:
        body = _body(hold)
        if body is not None and (REMOVED in body.set or REMOVED in body.unset):
            said.setdefault(hold.header.id, []).append((hold.name, body.set.get(REMOVED) is True))
    return {
        id
        for id, words in said.items()
        if all(ended for name, ended in words if not any(graph.knew(later, name) for later, _ in words))
    }


@dataclass(frozen=True)
class _Order:
    """One order as its amendments leave it: plain values, and the elements of its sets."""

    values: Mapping[str, Value]
    elements: Mapping[str, frozenset[str]]


def _standing(changes: list[Change], graph: Ancestry, *, taken_back: bool = False) -> list[_Order]:
    """Return the orders that nobody has taken back (``removed``, undone by a later change).

    Args:
        changes: the changes on orders of one kind.
        graph: the ancestors.
        taken_back: whether those that were taken back are wanted too.
    """
    by_record: dict[str, list[Change]] = {}
    for change in changes:
        by_record.setdefault(change.header.id, []).append(change)
    standing = []
    for versions in by_record.values():
        bodies = [
            (change.name, body)
            for change in sorted(versions, key=lambda one: graph.order(one.name))
            if (body := _body(change)) is not None
        ]
        last = [body for name, body in bodies if not any(graph.knew(later, name) for later, _ in bodies)]
        if taken_back or not any(body.set.get(REMOVED) is True for body in last):
            standing.append(_amended(bodies, graph))
    return standing


def _amended(bodies: list[tuple[str, Body]], graph: Ancestry) -> _Order:
    values: dict[str, Value] = {}
    elements: dict[str, set[str]] = {}
    for name, body in bodies:
        values.update(body.set)
        for field, added in body.add.items():
            dropped = {
                str(element)
                for later, other in bodies
                if graph.knew(later, name)
                for element in other.drop.get(field, ())
            }
            elements.setdefault(field, set()).update({str(element) for element in added} - dropped)
    return _Order(values, {field: frozenset(found) for field, found in elements.items()})


def _joins(orders: Iterable[_Order]) -> dict[str, str]:
    """Resolve pairs to one id each: the smallest of all that are joined, whatever the order."""
    root: dict[str, str] = {}

    def find(item: str) -> str:
        while root.setdefault(item, item) != item:
            item = root[item]
        return item

    for order in orders:
        first, second = order.values.get("first"), order.values.get("second")
        if isinstance(first, str) and isinstance(second, str):
            low, high = sorted((find(first), find(second)))
            root[high] = low
    return {client: find(client) for client in root}


def _retracted(orders: Iterable[_Order], branches: Branches) -> frozenset[str]:
    """Return the names of all changes in the ranges that were undone."""
    names: set[str] = set()
    for order in orders:
        for text in order.elements.get("ranges", ()):
            chain, first, last, digest = _range(text)
            names |= branches.stretch(chain, first, last, digest)
    return frozenset(names)


def _range(text: str) -> tuple[str, int, int, str]:
    parts = text.split("/")
    if len(parts) != 4 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return "", 1, 0, ""
    return parts[0], int(parts[1]), int(parts[2]), parts[3]


def _decisions(orders: Iterable[_Order]) -> dict[tuple[str, int], frozenset[str]]:
    """Return which branches count; where two people decided, what either of them kept counts."""
    decided: dict[tuple[str, int], frozenset[str]] = {}
    for order in orders:
        chain, seq = order.values.get("chain"), order.values.get("seq")
        if isinstance(chain, str) and isinstance(seq, int):
            keep = order.elements.get("keep", frozenset())
            decided[chain, seq] = decided.get((chain, seq), frozenset()) | keep
    return decided
