"""Quarantine: files that were refused, kept inside the notebook with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.bundle.outcomes import KeptChange, RefusedFile

if TYPE_CHECKING:
    from store.notebook import Notebook


def list_files(notebook: Notebook) -> tuple[RefusedFile, ...]:
    """See `store.bundle.refused_files`."""
    raise NotImplementedError


def discard_file(notebook: Notebook, number: int) -> None:
    """See `store.bundle.discard`."""
    raise NotImplementedError


def list_kept_changes(notebook: Notebook) -> tuple[KeptChange, ...]:
    """See `store.bundle.kept_changes`."""
    raise NotImplementedError
