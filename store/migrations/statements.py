"""Cutting a text of SQL into its statements."""

from __future__ import annotations

from collections.abc import Iterator

# Not the one of Python: it would load a second SQLite.
from sqlcipher3.dbapi2 import complete_statement


def divide(text: str) -> Iterator[str]:
    """Yield the statements of a text, each ending in ``;`` at the end of a line.

    SQLite itself is asked where a statement is complete: a trigger has semicolons inside.
    """
    statement = ""
    for line in text.splitlines():
        statement += line + "\n"
        if statement.strip() and complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError("the last statement is not complete")
