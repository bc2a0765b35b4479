"""A csv export: the rows of the history and of the use log, from one file to another, on the disk when it returns."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from store.packed_header import unpack

CHANGES = "SELECT header, body FROM change WHERE chain = ? ORDER BY seq"
"""The same rows in the same order as a bundle has them, and of each what a bundle carries: both texts as written."""

USE_LINES = "SELECT number, at, worker, act, client, record, id, ground FROM use_line ORDER BY number"
"""The lines of the use log, which travel in the same bundle."""


def write_changes(connection: Any, chain: int, path: Path) -> None:
    """Write all changes of a chain as csv.

    Args:
        connection: of the driver.
        chain: number of the chain in this notebook.
        path: where.
    """
    rows = ((unpack(header), body) for header, body in connection.execute(CHANGES, (chain,)))
    _write(path, ("header", "body"), rows)


def write_use_lines(connection: Any, path: Path) -> None:
    """Write the use log as csv, ids as hex digits.

    Args:
        connection: of the driver.
        path: where.
    """
    names = ("number", "at", "worker", "act", "client", "record", "id", "ground")
    rows = (
        (number, at, worker.hex(), act, client and client.hex(), record, id and id.hex(), ground)
        for number, at, worker, act, client, record, id, ground in connection.execute(USE_LINES)
    )
    _write(path, names, rows)


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file that is whole or not there, and on the disk: less would be no export that one can carry away."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
