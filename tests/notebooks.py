"""Notebooks for tests: invented workers, and a passphrase slot that is cheap to open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from store.first_run import create_notebook
from store.home import Home
from store.keys.slots import Cost
from store.notebook import Notebook

PASSPHRASE = "talvi ruuvi kanto peili viisto"

CHEAP = Cost(memory=8 * 1024, passes=1, lanes=1)
"""The least that a slot may cost: a test opens hundreds. The usual cost is tested by itself."""


def make_notebook(
    folder: Path,
    *,
    role: str = "coach",
    name: str = "Testi Valmentaja",
    language: str = "fi",
    practice: bool = False,
    at: datetime | None = None,
) -> Notebook:
    """Make and open a new notebook in a folder, with a key and a chain of its own."""
    return create_notebook(
        Home(folder),
        role=role,
        name=name,
        language=language,
        passphrase=PASSPHRASE,
        practice=practice,
        at=at,
        cost=CHEAP,
    )
