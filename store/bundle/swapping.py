"""*Vie ja hae*: one act that takes in what is for us on a stick or in a folder, and writes what is due (USERS 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.exporting import Exported
from store.bundle.outcomes import Outcome, Received
from store.bundle.states import Standing

if TYPE_CHECKING:
    from store.notebook import Notebook


@dataclass(frozen=True)
class Swapped:
    """What one *Vie ja hae* did.

    Attributes:
        received: what became of each file in the folder that was for us; others are only counted.
        others: how many files are for somebody else, or our own, and were left as they are.
        exported: what a laptop wrote; None at the office, or where nothing was due.
        receipts: the receipts that the office wrote.
        deliveries: the deliveries that the office wrote.
        standing: where everything stands now: the closing sentence.
    """

    received: tuple[Received, ...]
    others: int
    exported: Exported | None
    receipts: tuple[Path, ...]
    deliveries: tuple[Path, ...]
    standing: Standing

    @property
    def refused(self) -> tuple[Received, ...]:
        """The files that went to quarantine."""
        return tuple(one for one in self.received if one.outcome in (Outcome.REFUSED, Outcome.WAITING))


def swap_folder(notebook: Notebook, folder: Path, *, progress: Callable[[int, int], None]) -> Swapped:
    """Take in what is for us and write what is due; see `store.bundle.swap`."""
    raise NotImplementedError
