"""Rescuing: what of a damaged notebook can still be read and verified goes into a new one; the damaged one stays.

Only the truth is taken over: changes whose hash and digest hold, the use log, keys and settings. Rows, index and
whatever else is worked out from them is made again. What is lost is counted and said. Like a restored notebook it
goes on as a new device (``store.restoring``): something that others have may be missing here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Table, select

from store import migrations
from store.backup import kept_keys
from store.engine import make_engine, only_reading, transaction
from store.engine import refusing as refusing_driver
from store.file_lock import FileLock
from store.files import make_folder, make_private, refusing
from store.history.change import read_change
from store.home import Home
from store.keys import slots
from store.keys.process import harden
from store.migrations import declared
from store.refusal import Reason, Refusal
from store.restoring import Restored, as_new_device, building_in, move_in, put_aside
from store.schema import change, setting
from store.taking_in import rebuild
from store.use_log import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MADE_AGAIN = ("record_", "search_", "kept_change", "office_order", "forked_chain", "awaited_event")
_MOST_ROWS_A_PAGE = 64
_STEP = 256
"""Rows that are read at once; where one of their pages is damaged, the span is halved until it stands alone."""


@dataclass(frozen=True)
class Rescued:
    """What could be taken over.

    Attributes:
        restored: what the new notebook holds.
        lost: how many rows could not be read.
        altered: how many changes were read and are not as they were written; they are left out.
    """

    restored: Restored
    lost: int
    altered: int


def rescue(home: Home, passphrase: str, *, set_aside: bool = False) -> Rescued:
    """Take over what can be read of a damaged notebook.

    Args:
        home: where it stands.
        passphrase: that opens it; where its keys file is damaged, the copy that lies with the backups is tried.
        set_aside: let the new notebook take its place, and put the damaged one into a folder of its own. Without it
            this only says what could be rescued; nothing is changed.

    Raises:
        Refusal: NO_NOTEBOOK; WRONG_PASSPHRASE, MISSING_SLOT, DAMAGED_SLOT; NOTHING_TO_RESCUE: a backup is the way;
            FULL_DISK …. Nothing was changed.
    """
    harden()
    if not home.has_notebook:
        raise Refusal(Reason.NO_NOTEBOOK)
    lock = FileLock(home.lock)
    try:
        with building_in(home) as building:
            opened = _open_keys(home, building, passphrase)
            rescued = _take_over(home, building, opened)
            if set_aside:
                put_aside(home)
                move_in(building, home)
    finally:
        lock.release()
    return rescued


def _open_keys(home: Home, building: Home, passphrase: str) -> slots.Opened:
    """Open the notebook's own keys file, or where that is damaged the copy that lies with the backups."""
    refusal: Refusal | None = None
    for path in (home.keys, kept_keys(home)):
        with refusing():
            if not path.is_file():
                continue
            shutil.copyfile(path, building.keys)
        try:
            return slots.open_slot(building, passphrase)
        except Refusal as refused:
            refusal = refusal or refused
    raise refusal or Refusal(Reason.MISSING_SLOT)


def _take_over(home: Home, building: Home, opened: slots.Opened) -> Rescued:
    damaged = Home(building.folder / "damaged")
    make_folder(damaged.folder)
    with refusing():
        # A copy: opening a notebook alters its log.
        for ending in ("", "-wal"):
            source = home.notebook.with_name(home.notebook.name + ending)
            if source.exists():
                shutil.copyfile(source, damaged.notebook.with_name(damaged.notebook.name + ending))
        make_private(building.notebook)
    engine = make_engine(building.notebook, opened.key)
    try:
        with refusing_driver(building.folder):
            migrations.migrate(engine, lambda: None)
            with transaction(engine) as target:
                lost = _copy_all(damaged.notebook, opened.key, target)
                altered = _drop_altered(target)
                _require_identity(target)
            with transaction(engine) as target:
                rebuild(target, None)
    finally:
        engine.dispose()
    restored = as_new_device(building, opened, (home.erasures, home.backups / home.erasures.name), Act.RESCUED)
    shutil.rmtree(damaged.folder)
    return Rescued(restored, lost, altered)


def _copy_all(path: Path, key: bytes, target: Connection) -> int:
    """Copy every row that can be read of every table that holds truth; return how many could not."""
    lost = 0
    try:
        with only_reading(path, key) as source:
            for table in declared.every_table():
                if not table.name.startswith(_MADE_AGAIN):
                    lost += _copy_table(source, table, target)
    except driver.Error as error:
        raise Refusal(Reason.NOTHING_TO_RESCUE) from error
    return lost


def _copy_table(source: Any, table: Table, target: Connection) -> int:
    held = [row[1] for row in source.execute(f"PRAGMA table_info({table.name})").fetchall()]
    columns = [column.name for column in table.columns if column.name in held]
    if not columns:
        return 0
    named = ", ".join(f'"{name}"' for name in columns)
    into = f"INSERT OR IGNORE INTO {table.name} ({named}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    missing: list[int] = []
    highest = 0
    for rows, gone in _readable(source, f"SELECT rowid, {named} FROM {table.name}", _last_row(source, table.name)):  # noqa: S608
        missing += gone
        for row in rows:
            highest = max(highest, int(row[0]))
            target.exec_driver_sql(into, tuple(row[1:]))
    # Where the end of a table cannot be read, nobody knows how many rows stood there.
    return sum(number < highest for number in missing) + (bool(missing) and missing[-1] > highest)


def _last_row(source: Any, table: str) -> int:
    """Return the highest row number of a table; where its page is damaged, one that no table here can reach."""
    try:
        row = source.execute(f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()  # noqa: S608
    except driver.Error:
        pages = source.execute("PRAGMA page_count").fetchone()
        return int(pages[0]) * _MOST_ROWS_A_PAGE
    return 0 if row is None else int(row[0])


def _readable(source: Any, query: str, last: int) -> Iterator[tuple[list[Any], list[int]]]:
    """Yield the rows that can be read, span by span, and the numbers of those that cannot."""
    for first in range(1, last + 1, _STEP):
        spans = [(first, min(first + _STEP - 1, last))]
        while spans:
            low, high = spans.pop()
            try:
                yield source.execute(f"{query} WHERE rowid BETWEEN ? AND ?", (low, high)).fetchall(), []
            except driver.Error:
                if low == high:
                    yield [], [low]
                else:
                    middle = (low + high) // 2
                    spans += [(middle + 1, high), (low, middle)]


def _drop_altered(connection: Connection) -> int:
    """Leave out the changes that are not the ones that their hashes name."""
    altered = []
    rows = connection.execute(select(change.c.number, change.c.hash, change.c.seq))
    for number, digest, seq in rows.all():
        try:
            row = connection.execute(select(change.c.header, change.c.body).where(change.c.number == number)).one()
            held = read_change(row.header, row.body)
            whole = held.hash == digest and held.header.seq == seq
        except Exception:
            whole = False
        if not whole:
            altered.append(number)
    for number in altered:
        connection.execute(change.delete().where(change.c.number == number))
    return len(altered)


def _require_identity(connection: Connection) -> None:
    held = set(connection.scalars(select(setting.c.name)))
    if not {"notebook", "chain", "role", "practice"} <= held:
        raise Refusal(Reason.NOTHING_TO_RESCUE)
