"""The practice notebook on the disk: the same for the same seed, but never its keys and salts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from store.home import Home
from store.keys.slots import Cost
from store.notebook import Notebook
from store.practice import PracticeNotebook, create_practice_notebook
from store.reading import list_records, show
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change

CHEAP = Cost(memory=8 * 1024, passes=1, lanes=1)
"""The weakest that may be derived at all: these notebooks hold invented data for the length of a test."""

PASSPHRASE = "seitsemän hidasta karhunpentua juo mehua"
DAY = date(2026, 11, 23)


def make(folder: Path, seed: int = 7, clients: int = 3) -> PracticeNotebook:
    """Make a small practice notebook."""
    home = Home(folder)
    return create_practice_notebook(home, seed=seed, clients=clients, passphrase=PASSPHRASE, today=DAY, cost=CHEAP)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PracticeNotebook, PracticeNotebook]]:
    """Two practice notebooks of the same seed and day."""
    first, second = (make(tmp_path_factory.mktemp(name) / "home") for name in ("first", "second"))
    yield first, second
    first.notebook.close()
    second.notebook.close()


def everything(notebook: Notebook) -> dict[str, list[tuple[Any, ...]]]:
    """Return id, client and values of every record that a form writes; names of changes without their hash."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, record_type in RECORD_TYPES.items():
        if record_type.declared.internal:
            continue
        shown = list_records(notebook, name, order=("id",), limit=10_000)
        found[name] = [(one.id, one.client, _without_hashes(one.values), one.removed) for one in shown]
    return found


def _without_hashes(values: Any) -> dict[str, Any]:
    plain = dict(values)
    if "items" in plain:
        plain["items"] = len(plain["items"])
    return plain


def test_the_same_seed_makes_the_same_records(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """Every value and every id of every record."""
    first, second = (everything(made.notebook) for made in pair)
    assert first == second
    assert first["event"]


def test_the_same_seed_makes_the_same_times(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """What was saved when, record by record; chains aside, which are as new as their keys."""
    times = []
    for made in pair:
        with made.notebook.reading() as connection:
            rows = connection.execute(select(change.c.header).where(change.c.record != "chain")).scalars()
            times.append(
                sorted(line for text in rows for line in text.splitlines() if line.startswith(("at ", "id ")))
            )
    assert times[0] == times[1]


def test_keys_salts_and_chains_are_never_the_same(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """Two practice laptops of one seed are two laptops, not one cloned."""
    first, second = (made.notebook for made in pair)
    assert first.secret("signing_key") != second.secret("signing_key")
    assert first.secret("age_identity") != second.secret("age_identity")
    assert first.raw_key() != second.raw_key()
    assert first.identity.chain != second.identity.chain
    assert first.identity.notebook != second.identity.notebook
    salts = []
    for notebook in (first, second):
        with notebook.reading() as connection:
            bodies = connection.execute(select(change.c.body)).scalars()
            salts.append({line for text in bodies if text for line in text.splitlines() if line.startswith("salt")})
    assert not salts[0] & salts[1]


def test_it_is_marked_as_practice(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """The identity says so, and so does the first change of every chain in it."""
    made = pair[0]
    assert made.notebook.identity.practice
    chains = list_records(made.notebook, "chain")
    assert len(chains) == 3
    assert all(chain.values["practice"] is True for chain in chains)


def test_counts_tell_what_is_in_it(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """What ``reppu demo`` prints is what a list finds."""
    made = pair[0]
    found = everything(made.notebook)
    assert made.counts == {name: len(records) for name, records in found.items() if records}


def test_the_own_worker_has_a_telephone_that_nobody_has(pair: tuple[PracticeNotebook, PracticeNotebook]) -> None:
    """The page that an employer is shown says how to reach the coach; the name from the first run stays."""
    phones = []
    for made in pair:
        own = show(made.notebook, "worker", made.notebook.identity.worker)
        assert own.values["name"] == "Harjoitus Valmentaja"
        assert own.conflicts == ()
        phones.append(str(own.values["phone"]))
    assert phones[0] == phones[1]
    assert phones[0].startswith("000 ")


def test_it_opens_again_with_its_passphrase(tmp_path: Path) -> None:
    """A kept practice notebook is a notebook like any other."""
    make(tmp_path / "home", clients=1).notebook.close()
    with Notebook.unlock(Home(tmp_path / "home"), PASSPHRASE) as notebook:
        assert len(list_records(notebook, "client")) == 1


def test_it_never_goes_over_a_notebook(tmp_path: Path) -> None:
    """Making it where one stands is refused and leaves that one as it was."""
    make(tmp_path / "home", clients=1).notebook.close()
    before = (tmp_path / "home" / "notebook.db").read_bytes()
    with pytest.raises(Refusal) as refused:
        make(tmp_path / "home", clients=1)
    assert refused.value.reason is Reason.NOTEBOOK_EXISTS
    assert (tmp_path / "home" / "notebook.db").read_bytes() == before


@pytest.mark.parametrize(("clients", "months"), [(0, 18), (501, 18), (3, 1)])
def test_numbers_out_of_bounds_are_an_error(tmp_path: Path, clients: int, months: int) -> None:
    """Bounds are checked before anything is written."""
    with pytest.raises(ValueError, match="bounds"):
        create_practice_notebook(Home(tmp_path / "home"), clients=clients, months=months, passphrase=PASSPHRASE)
    assert not (tmp_path / "home").exists()
