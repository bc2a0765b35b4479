"""Numbered migrations: each in one transaction of its own, with a backup before it.

The number of the last one stands in the notebook's ``user_version``. Signed changes are never rewritten
(DESIGN §4); a migration alters tables only, and whatever it alters can be made again from the history. What each
does to the tables is a text that was frozen at its release; until then the text of the last one follows the
declarations (``python -m store.migrations``), and a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from types import MappingProxyType

from sqlalchemy import Connection, Engine, select

from store.derived import kept_change
from store.engine import APPLICATION_ID, SQLITE, transaction
from store.history.reading import Why
from store.migrations.statements import divide
from store.refusal import Reason, Refusal


def _first(connection: Connection) -> None:
    """Make every table of schema 1."""
    _run(connection, 1)
    if connection.dialect.name == SQLITE:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _second(connection: Connection) -> None:
    """Make the tables of the coaching process (criteria.md 1.5), and give a client's part of an event its support."""
    _run(connection, 2)


def _third(connection: Connection) -> None:
    """Make the tables of the operating models 0, 2, 3 and 4 (domain/operating-models.md)."""
    _run(connection, 3)


def _fourth(connection: Connection) -> None:
    """Make the tables of the client's rights: requests, times of keeping, files in clear."""
    _run(connection, 4)


def _run(connection: Connection, number: int) -> None:
    """Run the text that was frozen for a schema, as the database spells it."""
    if connection.dialect.name != SQLITE:
        from store.postgresql import tables

        tables.run(connection, _frozen(f"{number:04}.postgresql.sql"))
        return
    # Given to the driver itself: SQLAlchemy would spend more on each of hundreds of statements than SQLite does.
    cursor = connection.connection.cursor()
    for statement in divide(_frozen(f"{number:04}.sql")):
        cursor.execute(statement)


def _frozen(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")


def frozen(ending: str) -> list[str]:
    """Return the frozen texts of all migrations, in their order.

    Args:
        ending: of their names: ``.sql``, or ``.postgresql.sql``.
    """
    names = (f"{number:04}{ending}" for number in MIGRATIONS)
    return [_frozen(name) for name in names if (resources.files(__name__) / name).is_file()]


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = MappingProxyType(
    {1: _first, 2: _second, 3: _third, 4: _fourth}
)
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


def migrate(
    engine: Engine, backup: Callable[[], object], admit: Callable[[Connection], object] = lambda _: None
) -> None:
    """Bring a notebook to the schema of this program, and read again what was kept for a newer one.

    Args:
        engine: of the notebook.
        backup: called before each migration of a notebook that already has one; it makes an encrypted copy.
        admit: called after the last migration, in its transaction, before the new tables are used.

    Raises:
        Refusal: NEWER_SCHEMA, and nothing was touched: a newer program wrote it.
    """
    schema = schema_of(engine)
    if schema > latest():
        raise Refusal(Reason.NEWER_SCHEMA, schema=schema, known=latest())
    for number in range(schema + 1, latest() + 1):
        if schema:
            backup()
        with transaction(engine) as connection:
            MIGRATIONS[number](connection)
            _note_schema(connection, number)
            if schema and number == latest():
                admit(connection)
                _read_again(connection)


def _read_again(connection: Connection) -> None:
    """Make the rows of what a newer program had written before this one knew how to read it."""
    from store.taking_in import rebuild

    kept = select(kept_change.c.id).where(kept_change.c.why.in_((Why.NEWER_SCHEMA, Why.UNKNOWN_RECORD))).distinct()
    ids = connection.scalars(kept).all()
    if ids:
        rebuild(connection, ids)


def _note_schema(connection: Connection, number: int) -> None:
    if connection.dialect.name != SQLITE:
        from store.postgresql import tables

        tables.note_schema(connection, number)
    else:
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
