"""Receiving: files are verified and taken in, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.outcomes import Look, Received

if TYPE_CHECKING:
    from store.notebook import Notebook


def look_at_files(
    notebook: Notebook, paths: Sequence[Path], *, progress: Callable[[int, int], None]
) -> tuple[Look, ...]:
    """See `store.bundle.look_at`."""
    raise NotImplementedError


def receive_files(
    notebook: Notebook, paths: Sequence[Path], *, even_flood: bool, progress: Callable[[int, int], None]
) -> tuple[Received, ...]:
    """See `store.bundle.receive`."""
    raise NotImplementedError


def try_files_again(
    notebook: Notebook,
    numbers: Sequence[int] | None,
    *,
    even_flood: bool,
    progress: Callable[[int, int], None],
) -> tuple[Received, ...]:
    """See `store.bundle.try_again`."""
    raise NotImplementedError
