"""The inbox: what files say before anything is taken in, and taking them in with an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import bind_laptop
from store.bundle.outcomes import Outcome
from store.inbox import inbox_folder, open_folder, read_heads, take_in_files
from store.laptop_names import names_of_laptops
from store.refusal import Reason, Refusal
from store.use_log import head
from tests.screens.crowd import crowd, flood
from tests.store.bundle.swapping import Office, names_in, note, own_changes


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def put(scene: Office, name: str) -> Path:
    """Let the laptop write an employer and a bundle onto the stick."""
    note(scene.laptop, name)
    (path,) = bundle.export(scene.laptop, scene.stick).files
    return path


def test_a_laptop_has_no_inbox(scene: Office) -> None:
    for call in (
        lambda: open_folder(scene.laptop, scene.stick),
        lambda: read_heads(scene.laptop, []),
        lambda: take_in_files(scene.laptop, [], scene.stick),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.reason is Reason.OFFICE_ONLY


def test_the_folder_is_remembered_and_only_bundles_are_listed(scene: Office) -> None:
    path = put(scene, "Kahvila Keksitty")
    (scene.stick / "muistio.txt").write_text("ei nippu")
    assert inbox_folder(scene.office) is None
    assert open_folder(scene.office, scene.stick) == (path,)
    assert inbox_folder(scene.office) == scene.stick
    with pytest.raises(Refusal) as refused:
        open_folder(scene.office, scene.folder / "poissa")
    assert refused.value.reason is Reason.FOLDER_MISSING
    assert inbox_folder(scene.office) == scene.stick


def test_a_head_says_what_the_file_is_and_takes_nothing_in(scene: Office) -> None:
    path = put(scene, "Kahvila Keksitty")
    broken = scene.stick / "nippu-rikki.toml"
    broken.write_bytes(b'format = "reppu"\n')
    before = names_in(scene.office)
    new, bad = read_heads(scene.office, [path, broken])
    assert (new.outcome, new.kind, new.changes) == (None, "changes", len(own_changes(scene.laptop)))
    assert (bad.outcome, bad.reason is None) == (Outcome.REFUSED, False)
    assert names_in(scene.office) == before
    assert bundle.refused_files(scene.office) == ()
    taken = take_in_files(scene.office, [path], scene.stick)
    known, *receipts = read_heads(scene.office, [path, *taken.receipts])
    assert known.outcome is Outcome.KNOWN
    assert known.sender == new.sender
    assert [one.outcome for one in receipts] == [Outcome.OWN]


def test_what_is_for_another_is_left_alone(scene: Office) -> None:
    with_other = scene.folder / "other"
    with_other.mkdir()
    stranger = Office.make(with_other)
    note(stranger.laptop, "Muu Keksitty")
    (path,) = bundle.export(stranger.laptop, scene.stick).files
    stranger.close()
    (one,) = read_heads(scene.office, [path])
    assert one.outcome is Outcome.NOT_FOR_US
    taken = take_in_files(scene.office, [path], scene.stick)
    assert [each.outcome for each in taken.received] == [Outcome.NOT_FOR_US]
    assert bundle.refused_files(scene.office) == ()


def test_stopped_between_two_files_what_is_in_is_answered_and_the_rest_is_as_it_was(scene: Office) -> None:
    paths = crowd(scene.office, 3, 1, scene.stick)
    done: list[tuple[int, int]] = []
    taken = take_in_files(
        scene.office, paths, scene.stick, stopped=lambda: len(done) == 2, progress=lambda *far: done.append(far)
    )
    assert taken.stopped
    assert done == [(1, 3), (2, 3)]
    assert [one.outcome for one in taken.received] == [Outcome.TAKEN] * 2
    assert len(taken.receipts) == 2
    assert [one.outcome for one in read_heads(scene.office, paths)] == [Outcome.KNOWN, Outcome.KNOWN, None]
    rest = take_in_files(scene.office, open_folder(scene.office, scene.stick), scene.stick)
    assert not rest.stopped
    assert len(rest.receipts) == 1, "what was answered in this folder is not answered again"


def test_a_later_part_that_a_first_one_mends_is_no_refusal(scene: Office) -> None:
    note(scene.laptop, "Keksitty Kahvila")
    changes = own_changes(scene.laptop)
    first, second = scene.bundle_of(changes[:2]), scene.bundle_of(changes[2:])
    taken = take_in_files(scene.office, [second, first], scene.stick)
    assert [one.outcome for one in taken.received] == [Outcome.TAKEN, Outcome.TAKEN]
    assert bundle.refused_files(scene.office) == ()
    assert len(taken.receipts) == 1


def test_a_flood_waits_until_a_person_wants_it(scene: Office) -> None:
    path = flood(scene.office, scene.stick, 101)
    waits = take_in_files(scene.office, [path], scene.stick)
    assert [(one.outcome, one.is_flood) for one in waits.received] == [(Outcome.WAITING, True)]
    assert waits.receipts == ()
    wanted = take_in_files(scene.office, [path], scene.stick, even_flood=True)
    assert [one.outcome for one in wanted.received] == [Outcome.TAKEN]
    assert bundle.refused_files(scene.office) == ()


def test_names_are_the_workers_once_the_office_has_said_whose_a_laptop_is(scene: Office) -> None:
    put(scene, "Kahvila Keksitty")
    take_in_files(scene.office, open_folder(scene.office, scene.stick), scene.stick)
    named = {one.principal: one.name for one in names_of_laptops(scene.office).values()}
    assert named["coach-1"] == ""
    bind_laptop(scene.office, "coach-1", scene.laptop.identity.worker)
    named = {one.principal: one.name for one in names_of_laptops(scene.office).values()}
    assert named["coach-1"] == "Testi Valmentaja"
    deliveries = take_in_files(scene.office, [put(scene, "Toinen Keksitty")], scene.stick).deliveries
    assert deliveries, "who was heard and is somebody's gets what is due"


def test_every_door_that_gives_something_writes_a_line(scene: Office) -> None:
    path = put(scene, "Kahvila Keksitty")
    for call in (lambda: names_of_laptops(scene.office), lambda: take_in_files(scene.office, [path], scene.stick)):
        with scene.office.reading() as connection:
            before, _ = head(connection)
        call()
        with scene.office.reading() as connection:
            assert head(connection)[0] > before
