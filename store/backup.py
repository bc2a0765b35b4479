"""Backups: encrypted copies of the notebook with the same key, made while it is in use."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from store.engine import refusing as refusing_driver
from store.files import PART, make_folder, make_private, refusing, replace, sync_file
from store.home import Home

KEPT = 3
"""How many backups stay in the home folder; the oldest goes when a new one is whole."""

BACKED_UP_NUMBER = "backed_up_number"
"""Setting: highest number of a change that the last backup holds: what a receipt may call backed up."""

_PATTERN = "notebook-[0-9]*.db"


def backups_of(home: Home) -> list[Path]:
    """Return the backups of a home, the oldest first."""
    return sorted(home.backups.glob(_PATTERN))


def back_up(engine: Engine, home: Home) -> Path:
    """Make a backup in the home folder and let go of those beyond the last three.

    ``VACUUM INTO`` copies a consistent state beside a busy writer and stays encrypted (FINDINGS). Opening a backup
    needs ``keys.toml`` of that time or its recovery slot.

    Raises:
        Refusal: FULL_DISK, READ_ONLY_FOLDER …; the earlier backups are as they were.
    """
    make_folder(home.backups)
    for left in home.backups.glob(f"*{PART}"):
        with suppress(OSError):
            left.unlink()
    target = home.backups / f"notebook-{_next_number(home):06}.db"
    copy_to(engine, target)
    with refusing():
        for old in backups_of(home)[:-KEPT]:
            old.unlink()
    return target


def copy_to(engine: Engine, target: Path) -> None:
    """Write an encrypted copy of the notebook, whole or not at all.

    Raises:
        Refusal: what the disk said.
    """
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PART}")
    try:
        with refusing_driver(target.parent), refusing():
            # The file is made first, so that nobody else may read even its size; SQLite takes an empty one.
            make_private(part)
            with engine.connect() as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
            sync_file(part)
            replace(part, target)
    finally:
        # A disk that can only be read any more keeps it; it is encrypted, and the next backup lets go of it.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _next_number(home: Home) -> int:
    backups = backups_of(home)
    return int(backups[-1].stem.split("-")[1]) + 1 if backups else 1
