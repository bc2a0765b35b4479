"""Backups: encrypted copies of the notebook with the same key, made while it is in use and verified by opening."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from store.engine import APPLICATION_ID, only_reading
from store.engine import refusing as refusing_driver
from store.files import PART, make_folder, make_private, refusing, replace, sync_file, write_over
from store.home import Home
from store.refusal import Reason, Refusal

KEPT = 3
"""How many backups stay in the home folder; the oldest goes when a new one is whole."""

BACKED_UP_NUMBER = "backed_up_number"
"""Setting: highest number of a change that the last backup holds: what a receipt may call backed up."""

ERASED = "erased_since_backup"
"""Setting: "yes" from an erasure on until the backups made before it, and what quarantine holds of it, are gone."""

ON_STICKS = "backups_on_sticks"
"""Setting: names of the folders of backups that this notebook has put on sticks and not let go of."""

BEFORE_ERASURE = "stick_backups_before_erasure"
"""Setting: those of them that were made before somebody was erased, and hold them still."""

_NAME = re.compile(r"notebook-[0-9]{6,}\.db")
_STEPS = 100
"""Steps of the database's own machine between two looks whether a backup is still wanted."""


class StoppedError(Exception):
    """Nobody waits for this backup any more: nothing of it is left, and the earlier ones stand."""


def backups_of(home: Home) -> list[Path]:
    """Return the backups of a home, the oldest first."""
    return sorted(
        (path for path in home.backups.glob("notebook-*.db") if _NAME.fullmatch(path.name)), key=lambda one: one.stem
    )


def kept_keys(home: Home) -> Path:
    """Return where the copy of the keys file lies that goes with the backups."""
    return home.backups / home.keys.name


def back_up(engine: Engine, home: Home, key: bytes, *, stopped: Callable[[], bool] = lambda: False) -> Path:
    """Make a backup in the home folder and let go of those beyond the last three.

    ``VACUUM INTO`` copies a consistent state beside a busy writer and stays encrypted (FINDINGS). The keys file and
    the erasure list go with it: a notebook whose own keys file is damaged is opened with that copy.

    Args:
        engine: of the notebook.
        home: where.
        key: of the notebook: the copy is opened with it before it counts.
        stopped: asked now and then; when it says yes, nothing of the backup is left.

    Raises:
        Refusal: FULL_DISK, READ_ONLY_FOLDER …; the earlier backups are as they were.
        StoppedError: it was not wanted any more.
    """
    make_folder(home.backups)
    _clear_left_over(home)
    target = home.backups / f"notebook-{_next_number(home):06}.db"
    copy_to(engine, target, key, stopped=stopped)
    copy_beside(home, home.backups)
    remove_backups(home, backups_of(home)[:-KEPT])
    return target


def copy_beside(home: Home, folder: Path) -> None:
    """Put the keys file and the erasure list, as they are now, beside a backup.

    Raises:
        Refusal: what the disk said.
    """
    for source in (home.keys, home.erasures):
        with refusing():
            content = source.read_bytes() if source.exists() else None
        if content is not None:
            write_over(folder / source.name, content)


def remove_backups(home: Home, backups: Iterable[Path]) -> None:
    """Let go of backups.

    Raises:
        Refusal: what the disk said.
    """
    with refusing():
        for old in backups:
            old.unlink(missing_ok=True)


def copy_to(engine: Engine, target: Path, key: bytes, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Write an encrypted copy of the notebook, whole and verified by opening, or not at all.

    Args:
        engine: of the notebook.
        target: the file.
        key: that opens it.
        stopped: see ``back_up``.

    Raises:
        Refusal: what the disk said; INPUT_OUTPUT_ERROR where what was written cannot be read again.
        StoppedError: it was not wanted any more.
    """
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PART}")
    try:
        with refusing_driver(target.parent), refusing():
            # The file is made first, so that nobody else may read even its size; SQLite takes an empty one.
            make_private(part)
            with engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.set_progress_handler(lambda: 1 if stopped() else 0, _STEPS)
                try:
                    connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
                except Exception:
                    if stopped():
                        raise StoppedError from None
                    raise
                finally:
                    raw.set_progress_handler(None, 0)
            _require_whole(part, key)
            sync_file(part)
            replace(part, target)
    finally:
        # A disk that can only be read any more keeps it; it is encrypted, and the next backup lets go of it.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _require_whole(path: Path, key: bytes) -> None:
    """Open a copy and read every page of it.

    Raises:
        Refusal: INPUT_OUTPUT_ERROR: the disk gave back something else than was written.
    """
    with only_reading(path, key) as connection:
        ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None
        answers = connection.execute("PRAGMA quick_check").fetchall()
    if not ours or damaged or answers != [("ok",)]:
        raise Refusal(Reason.INPUT_OUTPUT_ERROR)


def _clear_left_over(home: Home) -> None:
    """Clear what a backup left that was cut off: it is encrypted, and of no use."""
    with refusing():
        for left in home.backups.glob(f"notebook-*{PART}*"):
            left.unlink(missing_ok=True)


def _next_number(home: Home) -> int:
    backups = backups_of(home)
    return int(backups[-1].stem.split("-")[1]) + 1 if backups else 1
