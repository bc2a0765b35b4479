"""Cutting a text of SQL into its statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


def divide(text: str) -> Iterator[str]:
    """Yield the statements of a text, each ending in ``;`` at the end of a line.

    SQLite itself is asked where a statement is complete: a trigger has semicolons inside.
    """
    statement = ""
    for line in text.splitlines():
        statement += line + "\n"
        if statement.strip() and sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError("the last statement is not complete")
