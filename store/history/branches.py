"""Branches: what a chain means where a machine was copied and both copies went on writing.

A laptop holds other laptops' chains with holes, so a place of a chain may be known only from the change after it,
which names its hash. All that is said here is said of places that are held or named in that way, and where a hole
leaves open on which branch a change stands, it is kept aside rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.history.chain import Fork
from store.history.change import Change

Decided = Mapping[tuple[str, int], frozenset[str]]
"""(chain, seq) of a fork → the hashes whose branches count, as people decided."""

_Roots = frozenset[tuple[int, str]] | None
"""The fork places behind a change, with the hash on its own branch; None where a hole hides them."""


@dataclass
class _Chain:
    """The places of one chain: seq → hash → the hash before it, None where that is not known."""

    places: dict[int, dict[str, str | None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Hash → name, of the changes that are held."""

    def at(self, seq: int) -> Mapping[str, str | None]:
        return self.places.get(seq, {})

    def add(self, change: Change) -> None:
        header = change.header
        self.places.setdefault(header.seq, {})[change.hash] = header.before
        self.names[change.hash] = change.name
        if header.before is not None:
            self.places.setdefault(header.seq - 1, {}).setdefault(header.before, None)

    def anchored(self, seq: int) -> bool:
        """Tell whether all meanings of a place follow on one and the same change."""
        befores = set(self.at(seq).values())
        return len(befores) == 1 and (seq == 1 or None not in befores)

    def forks(self) -> list[int]:
        """Return the places at which branches part; above the first, only where that is certain."""
        found: list[int] = []
        for seq in sorted(seq for seq, here in self.places.items() if len(here) > 1):
            befores = [before for before in self.at(seq).values() if before is not None]
            parts_here = len(set(befores)) < len(befores) or (seq == 1)
            explained = len(befores) == len(self.at(seq)) and not parts_here
            if parts_here or (not explained and not found):
                found.append(seq)
        return found


class Branches:
    """The forks of a set of changes, and which branch each change stands on."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._chains: dict[str, _Chain] = {}
        for change in changes:
            self._chains.setdefault(change.header.chain, _Chain()).add(change)
        self._fork_places = {chain: found for chain, places in self._chains.items() if (found := places.forks())}
        self._roots: dict[tuple[str, frozenset[int]], dict[str, _Roots]] = {}

    @property
    def forks(self) -> tuple[Fork, ...]:
        """The places that have more than one meaning."""
        return tuple(
            Fork(chain, seq, tuple(sorted(self._chains[chain].at(seq))))
            for chain, found in sorted(self._fork_places.items())
            for seq in found
        )

    def suspended(self, change: Change, decided: Decided) -> bool:
        """Tell whether a change stands on a branch that nobody at the office has let count.

        A decision also counts where the branch that was put aside is the only one held here. A change whose
        branch a hole hides counts only where every known branch does.

        Args:
            change: any change of the set.
            decided: what the office decided.
        """
        chain = change.header.chain
        parting = frozenset(self._fork_places.get(chain, ())) | {seq for of, seq in decided if of == chain}
        if not parting:
            return False
        key = (chain, parting)
        if key not in self._roots:
            self._roots[key] = _find_roots(self._chains[chain], parting)
        roots = self._roots[key][change.hash]
        if roots is not None:
            return any(digest not in decided.get((chain, seq), frozenset()) for seq, digest in roots)
        below = [seq for seq in parting if seq < change.header.seq]
        return not all(self._all_count(chain, seq, decided) for seq in below)

    def stretch(self, chain: str, first: int, last: int, digest: str) -> frozenset[str]:
        """Return the names of the held changes from ``first`` to the change ``last`` of that hash, on its branch.

        Args:
            chain: the chain.
            first: first place, from 1.
            last: last place.
            digest: beginning of the hash of the change at the last place.
        """
        places = self._chains.get(chain, _Chain())
        at: str | None = next((h for h in places.at(last) if h.startswith(digest)), None)
        # Another meaning of the last place is held than the one that was named: the branches part at or below it.
        parted = last if at is None and places.at(last) else None
        certain = parted is None
        names = set()
        # By the places that there are, not by the numbers that a file names.
        for seq in sorted((seq for seq in places.places if first <= seq <= last), reverse=True):
            here = places.at(seq)
            if at not in here:
                at = next(iter(here)) if len(here) == 1 and certain else None
            if len(here) > 1:
                certain = places.anchored(seq)
            if at is not None:
                if at in places.names:
                    names.add(places.names[at])
                at = here[at]
        return frozenset(names)

    def _all_count(self, chain: str, seq: int, decided: Decided) -> bool:
        keep = decided.get((chain, seq), frozenset())
        return len(keep) > 1 and keep >= set(self._chains[chain].at(seq))


def _find_roots(chain: _Chain, parting: frozenset[int]) -> dict[str, _Roots]:
    """Walk a chain upwards and note for each change the places of parting behind it."""
    found: dict[str, _Roots] = {}
    lowest = min(parting)
    for seq in sorted(chain.places):
        for digest, before in chain.at(seq).items():
            roots: _Roots = frozenset()
            if before is not None and before in chain.at(seq - 1):
                roots = found[before]
            elif seq > lowest:
                roots = None
            if seq in parting and roots is not None:
                roots |= {(seq, digest)}
            found[digest] = roots
    return found
