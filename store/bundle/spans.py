"""How many entries are only here, handed over, or at the office: quick, since Today asks at every look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, func, select

from store.held import held_change
from store.history.authority import OFFICE
from store.records import RECORD_TYPES
from store.schema import change as change_table
from store.schema import handed_over, known_chain, receipt

if TYPE_CHECKING:
    from store.notebook import Identity

_chain_rows = RECORD_TYPES["chain"].table


@dataclass(frozen=True)
class Span:
    """Entries in one state.

    Attributes:
        entries: how many.
        oldest: when the oldest of them was made; None where there is none.
    """

    entries: int
    oldest: datetime | None


@dataclass(frozen=True)
class OwnChain:
    """How far a chain of ours is.

    Attributes:
        number: of the chain in this notebook.
        tip: its last seq; of an earlier chain the last before a hole: what stands behind one came from the office.
        covered: last seq that a receipt covers.
        handed: last seq that a bundle carries.
    """

    number: int
    tip: int
    covered: int
    handed: int


@dataclass(frozen=True)
class Spans:
    """What Today needs of the standing: quick, however long the history is.

    Attributes:
        at_office_until: everything up to this moment is at the office; None: nothing is.
        only_here: what no bundle carries.
        handed_over: what was written into bundles and has no receipt.
    """

    at_office_until: datetime | None
    only_here: Span
    handed_over: Span

    @property
    def waiting(self) -> Span:
        """Everything that the office has not signed for."""
        moments = [span.oldest for span in (self.only_here, self.handed_over) if span.oldest is not None]
        return Span(self.only_here.entries + self.handed_over.entries, min(moments, default=None))


def spans_of(connection: Connection, identity: Identity) -> Spans:
    """Return what is only here, handed over and at the office, in sum.

    Args:
        connection: an open transaction.
        identity: of this notebook. What is written at the office is at the office.
    """
    chains = chains_of(connection, identity)
    if identity.role == OFFICE:
        written = [made_at(connection, chain.number, chain.tip) for chain in chains[:1]]
        return Spans(next(iter(written), None), Span(0, None), Span(0, None))
    until = [made_at(connection, chain.number, chain.covered) for chain in chains if chain.covered]
    return Spans(
        at_office_until=max((moment for moment in until if moment is not None), default=None),
        only_here=_span(connection, [(chain.number, chain.handed, chain.tip) for chain in chains]),
        handed_over=_span(connection, [(chain.number, chain.covered, chain.handed) for chain in chains]),
    )


def own_chains(connection: Connection, identity: Identity) -> list[str]:
    """Return the chains that this notebook wrote, the present one first, then those that it continues."""
    chains = [identity.chain]
    while True:
        earlier = connection.scalar(select(_chain_rows.c.earlier).where(_chain_rows.c.id == chains[-1]))
        if earlier is None or earlier in chains:
            return chains
        chains.append(str(earlier))


def chains_of(connection: Connection, identity: Identity) -> list[OwnChain]:
    """Return how far each chain of ours is, the present one first."""
    found = []
    for id in own_chains(connection, identity):
        number = connection.scalar(select(known_chain.c.number).where(known_chain.c.id == id))
        if number is None:
            continue
        counted = (receipt.c.chain == number) & receipt.c.revoked.is_(False)
        covered = connection.scalar(select(func.max(receipt.c.last)).where(counted)) or 0
        tip = held_until(connection, number, covered, whole=id == identity.chain)
        handed = connection.scalar(select(func.max(handed_over.c.last)).where(handed_over.c.chain == number)) or 0
        covered = min(covered, tip)
        found.append(OwnChain(number, tip, covered, min(max(handed, covered), tip)))
    return found


def held_until(connection: Connection, chain: int, covered: int, *, whole: bool) -> int:
    """Return the last seq of a chain of ours that is held without a hole above a place.

    Where a copy of this laptop went on with an earlier chain, the office brings back what the copy wrote, and leaves
    out whom this laptop does not coach. The present chain has no hole: nothing of it is taken in.

    Args:
        connection: an open transaction.
        chain: its number in this notebook.
        covered: the place: up to it everything is at the office.
        whole: whether it is the present chain.
    """
    own = change_table.c.chain == chain
    last = select(func.max(change_table.c.seq)).where(own)
    if whole:
        return connection.scalar(last) or 0
    before = change_table.alias()
    follows = exists().where(before.c.chain == chain, before.c.seq == change_table.c.seq - 1)
    behind = select(func.min(change_table.c.seq)).where(
        own, change_table.c.seq > max(covered, 1), ~follows.correlate(change_table)
    )
    hole = connection.scalar(behind)
    if hole is None:
        return connection.scalar(last) or 0
    return max(covered, connection.scalar(last.where(change_table.c.seq < hole)) or 0)


def _span(connection: Connection, stretches: Iterable[tuple[int, int, int]]) -> Span:
    """Count what stands above one seq and up to another, on all chains."""
    entries, moments = 0, []
    for chain, above, last in stretches:
        if last > above:
            entries += last - above
            moments.append(made_at(connection, chain, above + 1))
    return Span(entries, min((moment for moment in moments if moment is not None), default=None))


def made_at(connection: Connection, chain: int, seq: int) -> datetime | None:
    """Return when the change of a place was made, by its writer's clock; None where it is not held."""
    place = (change_table.c.chain == chain) & (change_table.c.seq == seq)
    header = connection.scalar(select(change_table.c.header).where(place).limit(1))
    return None if header is None else held_change(header, None).header.at
