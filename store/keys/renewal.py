"""A new raw key: after a recovery, or when somebody may have seen the old one.

A plain change of passphrase rewrites one slot and leaves the key: whoever has an older ``keys.toml`` and its
passphrase still opens the notebook. Here the whole notebook is written again under a new key, and the backups with
it. It is built in a folder of its own; then the notebook is moved into its place, then the keys. Wherever that is cut
off, ``settle`` finishes it or clears it away, and one passphrase opens one notebook at every moment.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from store.home import Home
from store.keys import slots
from store.refusal import Refusal

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def new_raw_key(
    home: Home, passphrase: str, *, new_passphrase: str | None = None, cost: slots.Cost = slots.USUAL_COST
) -> None:
    """Give a closed notebook a new raw key, and a new passphrase with it: both change, or neither does.

    Other workers' slots hold the old key, cannot be rewritten without their owners, and are given anew. The recovery
    slot of an enrolled notebook is sealed again, now to the new key: the office could not open it otherwise.

    Args:
        home: of the notebook; it must be closed.
        passphrase: of the worker who does it.
        new_passphrase: what opens it from now on; None keeps the passphrase.
        cost: of one try of the passphrase.

    Raises:
        Refusal: as ``Notebook.unlock``; GUESSABLE_PASSPHRASE; FULL_DISK when there is no room for a second copy. The
            old key and passphrase stay.
    """
    if new_passphrase is not None:
        from store.keys.passphrases import require_good

        require_good(new_passphrase)
    chosen = passphrase if new_passphrase is None else new_passphrase
    renew(home, lambda: slots.open_slot(home, passphrase), chosen, cost=cost)


def renew(
    home: Home, opening: Callable[[], slots.Opened], passphrase: str, *, cost: slots.Cost = slots.USUAL_COST
) -> None:
    """Give a closed notebook a new raw key and one slot; see ``new_raw_key``.

    Args:
        home: of the notebook; it must be closed.
        opening: gives the key that opens it now.
        passphrase: what opens it from now on; it was judged before.
        cost: of one try of the passphrase.
    """
    from store.engine import KEY_BYTES, make_engine, refusing
    from store.file_lock import FileLock
    from store.outside import look_before_opening

    fresh_key = secrets.token_bytes(KEY_BYTES)
    lock = FileLock(home.lock)
    try:
        _settle(home)
        look_before_opening(home)
        opened = opening()
        fresh = slots.Opened(fresh_key, opened.worker, opened.notebook)
        try:
            engine = make_engine(home.notebook, opened.key)
            try:
                with refusing(home.folder):
                    _copy(engine, home.renewal, fresh)
            finally:
                engine.dispose()
            recovery = _log(home.renewal, fresh)
            # After the notebook: keys without one beside them say that the notebook was already moved.
            slots.make_keys(
                home.renewal,
                notebook=fresh.notebook,
                worker=fresh.worker,
                key=fresh.key,
                passphrase=passphrase,
                cost=cost,
            )
            if recovery is not None:
                slots.set_recovery_slot(home.renewal, recovery)
            _switch_notebook(home)
        except BaseException:
            _settle(home)
            raise
        _settle(home)
        with suppress(Refusal):
            # The new key holds from here on: to say that nothing was changed would keep somebody out. There will be
            # other backups.
            _back_up(home, fresh)
    finally:
        lock.release()


def settle(home: Home) -> None:
    """Finish a renewal that was cut off after the notebook was moved, or clear away one that was cut off before.

    Raises:
        Refusal: OPEN_ELSEWHERE when another program is at it right now; or what the disk said.
    """
    if not home.renewal.folder.is_dir():
        return
    from store.file_lock import FileLock

    lock = FileLock(home.lock)
    try:
        _settle(home)
    finally:
        lock.release()


def _settle(home: Home) -> None:
    building = home.renewal
    if not building.folder.is_dir():
        return
    from store.backup import backups_of, kept_keys, remove_backups
    from store.files import refusing, replace, sync_folder

    with refusing():
        if building.notebook.exists():
            # The keys first: alone, they would mean that the notebook was moved.
            building.keys.unlink(missing_ok=True)
            sync_folder(building.folder)
        elif building.keys.exists():
            # Backups under the old key go first: when the keys have moved, nothing tells any more that they must.
            remove_backups(home, backups_of(home))
            kept_keys(home).unlink(missing_ok=True)
            replace(building.keys, home.keys)
        shutil.rmtree(building.folder)
        sync_folder(home.folder)


def _copy(engine: Engine, building: Home, fresh: slots.Opened) -> None:
    """Write the whole notebook again under the fresh key."""
    from store.files import make_folder, make_private, refusing

    make_folder(building.folder)
    with refusing():
        make_private(building.notebook)
    with engine.connect() as connection:
        numbers = [
            (name, int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()))
            for name in ("user_version", "application_id")
        ]
        connection.exec_driver_sql(
            "ATTACH DATABASE ? AS fresh KEY ?", (str(building.notebook), f"x'{fresh.key.hex()}'")
        )
        connection.exec_driver_sql("SELECT sqlcipher_export('fresh')").all()
        for name, number in numbers:
            connection.exec_driver_sql(f"PRAGMA fresh.{name} = {number}")
        connection.exec_driver_sql("DETACH DATABASE fresh")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _log(building: Home, fresh: slots.Opened) -> str | None:
    """Say in the new notebook's use log that it has a new key; by that it is also opened and read once.

    Returns:
        The recovery slot for the new key; None where no office is trusted.
    """
    from store.engine import make_engine, refusing, transaction
    from store.files import sync_file
    from store.notebook import read_identity
    from store.use_log import Act, write_line

    engine = make_engine(building.notebook, fresh.key)
    try:
        with refusing(building.folder):
            identity = read_identity(engine, fresh)
            with transaction(engine) as connection:
                write_line(connection, identity, Act.KEY_CHANGED)
                recovery = _recovery(connection, fresh, practice=identity.practice)
    finally:
        engine.dispose()
    sync_file(building.notebook)
    return recovery


def _recovery(connection: Connection, fresh: slots.Opened, *, practice: bool) -> str | None:
    from sqlalchemy import select

    from store.bundle.recovery import make_recovery
    from store.bundle.trusted import held_roster
    from store.schema import secret

    held = held_roster(connection, practice=practice)
    seed = connection.scalar(select(secret.c.value).where(secret.c.name == "signing_key"))
    if held is None or seed is None:
        return None
    return make_recovery(
        notebook=fresh.notebook,
        database_key=fresh.key,
        seed=seed,
        recipient=held.roster.root_recipient,
        practice=practice,
    )


def _switch_notebook(home: Home) -> None:
    from store.files import refusing, replace, sync_folder

    with refusing():
        replace(home.renewal.notebook, home.notebook)
        sync_folder(home.renewal.folder)


def _back_up(home: Home, fresh: slots.Opened) -> None:
    from store.backup import back_up
    from store.engine import make_engine

    engine = make_engine(home.notebook, fresh.key)
    try:
        back_up(engine, home, fresh.key)
    finally:
        engine.dispose()
