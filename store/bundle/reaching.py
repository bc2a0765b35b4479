"""How far a chain is held: the path to each hash that has no hole, and the gaps that are still open.

A receipt covers the path to a hash and never "everything up to a number": where a chain is forked, each branch is
claimed by its own tip (DESIGN 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, tuple_

from store.bundle.outcomes import Gap
from store.derived import forked_chain
from store.held import held_change, in_parts
from store.history.change import Change
from store.schema import change as change_table
from store.schema import known_chain

MOST_BRANCHES = 16
"""Tips of one chain that a receipt names."""


@dataclass(frozen=True)
class Reach:
    """A path from the beginning of a chain that is held without a hole.

    Attributes:
        seq: of its last change.
        hash: of that change.
        backed_up_to: highest seq of the path that a backup of this notebook holds; 0 for none.
    """

    seq: int
    hash: str
    backed_up_to: int


def reaches(connection: Connection, chain: int, backed_up: int) -> tuple[Reach, ...]:
    """Return the paths of one chain that are held without a hole, the longest first.

    Args:
        connection: an open transaction.
        chain: its number in this notebook.
        backed_up: highest number of a change that a backup holds.
    """
    if _is_forked(connection, chain):
        return _of_forked(connection, chain, backed_up)
    own = change_table.c.chain == chain
    count, last = connection.execute(select(func.count(), func.max(change_table.c.seq)).where(own)).one()
    if not count:
        return ()
    if count != last:
        gaps = _holes(connection, chain)
        last = gaps[0][0] - 1
        if last == 0:
            return ()
    digest = connection.scalar(select(change_table.c.hash).where(own, change_table.c.seq == last))
    late = connection.scalar(
        select(func.min(change_table.c.seq)).where(own, change_table.c.seq <= last, change_table.c.number > backed_up)
    )
    return (Reach(last, str(digest), last if late is None else late - 1),)


def gaps_of(connection: Connection, chain: int, chain_id: str) -> tuple[Gap, ...]:
    """Return what is missing of a chain below what is held of it.

    Args:
        connection: an open transaction.
        chain: its number in this notebook.
        chain_id: its id.
    """
    return tuple(
        Gap(chain_id, first, last, _made_at(connection, chain, first - 1), _made_at(connection, chain, last + 1))
        for first, last in _holes(connection, chain)
    )


def note_forks(connection: Connection, changes: Iterable[Change]) -> None:
    """Note the chains of which a change that comes in follows on another change than the one that is held here.

    Two changes of one place are noticed when they are taken in; this sees a branch that begins behind a border.

    Args:
        connection: from a writing transaction, before the changes are taken in.
        changes: of one file.
    """
    numbers = {row.id: row.number for row in connection.execute(select(known_chain.c.id, known_chain.c.number))}
    coming = [change for change in changes if change.header.chain in numbers]
    places = {(numbers[change.header.chain], change.header.seq) for change in coming}
    borders = {(chain, seq + step) for chain, seq in places for step in (-1, 1)} - places
    held: dict[tuple[int, int], list[Change]] = {}
    columns = select(change_table.c.chain, change_table.c.seq, change_table.c.header)
    at_place = tuple_(change_table.c.chain, change_table.c.seq)
    for part in in_parts(sorted(borders)):
        for row in connection.execute(columns.where(at_place.in_(part))):
            held.setdefault((row.chain, row.seq), []).append(held_change(row.header, None))
    forked = set()
    for change in coming:
        header = change.header
        chain = numbers[header.chain]
        below, above = held.get((chain, header.seq - 1), ()), held.get((chain, header.seq + 1), ())
        if below and all(other.hash != header.before for other in below):
            forked.add(chain)
        if any(other.header.before != change.hash for other in above):
            forked.add(chain)
    known = set(connection.scalars(select(forked_chain.c.chain)))
    for chain in sorted(forked - known):
        connection.execute(forked_chain.insert(), {"chain": chain})


def forked_chains(connection: Connection) -> frozenset[int]:
    """Return the numbers of the chains that have two meanings."""
    return frozenset(connection.scalars(select(forked_chain.c.chain)))


def changes_on(connection: Connection, chain: int) -> list[tuple[int, Change]]:
    """Return number and header of every change that is held of a chain, by seq."""
    own = select(change_table.c.number, change_table.c.header).where(change_table.c.chain == chain)
    return [
        (row.number, held_change(row.header, None)) for row in connection.execute(own.order_by(change_table.c.seq))
    ]


def _is_forked(connection: Connection, chain: int) -> bool:
    return connection.scalar(select(forked_chain.c.chain).where(forked_chain.c.chain == chain)) is not None


def _of_forked(connection: Connection, chain: int, backed_up: int) -> tuple[Reach, ...]:
    """Walk every branch from its beginning; a branch that misses a change ends before it."""
    whole: dict[str, Reach] = {}
    continued: set[str] = set()
    for number, change in changes_on(connection, chain):
        header = change.header
        before = None if header.before is None else whole.get(header.before)
        if header.seq > 1 and (before is None or before.seq != header.seq - 1):
            continue
        backed = before.backed_up_to if before is not None else 0
        if number <= backed_up and backed == header.seq - 1:
            backed = header.seq
        whole[change.hash] = Reach(header.seq, change.hash, backed)
        if header.before is not None:
            continued.add(header.before)
    tips = [reach for digest, reach in whole.items() if digest not in continued]
    return tuple(sorted(tips, key=lambda reach: (-reach.seq, reach.hash))[:MOST_BRANCHES])


def _holes(connection: Connection, chain: int) -> list[tuple[int, int]]:
    """Return first and last seq of each hole below the highest seq that is held.

    Nearly always there is none, which counting shows in a tenth of the time: every file that comes asks this of the
    whole chain.
    """
    own = change_table.c.chain == chain
    count, last = connection.execute(select(func.count(), func.max(change_table.c.seq)).where(own)).one()
    if count == (last or 0) and not _is_forked(connection, chain):
        return []
    following = func.lead(change_table.c.seq).over(order_by=change_table.c.seq)
    held = select(change_table.c.seq, following.label("next")).where(change_table.c.chain == chain).subquery()
    rows = connection.execute(select(held.c.seq, held.c.next).where(held.c.next > held.c.seq + 1))
    holes = [(row.seq + 1, row.next - 1) for row in rows]
    lowest = connection.scalar(select(func.min(change_table.c.seq)).where(change_table.c.chain == chain))
    if lowest is not None and lowest > 1:
        holes.append((1, lowest - 1))
    return sorted(holes)


def _made_at(connection: Connection, chain: int, seq: int) -> datetime | None:
    """Return when the change of a place was made, by its writer's clock."""
    place = (change_table.c.chain == chain) & (change_table.c.seq == seq)
    header = connection.scalar(select(change_table.c.header).where(place).limit(1))
    return None if header is None else held_change(header, None).header.at
