"""What arrives late: from a laptop that was lost and found, and about somebody who was erased meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import bind_laptop, cut_off
from store.bundle.outcomes import Outcome
from store.erasing_clients import erase_client
from store.notebook import Notebook
from store.reading import find
from store.refusal import Reason
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.bundle.swapping import Office, note, one, own_changes

pytestmark = pytest.mark.both_engines


@pytest.fixture
def scene(tmp_path: Path, office: Notebook) -> Iterator[Office]:
    made = Office.make(tmp_path, office)
    yield made
    made.close()


def lose(scene: Office, fresh: Notebook) -> None:
    """Lose the laptop after everything has arrived; its worker goes on with a new machine."""
    scene.settle()
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    cut_off(scene.office, "coach-1", "left on a train")
    bind_laptop(scene.office, enrol_too(scene, fresh), scene.laptop.identity.worker)


def enrol_too(scene: Office, laptop: Notebook) -> str:
    """Let the office and one more laptop trust each other; return what the office calls it."""
    theirs = bundle.write_card(scene.office, laptop.home.folder.with_name("office.toml"))
    bundle.trust(laptop, theirs.path, theirs.words)
    ours = bundle.write_card(laptop, laptop.home.folder.with_name("card.toml"))
    return bundle.trust(scene.office, ours.path, ours.words).principal


def test_what_a_replaced_laptop_brings_waits_and_is_taken_in_as_a_person_decides(
    scene: Office, tmp_path: Path
) -> None:
    note(scene.laptop, "Ennen")
    with make_notebook(tmp_path / "fresh" / "home") as fresh:
        lose(scene, fresh)
        late = note(scene.laptop, "Junassa kirjoitettu").id
        received = one(bundle.receive(scene.office, [scene.export()]))
        assert (received.outcome, received.reason) == (Outcome.WAITING, Reason.KEY_CUT_OFF)
        assert one(bundle.try_again(scene.office)).outcome is Outcome.WAITING
        assert find(scene.office, "employer", late) is None
        assert one(bundle.try_again(scene.office, even_cut_off=True)).outcome is Outcome.TAKEN
        assert find(scene.office, "employer", late) is not None
        # The new machine goes on as before, and the found one waits as before.
        fresh_path = bundle.export(fresh, tmp_path / "fresh").files[0]
        assert one(bundle.receive(scene.office, [fresh_path])).outcome is Outcome.TAKEN
        note(scene.laptop, "Vielä")
        assert one(bundle.receive(scene.office, [scene.export()])).outcome is Outcome.WAITING


def test_nobody_elses_lost_laptop_brings_that_chain_whatever_a_person_wants(scene: Office, tmp_path: Path) -> None:
    with (
        make_notebook(tmp_path / "fresh" / "home") as fresh,
        make_notebook(tmp_path / "other" / "home", name="Toinen Valmentaja") as other,
    ):
        lose(scene, fresh)
        cut_off(scene.office, enrol_too(scene, other), "stolen")
        note(scene.laptop, "Myöhemmin")
        path = scene.bundle_of(own_changes(scene.laptop), by=other)
        assert one(bundle.receive(scene.office, [path])).outcome is Outcome.WAITING
        wanted = one(bundle.try_again(scene.office, even_cut_off=True))
        assert (wanted.outcome, wanted.reason) == (Outcome.REFUSED, Reason.FOREIGN_CHAIN)


def test_what_was_erased_and_comes_again_in_another_file_is_nothing_new(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Aino", "family_name": "Keksitty"})).id
    scene.settle()
    again = scene.bundle_of(own_changes(scene.laptop))
    erase_client(scene.office, client, "asiakkaan pyyntö")
    received = one(bundle.receive(scene.office, [again]))
    assert (received.reason, received.new_changes) == (None, 0), "only lines of the use log are new"
    assert {(line.new, line.changed) for line in received.clients} == {(0, 0)}
    assert find(scene.office, "client", client) is None


def test_what_one_waiting_file_erases_loses_nothing_of_the_next(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Aino", "family_name": "Keksitty"})).id
    scene.settle()
    cut_off(scene.office, "coach-1", "stolen")
    erase_client(scene.office, client, "asiakkaan pyyntö")
    waiting = []
    for name in ("Ensin", "Sitten"):
        save(scene.laptop, Entry("client", {"goals": f"{name} töihin"}, id=client))
        waiting.append(note(scene.laptop, name).id)
        assert one(bundle.receive(scene.office, [scene.export()])).outcome is Outcome.WAITING
    taken = bundle.try_again(scene.office, even_cut_off=True)
    assert [each.outcome for each in taken] == [Outcome.TAKEN, Outcome.TAKEN]
    assert all(find(scene.office, "employer", id) is not None for id in waiting)
    assert find(scene.office, "client", client) is None
