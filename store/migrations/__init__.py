"""Numbered migrations: each in one transaction of its own, with a backup before it.

The number of the last one stands in the notebook's ``user_version``. Signed changes are never rewritten
(DESIGN §4); a migration alters tables only, and whatever it alters can be made again from the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from types import MappingProxyType

from sqlalchemy import Connection, Engine

from store.engine import APPLICATION_ID, SQLITE, transaction
from store.migrations.statements import divide
from store.refusal import Reason, Refusal


def _first(connection: Connection) -> None:
    """Make every table of schema 1, from the text frozen at its release.

    Until that release the texts follow the declarations (``python -m store.migrations``); a test holds them together.
    """
    if connection.dialect.name != SQLITE:
        from store.postgresql import tables

        tables.run(connection, _frozen("0001.postgresql.sql"))
        return
    for statement in divide(_frozen("0001.sql")):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _frozen(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")


def _rights(connection: Connection) -> None:
    """Make the tables of the client's rights: requests, times of keeping, files in clear."""
    if connection.dialect.name != SQLITE:
        from store.postgresql import tables

        tables.run(connection, _frozen("0005.postgresql.sql"))
        return
    for statement in divide(_frozen("0005.sql")):
        connection.exec_driver_sql(statement)


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = MappingProxyType({1: _first, 5: _rights})
"""Schema that it leads to → what it does. A released one is never altered."""


def latest() -> int:
    """Return the schema that this program writes."""
    return max(MIGRATIONS)


def schema_of(engine: Engine) -> int:
    """Return the number of the last migration that a notebook has seen; 0 for none."""
    if engine.dialect.name != SQLITE:
        from store.postgresql import tables

        return tables.schema_of(engine)
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(engine: Engine, backup: Callable[[], object]) -> None:
    """Bring a notebook to the schema of this program.

    Args:
        engine: of the notebook.
        backup: called before each migration of a notebook that already has one; it makes an encrypted copy.

    Raises:
        Refusal: NEWER_SCHEMA, and nothing was touched: a newer program wrote it.
    """
    schema = schema_of(engine)
    if schema > latest():
        raise Refusal(Reason.NEWER_SCHEMA, schema=schema, known=latest())
    for number in sorted(number for number in MIGRATIONS if number > schema):
        if schema:
            backup()
        with transaction(engine) as connection:
            MIGRATIONS[number](connection)
            _note_schema(connection, number)


def _note_schema(connection: Connection, number: int) -> None:
    if connection.dialect.name != SQLITE:
        from store.postgresql import tables

        tables.note_schema(connection, number)
    else:
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
