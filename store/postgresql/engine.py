"""Connections to the office's database: one writer at a time in the whole office; the server's errors as refusals.

Two things keep two workers apart. All that writes (every look writes a line in the use log) runs under one advisory
lock. And each writing transaction sees the database as it was when it began and writes the next line of the use log,
whose number is a primary key: two that had not seen each other cannot both end well, whatever became of the lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from store.postgresql.address import Address
from store.postgresql.dialect import adapted
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    import psycopg

LOCK = 0x52_65_70_50
"""Number of the advisory lock: ``RepP``. Locks of one database are not seen in another."""

_SESSION = (
    # Seconds that a worker waits for another's writing before being told so.
    "-c lock_timeout=60s "
    # A machine that fell asleep in the middle of something must not hold up the office.
    "-c idle_in_transaction_session_timeout=300s "
    "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 "
    "-c search_path=public -c timezone=UTC -c datestyle=ISO"
)

_REASONS = {
    "28": Reason.DATABASE_DENIED,
    "3D": Reason.DATABASE_DENIED,
    "42501": Reason.DATABASE_DENIED,
    "55P03": Reason.DATABASE_BUSY,
    "40": Reason.DATABASE_BUSY,
    "08": Reason.DATABASE_UNREACHABLE,
    "53": Reason.DATABASE_UNREACHABLE,
    "57": Reason.DATABASE_UNREACHABLE,
    "25P03": Reason.DATABASE_UNREACHABLE,
    "53100": Reason.FULL_DISK,
    "58030": Reason.INPUT_OUTPUT_ERROR,
    "XX001": Reason.DAMAGED_NOTEBOOK,
    "XX002": Reason.DAMAGED_NOTEBOOK,
}
"""Code of the server's answer, or the class that it begins with → what it means here (PostgreSQL, appendix A)."""

_GUARDS = frozenset({"use_line_pkey", "change_name"})
"""Constraints that stop what the lock should have kept apart."""


def make_engine(address: Address, password: str | None = None) -> Engine:
    """Return an engine over the office's database; it connects when it is first used.

    Args:
        address: where, and as which role.
        password: of that role, where the server asks for one; kept in the worker's own notebook.

    Raises:
        Refusal: NO_DATABASE_DRIVER where Reppu was installed without it.
    """
    try:
        import psycopg
        from psycopg.types.numeric import IntLoader
    except ImportError:
        raise Refusal(Reason.NO_DATABASE_DRIVER) from None

    def open_one() -> psycopg.Connection[Any]:
        connection = psycopg.connect(**address.connecting(password), options=_SESSION)  # type: ignore[arg-type]  # ty
        if not (connection.info.host.startswith("/") or connection.pgconn.ssl_in_use):
            connection.close()
            raise Refusal(Reason.DATABASE_ADDRESS, rule="unsealed")
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        # The store has whole numbers only; a sum of them would come as a decimal.
        connection.adapters.register_loader("numeric", IntLoader)
        return connection

    engine = create_engine(
        "postgresql+psycopg://",
        creator=open_one,
        paramstyle="format",
        pool_size=4,
        max_overflow=4,
        pool_pre_ping=True,
        # What is bound to a statement is what a person wrote: it is in no error text and no log.
        hide_parameters=True,
    )
    adapted(engine.dialect)  # type: ignore[arg-type]  # it is PostgreSQL's, by the name above
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are all kept when the block ends, or none; nobody else writes meanwhile."""
    with engine.connect() as connection:
        raw = _raw(connection)
        _lock(raw)
        try:
            # Said aloud, because not every statement goes through SQLAlchemy.
            connection.begin()
            yield connection
            connection.commit()
        finally:
            # A connection that broke takes its lock with it.
            with suppress(Exception):
                connection.rollback()
                _unlock(raw)
            if _may_hold(raw):
                connection.invalidate()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database, whatever is written meanwhile, and writes nothing."""
    with engine.connect() as connection:
        raw = _raw(connection)
        raw.read_only = True
        try:
            connection.begin()
            yield connection
        finally:
            connection.rollback()
            raw.read_only = False


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _lock(raw: Any) -> None:
    """Wait for the lock outside any transaction: what a transaction sees is settled by its first statement."""
    raw.autocommit = True
    try:
        raw.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
    finally:
        raw.autocommit = False


def _unlock(raw: Any) -> None:
    raw.autocommit = True
    try:
        raw.execute("SELECT pg_advisory_unlock_all()")
    finally:
        raw.autocommit = False


def _may_hold(raw: Any) -> bool:
    """Tell whether a connection was left in a state in which it cannot go back to the others."""
    import psycopg

    return bool(raw.closed) or raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE


def refusal_of(error: BaseException) -> Refusal | None:
    """Return the refusal that an error of the driver means, or None where the program itself is wrong.

    Args:
        error: what was raised, by the driver or by SQLAlchemy around it.
    """
    import psycopg

    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, psycopg.Error):
        return None
    code = original.sqlstate
    if code is None:
        # The server was not reached, or went away in the middle.
        return Refusal(Reason.DATABASE_UNREACHABLE) if isinstance(original, psycopg.OperationalError) else None
    if code == "23505":
        return Refusal(Reason.DATABASE_BUSY) if original.diag.constraint_name in _GUARDS else None
    reason = _REASONS.get(code) or _REASONS.get(code[:2])
    return None if reason is None else Refusal(reason)
