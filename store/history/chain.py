"""Chains: what one notebook wrote, in order and without holes; and the alarm when a chain has two meanings.

The same chain and seq with another hash is a cloned laptop. Both branches are kept apart until a person at the
office decides (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.history.change import Change, digest_of


@dataclass(frozen=True)
class Fork:
    """A place of a chain that has more than one meaning.

    Attributes:
        chain: the chain.
        seq: the first place at which the branches differ, as far as it is held.
        hashes: the hash of each branch's change at that place, sorted.
    """

    chain: str
    seq: int
    hashes: tuple[str, ...]


def verify_chain(changes: Iterable[Change]) -> None:
    """Hold every link of one chain: places from 1, each naming the one before, bodies as the headers name them.

    Both branches of a fork are followed.

    Raises:
        ValueError: at the first broken link; the text names the place.
    """
    by_place: dict[int, dict[str, Change]] = {}
    for change in changes:
        by_place.setdefault(change.header.seq, {})[change.hash] = change
    for seq, here in sorted(by_place.items()):
        for change in here.values():
            before = change.header.before
            if seq == 1 and before is not None:
                raise ValueError("change 1 names a change before it")
            if seq > 1 and before not in by_place.get(seq - 1, {}):
                raise ValueError(f"change {seq} does not follow on a change {seq - 1} that is held")
            if change.body_text is not None and digest_of(change.body_text) != change.header.digest:
                raise ValueError(f"the body of change {seq} is not the one that its header names")


def contiguous(changes: Iterable[Change]) -> tuple[int, str] | None:
    """Return the highest place of one chain that is held without a gap and without a fork, and its hash.

    This is all that a receipt may claim.
    """
    by_place: dict[int, list[Change]] = {}
    for change in changes:
        by_place.setdefault(change.header.seq, []).append(change)
    reached: tuple[int, str] | None = None
    seq = 1
    while len({change.hash for change in by_place.get(seq, ())}) == 1:
        change = by_place[seq][0]
        if change.header.before != (reached[1] if reached else None):
            break
        reached = (seq, change.hash)
        seq += 1
    return reached
