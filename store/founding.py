"""The first run of an office: its root on two sticks in two safes, and the notebook that the root vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.keys.passphrases import require_good
from store.keys.root import IDENTITY_FILE, KEY_FILE, create_root
from store.keys.slots import USUAL_COST, Cost
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook

FEWEST_STICKS = 2
"""A root on one stick is gone with it (DESIGN §5: two sticks, two safes)."""


def enough_sticks(folders: Sequence[Path]) -> bool:
    """Tell whether a root would stand in enough different folders."""
    return len({folder.expanduser().resolve() for folder in folders}) >= FEWEST_STICKS


def require_free_sticks(folders: Sequence[Path]) -> None:
    """Refuse folders on which no root can be made, before anybody is asked for a passphrase.

    Raises:
        Refusal: FOLDER_MISSING; FILE_EXISTS where a root stands already.
    """
    for folder in folders:
        if not folder.is_dir():
            raise Refusal(Reason.FOLDER_MISSING)
        if any((folder / name).exists() for name in (KEY_FILE, IDENTITY_FILE)):
            raise Refusal(Reason.FILE_EXISTS)


def create_office(
    home: Home,
    folders: Sequence[Path],
    *,
    name: str,
    language: str,
    passphrase: str,
    root_passphrase: str,
    cost: Cost = USUAL_COST,
) -> Notebook:
    """Make an office: the root on its sticks, then the notebook with the root's first roster; open it.

    The sticks come first: they fail more often, and a refusal must leave no notebook behind. Nor does it leave half
    a root: what was written to the sticks in this call is taken away again.

    Args:
        home: where the notebook will stand.
        folders: one on each stick, at least two different ones.
        name: of the worker, who gets the first slot.
        language: "fi", "sv" or "en".
        passphrase: of the worker.
        root_passphrase: of the root: another one, kept with the sticks or known to those who may open the safes.
        cost: of one try of the worker's passphrase; weaker than usual only where tests name it.

    Raises:
        Refusal: NOTEBOOK_EXISTS, GUESSABLE_PASSPHRASE, FOLDER_MISSING, FILE_EXISTS, what the disk or a stick said.
            Nothing was changed.
        ValueError: too few folders, or twice the same.
    """
    if not enough_sticks(folders):
        raise ValueError("an office needs two sticks")
    if home.has_notebook:
        raise Refusal(Reason.NOTEBOOK_EXISTS)
    for words in (passphrase, root_passphrase):
        require_good(words)
    require_free_sticks(folders)
    from store.bundle.trusting import found_office
    from store.first_run import create_notebook

    try:
        root = create_root(folders, root_passphrase)
        notebook = create_notebook(
            home, role="office", name=name, language=language, passphrase=passphrase, cost=cost
        )
    except BaseException:
        _clear(folders)
        raise
    try:
        found_office(notebook, root)
    except BaseException:
        notebook.close()
        raise
    return notebook


def _clear(folders: Sequence[Path]) -> None:
    """Take away the root that nothing was signed with; the folders were free before."""
    for folder in folders:
        for name in (KEY_FILE, IDENTITY_FILE):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
