"""The rows that something wrote, inserted by ``executemany`` and nothing else, with the words of the search index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from store.notebook import Notebook

_WORDS = "INSERT INTO search_index(rowid, words) VALUES (?, ?)"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'"
_KEPT = ("change", "received_use", "search_entry")
"""Tables that count, beside those of the records."""


@dataclass
class Rows:
    """What was written.

    Attributes:
        tables: insert statement → its rows.
    """

    tables: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(map(len, self.tables.values()))


@contextmanager
def rows_between(before: Notebook, after: Notebook) -> Iterator[Rows]:
    """Give the rows, once the block has ended, that it wrote into one notebook and another does not have.

    Args:
        before: as it was.
        after: the same notebook, into which the block writes.
    """
    found = Rows()
    words: list[tuple[Any, ...]] = []

    def see(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        if statement.startswith("INSERT INTO search_index(rowid, words)"):
            words.extend(map(tuple, parameters if many else [parameters]))

    with after.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", see)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", see)
    with before.reading() as old, after.reading() as new:
        for name in new.exec_driver_sql(_TABLES).scalars().all():
            if name in _KEPT or name.startswith("record_"):
                # The names come from the notebook's own schema.
                query = f"SELECT * FROM {name}"  # noqa: S608
                had = {tuple(row) for row in old.exec_driver_sql(query)}
                rows = [tuple(row) for row in new.exec_driver_sql(query) if tuple(row) not in had]
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    found.tables[f"INSERT INTO {name} VALUES ({marks})"] = rows  # noqa: S608
    found.tables[_WORDS] = words


def insert_rows(connection: Any, rows: Rows) -> None:
    """Insert rows in one transaction.

    Args:
        connection: of the driver, with the pragmas of the notebook.
        rows: what was written elsewhere.
    """
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows.tables.items():
        connection.executemany(statement, values)
    connection.execute("COMMIT")
