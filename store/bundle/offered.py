"""The chains that this notebook may offer: its own, and those of earlier keys that the office bound to its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from store.bundle.reaching import changes_on, forked_chains
from store.bundle.signature import fingerprint, read_openssh_line
from store.bundle.spans import own_chains
from store.records import RECORD_TYPES
from store.schema import known_chain

if TYPE_CHECKING:
    from store.notebook import Identity

_chain = RECORD_TYPES["chain"].table
_laptop = RECORD_TYPES["laptop"].table
_number = select(known_chain.c.number).where(known_chain.c.id == bindparam("id"))
_key = select(_chain.c.key).where(_chain.c.id == bindparam("id"))


@dataclass(frozen=True)
class OfferedChain:
    """A chain whose changes this notebook may bring to the office.

    Attributes:
        number: what stands for it in the history.
        id: of the chain.
        others: numbers of the changes on it that were not written here, where the chain has two meanings.
    """

    number: int
    id: str
    others: frozenset[int] = frozenset()


def offered_chains(connection: Connection, identity: Identity, key: str) -> tuple[OfferedChain, ...]:
    """Return the chains that this notebook may offer, the oldest first, the one that it writes last.

    A chain of the same key (after a restore) is its own. One of an earlier key is so once the office has said it:
    until then the office would refuse a bundle that brings it.

    Args:
        connection: an open transaction.
        identity: of this notebook.
        key: fingerprint of its signing key.
    """
    bound: set[str] = set()
    same = (_laptop.c.key == key) & _laptop.c.removed.is_(False)
    for chains in connection.scalars(select(_laptop.c.earlier).where(same)):
        bound |= set(chains or ())
    offered = [
        id
        for id in reversed(own_chains(connection, identity))
        if id == identity.chain or id in bound or _begun_by(connection, id) == key
    ]
    numbers = [(connection.scalar(_number, {"id": id}), id) for id in offered]
    forked = forked_chains(connection)
    return tuple(
        OfferedChain(number, id, _of_others(connection, number) if number in forked else frozenset())
        for number, id in numbers
        if number is not None
    )


def _of_others(connection: Connection, chain: int) -> frozenset[int]:
    """Return the numbers of the changes of a chain of ours that a copy of this laptop wrote.

    At a place with two meanings ours is the one that was here first; where our branch ends, another's may go on.
    """
    others: set[int] = set()
    tip: str | None = None
    seq = 0
    for number, change in sorted(changes_on(connection, chain), key=lambda one: (one[1].header.seq, one[0])):
        if change.header.seq == seq + 1 and change.header.before == tip:
            seq, tip = change.header.seq, change.hash
        else:
            others.add(number)
    return frozenset(others)


def _begun_by(connection: Connection, chain: str) -> str | None:
    """Return the fingerprint of the key that a chain's first change names."""
    line = connection.scalar(_key, {"id": chain})
    return None if line is None else fingerprint(read_openssh_line(line))
