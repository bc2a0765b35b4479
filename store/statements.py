"""Statements that every save runs: written with SQLAlchemy like all others, compiled once, then given to the driver.

SQLAlchemy's own way costs thirty microseconds each time, the driver's way three; a save runs a dozen, and promises to
take no longer than six plain inserts (measured in ``benchmarks/saving.py``). Errors are the driver's own:
``store.engine.refusing`` knows both kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, Dialect, Insert, LargeBinary, TypeDecorator, Update
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import TypeEngine

_Processor = Callable[[Any], Any]


class _Compiled(NamedTuple):
    """A statement for one database: its text, how its values go in, and how they come out."""

    text: str
    binds: tuple[tuple[str, _Processor | None], ...]
    results: tuple[_Processor | None, ...]


class Statement:
    """A statement of a fixed form: no lists that expand, no parts that come and go.

    Args:
        statement: a query, or what writes rows.
        columns: of an insert, the columns that are given; all of the table when None.
    """

    def __init__(
        self, statement: SelectBase | Insert | Update | Delete, columns: Iterable[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any] = {}) -> list[tuple[Any, ...]]:
        """Return all rows of a query, as the program has their values.

        Args:
            connection: inside a transaction.
            values: of the parameters, by name.
        """
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.text, _bound(compiled, values))
        rows = cursor.fetchall()
        return [_read(compiled, row) for row in rows] if rows else []

    def first(self, connection: Connection, values: Mapping[str, Any] = {}) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None where there is none; no further one is looked for.

        So an ordered query needs no LIMIT, for which SQLite would plan anew each time.
        """
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.text, _bound(compiled, values))
        row = cursor.fetchone()
        cursor.close()
        return None if row is None else _read(compiled, row)

    def write(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Write; return the number that the database gave to a row that was inserted (otherwise it means nothing).

        Args:
            connection: inside a writing transaction.
            values: of the parameters and columns, by name.
        """
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.text, _bound(compiled, values))
        # PostgreSQL is asked for the number in the statement itself: SQLAlchemy adds that.
        given = cursor.fetchone() if cursor.description else None
        number: int = getattr(cursor, "lastrowid", 0) if given is None else given[0]
        return number

    def write_all(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write many rows at once, as a bundle brings them: it promises to cost little more than inserting them.

        Args:
            connection: inside a writing transaction.
            rows: values of the parameters and columns, by name.
        """
        compiled = self._for(connection.dialect)
        bound = [_bound(compiled, values) for values in rows]
        if bound:
            connection.connection.cursor().executemany(compiled.text, bound)

    def _for(self, dialect: Dialect) -> _Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        columns: Sequence[Any] = ()
        if isinstance(self._statement, SelectBase):
            columns = tuple(self._statement.selected_columns)
        return _Compiled(
            str(compiled),
            tuple((name, _going_in(compiled.binds[name].type, dialect)) for name in compiled.positiontup),
            tuple(_coming_out(column.type, dialect) for column in columns),
        )


def _going_in(kind: TypeEngine[Any], dialect: Dialect) -> _Processor | None:
    if isinstance(kind, TypeDecorator) and isinstance(kind.impl_instance, LargeBinary) and dialect.name == "sqlite":
        # This driver takes bytes as they are; SQLAlchemy would wrap them in a view, value by value.
        return partial(kind.process_bind_param, dialect=dialect)
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _coming_out(kind: TypeEngine[Any], dialect: Dialect) -> _Processor | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _bound(compiled: _Compiled, values: Mapping[str, Any]) -> tuple[Any, ...]:
    # Nothing is NULL, whatever the type.
    return tuple(
        [value if (value := values[name]) is None or into is None else into(value) for name, into in compiled.binds]
    )


def _read(compiled: _Compiled, row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([value if out is None else out(value) for value, out in zip(row, compiled.results, strict=True)])
