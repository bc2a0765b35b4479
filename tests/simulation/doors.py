"""The doors of the house that the simulated devices go through; a planted fault stands in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store.history.change import Change
from store.history.consent import Permission, permissions
from store.history.ledger import Ledger
from store.history.reading import Known, Reading, read


@dataclass
class Doors:
    """The public functions of the history, as a device finds them.

    Attributes:
        read: a set of changes → the state.
        permissions: a state and a client → what may be told.
        ledger: makes an empty ledger.
        parents_when_opened: whether a form keeps the parents of the moment when it was opened (it must).
        erasures_before_restoring: whether a restore applies the erasure list first (it must).
        receipts_by_hash: whether a receipt covers only what leads up to the hash that it names (it must).
    """

    read: Callable[[Iterable[Change], Known], Reading] = read
    permissions: Callable[[Reading, str], tuple[Permission, ...]] = permissions
    ledger: Callable[[Known], Ledger] = Ledger
    parents_when_opened: bool = True
    erasures_before_restoring: bool = True
    receipts_by_hash: bool = True
