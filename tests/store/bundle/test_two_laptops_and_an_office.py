"""Two laptops and an office disagree, hand over in the wrong order and lose a stick, and end with the same notebook.

Driven through *Vie ja hae* alone, as three people at three terminals do it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import bind_laptop
from store.bundle.states import State
from store.bundle.swapping import Swapped
from store.conflicts import open_conflicts
from store.doubles import Standing, doubles, join_clients, joined_clients
from store.notebook import Notebook
from store.reading import find, history_of
from store.resolving import dispute, resolve
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import assign, exchange_cards, found, new_client


@dataclass
class Three:
    """Three open notebooks and a stick.

    Attributes:
        office: of the office.
        ulla: a coach's.
        mika: another coach's.
        stick: goes between them.
    """

    office: Notebook
    ulla: Notebook
    mika: Notebook
    stick: Path

    def swap(self, *notebooks: Notebook, stick: Path | None = None) -> Swapped:
        """Let people press F6 one after another; return what the last of them saw."""
        seen = [bundle.swap(one, stick or self.stick) for one in notebooks]
        return seen[-1]

    def phone(self, notebook: Notebook, client: str) -> object:
        """Return what a notebook shows as the client's telephone."""
        shown = find(notebook, "client", client)
        assert shown is not None
        return shown.values.get("phone")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office that has enrolled two laptops."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with (
        make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office,
        make_notebook(tmp_path / "ulla", name="Ulla Keksitty") as ulla,
        make_notebook(tmp_path / "mika", name="Mika Keksitty") as mika,
    ):
        found(office)
        made = Three(office, ulla, mika, stick)
        principals = [exchange_cards(office, laptop, tmp_path) for laptop in (ulla, mika)]
        made.swap(ulla, mika, office)
        for principal, laptop in zip(principals, (ulla, mika), strict=True):
            bind_laptop(office, principal, laptop.identity.worker)
        yield made


def shared_client(three: Three) -> str:
    """Let one coach write a client's card and the office give it to both; all have it then."""
    client = new_client(three.ulla, "Aino")
    three.swap(three.ulla, three.office)
    for laptop in (three.ulla, three.mika):
        assign(three.office, client, laptop.identity.worker)
    three.swap(three.office, three.ulla, three.mika, three.office, three.ulla, three.mika)
    assert find(three.mika, "client", client) is not None
    return client


def test_they_disagree_hand_over_in_the_wrong_order_lose_a_stick_and_end_alike(three: Three, tmp_path: Path) -> None:
    client = shared_client(three)
    lost, late = tmp_path / "lost", tmp_path / "late"
    for folder in (lost, late):
        folder.mkdir()
    # Ulla's first stick is lost, her second comes late; what she wrote last comes first.
    save(three.ulla, Entry("client", {"phone": "040 555 0001"}, id=client))
    three.swap(three.ulla, stick=lost)
    shutil.rmtree(lost)
    save(three.ulla, Entry("client", {"municipality": "Lahti"}, id=client))
    three.swap(three.ulla, stick=late)
    save(three.ulla, Entry("client", {"nickname": "Aikku"}, id=client))
    save(three.mika, Entry("client", {"phone": "050 777 0002"}, id=client))
    before = three.swap(three.ulla)
    assert not before.standing.everything_at_office, "nothing is at the office before a receipt says so"
    assert bundle.states_of(three.ulla, [client])[client] is not State.AT_OFFICE
    three.swap(three.mika, three.office)
    three.swap(three.office, stick=late)
    # Only where both wrote the same field is there anything to decide: what one of them added is none.
    [conflict] = open_conflicts(three.office)
    assert (conflict.unit, {live.value for live in conflict.values}) == ("phone", {"040 555 0001", "050 777 0002"})
    for laptop in (three.ulla, three.mika):
        assert three.swap(laptop).standing.everything_at_office
    asked = dispute(three.office, "client", client, "phone")
    assert asked is not None
    resolve(
        three.office,
        asked,
        {"phone": "040 555 0001"},
        reason="soitin asiakkaalle",
        today=datetime.now().astimezone().date(),
    )
    # The laptops have handed everything over and have nothing new: the decision comes to them all the same.
    decided = three.swap(three.office)
    assert len(decided.deliveries) == 2
    for laptop in (three.ulla, three.mika):
        after = three.swap(laptop)
        assert after.standing.everything_at_office
        assert after.standing.conflicts == ()
    for notebook in (three.office, three.ulla, three.mika):
        assert open_conflicts(notebook) == ()
        assert three.phone(notebook, client) == "040 555 0001"
    lives = [
        {(line.change, str(line.set)) for line in history_of(one, client)}
        for one in (three.office, three.ulla, three.mika)
    ]
    assert lives[0] == lives[1] == lives[2]
    assert any("050 777 0002" in values for _change, values in lives[0]), "the other value stays in the history"


def test_a_decision_is_written_once_however_often_the_office_swaps(three: Three) -> None:
    client = shared_client(three)
    save(three.office, Entry("client", {"phone": "000 1"}, id=client))
    assert len(three.swap(three.office).deliveries) == 2
    held = {path.name for path in three.stick.iterdir()}
    assert three.swap(three.office, three.office).deliveries == ()
    assert {path.name for path in three.stick.iterdir()} == held
    # A delivery that went missing is written again; one that was fetched is not.
    three.swap(three.ulla)
    for path in three.stick.iterdir():
        if path.name not in held:
            continue
        path.unlink()
    three.swap(three.mika)
    assert len(three.swap(three.office).deliveries) == 1
    three.swap(three.mika)
    assert three.phone(three.mika, client) == three.phone(three.ulla, client) == "000 1"


def test_doubles_that_two_coaches_made_become_one_on_both_laptops(three: Three) -> None:
    first, second = (
        save(one, Entry("client", {"given_name": "Aino", "customer_number": "A-1"})).id
        for one in (three.ulla, three.mika)
    )
    three.swap(three.ulla, three.mika, three.office)
    assert [one.standing for one in doubles(three.office)] == [Standing.OPEN]
    assert joined_clients(three.office, first) == ()
    join_clients(three.office, first, second)
    three.swap(three.office, three.ulla, three.mika)
    assert joined_clients(three.ulla, first) == (second,)
    assert joined_clients(three.mika, second) == (first,)
