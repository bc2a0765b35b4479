"""What a dry run counts for each client; what is held and not applied is receipted so, and goes once it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store import bundle
from store.bundle import weighing
from store.bundle.outcomes import Outcome
from store.history.change import Body, Change, Value, make_change, new_salt
from store.history.reading import Why
from store.notebook import Notebook
from store.reading import find, show
from store.writing import Entry, append_change, save
from tests.store.bundle.swapping import Office, note, one, own_changes


@pytest.fixture
def scene(tmp_path: Path, office: Notebook) -> Iterator[Office]:
    made = Office.make(tmp_path, office)
    yield made
    made.close()


def of_a_newer_program(last: Change) -> Change:
    """Return a change after the last one of a chain, as a later version of the program would write it."""
    header = last.header
    body = last.body
    assert body is not None
    return make_change(
        chain=header.chain,
        seq=header.seq + 1,
        before=last.hash,
        record=header.record,
        id=header.id,
        about=header.about,
        after=(last.name,),
        at=header.at,
        author=header.author,
        schema=header.schema + 1,
        body=replace(body, set={"name": "Uuden ohjelman nimi"}),
    )


def written_elsewhere(notebook: Notebook, record: str, id: str, values: dict[str, Value]) -> None:
    """Append a change that this program would not have saved, as another program could."""
    about = (id,) if record == "client" else ()
    with notebook.writing() as connection:
        knew = [change.name for change in own_changes(notebook) if change.header.id == id][-1:]
        body = Body(new_salt(), set=values)
        append_change(connection, notebook.identity, record=record, id=id, about=about, after=knew, body=body)


def test_a_look_counts_new_changed_known_conflicting_and_held_for_each_client(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Aino", "family_name": "Keksitty"})).id
    other = save(scene.laptop, Entry("client", {"given_name": "Reino", "family_name": "Keksitty"})).id
    scene.settle()
    save(scene.laptop, Entry("client", {"phone": "040 555 0001", "entry": date(2026, 6, 1)}, id=client))
    save(scene.office, Entry("client", {"phone": "050 777 0002"}, id=client))
    save(scene.office, Entry("client", {"closed": date(2026, 5, 1)}, id=client))
    save(scene.laptop, Entry("vocational_profile", {"client": client, "drawn_up_on": date(2026, 6, 2)}))
    broken = scene.folder / "rikki.toml"
    broken.write_bytes(b'format = "reppu"\nnothing')
    looks = bundle.look_at(scene.office, [scene.bundle_of(own_changes(scene.laptop)), broken])
    assert [look.outcome for look in looks] == [Outcome.TAKEN, Outcome.REFUSED]
    of = {line.client: line for line in looks[0].clients}
    assert (of[client].given_name, of[client].new, of[client].changed, of[client].known) == ("Aino", 1, 1, 1)
    assert (of[other].new, of[other].changed, of[other].known, of[other].conflicting) == (0, 0, 1, 0)
    assert of[client].conflicting == 1 or of[client].held == {Why.VALUES_FAIL: 1}
    assert find(scene.office, "client", client).values["phone"] == "050 777 0002"  # type: ignore[union-attr]
    assert bundle.refused_files(scene.office) == (), "it was only a look"


def test_values_that_fail_are_kept_and_receipted_so(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Aino"})).id
    scene.settle()
    written_elsewhere(scene.laptop, "client", client, {"entry": date(2026, 6, 1), "closed": date(2026, 5, 1)})
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert received.outcome is Outcome.TAKEN, "it blocks nothing"
    assert [(kept.why, kept.id) for kept in bundle.kept_changes(scene.office)] == [(Why.VALUES_FAIL, client)]
    bundle.receive(scene.laptop, [scene.receipt([received])])
    standing = bundle.standing(scene.laptop)
    assert [(remark.id, remark.code) for remark in standing.not_applied] == [(client, "values_fail")]
    assert standing.everything_at_office, "it is held there, and said to be"


def test_two_good_edits_that_make_a_bad_record_end_when_a_person_mends_them(scene: Office) -> None:
    client = save(scene.laptop, Entry("client", {"given_name": "Aino"})).id
    scene.settle()
    save(scene.laptop, Entry("client", {"entry": date(2026, 6, 1)}, id=client))
    save(scene.office, Entry("client", {"closed": date(2026, 5, 1)}, id=client))
    scene.settle()
    assert [(kept.why, kept.id) for kept in bundle.kept_changes(scene.office)] == [(Why.VALUES_FAIL, client)]
    save(scene.office, Entry("client", {"entry": date(2026, 4, 1), "closed": date(2026, 5, 1)}, id=client))
    assert bundle.kept_changes(scene.office) == ()
    assert show(scene.office, "client", client).values["entry"] == date(2026, 4, 1)
    note(scene.laptop, "Seuraava nippu")
    scene.settle()
    assert bundle.standing(scene.laptop).not_applied == ()


def test_a_change_of_a_newer_program_is_held_shown_and_receipted_and_blocks_nothing(scene: Office) -> None:
    id = note(scene.laptop, "Keksitty Kahvila").id
    changes = own_changes(scene.laptop)
    path = scene.bundle_of([*changes, of_a_newer_program(changes[-1])])
    assert one(bundle.look_at(scene.office, [path])).clients[0].held == {Why.NEWER_SCHEMA: 1}
    received = one(bundle.receive(scene.office, [path]))
    assert received.outcome is Outcome.TAKEN
    assert [(kept.why, kept.id) for kept in bundle.kept_changes(scene.office)] == [(Why.NEWER_SCHEMA, id)]
    assert show(scene.office, "employer", id).values["name"] == "Keksitty Kahvila"
    receipt = scene.receipt([received])
    assert receipt.exists()


def test_a_flood_of_very_long_texts_waits_for_a_person(scene: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "MOST_LONG_TEXTS", 2)
    id = note(scene.laptop, "Keksitty Kahvila").id
    for _ in range(3):
        written_elsewhere(scene.laptop, "employer", id, {"notes": "a" * (weighing.LONG_TEXT + 1)})
    received = one(bundle.receive(scene.office, [scene.export()]))
    assert (received.outcome, received.is_flood) == (Outcome.WAITING, True)
    assert received.values == {"conflicts": 0, "texts": 3}
    assert one(bundle.try_again(scene.office, even_flood=True)).outcome is Outcome.TAKEN
