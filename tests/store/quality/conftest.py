"""The practice notebook of seed 7, made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from store.home import Home
from store.notebook import Notebook
from store.practice import create_practice_notebook
from store.quality.gathering import read_rows
from store.quality.rows import Rows
from tests.notebooks import CHEAP, PASSPHRASE

DAY = date(2026, 11, 23)
"""The day that it opens on."""

FIRST, LAST = date(2026, 5, 25), date(2026, 11, 22)
"""The half-year before it."""


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The open practice notebook; nobody writes into it but the use log."""
    home = Home(tmp_path_factory.mktemp("practice") / "home")
    made = create_practice_notebook(home, seed=7, clients=20, passphrase=PASSPHRASE, today=DAY, cost=CHEAP)
    with made.notebook as notebook:
        yield notebook


@pytest.fixture(scope="session")
def practice_rows(practice: Notebook) -> Rows:
    """What the criteria are counted from."""
    with practice.reading() as connection:
        return read_rows(connection)
