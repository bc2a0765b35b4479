"""Live values, groups, sets, deletion, and what is kept without being applied."""

from __future__ import annotations

import itertools
import random

from store.history.change import Body
from store.history.reading import Known, Why, read
from store.history.shape import Shape
from tests.store.history.scene import CLIENT, DOUBLE, KNOWN, SHAPES, Notebook, laptops, numbered

JOB = numbered(1)


def two_with_one_job() -> tuple[Notebook, Notebook]:
    first, second, _ = laptops()
    first.write("job", JOB, {"client": CLIENT, "start": 1, "end": 5, "cents": 100, "basis": "hour"})
    second.take(first)
    return first, second


def meet(*notebooks: Notebook) -> None:
    for one, other in itertools.permutations(notebooks, 2):
        one.take(other)


def test_a_change_that_knew_the_old_value_supersedes_it() -> None:
    first, second = two_with_one_job()
    second.write("job", JOB, {"note": "later"})
    second.write("job", JOB, {"start": 2})
    meet(first, second)
    state = first.read().records[JOB]
    assert state.values == {
        "client": CLIENT,
        "start": 2,
        "end": 5,
        "cents": 100,
        "basis": "hour",
        "note": "later",
    }
    assert state.conflicts == ()


def test_concurrent_unequal_values_are_a_conflict_with_both_shown() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"note": "one"})
    second.write("job", JOB, {"note": "other"})
    meet(first, second)
    state = first.read().records[JOB]
    assert [conflict.unit for conflict in state.conflicts] == ["note"]
    assert {live.value for live in state.conflicts[0].values} == {"one", "other"}
    assert len(state.heads) == 2


def test_concurrent_equal_values_are_no_conflict() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"note": "same"})
    second.write("job", JOB, {"note": "same"})
    meet(first, second)
    assert first.read().records[JOB].conflicts == ()


def test_different_fields_merge_without_a_conflict() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"note": "one"})
    second.write("job", JOB, {"end": 9})
    meet(first, second)
    state = first.read().records[JOB]
    assert (state.values["note"], state.values["end"], state.conflicts) == ("one", 9, ())


def test_a_group_merges_as_one_value() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"cents": 200, "basis": "hour"})
    second.write("job", JOB, {"cents": 100, "basis": "month"})
    meet(first, second)
    state = first.read().records[JOB]
    assert [conflict.unit for conflict in state.conflicts] == ["pay"]
    assert (state.values["cents"], state.values["basis"]) in {(200, "hour"), (100, "month")}


def test_a_person_who_saw_both_settles_a_conflict() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"note": "one"})
    second.write("job", JOB, {"note": "other"})
    meet(first, second)
    first.write("job", JOB, {"note": "both"})
    meet(first, second)
    assert second.read().records[JOB].values["note"] == "both"
    assert second.read().records[JOB].conflicts == ()


def test_parents_are_those_of_when_the_form_was_opened() -> None:
    first, second = two_with_one_job()
    on_the_screen = first.heads(JOB)
    second.write("job", JOB, {"note": "arrived while the form was open"})
    first.take(second)
    first.write("job", JOB, {"note": "typed"}, after=on_the_screen)
    assert {live.value for live in first.read().records[JOB].conflicts[0].values} == {
        "typed",
        "arrived while the form was open",
    }


def test_clearing_is_a_value_of_its_own() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, unset=("end",))
    meet(first, second)
    assert "end" not in second.read().records[JOB].values


def test_the_clock_decides_nothing() -> None:
    first, second = two_with_one_job()
    first.at = first.at.replace(year=2036)
    first.write("job", JOB, {"note": "from the future"})
    second.at = second.at.replace(year=2016)
    second.take(first)
    second.write("job", JOB, {"note": "knew it"})
    meet(first, second)
    assert first.read().records[JOB].values["note"] == "knew it"


def test_sets_merge_by_element_and_a_drop_needs_to_have_known_the_addition() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, add={"tasks": ("till", "shelves")})
    second.take(first)
    second.write("job", JOB, drop={"tasks": ("till",)})
    first.write("job", JOB, add={"tasks": ("till", "cleaning")})
    meet(first, second)
    assert first.read().records[JOB].values["tasks"] == ("cleaning", "shelves", "till")
    assert second.read().records[JOB].conflicts == ()


def test_an_edit_beside_a_deletion_is_a_conflict_and_stays_visible() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"removed": True})
    second.write("job", JOB, {"note": "still needed"})
    meet(first, second)
    state = first.read().records[JOB]
    assert not state.removed
    assert [conflict.unit for conflict in state.conflicts] == ["removed"]


def test_undo_of_a_deletion_is_a_change() -> None:
    first, _second = two_with_one_job()
    first.write("job", JOB, {"removed": True})
    assert first.read().records[JOB].removed
    first.write("job", JOB, unset=("removed",))
    assert not first.read().records[JOB].removed


def test_two_good_edits_that_fail_together_are_kept_and_shown() -> None:
    first, second = two_with_one_job()
    first.write("job", JOB, {"start": 4})
    second.write("job", JOB, {"end": 2})
    meet(first, second)
    reading = first.read()
    assert list(reading.kept.values()) == [Why.VALUES_FAIL]
    assert reading.records[JOB].values["start"] <= reading.records[JOB].values["end"]  # type: ignore[operator]
    first.write("job", JOB, {"start": 1, "end": 2})
    assert first.read().records[JOB].values["end"] == 2


def test_a_change_waits_for_its_parents() -> None:
    first, second, _ = laptops()
    created = first.write("job", JOB, {"client": CLIENT, "start": 1})
    edited = first.write("job", JOB, {"note": "later"})
    second.ledger.take([edited])
    assert second.read().kept == {edited.name: Why.WAITING}
    assert JOB not in second.read().records
    second.ledger.take([created])
    assert second.read().records[JOB].values["note"] == "later"


def test_a_newer_schema_is_kept_until_the_program_knows_it() -> None:
    first, _ = two_with_one_job()
    newer = first.write("job", JOB, {"note": "new"}, schema=2)
    assert first.read().kept == {newer.name: Why.NEWER_SCHEMA}

    def unchanged(body: Body) -> Body:
        return body

    job = SHAPES["job"]
    upgraded = Shape(**{**vars(job), "schema": 2, "upcasts": {1: unchanged}})
    later = read(first.ledger.changes(), Known({**SHAPES, "job": upgraded}, KNOWN.roles))
    assert later.kept == {}
    assert later.records[JOB].values["note"] == "new"


def test_an_old_body_is_read_through_its_upcast() -> None:
    first, _ = two_with_one_job()

    def remark(body: Body) -> Body:
        moved = {"remark" if name == "note" else name: value for name, value in body.set.items()}
        return Body(body.salt, body.reason, moved, body.unset, body.add, body.drop)

    first.write("job", JOB, {"note": "old name"})
    job = SHAPES["job"]
    fields = job.fields - {"note"} | {"remark"}
    upgraded = Shape(**{**vars(job), "schema": 2, "fields": fields, "upcasts": {1: remark}})
    later = read(first.ledger.changes(), Known({**SHAPES, "job": upgraded}, KNOWN.roles))
    assert later.records[JOB].values["remark"] == "old name"


def test_what_a_role_may_not_write_is_kept() -> None:
    first, _, office = laptops()
    mine = first.write("phrase", numbered(2), {"text": "not mine to write"})
    theirs = office.write("phrase", numbered(3), {"text": "from the office"})
    first.take(office)
    reading = first.read()
    assert reading.kept == {mine.name: Why.AUTHORITY}
    assert reading.records[numbered(3)].sources == {"text": theirs.name}


def test_a_record_cannot_change_whom_it_is_about() -> None:
    _first, second = two_with_one_job()
    wrong = second.write("job", JOB, {"note": "about somebody else"}, client=DOUBLE)
    second.write("job", JOB, {"client": DOUBLE})
    reading = second.read()
    assert reading.kept[wrong.name] is Why.WRONG_CLIENT
    assert set(reading.kept.values()) == {Why.WRONG_CLIENT}
    assert reading.records[JOB].client == CLIENT


def test_a_frozen_record_is_replaced_and_never_altered() -> None:
    first, second, _ = laptops()
    first.write("profile", numbered(4), {"client": CLIENT, "text": "one"})
    altered = first.write("profile", numbered(4), {"text": "altered"})
    second.take(first)
    first.write("profile", numbered(5), {"client": CLIENT, "text": "two", "replaces": (numbered(4),)})
    second.write("profile", numbered(6), {"client": CLIENT, "text": "three", "replaces": (numbered(4),)})
    meet(first, second)
    reading = first.read()
    assert reading.kept == {altered.name: Why.FROZEN}
    assert reading.records[numbered(4)].values["text"] == "one"
    assert reading.records[numbered(4)].replaced_by == (numbered(5), numbered(6))


def test_the_state_does_not_depend_on_order_repetition_or_grouping() -> None:
    first, second = two_with_one_job()
    for number in range(6):
        first.write("job", JOB, {"note": f"a{number}", "end": 6 + number})
        second.write("job", JOB, {"note": f"b{number}", "start": number})
        if number == 3:
            meet(first, second)
    changes = [*first.ledger.changes(), *second.ledger.changes()]
    expected = read(changes, KNOWN)
    for seed in range(20):
        shuffled = changes * 2
        random.Random(seed).shuffle(shuffled)
        assert read(shuffled, KNOWN) == expected
