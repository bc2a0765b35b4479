"""An office with two coaches' laptops, for the screens of the office."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.bundle import export
from store.disclosure import withdraw
from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.delivered import assign, exchange_cards, found, hand_over, join, new_client, send


@dataclass(frozen=True)
class Offices:
    """A closed office, and what its laptops have.

    Attributes:
        office: its home.
        laptop: home of a coach whom it has heard.
        folder: with files for the office.
        client: id of a client of that coach.
    """

    office: Home
    laptop: Home
    folder: Path
    client: str

    def hand_over(self, *, again: bool = False) -> list[Path]:
        """Export what the coach's laptop has into the folder.

        Args:
            again: export everything, what has a receipt too.
        """
        with Notebook.unlock(self.laptop, PASSPHRASE) as laptop:
            return list(export(laptop, self.folder, everything=again).files)

    def write(self, name: str) -> None:
        """Save an employer on the coach's laptop."""
        with Notebook.unlock(self.laptop, PASSPHRASE) as laptop:
            save(laptop, Entry("employer", {"name": name}))


@pytest.fixture(scope="session")
def offices_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Made once; `offices` is a copy of it. Its folder, and the id of the client."""
    folder = tmp_path_factory.mktemp("offices")
    with make_notebook(folder / "office", role="office", name="Testi Toimisto") as office:
        found(office)
        with make_notebook(folder / "laptop", name="Ulla Keksitty") as laptop:
            principal = join(office, laptop, folder)
            client = new_client(laptop, "Aino")
            hand_over(laptop, office, folder)
            assign(office, client, laptop.identity.worker)
            send(office, principal, laptop, folder)
            hand_over(laptop, office, folder)
        with make_notebook(folder / "silent", name="Hiljainen Keksitty") as silent:
            exchange_cards(office, silent, folder)
        save(office, Entry("worker", {"phone": "000 555 111"}, id=laptop.identity.worker))
        withdraw(office, client)
    return folder, client


@pytest.fixture
def offices(tmp_path: Path, offices_template: tuple[Path, str]) -> Offices:
    """An office that has heard one laptop, knows another, and has to call the first."""
    template, client = offices_template
    folder = tmp_path / "nippuja"
    folder.mkdir()
    for name in ("office", "laptop"):
        shutil.copytree(template / name, tmp_path / name)
    return Offices(Home(tmp_path / "office"), Home(tmp_path / "laptop"), folder, client)


__all__ = ["Offices", "offices", "offices_template"]
