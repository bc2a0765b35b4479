"""Enrolment at the office: whose laptop it is, new keys, replaced laptops, lost ones, a stolen office key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.bundle import trust, write_card
from store.bundle.delivering import deliver
from store.bundle.laptops import bind_laptop, cut_off, list_laptops
from store.bundle.reading import load, read_bytes
from store.bundle.trusted import own_keys, reader_of, trusted_office
from store.bundle.trusting import take_roster_file
from store.home import Home
from store.keys.root import Root
from store.keys.slots import recovery_slot
from store.notebook import Notebook
from store.office_settings import office_settings
from store.refusal import Reason, Refusal
from store.rekeying import begin_new_chain, new_signing_key, succeed_office
from store.self_check import check
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.delivered import (
    all_files,
    assign,
    exchange_cards,
    found,
    hand_over,
    join,
    laptop_takes,
    names,
    new_client,
    send,
    write,
)
from tests.store.bundle.enrolment import new_root
from tests.store.exchange import changes_in


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as opened:
        yield opened


def reason_of(act: object, *of: object, **named: object) -> Reason:
    with pytest.raises(Refusal) as refused:
        act(*of, **named)  # type: ignore[operator]  # each case gives a function and what it takes
    return refused.value.reason


@pytest.mark.both_engines
def test_the_office_says_whose_laptop_it_is(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = exchange_cards(office, notebook, tmp_path)
    assert [(one.worker, one.claimed, one.heard) for one in list_laptops(office)] == [(None, None, None)]
    hand_over(notebook, office, tmp_path)
    assert reason_of(bind_laptop, notebook, principal, notebook.identity.worker) is Reason.OFFICE_ONLY
    assert reason_of(bind_laptop, office, "coach-7", notebook.identity.worker) is Reason.UNKNOWN_LAPTOP
    assert reason_of(bind_laptop, office, principal, office.identity.notebook) is Reason.UNKNOWN_WORKER
    bind_laptop(office, principal, office.identity.worker)
    bind_laptop(office, principal, notebook.identity.worker)
    (shown,) = list_laptops(office)
    assert (shown.principal, shown.worker, shown.claimed) == (principal, *[notebook.identity.worker] * 2)
    assert shown.fingerprint == own_keys(notebook).fingerprint
    assert shown.heard is not None


@pytest.mark.both_engines
def test_a_lost_laptop_is_cut_off_at_what_is_held(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    new_client(notebook, "Aalto")
    last = [change for change in changes_in(office) if change.header.chain == notebook.identity.chain][-1]
    where = cut_off(office, principal, "left on a train")
    assert where == f"{notebook.identity.chain}/{last.header.seq}/{last.hash}"
    assert list_laptops(office)[0].cut_off == where
    assert reason_of(hand_over, notebook, office, tmp_path) is Reason.KEY_CUT_OFF
    assert reason_of(cut_off, office, principal) is Reason.UNKNOWN_LAPTOP
    card = write_card(notebook, tmp_path / "again.toml")
    assert reason_of(trust, office, card.path, card.words) is Reason.KEY_CUT_OFF
    with office.reading() as connection:
        grounds = [line.ground for line in lines(connection) if line.act == Act.CUT_OFF]
    assert grounds == [f"{principal}: left on a train"]


@pytest.mark.both_engines
def test_of_a_key_of_which_nothing_came_nothing_is_held(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    assert cut_off(office, exchange_cards(office, notebook, tmp_path)) == "-"


@pytest.mark.both_engines
def test_a_person_may_still_read_what_a_cut_off_key_signed(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    cut_off(office, exchange_cards(office, notebook, tmp_path))
    with pytest.raises(Refusal):
        hand_over(notebook, office, tmp_path)
    (bundle,) = tmp_path.glob("stick-*/*")
    assert read_bytes(load(bundle), reader_of(office, cut_off_too=True)).document.changes


@pytest.mark.both_engines
def test_a_new_key_offers_the_earlier_chain_only_once_the_office_has_bound_it(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    old = join(office, notebook, tmp_path)
    colleague = join(office, second, tmp_path)
    before = notebook.identity
    client = new_client(notebook, "Aalto")
    slot = recovery_slot(notebook.home)
    new_signing_key(notebook)
    assert notebook.identity.chain != before.chain
    assert recovery_slot(notebook.home) != slot
    fresh = exchange_cards(office, notebook, tmp_path)
    assert fresh != old
    # Its new chain is taken in; the earlier one is not its own yet.
    hand_over(notebook, office, tmp_path)
    assert names(office) == []
    assert reason_of(bind_laptop, office, fresh, before.worker) is Reason.CHAIN_OF_ANOTHER
    cut_off(office, old, "seen by others")
    bind_laptop(office, fresh, before.worker)
    assign(office, client, before.worker)
    send(office, fresh, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    assert names(office) == ["Aalto"]
    assert check(notebook) == ()
    # A colleague's living chain is nobody else's, whatever anybody claims.
    for principal, chain in ((fresh, second.identity.chain), (colleague, office.identity.chain)):
        claimed = reason_of(bind_laptop, office, principal, before.worker, earlier=[chain])
        assert claimed is Reason.CHAIN_OF_ANOTHER


@pytest.mark.both_engines
def test_an_office_gets_no_new_key_without_its_root(office: Notebook) -> None:
    found(office)
    assert reason_of(new_signing_key, office) is Reason.NOT_ALLOWED


@pytest.mark.both_engines
def test_a_stolen_office_key_is_followed_by_a_new_one(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    root = found(office)
    principal = join(office, notebook, tmp_path)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
    by_the_thief = write(office, principal, tmp_path)
    old_keys, old_chain = own_keys(office), office.identity.chain
    last = max(change.header.seq for change in changes_in(office) if change.header.chain == old_chain)
    trusted = succeed_office(office, root)
    assert trusted.principal == "office-2"
    assert own_keys(office).fingerprint == trusted.fingerprint != old_keys.fingerprint
    written = write(office, principal, tmp_path)
    assert written.roster is not None
    # Without the roster the new key is nobody's; with it the old one is.
    assert reason_of(laptop_takes, notebook, written.files) is Reason.UNKNOWN_SIGNER
    laptop_takes(notebook, all_files(written))
    assert names(notebook, "employer", "name") == ["Keksitty Kahvila"]
    assert reason_of(laptop_takes, notebook, by_the_thief.files) is Reason.KEY_CUT_OFF
    with notebook.reading() as connection:
        living = trusted_office(connection, practice=False)
    assert living is not None
    assert (living.fingerprint, living.roster) == (trusted.fingerprint, 2)
    save(notebook, Entry("employer", {"name": "Toinen Kahvila"}))
    hand_over(notebook, office, tmp_path)
    assert "Toinen Kahvila" in names(office, "employer", "name")
    # Who joins later reads both identities' changes as the office's.
    latecomer = join(office, second, tmp_path)
    send(office, latecomer, second, tmp_path)
    held = [change for change in changes_in(second) if change.header.chain == old_chain]
    assert max(change.header.seq for change in held) <= last
    assert check(office) == ()


def test_what_a_thief_ordered_with_the_office_key_counts_no_more_once_the_roster_has_come(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    root = found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    assign(office, client, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    office.close()
    shutil.copytree(office.home.folder, tmp_path / "thief")
    with Notebook.unlock(Home(tmp_path / "thief"), PASSPHRASE) as thief:
        save(thief, Entry("erasure", {"client": client, "ground": "revenge"}))
        save(thief, Entry("office_setting", {"name": "permission_age_days", "value": "99"}))
        send(thief, principal, notebook, tmp_path)
    assert names(notebook) == []
    with Notebook.unlock(office.home, PASSPHRASE) as opened:
        succeed_office(opened, root)
        # The laptop exports to whom it knows; the roster and all that was lost come with the next delivery.
        send(opened, principal, notebook, tmp_path)
        hand_over(notebook, opened, tmp_path)
        send(opened, principal, notebook, tmp_path)
        assert names(notebook) == ["Aalto"]
        assert office_settings(notebook) == {}
        save(notebook, Entry("client", {"family_name": "Testi"}, id=client))
        hand_over(notebook, opened, tmp_path)
        assert check(notebook) == ()
        assert known_delivery(notebook) > 0


@pytest.mark.both_engines
def test_an_older_roster_brings_no_replaced_key_back(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    root = found(office)
    principal = join(office, notebook, tmp_path)
    succeed_office(office, root)
    first = write(office, principal, tmp_path)
    succeed_office(office, root)
    second = write(office, principal, tmp_path)
    assert first.roster is not None
    assert second.roster is not None
    take_roster_file(notebook, load(second.roster))
    assert reason_of(take_roster_file, notebook, load(first.roster)) is Reason.LOWER_ROSTER
    assert reason_of(take_roster_file, notebook, load(second.files[0])) is Reason.OTHER_ROOT


@pytest.mark.both_engines
def test_only_the_root_names_a_successor(office: Notebook, notebook: Notebook) -> None:
    assert reason_of(succeed_office, office, new_root()) is Reason.NOTHING_TRUSTED
    root = found(office)
    stranger: Root = new_root()
    before = office.identity
    assert reason_of(succeed_office, office, stranger) is Reason.OTHER_ROOT
    assert office.identity == before
    assert reason_of(succeed_office, notebook, root) is Reason.OFFICE_ONLY


@pytest.mark.both_engines
def test_a_restored_office_hears_a_laptop_before_it_delivers_and_numbers_above_it(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    root = found(office)
    principal = join(office, notebook, tmp_path)
    for _ in range(3):
        save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
        send(office, principal, notebook, tmp_path)
        hand_over(notebook, office, tmp_path)
    assert notebook.setting("known_delivery") == "3"
    succeed_office(office, root, restored=True)
    # As far as this copy of the office knows, one delivery was written.
    with office.writing() as connection:
        connection.exec_driver_sql("DELETE FROM delivery WHERE number > 1")
    assert reason_of(deliver, office, principal, tmp_path) is Reason.LAPTOP_NOT_HEARD
    card = write_card(office, tmp_path / "successor.toml")
    trust(notebook, card.path, card.words)
    hand_over(notebook, office, tmp_path)
    written = send(office, principal, notebook, tmp_path)
    assert (written.number, written.since) == (4, 0)
    assert notebook.setting("known_delivery") == "4"


def test_a_restored_laptop_offers_again_what_has_no_receipt(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    first = new_client(notebook, "Aalto")
    before = notebook.identity.chain
    with notebook.writing() as connection:
        fresh = begin_new_chain(connection, notebook.identity)
    notebook.identity = fresh
    second = new_client(notebook, "Koski")
    # The key is the same: nobody has to bind anything.
    hand_over(notebook, office, tmp_path)
    assert names(office) == ["Aalto", "Koski"]
    for client in (first, second):
        assign(office, client, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    assert known_delivery(notebook) == 1
    where = cut_off(office, principal)
    assert {place.split("/")[0] for place in where.split()} == {before, fresh.chain}
    assert check(notebook) == ()


def known_delivery(notebook: Notebook) -> int:
    return int(notebook.setting("known_delivery") or 0)
