"""The bundle: one signed file that carries everything between a laptop and the office (BUNDLE.md).

The doors of this room. Each imports what it needs when it is called, so that a program's first frame waits for no
cryptography. The files behind them have other names than the doors, because a module that is imported takes its
name in this package.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.bundle.cards import WrittenCard
    from store.bundle.exporting import Exported
    from store.bundle.inspection import Inspection
    from store.bundle.trusting import Trusted
    from store.notebook import Notebook


def export(
    notebook: Notebook,
    folder: Path,
    *,
    everything: bool = False,
    progress: Callable[[int, int], None] = lambda done, all_parts: None,
) -> Exported:
    """Write bundles of all own changes that have no receipt; see `store.bundle.exporting`."""
    from store.bundle.exporting import export_changes

    return export_changes(notebook, folder, everything=everything, progress=progress)


def inspect(
    path: Path, *, signers: Path | None = None, identity: Path | None = None, notebook: Notebook | None = None
) -> Inspection:
    """Say who signed a file, for whom and what is in it; see `store.bundle.inspection`."""
    from store.bundle.inspection import inspect_bundle

    return inspect_bundle(path, signers=signers, identity=identity, notebook=notebook)


def unseal(path: Path, out: Path, identity: Path | None = None, *, notebook: Notebook | None = None) -> None:
    """Write what is inside a sealed bundle; see `store.bundle.opening`."""
    from store.bundle.opening import unseal_file

    unseal_file(path, out, identity, notebook=notebook)


def split(path: Path, folder: Path) -> tuple[Path, Path]:
    """Write payload and detached signature of an unsealed bundle; see `store.bundle.opening`."""
    from store.bundle.opening import split_file

    return split_file(path, folder)


def write_card(notebook: Notebook, path: Path) -> WrittenCard:
    """Write this notebook's card; see `store.bundle.cards`."""
    from store.bundle import cards

    return cards.write_card(notebook, path)


def trust(notebook: Notebook, path: Path, words: str) -> Trusted:
    """Accept a card whose six words were typed as heard; see `store.bundle.trusting`."""
    from store.bundle.trusting import trust_card

    return trust_card(notebook, path, words)


def signers(notebook: Notebook) -> str:
    """Return the trusted keys and this notebook's own as an OpenSSH `allowed_signers` file."""
    from store.bundle.trusted import listed_signers

    return listed_signers(notebook).text()
