"""Receipts: what the office signs for, what a laptop believes, and what either notices of the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from store import bundle
from store.bundle.exporting import USE_RECEIPTED
from store.bundle.forms import Known
from store.bundle.laptops import bind_laptop, cut_off
from store.bundle.outcomes import Outcome, Warned
from store.bundle.receipts import Held, Receipt
from store.bundle.states import State
from store.home import Home
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.rekeying import new_signing_key
from store.schema import receipt
from store.use_log import head as use_head
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.store.bundle.swapping import Office, note, one, own_changes, read_receipt

pytestmark = pytest.mark.both_engines


@pytest.fixture
def scene(tmp_path: Path, office: Notebook) -> Iterator[Office]:
    made = Office.make(tmp_path, office)
    yield made
    made.close()


def test_only_what_a_receipt_covers_is_at_the_office(scene: Office) -> None:
    early = note(scene.laptop, "Ennen").id
    assert bundle.states_of(scene.laptop, [early]) == {early: State.ONLY_HERE}
    path = scene.export()
    assert bundle.states_of(scene.laptop, [early]) == {early: State.HANDED_OVER}
    late = note(scene.laptop, "Jälkeen").id
    received = bundle.receive(scene.office, [path])
    bundle.receive(scene.laptop, [scene.receipt(received)])
    assert bundle.states_of(scene.laptop, [late, early]) == {late: State.ONLY_HERE, early: State.AT_OFFICE}
    save(scene.laptop, Entry("employer", {"municipality": "Lahti"}, id=early))
    assert bundle.states_of(scene.laptop, [early]) == {early: State.ONLY_HERE}
    standing = bundle.standing(scene.laptop)
    changes = own_changes(scene.laptop)
    assert standing.at_office_until == changes[2].header.at
    assert (standing.only_here.entries, standing.only_here.oldest) == (2, changes[3].header.at)
    assert standing.handed_over.entries == 0
    assert not standing.everything_at_office


def test_an_export_offers_only_what_is_not_receipted(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    scene.settle()
    with scene.laptop.reading() as connection:
        lines = use_head(connection)[0]
    assert 0 < int(scene.laptop.setting(USE_RECEIPTED) or 0) <= lines
    note(scene.laptop, "Jälkeen")
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert (received.changes, received.new_changes) == (1, 1)
    assert bundle.alarms(scene.office) == (), "the use log went on where it was receipted"


def test_a_receipt_claims_nothing_behind_a_gap_and_names_it(scene: Office) -> None:
    for number in range(4):
        note(scene.laptop, f"Keksitty {number}")
    changes = own_changes(scene.laptop)
    received = bundle.receive(scene.office, [scene.bundle_of(changes[:2]), scene.bundle_of(changes[4:])])
    path = scene.receipt(received)
    said = read_receipt(path, scene.laptop)
    assert [(held.seq, held.hash) for held in said.held] == [(2, changes[1].hash)]
    assert [(gap.first, gap.last) for gap in said.waiting] == [(3, 4)]
    bundle.receive(scene.laptop, [path])
    (gap,) = bundle.standing(scene.laptop).gaps
    assert (gap.first, gap.last, gap.since, gap.until) == (3, 4, changes[2].header.at, changes[3].header.at)
    (at_office,) = bundle.standing(scene.office).gaps
    assert (at_office.first, at_office.last) == (3, 4)


@pytest.mark.own_file
def test_backed_up_is_only_what_a_backup_holds(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    received = bundle.receive(scene.office, [scene.export()])
    assert [held.backed_up_to for held in read_receipt(scene.receipt(received), scene.laptop).held] == [0]
    scene.office.back_up()
    note(scene.laptop, "Jälkeen")
    received = bundle.receive(scene.office, [scene.export()])
    (held,) = read_receipt(scene.receipt(received), scene.laptop).held
    assert (held.seq, held.backed_up_to) == (4, 3)


def test_an_older_receipt_played_again_counts_for_nothing(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    old = scene.receipt(bundle.receive(scene.office, [scene.export()]))
    note(scene.office, "Toimiston oma")
    scene.settle()
    standing = bundle.standing(scene.laptop)
    received = one(bundle.receive(scene.laptop, [old]))
    assert (received.outcome, received.alarms) == (Outcome.OLDER, ())
    assert bundle.standing(scene.laptop) == standing


def test_the_same_receipt_again_is_known(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    path = scene.receipt(bundle.receive(scene.office, [scene.export()]))
    assert [one(bundle.receive(scene.laptop, [path])).outcome for _ in range(2)] == [Outcome.TAKEN, Outcome.KNOWN]


def put_back(scene: Office, copy: Path) -> None:
    """Put the office's notebook back to an earlier copy of its files, as somebody might by hand."""
    scene.office.close()
    shutil.rmtree(scene.folder / "office")
    shutil.copytree(copy, scene.folder / "office")
    scene.office = Notebook.unlock(Home(scene.folder / "office"), PASSPHRASE)


@pytest.mark.own_file
def test_an_office_that_went_back_in_time_is_noticed_and_offered_everything_again(
    scene: Office, tmp_path: Path
) -> None:
    note(scene.laptop, "Ennen")
    scene.settle()
    scene.office.close()
    shutil.copytree(scene.folder / "office", tmp_path / "copy")
    scene.office = Notebook.unlock(Home(scene.folder / "office"), PASSPHRASE)
    note(scene.office, "Toimiston oma")
    lost = note(scene.laptop, "Häviää").id
    scene.settle()
    assert bundle.standing(scene.laptop).everything_at_office
    put_back(scene, tmp_path / "copy")
    late = note(scene.laptop, "Jälkeen").id
    received = bundle.receive(scene.office, [scene.export()])
    assert [alarm.warned for alarm in received[0].alarms] == [Warned.OFFICE_WENT_BACK], "the office is told too"
    taken = one(bundle.receive(scene.laptop, [scene.receipt(received)]))
    assert [alarm.warned for alarm in taken.alarms] == [Warned.OFFICE_WENT_BACK]
    assert set(bundle.states_of(scene.laptop, [lost, late]).values()) == {State.ONLY_HERE}
    scene.settle()
    assert bundle.standing(scene.laptop).everything_at_office
    assert {lost, late} <= {change.header.id for change in own_changes(scene.laptop)}


def test_a_receipt_of_what_we_never_wrote_says_that_we_are_a_copy(scene: Office, tmp_path: Path) -> None:
    note(scene.laptop, "Ennen")
    scene.settle()
    twin = scene.copy(tmp_path / "twin")
    try:
        note(twin.laptop, "Kopiolla")
        received = bundle.receive(scene.office, [twin.export()])
        taken = one(bundle.receive(scene.laptop, [scene.receipt(received)]))
        assert [alarm.warned for alarm in taken.alarms] == [Warned.CLONED_NOTEBOOK]
        assert bundle.standing(scene.laptop).everything_at_office, "what was written here is there"
    finally:
        twin.close()


def test_a_laptop_with_a_new_key_keeps_what_was_receipted_under_the_earlier_one(
    scene: Office, tmp_path: Path
) -> None:
    early = note(scene.laptop, "Ennen").id
    scene.settle()
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    new_signing_key(scene.laptop)
    cut_off(scene.office, "coach-1")
    card = bundle.write_card(scene.laptop, tmp_path / "new.toml")
    bundle.trust(scene.office, card.path, card.words)
    late = note(scene.laptop, "Jälkeen").id
    (tmp_path / "more").mkdir()
    received = bundle.receive(scene.office, bundle.export(scene.laptop, tmp_path / "more").files)
    assert Outcome.TAKEN in {each.outcome for each in received}, received
    taken = one(bundle.receive(scene.laptop, [scene.receipt(received)]))
    assert (taken.outcome, taken.alarms) == (Outcome.TAKEN, ())
    assert bundle.states_of(scene.laptop, [early, late]) == {early: State.AT_OFFICE, late: State.AT_OFFICE}


def test_each_branch_of_a_fork_is_receipted_for_itself(scene: Office, tmp_path: Path) -> None:
    note(scene.laptop, "Ennen")
    twin = scene.copy(tmp_path / "twin")
    try:
        for number in range(2):
            note(scene.laptop, f"Yksi {number}")
        note(twin.laptop, "Toinen")
        first = bundle.receive(scene.office, [scene.export()])
        second = bundle.receive(scene.office, [twin.export()])
        path = scene.receipt([*first, *second])
        tips = {(held.seq, held.hash) for held in read_receipt(path, scene.laptop).held}
        assert tips == {(5, own_changes(scene.laptop)[-1].hash), (4, own_changes(twin.laptop)[-1].hash)}
        for machine in (scene, twin):
            bundle.receive(machine.laptop, [path])
            assert bundle.standing(machine.laptop).everything_at_office
            assert [alarm.warned for alarm in bundle.alarms(machine.laptop)] == [Warned.CLONED_NOTEBOOK]
        late = note(twin.laptop, "Myöhemmin").id
        assert bundle.states_of(twin.laptop, [late])[late] is State.ONLY_HERE, "not covered by the longer branch"
    finally:
        twin.close()


def test_a_receipt_for_somebody_elses_hash_covers_nothing(scene: Office) -> None:
    """The office signs for a hash that is not ours at a place that is: no seq is covered by it."""
    from datetime import UTC, datetime

    from store.bundle.document import write_content
    from store.bundle.forms import Head
    from store.bundle.kinds import Kind
    from store.bundle.reading import sign_payload
    from store.bundle.seal import recipient_of, seal
    from store.bundle.trusted import own_keys

    note(scene.laptop, "Ennen")
    keys, theirs = own_keys(scene.office), own_keys(scene.laptop)
    tip = own_changes(scene.office)[-1]
    held = (Held(scene.laptop.identity.chain, 3, "0" * 64),)
    content = Receipt((), scene.office.identity.chain, tip.header.seq, tip.hash, held)
    head = Head(Kind.RECEIPT, False, new_id(), datetime.now(UTC), keys.fingerprint, theirs.fingerprint)
    path = scene.folder / "receipt.toml.age"
    signed = sign_payload(write_content(head, content), keys.seed, Kind.RECEIPT, practice=False)
    path.write_bytes(seal(signed, recipient_of(theirs.identity)))
    bundle.receive(scene.laptop, [path])
    with scene.laptop.reading() as connection:
        assert connection.execute(select(receipt)).all() == []
    assert bundle.standing(scene.laptop).only_here.entries == 3


def test_only_the_office_answers(scene: Office) -> None:
    with pytest.raises(Refusal) as caught:
        bundle.answer(scene.laptop, [], scene.folder)
    assert caught.value.reason is Reason.NOT_ALLOWED


def test_an_office_hears_what_a_laptop_knows(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    scene.settle()
    path = scene.bundle_of(own_changes(scene.laptop), known=Known(roster=1, office_seq=99, office_hash="0" * 64))
    received = one(bundle.receive(scene.office, [path]))
    assert [alarm.warned for alarm in received.alarms] == [Warned.OFFICE_WENT_BACK]
    number = received.alarms[0].number
    bundle.settle_alarm(scene.office, number)
    again = one(
        bundle.receive(
            scene.office,
            [scene.bundle_of(own_changes(scene.laptop), known=Known(roster=1, office_seq=99, office_hash="0" * 64))],
        )
    )
    assert again.alarms == (), "settled once for this place"


def test_what_the_office_does_not_apply_and_disputes_comes_back_with_the_receipt(scene: Office) -> None:
    id = note(scene.laptop, "Ennen").id
    scene.settle()
    save(scene.office, Entry("employer", {"name": "Toimisto"}, id=id))
    save(scene.laptop, Entry("employer", {"name": "Kone"}, id=id))
    scene.settle()
    standing = bundle.standing(scene.laptop)
    assert [(remark.record, remark.id, remark.code) for remark in standing.conflicts] == [("employer", id, "name")]
    assert bundle.standing(scene.office).open_conflicts == 1
    assert standing.open_conflicts == 0, "the laptop does not have the other value yet"
