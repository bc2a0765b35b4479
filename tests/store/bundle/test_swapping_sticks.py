"""Vie ja hae on both sides, quarantine, deliveries on the way in, and the undoing of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import bundle
from store.bundle.delivering import deliver
from store.bundle.forms import Known
from store.bundle.laptops import bind_laptop
from store.bundle.outcomes import Outcome
from store.conflicts import open_conflicts
from store.history.reading import Why
from store.reading import find, show
from store.refusal import Reason, Refusal
from store.rekeying import succeed_office
from store.taking_in import RECEIVED_AT
from store.writing import Entry, save, undelete
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import assign, new_client
from tests.store.bundle.enrolment import enrol
from tests.store.bundle.swapping import Office, note, one, own_changes

pytestmark = pytest.mark.both_engines


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_three_acts_bring_everything_to_the_office_and_the_receipt_back(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    first = bundle.swap(scene.laptop, scene.stick)
    assert first.exported is not None
    assert (first.exported.changes, first.standing.everything_at_office) == (3, False)
    at_office = bundle.swap(scene.office, scene.stick)
    assert [received.outcome for received in at_office.received] == [Outcome.TAKEN]
    assert len(at_office.receipts) == 1
    back = bundle.swap(scene.laptop, scene.stick)
    assert [received.kind for received in back.received] == ["receipt"]
    assert (back.others, back.exported) == (0, None), "our own bundle is not read again"
    assert back.standing.everything_at_office
    assert back.standing.at_office_until == own_changes(scene.laptop)[-1].header.at


def test_swapping_again_without_news_writes_nothing_more(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    for notebook in (scene.laptop, scene.office, scene.laptop):
        bundle.swap(notebook, scene.stick)
    before = files(scene.stick)
    for notebook in (scene.laptop, scene.office, scene.laptop, scene.office):
        bundle.swap(notebook, scene.stick)
    assert files(scene.stick) == before


def test_an_entry_written_meanwhile_is_written_at_the_next_swap(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    bundle.swap(scene.laptop, scene.stick)
    assert bundle.swap(scene.laptop, scene.stick).exported is None, "the stick carries it already"
    note(scene.laptop, "Jälkeen")
    again = bundle.swap(scene.laptop, scene.stick)
    assert again.exported is not None
    assert again.exported.changes == 4


def test_a_lost_stick_heals_by_itself(scene: Office, tmp_path: Path) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    bundle.swap(scene.laptop, scene.stick)
    other = tmp_path / "another stick"
    other.mkdir()
    for notebook in (scene.laptop, scene.office, scene.laptop):
        bundle.swap(notebook, other)
    assert bundle.standing(scene.laptop).everything_at_office


def test_a_shared_folder_of_two_laptops_keeps_each_to_its_own(scene: Office, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as second:
        cards = tmp_path / "cards"
        cards.mkdir()
        theirs = bundle.write_card(scene.office, cards / "office.toml")
        bundle.trust(second, theirs.path, theirs.words)
        ours = bundle.write_card(second, cards / "second.toml")
        bundle.trust(scene.office, ours.path, ours.words)
        for notebook in (scene.laptop, second):
            bundle.swap(notebook, scene.stick)
        (scene.stick / "holiday.toml").write_text("[settings]\n")
        (scene.stick / "picture.jpg").write_bytes(b"\xff\xd8")
        at_office = bundle.swap(scene.office, scene.stick)
        assert {received.principal for received in at_office.received} == {"coach-1", "coach-2"}
        for notebook in (scene.laptop, second):
            swapped = bundle.swap(notebook, scene.stick)
            assert [received.outcome for received in swapped.received] == [Outcome.TAKEN]
            assert swapped.others == 2, "the other laptop's bundle and receipt"
            assert swapped.standing.everything_at_office
            assert bundle.refused_files(notebook) == (), "what is for others is nobody's business"
    assert {"holiday.toml", "picture.jpg"} <= files(scene.stick)


def test_a_damaged_file_for_us_goes_to_quarantine_and_the_rest_goes_on(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    swapped = bundle.swap(scene.laptop, scene.stick)
    assert swapped.exported is not None
    (path,) = swapped.exported.files
    (scene.stick / "cut.toml.age").write_bytes(path.read_bytes()[:-3])
    at_office = bundle.swap(scene.office, scene.stick)
    assert sorted(received.outcome.value for received in at_office.received) == ["refused", "taken"]
    assert [received.reason for received in at_office.refused] == [Reason.DAMAGED_SEAL]
    bundle.swap(scene.office, scene.stick)
    (kept,) = bundle.refused_files(scene.office)
    assert (kept.reason, kept.kept, kept.waits) == (Reason.DAMAGED_SEAL, True, False)
    bundle.discard(scene.office, kept.number)
    assert bundle.refused_files(scene.office) == ()
    with pytest.raises(Refusal) as caught:
        bundle.discard(scene.office, kept.number)
    assert caught.value.reason is Reason.UNKNOWN_BUNDLE


def test_without_an_office_or_a_folder_nothing_is_done(tmp_path: Path, scene: Office) -> None:
    with make_notebook(tmp_path / "alone") as alone, pytest.raises(Refusal) as caught:
        bundle.swap(alone, scene.stick)
    assert caught.value.reason is Reason.NOTHING_TRUSTED
    with pytest.raises(Refusal) as caught:
        bundle.swap(scene.laptop, tmp_path / "nowhere")
    assert caught.value.reason is Reason.FOLDER_MISSING


def test_a_delivery_comes_back_in_the_same_act_and_is_acknowledged_in_the_next(scene: Office) -> None:
    bundle.swap(scene.laptop, scene.stick)
    bundle.swap(scene.office, scene.stick)
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    client = new_client(scene.office, "Keksitty")
    assign(scene.office, client, scene.laptop.identity.worker)
    note(scene.laptop, "Uutta")
    bundle.swap(scene.laptop, scene.stick)
    at_office = bundle.swap(scene.office, scene.stick)
    assert at_office.deliveries
    before = scene.laptop.setting(RECEIVED_AT)
    back = bundle.swap(scene.laptop, scene.stick)
    assert {received.kind for received in back.received} == {"receipt", "delivery"}
    assert show(scene.laptop, "client", client).values["given_name"] == "Keksitty"
    assert scene.laptop.setting("known_delivery") == "1"
    assert before is None
    assert scene.laptop.setting(RECEIVED_AT) is not None
    assert back.exported is not None, "the office learns that the delivery has arrived"
    again = bundle.swap(scene.office, scene.stick)
    assert again.deliveries == (), "nothing is delivered twice once it is acknowledged"


def test_an_older_delivery_that_comes_late_changes_nothing_that_is_newer(scene: Office, tmp_path: Path) -> None:
    bundle.receive(scene.office, [scene.export()])
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    assign(scene.office, new_client(scene.office, "Ensin"), scene.laptop.identity.worker)
    first = deliver(scene.office, "coach-1", scene.stick)
    assign(scene.office, new_client(scene.office, "Sitten"), scene.laptop.identity.worker)
    second = deliver(scene.office, "coach-1", scene.stick)
    bundle.receive(scene.laptop, second.files)
    assert scene.laptop.setting("known_delivery") == str(second.number)
    heard = scene.laptop.setting(RECEIVED_AT)
    late = bundle.receive(scene.laptop, first.files)
    assert {received.outcome for received in late} == {Outcome.OLDER}
    assert scene.laptop.setting("known_delivery") == str(second.number)
    assert scene.laptop.setting(RECEIVED_AT) == heard, "permissions are no fresher for it"


def test_a_delivery_that_builds_on_one_we_never_had_is_taken_in_and_not_acknowledged(scene: Office) -> None:
    bundle.receive(scene.office, [scene.export()])
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    assign(scene.office, new_client(scene.office, "Ensin"), scene.laptop.identity.worker)
    deliver(scene.office, "coach-1", scene.stick)
    note(scene.laptop, "Uutta")
    claim = scene.bundle_of(own_changes(scene.laptop), known=Known(delivery=1, roster=1))
    bundle.receive(scene.office, [claim])
    client = new_client(scene.office, "Sitten")
    assign(scene.office, client, scene.laptop.identity.worker)
    second = deliver(scene.office, "coach-1", scene.stick)
    assert second.since == 1
    assert {each.outcome for each in bundle.receive(scene.laptop, second.files)} == {Outcome.TAKEN}
    assert show(scene.laptop, "client", client).values["given_name"] == "Sitten"
    assert scene.laptop.setting("known_delivery") is None
    assert scene.laptop.setting(RECEIVED_AT) is None, "not everything is known up to that day"


def test_a_new_office_key_is_believed_with_its_roster_in_whatever_order_they_come(
    tmp_path: Path,
) -> None:
    office = make_notebook(tmp_path / "office", role="office", name="Testi Toimisto")
    laptop = make_notebook(tmp_path / "laptop")
    scene = Office(office, laptop, tmp_path)
    root = enrol(office, laptop, tmp_path / "cards")
    scene.stick.mkdir()
    with office, laptop:
        note(laptop, "Ennen")
        scene.settle()
        bind_laptop(office, "coach-1", laptop.identity.worker)
        assign(office, new_client(office, "Keksitty"), laptop.identity.worker)
        succeed_office(office, root)
        delivered = deliver(office, "coach-1", scene.stick)
        assert delivered.roster is not None
        received = bundle.receive(laptop, [*delivered.files, delivered.roster])
        assert {each.outcome for each in received} == {Outcome.TAKEN}
        assert {each.kind for each in received} == {"delivery", "roster"}
        assert bundle.refused_files(laptop) == ()
        assert one(bundle.receive(laptop, [delivered.roster])).outcome is Outcome.KNOWN
        note(laptop, "Jälkeen")
        scene.settle()
        assert bundle.standing(laptop).everything_at_office
        assert bundle.alarms(laptop) == ()


def test_undoing_a_bundle_takes_back_what_came_by_it_and_nothing_else(scene: Office) -> None:
    id = note(scene.laptop, "Ennen").id
    scene.settle()
    save(scene.laptop, Entry("employer", {"name": "Väärä tikku"}, id=id))
    stray = note(scene.laptop, "Vahinko").id
    path = scene.export()
    received = one(bundle.receive(scene.office, [path]))
    assert received.number is not None
    saved = bundle.retract_bundle(scene.office, received.number, reason="väärä tikku")
    assert show(scene.office, "employer", id).values["name"] == "Ennen"
    assert find(scene.office, "employer", stray) is None
    assert [each.retracted for each in bundle.received_bundles(scene.office)] == [True, False]
    with pytest.raises(Refusal) as caught:
        bundle.retract_bundle(scene.office, received.number)
    assert caught.value.reason is Reason.NOTHING_TO_UNDO
    bundle.receive(scene.office, [path])
    assert find(scene.office, "employer", stray) is None, "the same again brings nothing back"
    from store.writing import delete

    delete(scene.office, "retraction", saved.id)
    assert show(scene.office, "employer", id).values["name"] == "Väärä tikku"
    assert not any(each.retracted for each in bundle.received_bundles(scene.office))
    undelete(scene.office, "retraction", saved.id)
    assert find(scene.office, "employer", stray) is None


def test_what_an_earlier_bundle_brought_is_not_undone_with_a_later_one(scene: Office) -> None:
    id = note(scene.laptop, "Ennen").id
    bundle.receive(scene.office, [scene.export()])
    save(scene.laptop, Entry("employer", {"municipality": "Lahti"}, id=id))
    second = one(bundle.receive(scene.office, [scene.export()]))
    assert (second.changes, second.new_changes) == (4, 1)
    bundle.retract_bundle(scene.office, second.number or 0)
    assert dict(show(scene.office, "employer", id).values) == {"name": "Ennen"}


def test_the_beginning_of_a_chain_is_never_undone(scene: Office) -> None:
    stray = note(scene.laptop, "Vahinko").id
    first = one(bundle.receive(scene.office, [scene.export()]))
    bundle.retract_bundle(scene.office, first.number or 0)
    assert find(scene.office, "employer", stray) is None
    assert find(scene.office, "chain", scene.laptop.identity.chain) is not None
    id = note(scene.laptop, "Jälkeen").id
    scene.settle()
    assert show(scene.office, "employer", id).values["name"] == "Jälkeen"


def test_only_an_office_undoes_and_only_what_there_is(scene: Office) -> None:
    for notebook, reason in ((scene.laptop, Reason.NOT_ALLOWED), (scene.office, Reason.UNKNOWN_BUNDLE)):
        with pytest.raises(Refusal) as caught:
            bundle.retract_bundle(notebook, 77)
        assert caught.value.reason is reason


def test_open_conflicts_name_both_values(scene: Office) -> None:
    id = note(scene.laptop, "Ennen").id
    scene.settle()
    save(scene.office, Entry("employer", {"name": "Toimisto"}, id=id))
    save(scene.laptop, Entry("employer", {"name": "Kone"}, id=id))
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert received.conflicts == 1
    (found,) = open_conflicts(scene.office)
    assert (found.record, found.id, found.unit) == ("employer", id, "name")
    assert {live.value for live in found.values} == {"Toimisto", "Kone"}
    assert bundle.kept_changes(scene.office) == ()
    assert Why.FORK not in {kept.why for kept in bundle.kept_changes(scene.office)}
