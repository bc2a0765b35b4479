"""Chains: what one notebook wrote, in order and without holes; and the alarm when a chain has two meanings.

The same chain and seq with another hash is a cloned laptop. Both branches are kept apart until a person at the
office decides (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


class Branches:
    """The forks of a set of changes, and which branch each change stands on."""

    def __init__(self, changes: Iterable[Change]) -> None:
        chains: dict[str, dict[int, dict[str, Change]]] = {}
        for change in changes:
            chains.setdefault(change.header.chain, {}).setdefault(change.header.seq, {})[change.hash] = change
        self.forks: tuple[Fork, ...] = ()
        self._roots: dict[str, frozenset[tuple[int, str]] | None] = {}
        self._forked: dict[str, Mapping[int, Mapping[str, Change]]] = {}
        for chain, places in sorted(chains.items()):
            if any(len(here) > 1 for here in places.values()):
                self._forked[chain] = places
                self._follow(chain, places)

    def suspended(self, change: Change, decided: Mapping[tuple[str, int], frozenset[str]]) -> bool:
        """Tell whether a change stands on a branch that nobody at the office has let count yet.

        Args:
            change: any change of the set.
            decided: (chain, seq) of a fork → hashes whose branches count, as people decided.
        """
        if change.name not in self._roots:
            return False
        roots = self._roots[change.name]
        if roots is None:
            return True
        chain = change.header.chain
        return any(digest not in decided.get((chain, seq), frozenset()) for seq, digest in roots)

    def stretch(self, chain: str, first: int, last: int, digest: str) -> frozenset[str] | None:
        """Return the names of the changes from ``first`` to the change ``last`` with that hash, on its own branch.

        Args:
            chain: the chain.
            first: first place, from 1.
            last: last place.
            digest: beginning of the hash of the change at the last place.

        Returns:
            None where the chain has no fork: then the places alone say it.
        """
        if chain not in self._forked:
            return None
        places = self._forked[chain]
        names = set()
        here = [change for change in places.get(last, {}).values() if change.hash.startswith(digest)]
        while here and here[0].header.seq >= first:
            names.add(here[0].name)
            before = here[0].header.before
            below = places.get(here[0].header.seq - 1, {})
            here = [below[before]] if before is not None and before in below else []
        return frozenset(names)

    def _follow(self, chain: str, places: Mapping[int, Mapping[str, Change]]) -> None:
        """Walk one forked chain upwards and note the fork roots that each change has behind it."""
        forked_below = False
        roots_at: dict[str, frozenset[tuple[int, str]] | None] = {}
        for seq in sorted(places):
            here, below = places[seq], places.get(seq - 1, {})
            befores = [change.header.before for change in here.values()]
            explained = len(set(befores)) == len(befores) and all(b in below for b in befores)
            new_fork = len(here) > 1 and not explained
            for digest, change in here.items():
                before = change.header.before
                roots: frozenset[tuple[int, str]] | None = frozenset()
                if before in below:
                    roots = roots_at[before] if before is not None else frozenset()
                elif forked_below:
                    roots = None
                if new_fork and roots is not None:
                    roots = roots | {(seq, digest)}
                roots_at[digest] = roots
                if new_fork or roots is None or roots:
                    self._roots[change.name] = roots
            if new_fork:
                self.forks += (Fork(chain, seq, tuple(sorted(here))),)
                forked_below = True
