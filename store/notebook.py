"""One open notebook: unlocked with a passphrase, held by one program, closed without a trace in clear."""

from __future__ import annotations

import threading
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from store import backup, migrations, use_log
from store.engine import APPLICATION_ID, PAGE, make_engine, refusing, transaction
from store.file_lock import FileLock
from store.files import refusing as refusing_system
from store.home import Home
from store.keys import renewal, slots
from store.keys.process import harden
from store.refusal import Reason, Refusal
from store.schema import secret, setting

_PLAIN_SQLITE = b"SQLite format 3\x00"
_setting = select(setting.c.value).where(setting.c.name == bindparam("name"))
_secret = select(secret.c.value).where(secret.c.name == bindparam("name"))


@dataclass(frozen=True)
class Identity:
    """Whose notebook it is and who is at work.

    Attributes:
        notebook: id of the notebook.
        chain: id of the chain that it writes.
        worker: id of the worker whose passphrase opened it.
        role: "coach" or "office", pinned to the chain's key.
        practice: whether everything in it is invented.
    """

    notebook: str
    chain: str
    worker: str
    role: str
    practice: bool


class Notebook:
    """An open notebook. Reads may run in several threads while one thread writes.

    Attributes:
        identity: whose it is and who is at work.
        written: how often anything was committed. Inside ``writing()`` nobody else can: as long as it is the same
            there, what was read before is what stands.

    Made by ``unlock``; closing it, or leaving its ``with`` block, lets go of the key. Copies of what was read stay
    in the memory of the process: whoever locks must end the process too (DESIGN §5).
    """

    def __init__(self, home: Home, engine: Engine, lock: FileLock, opened: slots.Opened) -> None:
        self.home = home
        self._engine = engine
        self._lock = lock
        self._opened: slots.Opened | None = opened
        self._writer = threading.Lock()
        self._writing_thread: int | None = None
        self._together = threading.local()
        self.written = 0
        self.identity = read_identity(engine, opened)

    @classmethod
    def unlock(cls, home: Home, passphrase: str) -> Self:
        """Open the notebook of a home, migrating it first where this program is newer.

        Raises:
            Refusal: NO_NOTEBOOK, EMPTY_NOTEBOOK, FOREIGN_FILE, DAMAGED_NOTEBOOK, MISSING_SLOT, DAMAGED_SLOT,
                WRONG_PASSPHRASE, OPEN_ELSEWHERE, NEWER_SCHEMA, READ_ONLY_FOLDER, FULL_DISK. Nothing was changed.
        """
        harden()
        renewal.settle(home)
        look_before_opening(home)
        opened = slots.open_slot(home, passphrase)
        notebook = cls.open(home, opened)
        try:
            with notebook.writing() as connection:
                use_log.write_line(connection, notebook.identity, use_log.Act.OPENED)
        except BaseException:
            notebook.close()
            raise
        return notebook

    @classmethod
    def open(cls, home: Home, opened: slots.Opened) -> Self:
        """Open the notebook with its key; ``unlock`` is the way for people.

        Raises:
            Refusal: as ``unlock``.
        """
        lock = FileLock(home.lock)
        engine = make_engine(home.notebook, opened.key)
        try:
            with refusing(home.folder):
                _require_ours(engine)
                migrations.migrate(engine, lambda: backup.back_up(engine, home))
                return cls(home, engine, lock, opened)
        except BaseException:
            engine.dispose()
            lock.release()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the notebook, whatever is written meanwhile.

        Raises:
            Refusal: DAMAGED_NOTEBOOK, INPUT_OUTPUT_ERROR ….
        """
        joined = self._joined_here()
        if joined is not None:
            yield joined
            return
        with refusing(self.home.folder), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            # Leaving the block rolls back: a read has nothing to keep.
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, on the disk, when the block ends, or none of them.

        One thread writes at a time; others wait. Not to be nested, but in ``together()``, whose transaction it joins.

        Raises:
            Refusal: FULL_DISK, READ_ONLY_FOLDER, INPUT_OUTPUT_ERROR, DAMAGED_NOTEBOOK; nothing was changed.
        """
        joined = self._joined_here()
        if joined is not None:
            yield joined
            return
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("writing() inside writing()")
        with self._writer:
            self._writing_thread = threading.get_ident()
            try:
                with refusing(self.home.folder), transaction(self._engine) as connection:
                    yield connection
                self.written += 1
            finally:
                self._writing_thread = None

    @contextmanager
    def together(self, connection: Connection) -> Iterator[None]:
        """Let all that this thread reads in the block be one look, on one connection: see ``store.showing``.

        Args:
            connection: from ``reading()`` or ``writing()``; what asks for either in the block is given this one.
        """
        self._together.connection = connection
        try:
            yield
        finally:
            self._together.connection = None

    def _joined_here(self) -> Connection | None:
        joined: Connection | None = getattr(self._together, "connection", None)
        return joined

    def setting(self, name: str) -> str | None:
        """Return a setting of this notebook, or None where it was never set."""
        with self.reading() as connection:
            return connection.scalar(_setting, {"name": name})

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        with self.writing() as connection:
            put_setting(connection, name, value)

    def secret(self, name: str) -> bytes | None:
        """Return a secret (``signing_key``: Ed25519 seed, ``age_identity``), or None."""
        with self.reading() as connection:
            return connection.scalar(_secret, {"name": name})

    def set_secret(self, name: str, value: bytes) -> None:
        """Keep a secret: it lives nowhere but in the notebook."""
        with self.writing() as connection:
            put_secret(connection, name, value)

    def raw_key(self) -> bytes:
        """Return the key of the database, for the recovery slot and nothing else."""
        if self._opened is None:
            raise RuntimeError("the notebook is closed")
        return self._opened.key

    def back_up(self) -> None:
        """Make an encrypted backup in the home folder.

        Raises:
            Refusal: FULL_DISK, READ_ONLY_FOLDER ….
        """
        with refusing(self.home.folder):
            backup.back_up(self._engine, self.home)
        with self.writing() as connection:
            use_log.write_line(connection, self.identity, use_log.Act.BACKED_UP)

    def close(self) -> None:
        """Bring the write-ahead log home, let go of the key and of the lock. Twice is harmless."""
        if self._opened is None:
            return
        self._opened = None
        try:
            with refusing(self.home.folder), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_identity(engine: Engine, opened: slots.Opened) -> Identity:
    """Return whose notebook it is, as the notebook itself says.

    Raises:
        Refusal: DAMAGED_NOTEBOOK when it does not say; FOREIGN_FILE when the keys are another's.
    """
    with engine.connect() as connection:
        values = {row.name: row.value for row in connection.execute(select(setting))}
    try:
        identity = Identity(
            notebook=values["notebook"],
            chain=values["chain"],
            worker=opened.worker,
            role=values["role"],
            practice=values["practice"] == "yes",
        )
    except KeyError:
        raise Refusal(Reason.DAMAGED_NOTEBOOK) from None
    if identity.notebook != opened.notebook:
        raise Refusal(Reason.FOREIGN_FILE)
    return identity


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting, inside a transaction that does more."""
    row = insert(setting).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def put_secret(connection: Connection, name: str, value: bytes) -> None:
    """Keep a secret, inside a transaction that does more."""
    row = insert(secret).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def look_before_opening(home: Home) -> None:
    """Judge the file by its outside: SQLite would take an empty one for a new notebook and write into it.

    Raises:
        Refusal: NO_NOTEBOOK, EMPTY_NOTEBOOK, FOREIGN_FILE, DAMAGED_NOTEBOOK.
    """
    with refusing_system():
        if not home.notebook.exists():
            raise Refusal(Reason.NO_NOTEBOOK)
        size = home.notebook.stat().st_size
        with home.notebook.open("rb") as file:
            page = file.read(PAGE)
    if size == 0:
        raise Refusal(Reason.EMPTY_NOTEBOOK)
    if _is_foreign(page):
        raise Refusal(Reason.FOREIGN_FILE)
    if size % PAGE:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)


def _is_foreign(page: bytes) -> bool:
    """Tell whether a file's beginning was never a notebook's.

    An encrypted page cannot be told from chance. Chance is not UTF-8, and practically every byte value occurs in
    4 096 bytes of it; a text, a table or the head of a picture has far fewer. Nothing but zeros is a wiped page.
    """
    if not page.strip(b"\x00"):
        return False
    with suppress(UnicodeDecodeError):
        # Not final: the page may end inside a letter.
        getincrementaldecoder("utf-8")().decode(page)
        return True
    return page.startswith(_PLAIN_SQLITE) or len(set(page)) < min(len(page) // 3, 200)


def _require_ours(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise Refusal(Reason.FOREIGN_FILE)
