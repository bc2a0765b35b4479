"""The chains that this notebook may offer: its own, and those of earlier keys that the office bound to its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

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
    """

    number: int
    id: str


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
    return tuple(OfferedChain(number, id) for number, id in numbers if number is not None)


def _begun_by(connection: Connection, chain: str) -> str | None:
    """Return the fingerprint of the key that a chain's first change names."""
    line = connection.scalar(_key, {"id": chain})
    return None if line is None else fingerprint(read_openssh_line(line))
