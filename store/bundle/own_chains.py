"""The chains that this notebook may offer: its own, and those of earlier keys that the office bound to its key."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from store.bundle.signature import fingerprint, read_openssh_line
from store.records import RECORD_TYPES
from store.schema import known_chain

_chain = RECORD_TYPES["chain"].table
_laptop = RECORD_TYPES["laptop"].table
_number = select(known_chain.c.number).where(known_chain.c.id == bindparam("id"))
_first_change = select(_chain.c.key, _chain.c.earlier).where(_chain.c.id == bindparam("id"))


@dataclass(frozen=True)
class OwnChain:
    """A chain that this notebook wrote.

    Attributes:
        number: what stands for it in the history.
        id: of the chain.
    """

    number: int
    id: str


def own_chains(connection: Connection, chain: str, key: str, *, all_earlier: bool = False) -> tuple[OwnChain, ...]:
    """Return the chains that this notebook may offer, the oldest first.

    A chain of the same key (after a restore) is its own. One of an earlier key is so once the office has said it:
    until then the office would refuse a bundle that brings it.

    Args:
        connection: an open transaction.
        chain: id of the chain that it writes.
        key: fingerprint of its signing key.
        all_earlier: also those that it may not offer.
    """
    bound: set[str] = set()
    same = (_laptop.c.key == key) & _laptop.c.removed.is_(False)
    for chains in connection.scalars(select(_laptop.c.earlier).where(same)):
        bound |= set(chains or ())
    found = [chain]
    seen = {chain}
    before = _earlier(connection, chain)
    while before is not None and before not in seen:
        seen.add(before)
        if all_earlier or before in bound or _key_of(connection, before) == key:
            found.append(before)
        before = _earlier(connection, before)
    numbers = [(connection.scalar(_number, {"id": id}), id) for id in reversed(found)]
    return tuple(OwnChain(number, id) for number, id in numbers if number is not None)


def _earlier(connection: Connection, chain: str) -> str | None:
    row = connection.execute(_first_change, {"id": chain}).first()
    return None if row is None else row.earlier


def _key_of(connection: Connection, chain: str) -> str | None:
    row = connection.execute(_first_change, {"id": chain}).first()
    return None if row is None or row.key is None else fingerprint(read_openssh_line(row.key))
