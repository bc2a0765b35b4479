"""Sticks: the removable media that stand in this machine now, found by looking where each system puts them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.notebook import Notebook

SWAP_FOLDER = "swap_folder"
"""Setting: the stick or folder of the last *Vie ja hae*. It stays inside the notebook: a path may name somebody."""

_REMOVABLE = 2
"""What Windows calls a drive that can be taken out."""


def sticks() -> tuple[Path, ...]:
    """Return the folders of the sticks that stand in this machine, by name; none where none can be found."""
    if sys.platform == "win32":
        return _drives()
    if sys.platform == "darwin":
        return mounted_below((Path("/Volumes"),))
    roots = [Path("/media"), Path("/run/media"), Path("/mnt")]
    with suppress(OSError, KeyError):
        roots += [root / getuser() for root in roots[:2]]
    return mounted_below(roots)


def mounted_below(roots: Iterable[Path], is_mount: Callable[[Path], bool] = os.path.ismount) -> tuple[Path, ...]:
    """Return the folders right below some others on which a medium is mounted.

    Args:
        roots: where the system puts media; those that are not there or may not be read are left out.
        is_mount: tells whether a medium is mounted on a folder.
    """
    found: list[Path] = []
    for root in roots:
        with suppress(OSError):
            # A link is the machine's own disk (macOS), not a stick.
            found += [one for one in root.iterdir() if one.is_dir() and not one.is_symlink() and is_mount(one)]
    return tuple(sorted(found))


def swap_folder(notebook: Notebook) -> Path | None:
    """Return the stick or folder of the last *Vie ja hae*, whether it is there now or not; None before the first."""
    held = notebook.setting(SWAP_FOLDER)
    return Path(held) if held else None


def remember_swap_folder(notebook: Notebook, folder: Path) -> None:
    """Remember the stick or folder for the next time, inside the notebook."""
    notebook.set_setting(SWAP_FOLDER, str(folder))


def _drives() -> tuple[Path, ...]:
    if sys.platform != "win32":
        return ()
    import ctypes

    kernel = ctypes.windll.kernel32
    letters = [chr(ord("A") + place) for place in range(26) if kernel.GetLogicalDrives() >> place & 1]
    roots = [f"{letter}:\\" for letter in letters]
    return tuple(Path(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE)
