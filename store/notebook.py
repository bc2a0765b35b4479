"""One open notebook: unlocked with a passphrase, held by one program, closed without a trace in clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, bindparam, func, select

from store import archives, backup, migrations, use_log
from store.engine import make_engine, one_state, refusing, transaction
from store.file_lock import FileLock
from store.home import Home
from store.joined import Joined
from store.keys import renewal, slots
from store.keys.process import harden
from store.mark import Mark, read_mark
from store.outside import look_before_opening, require_ours
from store.refusal import Reason, Refusal
from store.schema import change, secret, setting
from store.search_words import put_newest_first
from store.turns import Turns

DATABASE = "database"
"""Setting of an office worker's own file: where the merged records are, when they are not in it (DESIGN 5)."""

DATABASE_PASSWORD = "database_password"  # noqa: S105 - the name of a secret
"""Secret of an office worker's own file: what the server asks of their role, where it asks for a password."""

WAITS_FOR = "waits_for"
"""Setting of a notebook that was made from a backup; see ``store.use_log.DELIVERY``."""

OF_THE_WORKER = frozenset({DATABASE, "language", "idle_minutes"})
"""Settings that stay in a worker's own file, wherever the records are."""

_last_change = select(func.max(change.c.number))
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
        waits_for: what must come before anything of a notebook made from a backup is shown; usually nothing.
    """

    notebook: str
    chain: str
    worker: str
    role: str
    practice: bool
    waits_for: str = ""


class Notebook:
    """An open notebook. Reads may run in several threads while one thread writes.

    An office's records may be in a database that several workers share; keys and a worker's own settings never are.

    Attributes:
        written: how often anything was committed here: what was read since stands, unless records are shared.
        lost_lines: how many lines the use log had at the last save and has no more; usually none.
        turns: who writes now.

    Made by ``unlock``; closing it, or leaving its ``with`` block, lets go of the key. Copies of what was read stay
    in the memory of the process: whoever locks must end the process too (DESIGN §5).
    """

    def __init__(
        self, home: Home, engine: Engine, lock: FileLock, opened: slots.Opened, shared: Engine | None = None
    ) -> None:
        self.home = home
        self._own = engine
        self._engine = shared or engine
        self._lock = lock
        self._opened: slots.Opened | None = opened
        self.turns = Turns()
        self.joined = Joined()
        self.written = 0
        self.lost_lines = 0
        self.identity = read_identity(self._engine, opened)
        self._mark = Mark(home.mark)

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
                if not notebook.is_shared:
                    notebook.lost_lines = max(0, read_mark(home.mark) - use_log.head(connection)[0])
                use_log.write_line(connection, notebook.identity, use_log.Act.OPENED)
                archives.let_go_of_archives(connection, notebook.identity)
                pending = connection.scalar(_setting, {"name": backup.ERASED}) == "yes"
            if pending:
                notebook._finish_erasing()
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
        shared = None
        try:
            with refusing(home.folder):
                require_ours(engine)
                migrations.migrate(engine, lambda: backup.back_up(engine, home, opened.key))
                put_newest_first(engine)
                shared = _shared_by(engine)
                return cls(home, engine, lock, opened, shared)
        except BaseException:
            if shared is not None:
                shared.dispose()
            engine.dispose()
            lock.release()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the notebook, whatever is written meanwhile.

        Raises:
            Refusal: DAMAGED_NOTEBOOK, INPUT_OUTPUT_ERROR ….
        """
        if self.joined.connection is not None:
            yield self.joined.connection
        else:
            with refusing(self.home.folder), one_state(self._engine) as connection:
                yield connection

    @contextmanager
    def writing(self, *, wait: bool = True, many: bool = False) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, on the disk, when the block ends, or none of them.

        One thread writes at a time; others wait. Not to be nested, but where it is ``joined``.

        Args:
            wait: for another thread that writes now.
            many: thousands of rows will be written.

        Raises:
            Refusal: FULL_DISK, READ_ONLY_FOLDER, INPUT_OUTPUT_ERROR, DAMAGED_NOTEBOOK; DATABASE_BUSY,
                DATABASE_UNREACHABLE; nothing was changed.
            NotNowError: another thread writes, and nobody is to wait for it.
        """
        if self.joined.connection is not None:
            yield self.joined.connection
            return
        with self.turns.taken(wait=wait):
            with refusing(self.home.folder), transaction(self._engine, many=many) as connection:
                self._require_living_chain(connection)
                # Taken now: a connection that breaks meanwhile has none any more.
                info = connection.info
                try:
                    yield connection
                finally:
                    erased = info.pop(backup.ERASED, False)
                    line = info.pop(use_log.LAST_LINE, None)
            self.written += 1
            if line is not None and not self.is_shared:
                self._mark.put(line)
        if erased:
            self._finish_erasing()

    def _require_living_chain(self, connection: Connection) -> None:
        """Write nothing on a chain that another worker has ended meanwhile, with the office's new keys."""
        if self.is_shared and connection.scalar(_setting, {"name": "chain"}) not in (None, self.identity.chain):
            raise Refusal(Reason.STALE_KEYS)

    def _finish_erasing(self) -> None:
        """Let what was erased be gone from quarantine and backups too; what a full disk forbids waits for a start."""
        from store.finishing import finish_erasing

        with suppress(Refusal):
            finish_erasing(self)

    def setting(self, name: str) -> str | None:
        """Return a setting of this notebook, or None where it was never set."""
        with (self.reading_own if name in OF_THE_WORKER else self.reading)() as connection:
            return connection.scalar(_setting, {"name": name})

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        with (self.writing_own if name in OF_THE_WORKER else self.writing)() as connection:
            put_setting(connection, name, value)

    def secret(self, name: str) -> bytes | None:
        """Return a secret (``signing_key``: Ed25519 seed, ``age_identity``), or None."""
        with self.reading_own() as connection:
            return connection.scalar(_secret, {"name": name})

    def set_secret(self, name: str, value: bytes) -> None:
        """Keep a secret: it lives nowhere but in the worker's own file."""
        with self.writing_own() as connection:
            put_secret(connection, name, value)

    @property
    def own_engine(self) -> Engine:
        """The engine of the worker's own file."""
        return self._own

    @property
    def is_shared(self) -> bool:
        """Tell whether the records are in the office's database, and not in this file."""
        return self._engine is not self._own

    @contextmanager
    def reading_own(self) -> Iterator[Connection]:
        """Give a connection that reads the worker's own file, wherever the records are.

        Raises:
            Refusal: as ``reading``.
        """
        with refusing(self.home.folder), one_state(self._own) as connection:
            yield connection

    @contextmanager
    def writing_own(self) -> Iterator[Connection]:
        """Give a connection to the worker's own file, whose changes are all kept when the block ends, or none.

        Raises:
            Refusal: as ``writing``.
        """
        if not self.is_shared:
            with self.writing() as connection:
                yield connection
            return
        with self.turns.taken(), refusing(self.home.folder), transaction(self._own) as connection:
            yield connection

    def put_secrets(self, connection: Connection, values: Mapping[str, bytes]) -> None:
        """Keep secrets inside a transaction that does more: with it, or in the worker's own file before it ends.

        Args:
            connection: from ``writing``.
            values: name → secret.
        """
        if self.is_shared:
            from store.postgresql import own_keys

            own_keys.keep(self._own, values)
            return
        for name, value in values.items():
            put_secret(connection, name, value)

    def raw_key(self) -> bytes:
        """Return the key of the database, for the recovery slot and nothing else."""
        if self._opened is not None:
            return self._opened.key
        raise RuntimeError("the notebook is closed")

    def back_up(self, *, stopped: Callable[[], bool] = lambda: False) -> None:
        """Make an encrypted backup of this file in the home folder; who runs a shared database backs that up.

        Args:
            stopped: asked now and then whether it is still wanted.

        Raises:
            Refusal: FULL_DISK, READ_ONLY_FOLDER ….
            store.backup.StoppedError: it was not wanted any more.
        """
        with self.reading() as connection:
            held = connection.scalar(_last_change)
        with refusing(self.home.folder):
            backup.back_up(self._own, self.home, self.raw_key(), stopped=stopped)
        with self.writing() as connection:
            if not self.is_shared:
                # Who runs a shared database backs it up, and this program cannot tell how far.
                put_setting(connection, backup.BACKED_UP_NUMBER, str(held or 0))
            use_log.write_line(connection, self.identity, use_log.Act.BACKED_UP)

    def close(self) -> None:
        """Bring the write-ahead log home, let go of the key and of the lock. Twice is harmless."""
        if self._opened is None:
            return
        self._opened = None
        try:
            with self.turns.taken(), refusing(self.home.folder), self._own.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()
            self._own.dispose()
            self._mark.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _shared_by(own: Engine) -> Engine | None:
    """Return an engine over the database that a worker's file names, or None where the records are in the file.

    Raises:
        Refusal: DATABASE_UNREACHABLE, DATABASE_DENIED, DATABASE_ADDRESS, NO_DATABASE_DRIVER; FOREIGN_DATABASE where
            it does not hold the notebook that this file belongs to; STALE_KEYS; NEWER_SCHEMA.
    """
    with one_state(own) as connection:
        notebook = connection.scalar(_setting, {"name": "notebook"})
        address = connection.scalar(_setting, {"name": DATABASE})
        password = connection.scalar(_secret, {"name": DATABASE_PASSWORD})
    if address is None:
        return None
    from store.postgresql import own_keys, roles
    from store.postgresql.address import read_address
    from store.postgresql.engine import make_engine as make_shared

    shared = make_shared(read_address(address), None if password is None else password.decode())
    try:
        schema = migrations.schema_of(shared)
        if not schema:
            raise Refusal(Reason.FOREIGN_DATABASE)
        # Who runs the server backs it up before Reppu is renewed; a role without the right to migrate is denied.
        migrations.migrate(shared, lambda: None, roles.admit_again)
        with one_state(shared) as connection:
            if connection.scalar(_setting, {"name": "notebook"}) != notebook:
                raise Refusal(Reason.FOREIGN_DATABASE)
        own_keys.settle(own, shared)
    except BaseException:
        shared.dispose()
        raise
    return shared


def read_identity(engine: Engine, opened: slots.Opened) -> Identity:
    """Return whose notebook it is, as the notebook itself says.

    Raises:
        Refusal: DAMAGED_NOTEBOOK when it does not say; FOREIGN_FILE when the keys are another's.
    """
    with engine.connect() as connection:
        return identity_within(connection, opened)


def identity_within(connection: Connection, opened: slots.Opened) -> Identity:
    """Return whose notebook it is, inside a transaction that does more; see ``read_identity``."""
    values = {row.name: row.value for row in connection.execute(select(setting))}
    try:
        identity = Identity(
            notebook=values["notebook"],
            chain=values["chain"],
            worker=opened.worker,
            role=values["role"],
            practice=values["practice"] == "yes",
            waits_for=values.get(WAITS_FOR, ""),
        )
    except KeyError:
        raise Refusal(Reason.DAMAGED_NOTEBOOK) from None
    if identity.notebook != opened.notebook:
        raise Refusal(Reason.FOREIGN_FILE)
    return identity


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting, inside a transaction that does more."""
    _put(connection, setting, name, value)


def put_secret(connection: Connection, name: str, value: bytes) -> None:
    """Keep a secret, inside a transaction that does more."""
    _put(connection, secret, name, value)


def _put(connection: Connection, table: Table, name: str, value: str | bytes) -> None:
    if not connection.execute(table.update().where(table.c.name == name).values(value=value)).rowcount:
        connection.execute(table.insert().values(name=name, value=value))
