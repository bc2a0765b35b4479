"""Receipts: what the office signs for, and what a laptop believes of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.outcomes import Received

if TYPE_CHECKING:
    from store.notebook import Notebook


def write_receipts(notebook: Notebook, received: Iterable[Received], folder: Path) -> tuple[Path, ...]:
    """See `store.bundle.answer`."""
    raise NotImplementedError
