"""Cloned laptops as the oracle sees them: which branch each save stands on, and who decided what."""

from __future__ import annotations

from collections.abc import Mapping

from store.history.change import Change
from store.history.reading import Reading, Why
from tests.simulation.device import Device
from tests.simulation.oracle import Oracle, Said, Seen
from tests.simulation.shapes import FORK_DECISION


def check_forks(oracle: Oracle, device: Device, reading: Reading, held: Mapping[str, Change]) -> None:
    """See to it that no place of a chain has two meanings unnoticed, and that decisions count everywhere.

    Raises:
        Seen: a fork has no alarm, a branch counts that nobody let count, or one that counts is kept aside.
    """
    forks = _forks(oracle)
    alarmed = {fork.chain for fork in reading.forks}
    evident = {chain for chain in forks if _evident(held, chain)}
    if evident - alarmed:
        raise Seen(f"{device.name} holds two meanings of one place and gives no alarm")
    if alarmed - evident:
        raise Seen(f"{device.name} gives a fork alarm where there is one meaning")
    decided = _decided(oracle, held)
    for name in held:
        said = oracle.by_name[name]
        why = reading.kept.get(name)
        if said.chain not in forks:
            if why is Why.FORK:
                raise Seen(f"{device.name} suspends a change of a chain without a fork: {said.story()}")
            continue
        roots = [(seq, digest) for seq, digest in _path(oracle, said) if seq in forks[said.chain]]
        open_roots = [root for root in roots if root[1] not in decided.get((said.chain, root[0]), {root[1]})]
        undecided = [root for root in roots if (said.chain, root[0]) not in decided]
        if why is not Why.FORK and why is not Why.ERASED:
            if open_roots:
                raise Seen(f"{device.name} lets a branch count that the office put aside: {said.story()}")
            if any(_both_held(oracle, held, digest) for _, digest in undecided):
                raise Seen(f"{device.name} lets a branch of an undecided fork count: {said.story()}")
        elif why is Why.FORK and not open_roots and not undecided and _path_held(oracle, held, said):
            raise Seen(f"{device.name} suspends a branch that the office let count: {said.story()}")


def _forks(oracle: Oracle) -> dict[str, set[int]]:
    """Return chain → places at which two machines wrote after the same change."""
    after: dict[tuple[str, str | None], set[str]] = {}
    for said in oracle.log:
        after.setdefault((said.chain, said.before), set()).add(said.hash)
    forks: dict[str, set[int]] = {}
    for (chain, _), hashes in after.items():
        if len(hashes) > 1:
            forks.setdefault(chain, set()).add(oracle.by_hash[min(hashes)].seq)
    return forks


def _evident(held: Mapping[str, Change], chain: str) -> bool:
    """Tell whether two meanings of one place show: both held, or a change that follows on another than the held."""
    meanings: dict[int, set[str]] = {}
    for change in held.values():
        if change.header.chain == chain:
            meanings.setdefault(change.header.seq, set()).add(change.hash)
            if change.header.before is not None:
                meanings.setdefault(change.header.seq - 1, set()).add(change.header.before)
    return any(len(hashes) > 1 for hashes in meanings.values())


def _decided(oracle: Oracle, held: Mapping[str, Change]) -> dict[tuple[str, int], set[str]]:
    decided: dict[tuple[str, int], set[str]] = {}
    for said in oracle.log:
        if said.record == FORK_DECISION and said.role == "office" and said.name in held:
            values = said.typed.set
            place = (str(values["chain"]), int(str(values["seq"])))
            decided.setdefault(place, set()).update(map(str, said.add["keep"]))
    return decided


def _path(oracle: Oracle, said: Said) -> list[tuple[int, str]]:
    path = []
    at: Said | None = said
    while at is not None:
        path.append((at.seq, at.hash))
        at = oracle.by_hash.get(at.before or "")
    return path


def _path_held(oracle: Oracle, held: Mapping[str, Change], said: Said) -> bool:
    return all(oracle.by_hash[digest].name in held for _, digest in _path(oracle, said))


def _both_held(oracle: Oracle, held: Mapping[str, Change], digest: str) -> bool:
    """Tell whether two changes that follow on one and the same are held: the same place on other branches is none."""
    root = oracle.by_hash[digest]
    return sum((s.chain, s.before) == (root.chain, root.before) and s.name in held for s in oracle.log) > 1
