"""Conflicts that the last receipt named and that somebody has decided since: a delivery brought the decision.

A receipt says how it stood when it was written. A decision comes with a delivery, and no receipt follows until the
laptop hands something over again: till then the laptop can see for itself that its side was known to whoever decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.spans import chains_of
from store.held import changes_of, known, with_relatives
from store.history.change import Change
from store.history.graph import Ancestry
from store.history.shape import Shape
from store.schema import known_chain

if TYPE_CHECKING:
    from store.notebook import Identity

Place = tuple[str, str, str]
"""Record type, id, and the field or group in conflict."""


def not_settled(
    connection: Connection, identity: Identity, places: Iterable[Place], disputed: frozenset[tuple[str, str]]
) -> Iterator[Place]:
    """Yield the conflicts of the last receipt that nobody has decided, as far as this notebook knows.

    Args:
        connection: an open transaction.
        identity: of this notebook.
        places: what the receipt named.
        disputed: ids of records with the field or group that is in conflict in this notebook.
    """
    named = list(places)
    if not named:
        return
    by_number = {chain.number: chain.covered for chain in chains_of(connection, identity)}
    rows = connection.execute(
        select(known_chain.c.number, known_chain.c.id).where(known_chain.c.number.in_(by_number))
    )
    covered = {row.id: by_number[row.number] for row in rows}
    shapes = known(connection).shapes
    for record, id, unit in named:
        shape = shapes.get(record)
        if (id, unit) in disputed or shape is None or not _decided(connection, id, unit, shape, covered):
            yield record, id, unit


def _decided(connection: Connection, id: str, unit: str, shape: Shape, covered: dict[str, int]) -> bool:
    """Tell whether somebody else wrote this value and knew what we had written, as far as the receipt covers it."""
    changes = changes_of(connection, [id])
    touching = [change for change in changes if unit in _units(change, shape)]
    ours = [c for c in touching if c.header.seq <= covered.get(c.header.chain, 0)]
    others = [change for change in touching if change.header.chain not in covered]
    graph = Ancestry(with_relatives(connection, changes))
    return bool(ours) and all(any(graph.knew(other.name, mine.name) for other in others) for mine in ours)


def _units(change: Change, shape: Shape) -> set[str | None]:
    body = change.body
    return set() if body is None else {shape.unit_of(n) for n in (*body.set, *body.unset, *body.add, *body.drop)}
