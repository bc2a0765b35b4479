"""A notebook with invented people for the screens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import pytest

from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tui.forms.days import wall_day
from tui.language import choose

SECRET = "Salasana-Kukka"
"""A word that stands in every private field of the planted notebook."""


@dataclass(frozen=True)
class Planted:
    """A closed home with invented people.

    Attributes:
        home: where.
        client: id of a client.
        employer: id of an employer.
        event: id of an event of today.
    """

    home: Home
    client: str
    employer: str
    event: str


@pytest.fixture(scope="session")
def planted_template(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Made once; `planted` is a copy of it."""
    folder = tmp_path_factory.mktemp("planted") / "home"
    notebook: Notebook
    with make_notebook(folder) as notebook:
        client = save(
            notebook,
            Entry(
                "client",
                {
                    "given_name": "Testi",
                    "family_name": SECRET,
                    "phone": "000 123 456",
                    "stage": "job_search",
                    "entry": wall_day(),
                    "goals": "[b]Lihava[/b] \u202etoive",
                },
            ),
        ).id
        save(notebook, Entry("client", {"given_name": "Toinen", "family_name": "Keksitty"}))
        employer = save(notebook, Entry("employer", {"name": "Kahvila Keksitty", "municipality": "Lahti"})).id
        event = save(
            notebook,
            Entry(
                "event",
                {
                    "kind": "employer_visit",
                    "status": "planned",
                    "day": wall_day(),
                    "start": time(9, 30),
                    "employer": employer,
                },
            ),
        ).id
        save(notebook, Entry("event_client_part", {"client": client, "event": event, "notes": SECRET}))
    return Planted(Home(folder), client, employer, event)


@pytest.fixture
def planted(tmp_path: Path, planted_template: Planted) -> Planted:
    """A closed home of one's own with invented people."""
    home = Home(tmp_path / "planted")
    shutil.copytree(planted_template.home.folder, home.folder)
    return Planted(home, planted_template.client, planted_template.employer, planted_template.event)


@pytest.fixture(autouse=True)
def _finnish_again() -> Iterator[None]:
    """Leave the language as it was: it is one for the whole program."""
    yield
    choose("fi")


__all__ = ["PASSPHRASE", "SECRET", "Planted"]
