"""A copied laptop goes on with a key of its own; an office went back behind the beginning of a chain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import LaptopShown, bind_laptop, cut_off, list_laptops
from store.bundle.outcomes import Outcome, Warned
from store.bundle.signature import fingerprint
from store.bundle.trusted import own_keys, trusted_signers
from store.home import Home
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.rekeying import new_signing_key, succeed_office
from store.self_check import Finding, check
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.delivered import (
    all_files,
    exchange_cards,
    found,
    hand_over,
    join,
    names,
    send,
    take,
    write,
)
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
        old = next(row.principal for row in living(scene.office))
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


def living(office: Notebook) -> list[LaptopShown]:
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


@pytest.mark.parametrize("forgotten", [1, 3])
def test_an_office_that_wrote_on_before_it_had_new_keys_names_both_chains(tmp_path: Path, forgotten: int) -> None:
    # Where it had forgotten more than it then wrote, its earlier chain ends before the place that the laptop knows.
    office = make_notebook(tmp_path / "office", role="office", name="Testi Toimisto")
    laptop = make_notebook(tmp_path / "laptop")
    root = found(office)
    join(office, laptop, tmp_path)
    office.close()
    shutil.copytree(tmp_path / "office", tmp_path / "backup")
    with Notebook.unlock(Home(tmp_path / "office"), PASSPHRASE) as office:
        for number in range(forgotten):
            note(office, f"Mitä ei enää ole {number}")
        stick = tmp_path / "before"
        stick.mkdir()
        received = bundle.receive(office, bundle.export(laptop, stick).files)
        bundle.receive(laptop, bundle.answer(office, received, stick))
        gone = office.identity.chain
    with Notebook.unlock(Home(tmp_path / "backup"), PASSPHRASE) as office, laptop:
        note(office, "Toinen samassa paikassa")
        succeed_office(office, root, restored=True)
        card = bundle.write_card(office, tmp_path / "new.toml")
        bundle.trust(laptop, card.path, card.words)
        note(laptop, "Sen jälkeen")
        stick = tmp_path / "after"
        stick.mkdir()
        heard = one(bundle.receive(office, bundle.export(laptop, stick).files))
        assert {alarm.warned for alarm in heard.alarms} == {Warned.OFFICE_WENT_BACK}
        assert {alarm.subject.split("/")[0] for alarm in heard.alarms} == {gone, office.identity.chain}


def test_under_a_new_key_no_delivery_of_the_old_one_is_acknowledged(tmp_path: Path) -> None:
    office = make_notebook(tmp_path / "office", role="office", name="Testi Toimisto")
    laptop = make_notebook(tmp_path / "laptop")
    with office, laptop:
        found(office)
        old = join(office, laptop, tmp_path)
        note(office, "Ensimmäinen")
        send(office, old, laptop, tmp_path)
        new_signing_key(laptop)
        new = exchange_cards(office, laptop, tmp_path / "again")
        cut_off(office, old, "new key")
        bind_laptop(office, new, laptop.identity.worker)
        note(office, "Toinen")
        lost = write(office, new, tmp_path)
        assert lost.number == 1, "numbered anew for each key"
        hand_over(laptop, office, tmp_path)
        send(office, new, laptop, tmp_path)
        assert names(laptop, "employer", "name") == ["Ensimmäinen", "Toinen"]


def test_a_restored_office_takes_no_number_for_a_delivery_that_it_wrote_meanwhile(tmp_path: Path) -> None:
    office = make_notebook(tmp_path / "office", role="office", name="Testi Toimisto")
    laptop = make_notebook(tmp_path / "laptop")
    with laptop:
        root = found(office)
        principal = join(office, laptop, tmp_path)
        office.close()
        shutil.copytree(tmp_path / "office", tmp_path / "backup")
        with Notebook.unlock(Home(tmp_path / "office"), PASSPHRASE) as before:
            send(before, principal, laptop, tmp_path)
        with Notebook.unlock(Home(tmp_path / "backup"), PASSPHRASE) as restored:
            note(restored, "Kirjoitettu ennen kuin kukaan huomasi")
            write(restored, principal, tmp_path)
            succeed_office(restored, root, restored=True)
            card = bundle.write_card(restored, tmp_path / "new-card.toml")
            bundle.trust(laptop, card.path, card.words)
            hand_over(laptop, restored, tmp_path)
            send(restored, principal, laptop, tmp_path)
            assert names(laptop, "employer", "name") == names(restored, "employer", "name")


def test_an_office_put_back_behind_its_own_roster_is_noticed_and_goes_on(tmp_path: Path) -> None:
    office = make_notebook(tmp_path / "office", role="office", name="Testi Toimisto")
    laptop = make_notebook(tmp_path / "laptop")
    with laptop:
        root = found(office)
        principal = join(office, laptop, tmp_path)
        office.close()
        shutil.copytree(tmp_path / "office", tmp_path / "backup")
        with Notebook.unlock(Home(tmp_path / "office"), PASSPHRASE) as before:
            succeed_office(before, root)
            _accept(laptop, before, tmp_path / "second.toml")
            note(before, "Ennen palautusta")
            hand_over(laptop, before, tmp_path)
            send(before, principal, laptop, tmp_path)
            stolen = own_keys(before).fingerprint
        with Notebook.unlock(Home(tmp_path / "backup"), PASSPHRASE) as restored:
            succeed_office(restored, root)
            with pytest.raises(Refusal) as caught:
                _accept(laptop, restored, tmp_path / "twice.toml")
            assert (caught.value.reason, caught.value.values) == (Reason.ROSTER_TWICE, {"number": 2})
            succeed_office(restored, root, restored=True)
            _accept(laptop, restored, tmp_path / "new.toml")
            hand_over(laptop, restored, tmp_path)
            note(restored, "Palautuksen jälkeen")
            send(restored, principal, laptop, tmp_path)
            assert names(laptop, "employer", "name") == names(restored, "employer", "name") == ["Palautuksen jälkeen"]
            assert check(laptop) == ()
        with laptop.reading() as connection:
            # The key that the restored office knows no more signs for nobody.
            signers = trusted_signers(connection, practice=False).signers
        assert stolen not in {fingerprint(signer.key) for signer in signers}


def _accept(laptop: Notebook, office: Notebook, path: Path) -> None:
    card = bundle.write_card(office, path)
    bundle.trust(laptop, card.path, card.words)
