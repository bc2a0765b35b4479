"""When backups are made and where they lie: in the home folder, on the stick where the user wishes, in a folder."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from store.backup import BEFORE_ERASURE, ON_STICKS, backups_of
from store.files import PART, make_folder, make_private, refusing, replace, sync_file, write_new
from store.keys import slots
from store.refusal import Reason, Refusal
from store.sticks import sticks

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook

ON_STICK = "backup_on_stick"
"""Setting: "yes" where *Vie ja hae* also puts a backup on the stick. Those on a stolen laptop help nobody."""

EVERY = timedelta(hours=20)
"""A working day begins with yesterday's backup at the oldest."""

_FOLDER = "reppu-"
_OWN_FOLDER = re.compile(rf"{_FOLDER}[0-9a-f]{{12}}")
_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class HeldBackup:
    """One backup.

    Attributes:
        path: the file.
        at: when it was made, UTC, as the file says.
        size: bytes.
    """

    path: Path
    at: datetime
    size: int


def held_backups(home: Home) -> tuple[HeldBackup, ...]:
    """Return the backups in the home folder, the newest first.

    Raises:
        Refusal: what the disk said.
    """
    with refusing():
        found = [(path, path.stat()) for path in reversed(backups_of(home))]
    return tuple(HeldBackup(path, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size) for path, stat in found)


def is_due(home: Home, now: datetime) -> bool:
    """Tell whether the newest backup is too old, or dated into the future by a clock that was wrong."""
    newest = next(iter(held_backups(home)), None)
    return newest is None or not timedelta() <= now - newest.at < EVERY


def back_up_when_due(notebook: Notebook, now: datetime, *, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Make a backup if it is time; return whether one was made. For the work behind the screen.

    Raises:
        Refusal: FULL_DISK …; the earlier ones stand.
        store.backup.StoppedError: it was not wanted any more.
    """
    if notebook.is_shared or not is_due(notebook.home, now):
        return False
    notebook.back_up(stopped=stopped)
    return True


def write_backup(notebook: Notebook, folder: Path) -> tuple[Path, ...]:
    """Make a backup and put it into a folder, with the keys file and the erasure list; return the files.

    Raises:
        Refusal: FOLDER_MISSING; FILE_EXISTS: there lies one already, and it is left as it is; what the disk said.
    """
    home = notebook.home
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    targets = tuple(folder / path.name for path in (home.notebook, home.keys, home.erasures))
    if any(target.exists() for target in targets):
        raise Refusal(Reason.FILE_EXISTS)
    notebook.back_up()
    # The notebook last: where it stands, everything that opens it stands too.
    for source, target in ((home.erasures, targets[2]), (home.keys, targets[1])):
        with refusing():
            content = source.read_bytes() if source.exists() else None
        if content is not None:
            write_new(target, content)
    _copy(backups_of(home)[-1], targets[0])
    return tuple(target for target in targets if target.exists())


def wants_stick(notebook: Notebook) -> bool:
    """Tell whether the user wishes a backup on the stick."""
    return notebook.setting(ON_STICK) == "yes"


def wish_stick(notebook: Notebook, wished: bool) -> None:
    """Keep whether the user wishes a backup on the stick."""
    notebook.set_setting(ON_STICK, "yes" if wished else "no")


def back_up_beside(notebook: Notebook, folder: Path) -> bool:
    """Put a backup on the stick on which *Vie ja hae* was just done, where the user wishes it.

    A shared folder is no stick: what lies there others may copy, and it is not in anybody's drawer.

    Args:
        notebook: an open notebook.
        folder: where was swapped.

    Returns:
        Whether a backup was put there.

    Raises:
        Refusal: FULL_DISK, READ_ONLY_FOLDER …; the one of before stands.
    """
    if notebook.is_shared:
        return False
    replace_on_sticks(notebook)
    if not wants_stick(notebook):
        return False
    place = folder.absolute()
    stick = next((one for one in sticks() if one == place or one in place.parents), None)
    if stick is None:
        return False
    write_to_stick(notebook, stick)
    return True


def write_to_stick(notebook: Notebook, stick: Path) -> Path:
    """Put a fresh backup on a stick, whole, and then let go of the one that this notebook had there before.

    Backups of other notebooks on the same stick stay. The name says nothing of whose it is.

    Args:
        notebook: an open notebook with its own records.
        stick: folder of the stick.

    Returns:
        The folder of the backup.

    Raises:
        Refusal: FULL_DISK, STICK_FAILED …; the one of before stands.
    """
    before = [path for path in sorted(stick.glob(f"{_FOLDER}*")) if _is_ours(notebook, path)]
    folder = stick / f"{_FOLDER}{secrets.token_hex(6)}"
    # Noted first: a backup that nobody knows of would outlive whoever is erased.
    _note(notebook, folder.name)
    try:
        make_folder(folder)
        write_backup(notebook, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        _forget(notebook, {folder.name})
        raise
    for old in before:
        _let_go(notebook, old)
    return folder


def replace_on_sticks(notebook: Notebook) -> None:
    """Let go of the backups on the sticks in this machine that hold somebody who was erased since; quick without any.

    A fresh one takes their place where the user wishes one on the stick. Where a stick is full or fails, the old ones
    go all the same if they can; what cannot go stays noted, and is tried again.

    Args:
        notebook: an open notebook.
    """
    names = _names(notebook, BEFORE_ERASURE)
    if notebook.is_shared or not names:
        return
    for stick in sticks():
        held = [stick / name for name in names if _is_ours(notebook, stick / name)]
        if held and wants_stick(notebook):
            with suppress(Refusal):
                write_to_stick(notebook, stick)
        for old in held:
            with suppress(Refusal):
                _let_go(notebook, old)


def before_erasure(notebook: Notebook) -> int:
    """Return how many backups on sticks that are elsewhere still hold somebody who was erased since."""
    return len(_names(notebook, BEFORE_ERASURE))


def forget_sticks(notebook: Notebook) -> None:
    """Forget those backups: a person says that the stick is no more."""
    _forget(notebook, _names(notebook, BEFORE_ERASURE))


def _names(notebook: Notebook, setting: str) -> set[str]:
    return set((notebook.setting(setting) or "").split())


def _note(notebook: Notebook, name: str) -> None:
    notebook.set_setting(ON_STICKS, " ".join(sorted({*_names(notebook, ON_STICKS), name})))


def _forget(notebook: Notebook, names: set[str]) -> None:
    for setting in (ON_STICKS, BEFORE_ERASURE):
        noted = _names(notebook, setting)
        if noted & names:
            notebook.set_setting(setting, " ".join(sorted(noted - names)))


def _is_ours(notebook: Notebook, folder: Path) -> bool:
    """Tell whether this notebook made a folder: a name as it gives, not led elsewhere, with its own keys file."""
    from store.home import Home

    if not _OWN_FOLDER.fullmatch(folder.name) or folder.is_symlink():
        return False
    try:
        return slots.notebook_of(Home(folder)) == notebook.identity.notebook
    except Refusal:
        return False


def _let_go(notebook: Notebook, folder: Path) -> None:
    """Remove a backup from its stick, and note that it is gone."""
    _remove(notebook.home, folder)
    _forget(notebook, {folder.name})


def _remove(home: Home, folder: Path) -> None:
    """Remove the files of a backup; the folder goes too, unless somebody has put something else into it."""
    with refusing():
        for name in (home.notebook.name, home.erasures.name, home.keys.name):
            (folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()


def _copy(source: Path, target: Path) -> None:
    """Copy a large file, whole or not at all, and never over another."""
    part = target.with_name(target.name + PART)
    with refusing():
        if target.exists():
            raise Refusal(Reason.FILE_EXISTS)
        try:
            part.unlink(missing_ok=True)
            make_private(part)
            with source.open("rb") as read, part.open("wb") as write:
                shutil.copyfileobj(read, write, _AT_ONCE)
            sync_file(part)
            if not _same(source, part):
                raise Refusal(Reason.INPUT_OUTPUT_ERROR)
            replace(part, target)
        finally:
            part.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            left, right = first.read(_AT_ONCE), second.read(_AT_ONCE)
            if left != right:
                return False
            if not left:
                return True
