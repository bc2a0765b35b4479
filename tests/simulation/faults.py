"""Faults planted one by one, to show that the simulation would see them.

Each is a set of doors in which one thing is done as a careless program would do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from unittest.mock import patch

from store.history import reading as reading_module
from store.history.branches import Branches, Decided
from store.history.chain import Fork
from store.history.change import Change
from store.history.consent import Permission, permissions
from store.history.ledger import Ledger, Taken
from store.history.reading import Known, Reading, read
from store.history.shape import Consent, Shape
from store.history.state import RecordState
from tests.simulation.doors import Doors


def _latest_wins(state: RecordState) -> RecordState:
    values = dict(state.values)
    for conflict in state.conflicts:
        latest = max(conflict.values, key=lambda live: (live.at, live.change)).value
        if isinstance(latest, Mapping):
            values |= latest
        elif latest is None:
            values.pop(conflict.unit, None)
        else:
            values[conflict.unit] = latest
    return replace(state, values=values, conflicts=())


def _clock_wins(changes: Iterable[Change], known: Known) -> Reading:
    """Of two values the one with the later clock stands."""
    reading = read(changes, known)
    return replace(reading, records={id: _latest_wins(state) for id, state in reading.records.items()})


def _split(shape: Shape) -> Shape:
    members = {name for group in shape.groups.values() for name in group}
    return replace(shape, fields=shape.fields | members, groups={})


def _groups_split(changes: Iterable[Change], known: Known) -> Reading:
    """Merge every field of a group by itself."""
    return read(changes, replace(known, shapes={name: _split(shape) for name, shape in known.shapes.items()}))


def _without_withdrawals(reading: Reading, forgotten: Callable[[Change], bool]) -> Reading:
    facts = reading.facts

    def stays(change: Change) -> bool:
        shape = facts.shapes.get(change.header.record)
        return shape is None or shape.consent is not Consent.WITHDRAWAL or not forgotten(change)

    changes = {client: tuple(filter(stays, of_client)) for client, of_client in facts.changes.items()}
    return replace(reading, facts=replace(facts, changes=changes))


def _withdrawal_ignored(reading: Reading, client: str) -> tuple[Permission, ...]:
    """Ask agreements only."""
    return permissions(_without_withdrawals(reading, lambda change: True), client)


def retraction_unwithdraws(reading: Reading, client: str) -> tuple[Permission, ...]:
    """Let the undoing of a bundle undo the withdrawals in it."""
    undone = reading.facts.retracted
    return permissions(_without_withdrawals(reading, lambda change: change.name in undone), client)


class _NoBranches(Branches):
    """Takes every change of a chain for one branch."""

    forks: tuple[Fork, ...] = ()

    def suspended(self, change: Change, decided: Decided) -> bool:
        """Let everything count."""
        return False


def _forks_merged(changes: Iterable[Change], known: Known) -> Reading:
    """Never notice that a chain has two meanings."""
    with patch.object(reading_module, "Branches", _NoBranches):
        return read(changes, known)


class _ForgetfulLedger(Ledger):
    """Erases what it holds when an erasure comes, and forgets the erasure afterwards."""

    def take(self, changes: Iterable[Change]) -> Taken:
        coming = tuple(changes)
        had = {change.name for change in self.changes()}
        taken = super().take(coming)
        for change in coming:
            key = (change.header.chain, change.header.seq, change.hash)
            if change.name not in had:
                self._held[key] = change
        return taken


class _SkippingLedger(Ledger):
    """Receipts the highest place that it has seen, whatever is missing below."""

    def contiguous(self, chain: str) -> tuple[int, str] | None:
        on_chain = self.chain(chain)
        return (on_chain[-1].header.seq, on_chain[-1].hash) if on_chain else None


FAULTS: Mapping[str, Callable[[], Doors]] = {
    "parents_at_saving": lambda: Doors(parents_when_opened=False),
    "clock_wins": lambda: Doors(read=_clock_wins),
    "withdrawal_ignored": lambda: Doors(permissions=_withdrawal_ignored),
    "group_split": lambda: Doors(read=_groups_split),
    "erasure_forgotten": lambda: Doors(ledger=_ForgetfulLedger),
    "restored_before_erasing": lambda: Doors(erasures_before_restoring=False),
    "receipt_by_place": lambda: Doors(receipts_by_hash=False),
    "gap_skipped": lambda: Doors(ledger=_SkippingLedger),
    "retract_unwithdraws": lambda: Doors(permissions=retraction_unwithdraws),
    "fork_merged": lambda: Doors(read=_forks_merged),
}
"""Name of a fault → doors with that fault."""
