"""Connections to one SQLCipher file: raw key, pragmas, and driver errors as refusals.

The key goes to the driver through its own door, never through a URL, an SQL text or a log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from store.files import is_full
from store.refusal import Reason, Refusal

APPLICATION_ID = 0x52_65_70_50
"""``RepP`` in the head of every notebook; inside the encryption, so only the right key shows it."""

PAGE = 4096
"""Bytes a page: SQLCipher 4's own choice, so that any of its readers opens the notebook."""

KEY_BYTES = 32

SQLITE = "sqlite"
"""How SQLAlchemy calls the database of a laptop; the other one is the office's (``store.postgresql``)."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    # A visit may arrive before its employer: no foreign keys between records (DESIGN §3).
    "PRAGMA foreign_keys = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    # Kibibytes. The system has the file in its cache too; to decrypt a page again costs some microseconds.
    "PRAGMA cache_size = -1000",
)

BEFORE_KEY = (
    # First of all: otherwise the library prints its errors over the screen (FINDINGS).
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA cipher_memory_security = ON",
)
"""What is set on every connection before the key. The files are the same with and without."""

_SQLITE_READONLY, _SQLITE_IOERR, _SQLITE_CORRUPT, _SQLITE_FULL = 8, 10, 11, 13
_SQLITE_BUSY, _SQLITE_LOCKED, _SQLITE_CANTOPEN, _SQLITE_PERM, _SQLITE_NOTADB = 5, 6, 14, 3, 26

_REASONS = {
    _SQLITE_PERM: Reason.READ_ONLY_FOLDER,
    _SQLITE_BUSY: Reason.OPEN_ELSEWHERE,
    _SQLITE_LOCKED: Reason.OPEN_ELSEWHERE,
    _SQLITE_READONLY: Reason.READ_ONLY_FOLDER,
    _SQLITE_IOERR: Reason.INPUT_OUTPUT_ERROR,
    _SQLITE_CORRUPT: Reason.DAMAGED_NOTEBOOK,
    _SQLITE_FULL: Reason.FULL_DISK,
    _SQLITE_CANTOPEN: Reason.READ_ONLY_FOLDER,
    _SQLITE_NOTADB: Reason.DAMAGED_NOTEBOOK,
}

_REASONS_BY_TEXT = {
    "database or disk is full": Reason.FULL_DISK,
    "disk I/O error": Reason.INPUT_OUTPUT_ERROR,
    "attempt to write a readonly database": Reason.READ_ONLY_FOLDER,
    "database disk image is malformed": Reason.DAMAGED_NOTEBOOK,
    "unable to open database file": Reason.READ_ONLY_FOLDER,
}


_STATEMENTS, _FEWEST_STATEMENTS = 128, 5
"""How many statements a connection keeps prepared: usually, and the least that the driver lets one choose."""

_OFTEN = 100
"""More often than a bundle uses any statement one row at a time."""

_FOR_MANY = "connection_for_many_rows"
"""Option of an engine: what opens a connection that few statements are kept on."""


def connect(path: Path, key: bytes, statements: int = _STATEMENTS) -> Any:
    """Open one connection of the driver, keyed and set up; the file is made where there is none.

    Args:
        path: the SQLCipher file.
        key: 32 random bytes, used as they are.
        statements: how many stay prepared.

    Raises:
        sqlcipher3.dbapi2.Error: the file cannot be opened or is not one that this key opens.
    """
    connection = driver.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=5.0, cached_statements=statements
    )
    try:
        for pragma in BEFORE_KEY:
            connection.execute(pragma)
        connection.set_key(f"x'{key.hex()}'")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def only_reading(path: Path, key: bytes) -> Iterator[Any]:
    """Give a connection of the driver that alters nothing of a file, not even how it keeps its log.

    Args:
        path: a SQLCipher file that nobody has open: a backup, or one that is damaged.
        key: of that file.

    Raises:
        sqlcipher3.dbapi2.Error: the file cannot be opened or is not one that this key opens.
    """
    connection = driver.connect(str(path), isolation_level=None)
    try:
        for pragma in BEFORE_KEY:
            connection.execute(pragma)
        connection.set_key(f"x'{key.hex()}'")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        connection.close()


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine over one SQLCipher file. Transactions are begun by hand (``store.notebook``)."""

    def open_one() -> Any:
        return connect(path, key)

    return create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=open_one,
        poolclass=QueuePool,
        # The connection that was used last has the pages in its cache: it is given again. A second one stays for who
        # writes while somebody reads: to open one takes some twenty milliseconds. More are opened only where several
        # threads look at once.
        pool_use_lifo=True,
        pool_size=2,
        max_overflow=6,
        # What is bound to a statement is what a coach wrote: it is in no error text and no log.
        hide_parameters=True,
        execution_options={_FOR_MANY: partial(_connect_for_rows, path, key)},
    )


def _connect_for_rows(path: Path, key: bytes) -> Any:
    """Open a connection for a transaction that writes thousands of rows; see ``connect``.

    SQLite takes its small pieces of memory from a store of some forty places, and prepared statements hold on to
    them. Where all are held, each value of each row is memory of its own, which SQLCipher locks and wipes one by one:
    that was half of the time of receiving. The driver lets go first of what was used least often; so five
    statements that need next to nothing are used often here, and all others come and go.
    """
    connection = connect(path, key, _FEWEST_STATEMENTS)
    for number in range(_FEWEST_STATEMENTS):
        for _ in range(_OFTEN):
            connection.execute(f"SELECT {number}").fetchone()
    return connection


def _connected(engine: Engine, many: bool) -> Connection:
    """Return a connection of the pool, or one that is closed after the block, for many rows."""
    if not many:
        return engine.connect()
    alone = NullPool(engine.get_execution_options()[_FOR_MANY], dialect=engine.dialect)
    # Of the same engine: what it has compiled is not compiled again.
    return Connection(engine, connection=alone.connect())


def refusal_of(error: BaseException, folder: Path) -> Refusal | None:
    """Return the refusal that an error of the driver means, or None where the program itself is wrong.

    Args:
        error: what was raised, by the driver or by SQLAlchemy around it.
        folder: where the notebook stands: a full disk shows itself under several codes.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, driver.Error):
        return _refusal_of_the_office(original)
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    # A function of SQL (sqlcipher_export) hands on the text of what happened inside it, and not the code.
    reason = _REASONS.get(code) or _REASONS_BY_TEXT.get(str(original))
    if reason is None:
        return None
    if reason in {Reason.INPUT_OUTPUT_ERROR, Reason.READ_ONLY_FOLDER} and is_full(folder):
        reason = Reason.FULL_DISK
    return Refusal(reason)


def pages_hold(engine: Engine) -> bool:
    """Tell whether the seal of every page of the file holds.

    The look goes past the write-ahead log, at the file itself: pages that a flat battery left half written there are
    whole in the log, and are first put where they belong. Call it outside of a transaction.

    Args:
        engine: of a SQLCipher file.
    """
    with engine.connect() as connection:
        with suppress(DBAPIError):
            # Where nothing can be written now the log stays what it is, and so does the answer.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()
        return connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is None


def _refusal_of_the_office(error: BaseException | None) -> Refusal | None:
    """Return the refusal that an error of the office's database means; nobody else loads its driver."""
    if type(error).__module__.partition(".")[0] != "psycopg":
        return None
    from store.postgresql.engine import refusal_of as of_the_server

    return None if error is None else of_the_server(error)


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Turn the driver's errors inside the block into refusals; a mistake of the program stays what it is."""
    try:
        yield
    except Exception as error:
        refusal = refusal_of(error, folder)
        if refusal is None:
            raise
        # Not chained: the driver's text may quote what was being saved.
        raise refusal from None


@contextmanager
def transaction(engine: Engine, *, many: bool = False) -> Iterator[Connection]:
    """Give a connection whose changes are all kept when the block ends, or none of them.

    Args:
        engine: from ``make_engine`` here or of the office's database.
        many: whether thousands of rows will be written: what was prepared for others then takes no memory from them.
    """
    if engine.dialect.name != SQLITE:
        from store.postgresql.engine import transaction as of_the_office

        with of_the_office(engine) as connection:
            yield connection
        return
    with _connected(engine, many) as connection:
        # By hand: the driver is told to begin nothing by itself. Leaving without a commit rolls back. As statements:
        # the driver keeps those prepared, and would prepare its own commit anew each time.
        raw: Any = connection.connection.driver_connection
        raw.execute("BEGIN IMMEDIATE")
        yield connection
        raw.execute("COMMIT")


@contextmanager
def one_state(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database, whatever is written meanwhile; it keeps nothing."""
    if engine.dialect.name != SQLITE:
        from store.postgresql.engine import reading

        with reading(engine) as connection:
            yield connection
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        # Leaving the block rolls back: a read has nothing to keep.
        yield connection
