"""Restoring: a notebook made from a backup is a new device with a new chain, and shows nobody who was erased since.

Everything is made in a folder of its own inside the home and moved into place at the end, as at a first run. The
backup is only read. What the office has not receipted is offered again; what it wrote meanwhile comes with its next
delivery, and until then no client is shown (``store.coming_back``).
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from store import migrations
from store.backup import BACKED_UP_NUMBER, backups_of
from store.engine import make_engine, one_state, only_reading, transaction
from store.engine import refusing as refusing_driver
from store.file_lock import FileLock
from store.files import make_folder, make_private, refusing, replace, sync_file, write_new
from store.home import SET_ASIDE, Home
from store.keys import slots
from store.keys.keys_file import read_file
from store.keys.process import harden
from store.notebook import DATABASE, WAITS_FOR, Identity, identity_within, put_setting
from store.outside import look_before_opening, require_ours
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change, setting
from store.use_log import DELIVERY, SUCCESSION, Act, write_line

_BUILDING = "restore-"
_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class BackupSet:
    """A backup as it lies in a folder or on a stick.

    Attributes:
        notebook: the encrypted copy.
        keys: the keys file that opens it.
        erasures: the list of who was erased, where one lies there.
    """

    notebook: Path
    keys: Path
    erasures: Path


@dataclass(frozen=True)
class Restored:
    """What a backup held, as it was read.

    Attributes:
        counts: record type → how many stand.
        changes: how many changes are in the history.
        newest: when the last of them was made; None in an empty notebook.
        erased: how many clients the erasure list took out that the backup still had.
        unread_list: whether a list lay there that this notebook cannot believe: the next delivery brings one.
        waits_for: what must come before anything is shown; see ``store.use_log``.
    """

    counts: dict[str, int]
    changes: int
    newest: datetime | None
    erased: int
    unread_list: bool
    waits_for: str


def find_backup(path: Path) -> BackupSet:
    """Find the backup that a path means: a file, or the newest one in a folder, on a stick or in a home.

    Raises:
        Refusal: NO_BACKUP, MISSING_SLOT where its keys file is not beside it.
    """
    with refusing():
        if path.is_dir():
            # A home's own notebook is no backup of itself.
            others = [one for one in path.glob("reppu-*") if one.is_dir()]
            folders = [path / "backups", path, *sorted(others, key=_age, reverse=True)]
            found = next((file for folder in folders if (file := _newest_in(folder)) is not None), None)
        else:
            found = path if path.is_file() else None
        if found is None:
            raise Refusal(Reason.NO_BACKUP)
        beside = (found.parent / "keys.toml", found.parent.parent / "keys.toml")
        keys = next((one for one in beside if one.is_file()), None)
    if keys is None:
        raise Refusal(Reason.MISSING_SLOT)
    return BackupSet(found, keys, found.with_name("erasures.toml"))


def restore(home: Home, path: Path, passphrase: str, *, set_aside: bool = False) -> Restored:
    """Make a notebook from a backup, as a new device.

    Args:
        home: where; no notebook may stand there unless it is set aside.
        path: of the backup: a file, folder or stick. It is only read.
        passphrase: that opens it: the one of its own time, where the keys file is of that time.
        set_aside: put a notebook that stands there, a damaged one say, into a folder of its own; nothing is deleted.

    Raises:
        Refusal: NOTEBOOK_EXISTS; NO_BACKUP, DAMAGED_BACKUP, MISSING_SLOT, DAMAGED_SLOT, WRONG_PASSPHRASE,
            NEWER_SCHEMA; FULL_DISK …. Nothing was changed.
    """
    harden()
    found = find_backup(path)
    if home.has_notebook and not set_aside:
        raise Refusal(Reason.NOTEBOOK_EXISTS)
    make_folder(home.folder)
    lock = FileLock(home.lock)
    try:
        with building_in(home) as building:
            restored = build(building, found, passphrase, also=home.erasures)
            if home.has_notebook:
                put_aside(home)
            move_in(building, home)
    finally:
        lock.release()
    return restored


def practise(home: Home, path: Path, passphrase: str) -> Restored:
    """Restore a backup into a folder that is thrown away, read it through, and say what it held: the drill.

    Args:
        home: beside whose notebook, which stays as it is, the folder is made: nothing leaves the encrypted home.
        path: of the backup.
        passphrase: that opens it.

    Raises:
        Refusal: as ``restore``: then it could not have been restored.
    """
    harden()
    found = find_backup(path)
    make_folder(home.folder)
    with building_in(home) as building:
        return build(building, found, passphrase, also=home.erasures)


def build(building: Home, found: BackupSet, passphrase: str, *, also: Path) -> Restored:
    """Make a notebook from a backup in an empty folder; see ``restore``.

    Args:
        building: the folder.
        found: the backup.
        passphrase: that opens it.
        also: another erasure list, newer maybe than the one beside the backup.
    """
    with refusing():
        # Read and not copied: whatever lies on a stick under that name may be of any size.
        write_new(building.keys, read_file(found.keys).content)
        _copy(found.notebook, building.notebook)
    look_before_opening(building)
    opened = slots.open_slot(building, passphrase)
    require_whole(building.notebook, opened.key)
    return as_new_device(building, opened, (found.erasures, also))


def require_whole(path: Path, key: bytes) -> None:
    """Refuse a backup of which a single page is not as it was written.

    Raises:
        Refusal: DAMAGED_BACKUP.
    """
    try:
        with refusing_driver(path.parent), only_reading(path, key) as connection:
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None
            answers = connection.execute("PRAGMA integrity_check").fetchall()
    except Refusal as refusal:
        if refusal.reason is Reason.DAMAGED_NOTEBOOK:
            raise Refusal(Reason.DAMAGED_BACKUP) from None
        raise
    if damaged or answers != [("ok",)]:
        raise Refusal(Reason.DAMAGED_BACKUP)


def as_new_device(
    building: Home, opened: slots.Opened, lists: tuple[Path, ...], act: Act = Act.CAME_BACK
) -> Restored:
    """Let a copy of a notebook go on as a new device: with nobody who was erased since, and a chain of its own.

    Args:
        building: where the copy stands.
        opened: its key.
        lists: files that may say who was erased since.
        act: what the use log says of it.
    """
    engine = make_engine(building.notebook, opened.key)
    try:
        with refusing_driver(building.folder):
            require_ours(engine)
            migrations.migrate(engine, lambda: None)
            with transaction(engine) as connection:
                erased, unread, waits_for = _begin_again(connection, opened, building, lists, act)
            with one_state(engine) as connection:
                restored = _counted(connection, erased, unread, waits_for)
            with engine.connect() as raw:
                raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    finally:
        engine.dispose()
    with refusing():
        sync_file(building.notebook)
    return restored


def _begin_again(
    connection: Connection, opened: slots.Opened, building: Home, lists: tuple[Path, ...], act: Act
) -> tuple[int, bool, str]:
    from store.bundle.acknowledging import forget_deliveries
    from store.bundle.trusted import OFFICE, held_roster
    from store.rekeying import begin_new_chain

    identity = identity_within(connection, opened)
    if connection.scalar(select(setting.c.value).where(setting.c.name == DATABASE)) is not None:
        # The records, and the chain with them, are in the office's database; here are a worker's keys alone.
        return 0, False, ""
    # First of all: where the office already holds later lines, the first that differs says why.
    write_line(connection, identity, act)
    enrolled = held_roster(connection, practice=identity.practice) is not None
    erased, unread = _apply_lists(connection, identity, building, lists)
    waits_for = "" if not enrolled else SUCCESSION if identity.role == OFFICE else DELIVERY
    if waits_for != SUCCESSION:
        # An office goes on with new keys and a chain that its root names (``store.rekeying.succeed_office``).
        begin_new_chain(connection, identity)
        forget_deliveries(connection)
    put_setting(connection, WAITS_FOR, waits_for)
    put_setting(connection, BACKED_UP_NUMBER, "0")
    return erased, unread, waits_for


def _apply_lists(
    connection: Connection, identity: Identity, building: Home, lists: tuple[Path, ...]
) -> tuple[int, bool]:
    from store.bundle.erasure_lists import apply_list, load_list, read_list

    erased, unread, most = 0, False, -1
    for path in lists:
        data = load_list(path)
        if data is None:
            continue
        try:
            listed = read_list(connection, identity, data)
        except Refusal:
            unread = True
            continue
        erased += apply_list(connection, identity, listed)
        if len(listed.erased) > most:
            most = len(listed.erased)
            with refusing():
                building.erasures.write_bytes(data)
    return erased, unread


def _counted(connection: Connection, erased: int, unread: bool, waits_for: str) -> Restored:
    from store.held import held_change

    counts = {}
    for name, record_type in RECORD_TYPES.items():
        if not record_type.declared.internal:
            standing = record_type.table.c.removed.is_(False)
            counts[name] = connection.scalar(select(func.count()).select_from(record_type.table).where(standing)) or 0
    changes = connection.scalar(select(func.count()).select_from(change)) or 0
    headers = connection.scalars(select(change.c.header).order_by(change.c.number.desc()).limit(50)).all()
    moments = [held_change(header, None).header for header in headers]
    newest = max((one.at for one in moments if one.record != "chain"), default=None)
    return Restored(counts, changes, newest, erased, unread, waits_for)


def _newest_in(folder: Path) -> Path | None:
    if (folder / "notebook.db").is_file():
        return folder / "notebook.db"
    backups = backups_of(Home(folder.parent)) if folder.name == "backups" else []
    return backups[-1] if backups else None


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _copy(source: Path, target: Path) -> None:
    make_private(target)
    with source.open("rb") as read, target.open("wb") as write:
        shutil.copyfileobj(read, write, _AT_ONCE)


@contextmanager
def building_in(home: Home) -> Iterator[Home]:
    """Give a folder of its own inside the home, gone afterwards whatever happens."""
    with refusing():
        for left in home.folder.glob(f"{_BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)
    building = Home(home.folder / f"{_BUILDING}{secrets.token_hex(6)}")
    try:
        make_folder(building.folder)
        yield building
    finally:
        shutil.rmtree(building.folder, ignore_errors=True)


def put_aside(home: Home) -> Path:
    """Put everything that belongs to the notebook that stands there into a folder of its own."""
    folder = home.folder / f"{SET_ASIDE}{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(4)}"
    make_folder(folder)
    with refusing():
        # The notebook first: without it beside them, the keys are those of nobody.
        for name in ("notebook.db", "notebook.db-wal", "notebook.db-shm", "keys.toml", "notebook.mark"):
            if (home.folder / name).exists():
                replace(home.folder / name, folder / name)
    return folder


def move_in(building: Home, home: Home) -> None:
    """Move list, keys and notebook to their places, the notebook last: from then on there is one."""
    with refusing():
        if building.erasures.exists():
            replace(building.erasures, home.erasures)
        replace(building.keys, home.keys)
        home.mark.unlink(missing_ok=True)
        replace(building.notebook, home.notebook)
