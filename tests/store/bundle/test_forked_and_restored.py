"""A copied laptop goes on with a key of its own; an office went back behind the beginning of a chain."""

from __future__ import annotations

import shutil
from pathlib import Path

from store import bundle
from store.bundle.laptops import bind_laptop, cut_off
from store.bundle.outcomes import Outcome, Warned
from store.home import Home
from store.notebook import Notebook
from store.refusal import Reason
from store.rekeying import new_signing_key
from store.self_check import Finding, check
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import all_files, exchange_cards, take, write
from tests.store.bundle.swapping import Office, names_in, note, one, own_changes


def test_a_laptop_that_was_copied_offers_its_own_branch_of_the_old_chain(tmp_path: Path) -> None:
    scene = Office.make(tmp_path)
    scene.settle()
    scene.laptop.close()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    scene.laptop = Notebook.unlock(Home(tmp_path / "laptop"), PASSPHRASE)
    with scene.office, scene.laptop, Notebook.unlock(Home(tmp_path / "copy"), PASSPHRASE) as copy:
        mine = [note(scene.laptop, f"Oma {number}") for number in range(2)]
        for number in range(4):
            note(copy, f"Kopion {number}")
        shared = scene.laptop.identity.chain
        take(scene.office, [scene.export(), *bundle.export(copy, scene.stick).files])
        old = next(row.principal for row in bundle_laptops(scene.office))
        new_signing_key(scene.laptop)
        principal = exchange_cards(scene.office, scene.laptop, tmp_path / "cards-again")
        cut_off(scene.office, old, "copied")
        bind_laptop(scene.office, principal, scene.laptop.identity.worker)
        take(scene.office, [scene.export()])
        bind_laptop(scene.office, principal, scene.laptop.identity.worker)
        take(scene.laptop, all_files(write(scene.office, principal, tmp_path / "sticks")))
        assert len([name for name in names_in(scene.laptop) if name.startswith(shared)]) > len(mine) + 4
        target = tmp_path / "everything"
        target.mkdir()
        files = bundle.export(scene.laptop, target, everything=True).files
        assert {received.outcome for received in take(scene.office, files)} <= {Outcome.TAKEN, Outcome.KNOWN}
        brought = max(one.changes for one in bundle.receive(scene.office, files))
        assert brought <= len(own_changes(scene.laptop)) + len(mine) + 10, "the copy's branch is not ours to offer"
        assert check(scene.laptop) == ()


def bundle_laptops(office: Notebook) -> list[object]:
    from store.bundle.laptops import list_laptops

    return [row for row in list_laptops(office) if row.cut_off is None]


def test_an_office_behind_the_beginning_of_a_chain_says_so_and_everything_is_offered_again(tmp_path: Path) -> None:
    scene = Office.make(tmp_path)
    scene.office.close()
    shutil.copytree(tmp_path / "office", tmp_path / "backup")
    scene.office = Notebook.unlock(Home(tmp_path / "office"), PASSPHRASE)
    note(scene.office, "Toimiston oma")
    note(scene.laptop, "Ensimmäinen")
    scene.settle()
    assert bundle.standing(scene.laptop).everything_at_office
    scene.office.close()
    with Notebook.unlock(Home(tmp_path / "backup"), PASSPHRASE) as scene.office, scene.laptop:
        for number in range(5):
            note(scene.office, f"Toimiston muu {number}")
        note(scene.laptop, "Toinen")
        refused = one(bundle.receive(scene.office, [scene.export()]))
        assert (refused.outcome, refused.reason) == (Outcome.REFUSED, Reason.UNPROVEN_CHAIN)
        told = one(bundle.receive(scene.laptop, [scene.receipt([refused])]))
        assert [alarm.warned for alarm in told.alarms] == [Warned.OFFICE_WENT_BACK]
        assert not bundle.standing(scene.laptop).everything_at_office
        scene.settle()
        assert {change.name for change in own_changes(scene.laptop)} <= names_in(scene.office)
        assert Finding.ALTERED_HISTORY not in check(scene.office)
