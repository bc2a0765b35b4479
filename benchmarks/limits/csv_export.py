"""A csv export: the texts of the changes, row by row from the file to the file, on the disk when it returns."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

QUERY = "SELECT header, body FROM change WHERE chain = ? ORDER BY seq"
"""The same rows in the same order as a bundle has them, and of each what a bundle carries."""


def write_csv(connection: Any, chain: int, path: Path) -> int:
    """Write all changes of a chain as csv; never over half a file, and on the disk, as a bundle is.

    Args:
        connection: of the driver.
        chain: number of the chain in this notebook.
        path: where.

    Returns:
        Bytes written.
    """
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("header", "body"))
        writer.writerows(connection.execute(QUERY, (chain,)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path.stat().st_size
