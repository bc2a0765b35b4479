"""Receiving real files: new, known, missing, forked, foreign, cut off, too much; each has its own outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import cut_off
from store.bundle.outcomes import Outcome, Received, Warned
from store.bundle.trusted import own_keys
from store.bundle.weighing import MOST_CONFLICTS
from store.history.reading import Why
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import find, show
from store.refusal import Reason
from store.self_check import check
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.bundle.enrolment import enrol
from tests.store.bundle.swapping import Office, names_in, note, one, own_changes
from tests.store.exchange import changes_in

pytestmark = pytest.mark.both_engines


@pytest.fixture
def scene(tmp_path: Path, office: Notebook) -> Iterator[Office]:
    made = Office.make(tmp_path, office)
    yield made
    made.close()


def without(received: Received) -> tuple[object, ...]:
    """Return what a look and the taking in must say alike."""
    return (
        received.outcome,
        received.reason,
        received.clients,
        received.changes,
        received.new_changes,
        received.gaps,
    )


def test_everything_a_laptop_wrote_is_at_the_office_afterwards(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Keksitty", "family_name": "Asiakas"})).id
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert (received.outcome, received.kind, received.principal) == (Outcome.TAKEN, "changes", "coach-1")
    assert {change.name for change in own_changes(scene.laptop)} <= names_in(scene.office)
    assert show(scene.office, "client", client).values["family_name"] == "Asiakas"
    line = next(line for line in received.clients if line.client == client)
    assert (line.given_name, line.family_name, line.new, line.changed, line.held) == ("Keksitty", "Asiakas", 1, 0, {})
    with scene.office.reading() as connection:
        assert any(each.act == Act.RECEIVED.value and each.id == received.bundle for each in lines(connection))


def test_a_look_says_what_will_happen_and_keeps_nothing(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    path = scene.export()
    before = names_in(scene.office)
    look = one(bundle.look_at(scene.office, [path]))
    assert names_in(scene.office) == before
    assert bundle.refused_files(scene.office) == ()
    assert bundle.received_bundles(scene.office) == ()
    assert without(look) == without(one(bundle.receive(scene.office, [path])))


def test_a_look_at_several_counts_each_on_top_of_those_before(scene: Office) -> None:
    id = note(scene.laptop, "Keksitty Kahvila").id
    first = scene.export()
    save(scene.laptop, Entry("employer", {"municipality": "Lahti"}, id=id))
    second = scene.export()
    broken = scene.folder / "broken.toml"
    broken.write_bytes(b'format = "reppu"\nnothing')
    looks = bundle.look_at(scene.office, [first, broken, second])
    assert [look.new_changes for look in looks] == [3, 0, 1]
    assert [look.outcome for look in looks] == [Outcome.TAKEN, Outcome.REFUSED, Outcome.TAKEN]
    assert looks[2].clients[0].changed == 1
    assert [without(look) for look in looks] == [
        without(each) for each in bundle.receive(scene.office, [first, broken, second])
    ]


def test_the_same_again_is_known_and_harmless(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    path = scene.export()
    first = one(bundle.receive(scene.office, [path]))
    held = changes_in(scene.office)
    again = one(bundle.receive(scene.office, [path]))
    assert (again.outcome, again.number, again.sender) == (Outcome.KNOWN, first.number, first.sender)
    other = one(bundle.receive(scene.office, [scene.bundle_of(own_changes(scene.laptop), use=(1, 3))]))
    assert (other.outcome, other.new_changes) == (Outcome.KNOWN, 0)
    assert changes_in(scene.office) == held
    assert check(scene.office) == ()


def test_what_stands_behind_a_gap_is_held_and_the_gap_is_named(scene: Office) -> None:
    id = note(scene.laptop, "Keksitty Kahvila").id
    for municipality in ("Lahti", "Vantaa", "Salo"):
        save(scene.laptop, Entry("employer", {"municipality": municipality}, id=id))
    changes = own_changes(scene.laptop)
    early, late = scene.bundle_of(changes[:3]), scene.bundle_of(changes[5:])
    bundle.receive(scene.office, [early])
    received = one(bundle.receive(scene.office, [late]))
    assert received.outcome is Outcome.TAKEN
    (gap,) = received.gaps
    assert (gap.first, gap.last, gap.since, gap.until) == (4, 5, changes[2].header.at, changes[5].header.at)
    assert received.clients[0].held == {Why.WAITING: 1}
    assert [kept.why for kept in bundle.kept_changes(scene.office)] == [Why.WAITING]
    whole = one(bundle.receive(scene.office, [scene.export()]))
    assert whole.gaps == ()
    assert bundle.kept_changes(scene.office) == ()
    assert show(scene.office, "employer", id).values["municipality"] == "Salo"


def test_a_later_part_waits_for_the_first_and_then_goes_in_by_itself(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    changes = own_changes(scene.laptop)
    first, second = scene.bundle_of(changes[:2]), scene.bundle_of(changes[2:])
    refused = one(bundle.receive(scene.office, [second]))
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, Reason.UNPROVEN_CHAIN)
    assert names_in(scene.office).isdisjoint(change.name for change in changes)
    both = bundle.receive(scene.office, [first])
    assert [each.outcome for each in both] == [Outcome.TAKEN, Outcome.TAKEN]
    assert bundle.refused_files(scene.office) == ()
    assert {change.name for change in changes} <= names_in(scene.office)


def test_parts_in_one_call_go_in_whatever_their_order(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    changes = own_changes(scene.laptop)
    paths = [scene.bundle_of(changes[2:]), scene.bundle_of(changes[:2])]
    looks = bundle.look_at(scene.office, paths)
    received = bundle.receive(scene.office, paths)
    assert [without(each) for each in looks] == [without(each) for each in received]
    assert [(each.path, each.outcome) for each in received] == [(path, Outcome.TAKEN) for path in paths]


def test_a_laptop_that_was_copied_raises_the_alarm_and_both_branches_are_kept(scene: Office, tmp_path: Path) -> None:
    note(scene.laptop, "Ennen")
    twin = scene.copy(tmp_path / "twin")
    try:
        mine, theirs = note(scene.laptop, "Yksi").id, note(twin.laptop, "Toinen").id
        first, second = scene.export(), twin.export()
        bundle.receive(scene.office, [first])
        received = one(bundle.receive(scene.office, [second]))
        # Both copies have gone on with one use log, too.
        alarm, log = received.alarms
        assert (alarm.warned, alarm.subject) == (Warned.FORK, f"{scene.laptop.identity.chain}/4")
        assert log.warned is Warned.USE_LOG_REWRITTEN
        assert {change.name for change in (*own_changes(scene.laptop), *own_changes(twin.laptop))} <= names_in(
            scene.office
        )
        assert {find(scene.office, "employer", id) for id in (mine, theirs)} == {None}
        assert {kept.why for kept in bundle.kept_changes(scene.office)} == {Why.FORK}
        assert bundle.alarms(scene.office) == (log, alarm)
        bundle.settle_alarm(scene.office, alarm.number)
        assert bundle.alarms(scene.office) == (log,)
    finally:
        twin.close()


def test_a_branch_that_begins_behind_a_border_is_noticed(scene: Office, tmp_path: Path) -> None:
    """The second copy offers only what comes after the change in which the branches differ."""
    note(scene.laptop, "Ennen")
    twin = scene.copy(tmp_path / "twin")
    try:
        note(scene.laptop, "Yksi")
        note(twin.laptop, "Toinen")
        late = note(twin.laptop, "Kolmas").id
        bundle.receive(scene.office, [scene.export()])
        received = one(bundle.receive(scene.office, [twin.bundle_of(own_changes(twin.laptop)[4:])]))
        assert Warned.FORK in [alarm.warned for alarm in received.alarms]
        assert find(scene.office, "employer", late) is None
    finally:
        twin.close()


@pytest.fixture
def stranger(scene: Office, tmp_path: Path) -> Iterator[Notebook]:
    """A second laptop that the office trusts too."""
    other = make_notebook(tmp_path / "other", name="Toinen Valmentaja")
    cards = tmp_path / "cards"
    cards.mkdir()
    theirs = bundle.write_card(scene.office, cards / "office.toml")
    bundle.trust(other, theirs.path, theirs.words)
    ours = bundle.write_card(other, cards / "other.toml")
    bundle.trust(scene.office, ours.path, ours.words)
    yield other
    other.close()


def test_another_laptops_chain_refuses_the_whole_bundle(scene: Office, stranger: Notebook) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    bundle.receive(scene.office, [scene.export()])
    note(scene.laptop, "Väärennös")
    forged = scene.bundle_of(own_changes(scene.laptop), by=stranger)
    received = one(bundle.receive(scene.office, [forged]))
    assert (received.outcome, received.reason) == (Outcome.REFUSED, Reason.FOREIGN_CHAIN)
    assert own_changes(scene.laptop)[-1].name not in names_in(scene.office)


def test_a_chain_not_seen_before_cannot_be_claimed_by_its_later_part(scene: Office, stranger: Notebook) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    forged = scene.bundle_of(own_changes(scene.laptop)[1:], by=stranger)
    assert one(bundle.receive(scene.office, [forged])).reason is Reason.UNPROVEN_CHAIN
    taken = bundle.receive(scene.office, [scene.export()])
    assert taken[0].outcome is Outcome.TAKEN
    (kept,) = bundle.refused_files(scene.office)
    assert kept.reason is Reason.FOREIGN_CHAIN, "tried again, and now it is known whose the chain is"


def test_what_a_role_may_not_write_is_kept_and_not_applied(scene: Office) -> None:
    """A foreign program writes an order of the office on a coach's chain."""
    from store.history.change import Body, new_salt
    from store.writing import append_change

    client = note(scene.laptop, "Keksitty", client=new_id()).id
    with scene.laptop.writing() as connection:
        body = Body(new_salt(), set={"client": client, "ground": "keksitty"})
        append_change(
            connection,
            scene.laptop.identity,
            record="erasure",
            id=new_id(),
            about=(),
            after=(),
            body=body,
        )
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert received.outcome is Outcome.TAKEN
    assert [kept.why for kept in bundle.kept_changes(scene.office)] == [Why.AUTHORITY]
    assert show(scene.office, "client", client).values["given_name"] == "Keksitty"


def test_a_key_that_was_cut_off_waits_and_a_person_may_want_it_after_all(scene: Office) -> None:
    note(scene.laptop, "Ennen")
    old = scene.export()
    bundle.receive(scene.office, [old])
    cut_off(scene.office, "coach-1")
    assert one(bundle.receive(scene.office, [scene.bundle_of(own_changes(scene.laptop))])).outcome is Outcome.KNOWN
    late = note(scene.laptop, "Jälkeen").id
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert (received.outcome, received.reason) == (Outcome.WAITING, Reason.KEY_CUT_OFF)
    assert find(scene.office, "employer", late) is None
    (kept,) = bundle.refused_files(scene.office)
    assert (kept.waits, kept.number) == (True, received.quarantine)
    assert one(bundle.try_again(scene.office)).outcome is Outcome.WAITING
    wanted = one(bundle.try_again(scene.office, [kept.number], even_cut_off=True))
    assert wanted.outcome is Outcome.TAKEN
    assert find(scene.office, "employer", late) is not None
    assert bundle.refused_files(scene.office) == ()


def test_a_flood_of_conflicts_waits_for_a_person(scene: Office) -> None:
    ids = [note(scene.laptop, f"Keksitty {number}").id for number in range(MOST_CONFLICTS + 1)]
    scene.settle()
    for id in ids:
        save(scene.office, Entry("employer", {"name": "Toimisto"}, id=id))
        save(scene.laptop, Entry("employer", {"name": "Kone"}, id=id))
    path = scene.export()
    received = one(bundle.receive(scene.office, [path]))
    assert (received.outcome, received.is_flood) == (Outcome.WAITING, True)
    assert received.values == {"conflicts": MOST_CONFLICTS + 1, "texts": 0}
    assert own_changes(scene.laptop)[-1].name not in names_in(scene.office)
    wanted = one(bundle.try_again(scene.office, even_flood=True))
    assert (wanted.outcome, wanted.conflicts) == (Outcome.TAKEN, MOST_CONFLICTS + 1)


def test_a_stranger_is_in_quarantine_until_the_office_trusts_the_card(scene: Office, tmp_path: Path) -> None:
    other = make_notebook(tmp_path / "other")
    with other:
        cards = tmp_path / "cards"
        cards.mkdir()
        theirs = bundle.write_card(scene.office, cards / "office.toml")
        bundle.trust(other, theirs.path, theirs.words)
        (path,) = bundle.export(other, tmp_path).files
        received = one(bundle.receive(scene.office, [path]))
        assert received.reason is Reason.UNKNOWN_SIGNER
        assert received.values == {"fingerprint": own_keys(other).fingerprint}
        ours = bundle.write_card(other, cards / "other.toml")
        bundle.trust(scene.office, ours.path, ours.words)
        path.unlink()
        (again,) = bundle.try_again(scene.office)
        assert (again.outcome, again.quarantine) == (Outcome.TAKEN, None)
        assert {change.name for change in own_changes(other)} <= names_in(scene.office)


def test_a_laptop_takes_no_laptops_bundle_and_an_office_no_card(scene: Office, stranger: Notebook) -> None:
    path = scene.bundle_of(own_changes(scene.laptop))
    received = one(bundle.receive(stranger, [path]))
    assert (received.outcome, received.reason) == (Outcome.REFUSED, Reason.CANNOT_UNSEAL)
    card = bundle.write_card(stranger, scene.folder / "card.toml").path
    refused = one(bundle.receive(scene.office, [card]))
    assert (refused.reason, refused.quarantine) == (Reason.CARD_NEEDS_WORDS, None)


def damaged(data: bytes) -> dict[Reason, bytes]:
    """Return a sealed file and what may have become of it, by the reason that must be given."""
    return {
        Reason.DAMAGED_SEAL: data[:-7],
        Reason.NOT_A_BUNDLE: b"\x89PNG" + data,
        Reason.TOO_LARGE: data + bytes(9 * 1024 * 1024),
        Reason.EMPTY_FILE: b"",
    }


@pytest.mark.parametrize("reason", damaged(b""))
def test_each_fault_has_its_own_reason_and_changes_nothing(scene: Office, reason: Reason) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    before = names_in(scene.office)
    path = scene.folder / "file.toml.age"
    path.write_bytes(damaged(scene.export().read_bytes())[reason])
    look = one(bundle.look_at(scene.office, [path]))
    received = one(bundle.receive(scene.office, [path]))
    assert (look.reason, received.reason, received.outcome) == (reason, reason, Outcome.REFUSED)
    assert names_in(scene.office) == before
    kept = {Reason.EMPTY_FILE: [], Reason.TOO_LARGE: [False]}.get(reason, [True])
    assert [file.kept for file in bundle.refused_files(scene.office)] == kept


def test_an_enrolment_with_another_office_is_not_ours(scene: Office, tmp_path: Path) -> None:
    office = make_notebook(tmp_path / "second" / "office", role="office", name="Toinen Toimisto")
    laptop = make_notebook(tmp_path / "second" / "laptop")
    with office, laptop:
        enrol(office, laptop, tmp_path / "second" / "cards")
        (path,) = bundle.export(laptop, tmp_path).files
        assert one(bundle.receive(scene.office, [path])).reason is Reason.CANNOT_UNSEAL
