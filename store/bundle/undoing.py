"""Undoing a whole bundle: one change of the office that retracts what came by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.bundle.outcomes import ReceivedBundle

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.writing import Saved


def list_bundles(notebook: Notebook, limit: int) -> tuple[ReceivedBundle, ...]:
    """See `store.bundle.received_bundles`."""
    raise NotImplementedError


def retract_bundles(notebook: Notebook, numbers: Sequence[int], *, reason: str) -> Saved:
    """See `store.bundle.retract_bundle`."""
    raise NotImplementedError
