"""One raw committed insert: what it costs at least to have a text in the encrypted file and on the disk."""

from __future__ import annotations

from typing import Any

TABLE = "CREATE TABLE benchmark_text (number INTEGER PRIMARY KEY, content TEXT NOT NULL)"
INSERT = "INSERT INTO benchmark_text (content) VALUES (?)"


def insert_text(connection: Any, text: str) -> None:
    """Insert one row in a transaction of its own.

    Args:
        connection: of the driver, with the pragmas of the notebook.
        text: the row.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(INSERT, (text,))
    connection.execute("COMMIT")
