"""Every record type is walked: what it declares holds together, and what must not exist does not."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.history.shape import About, Consent, Kind
from store.records import RECORD_TYPES, RecordType, record_type_of, shapes
from store.records import marks as m
from store.refusal import Reason, Refusal
from tests.store.records.values import record_values

ALL = pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=RECORD_TYPES)
EMPLOYER_SIDE = [t for t in RECORD_TYPES.values() if t.declared.employer_side]
SOMEBODY = "0198c0de-0000-7000-8000-000000000000"
EARLIER, LATER = date(2026, 1, 1), date(2026, 2, 1)
HEALTH = (
    "health",
    "diagnos",
    "symptom",
    "illness",
    "disab",
    "medica",
    "condition",
    "limit",
    "sick",
    "capacity",
    "terve",
)


@ALL
def test_no_record_has_a_field_for_a_diagnosis(record_type: RecordType) -> None:
    assert not [name for name in record_type.fields if "diagnos" in name or "icd" in name.split("_")]


def test_the_employer_side_has_no_place_for_health_and_no_client() -> None:
    assert {t.name for t in EMPLOYER_SIDE} == {"employer", "contact_person", "event", "event_employer_part"}
    for record_type in EMPLOYER_SIDE:
        assert record_type.about is About.NOBODY
        for name, field in record_type.fields.items():
            assert not [word for word in HEALTH if word in name], f"{record_type.name}.{name}"
            element = getattr(field.mark, "element", field.mark)
            assert getattr(element, "record", "") not in ("client", "disclosure_item", "told"), name
            assert not field.private, f"{name}: what is private has no place on the employer's side"


@ALL
def test_what_a_type_declares_names_its_own_fields(record_type: RecordType) -> None:
    declared = record_type.declared
    for name in (
        *declared.title,
        *declared.indexed,
        *(rule_field for r in declared.rules for rule_field in r.fields),
    ):
        assert name in record_type.fields
    for name in declared.order:
        assert name.removeprefix("-") in {*record_type.fields, "id"}
    assert declared.day is None or declared.day in record_type.fields
    assert record_type.required or record_type.name == "retraction"
    if record_type.about is About.FIELD:
        assert record_type.fields["client"].required
        assert "client" in declared.indexed
    for name in declared.of_workers:
        mark = record_type.fields[name].mark
        assert getattr(mark, "element", mark) == m.Reference("worker")
        assert (record_type.about, declared.employer_side) == (About.NOBODY, False), "it is delivered to few"
    references = [getattr(getattr(f.mark, "element", f.mark), "record", None) for f in record_type.fields.values()]
    assert set(filter(None, references)) <= {*RECORD_TYPES, "notebook"}


@ALL
def test_sets_are_plain_arrays_inside_groups_and_frozen_records(record_type: RecordType) -> None:
    for field in record_type.fields.values():
        if field.group is not None or (record_type.kind is not Kind.EDITABLE and record_type.name != "chain"):
            assert not field.is_set, field.name


def test_consents_are_declared_as_the_history_needs_them() -> None:
    item = RECORD_TYPES["disclosure_item"]
    assert item.consent is Consent.ITEM
    for name in (
        "decision",
        "employers",
        "all_agreed_employers",
        "to_whom",
        "when",
        "wording",
        "who_says",
        "not_to_say",
        "if_asked",
    ):
        assert item.fields[name].group == "consent"
    assert {item.fields[name].group for name in ("pros", "cons", "place")} == {None}
    assert RECORD_TYPES["disclosure_agreement"].kind is Kind.FROZEN
    assert RECORD_TYPES["withdrawal"].kind is Kind.APPEND_ONLY
    assert RECORD_TYPES["vocational_profile"].kind is Kind.FROZEN
    assert RECORD_TYPES["told"].kind is Kind.APPEND_ONLY
    assert RECORD_TYPES["assignment"].written_by == {"office"}


def test_a_score_merges_with_who_gave_it_and_on_what_it_rests() -> None:
    score = RECORD_TYPES["item_score"]
    together = score.groups["score"]
    assert {"criterion", "score", "score_state", "scored_by", "scored_on", "evidence", "numerator"} <= set(together)
    assert score.fields["comment"].group is None


def test_only_the_office_says_what_figures_are_measured_by() -> None:
    for name in ("working_share", "criteria_choice", "dated_rule"):
        assert RECORD_TYPES[name].written_by == {"office"}


@pytest.mark.parametrize("name", ["service_agreement", "job_search_plan", "job_support_plan"])
def test_agreements_and_plans_come_in_versions(name: str) -> None:
    versions = RECORD_TYPES[name]
    assert versions.kind is Kind.FROZEN
    assert versions.fields["replaces"].mark == m.ListOf(m.Reference(name))


def test_the_history_gets_a_shape_for_every_type() -> None:
    assert set(shapes()) == set(RECORD_TYPES)
    shape = shapes()["event"]
    assert shape.sets == {"present"}
    assert "present" not in shape.fields
    assert shape.unit_of("day") == "day"


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        record_type_of("diagnosis")
    assert caught.value.reason is Reason.UNKNOWN_RECORD_TYPE


@ALL
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_good_values_are_good_and_a_missing_one_is_named(record_type: RecordType, data: st.DataObject) -> None:
    values = data.draw(record_values(record_type))
    assert record_type.validate(values) == ()
    for name in record_type.required:
        rest = {key: value for key, value in values.items() if key != name}
        assert record_type.missing(rest) == (name,)


@pytest.mark.parametrize(
    ("mark", "bad"),
    [
        (m.Line(5), ["", "a\nb", "toolong", "a\u0308", "\x00", "\ud800", "\x7f"]),
        (m.Prose(100_000), ["", "\x1b[2J", "ä" * 40_000]),
        (m.Phone(), ["12", "call me", "1" * 21]),
        (m.Choice("a", "b"), ["c", ""]),
        (m.Day(), [date(1899, 12, 31), date(2200, 1, 1)]),
        (m.Clock(), [time(9, 30, 1)]),
        (m.Minutes(), [-1, 24 * 60 + 1]),
        (m.Cents(), [10**10]),
        (m.Reference("client"), ["", "not an id", "0198C0DE-0000-7000-8000-000000000000"]),
        (m.PlaceKey(), ["", "A", "a b"]),
        (m.SetOf(m.Choice("a")), [("a", "a"), ("b",)]),
    ],
)
def test_each_mark_refuses_what_it_does_not_allow(mark: m.Mark, bad: list[Any]) -> None:
    assert [value for value in bad if not mark.fails(value)] == []


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        ("event", "minutes", True),
        ("event", "minutes", "45"),
        ("event", "minutes", 45.0),
        ("event", "day", "2026-11-24"),
        ("event", "day", datetime(2026, 11, 24, 9, 30)),  # noqa: DTZ001
        ("event", "to_be_completed", 1),
        ("event", "present", "coach"),
        ("event", "present", ["coach"]),
        ("event", "place", 7),
        ("event", "client", "anything"),
        ("worker", "name", b"Testi"),
    ],
)
def test_values_of_another_type_are_refused_and_named(record: str, name: str, value: object) -> None:
    assert RECORD_TYPES[record].check({name: value}) == (name,)


@pytest.mark.parametrize(
    ("record", "values", "rule"),
    [
        ("job", {"client": SOMEBODY, "title": "myyjä", "start": LATER, "end": EARLIER}, "end_before_start"),
        (
            "stage_period",
            {"client": SOMEBODY, "stage": "job_search", "entered": LATER, "left_on": EARLIER},
            "left_on_before_entered",
        ),
        (
            "referral",
            {"client": SOMEBODY, "day": EARLIER, "referral_outcome": "refused"},
            "refused_referral_needs_reason",
        ),
        (
            "postponed_due",
            {"client": SOMEBODY, "due_rule": "x", "day": EARLIER, "postponed_why": "agreed_later"},
            "postponed_until_needs_day",
        ),
        ("client", {"given_name": "T", "entry": date(2026, 2, 1), "closed": date(2026, 1, 1)}, "closed_before_entry"),
        (
            "event",
            {"kind": "employer_visit", "status": "held", "day": date(2026, 1, 1)},
            "employer_visit_needs_employer",
        ),
    ],
)
def test_a_rule_between_fields_is_named_when_it_fails(record: str, values: dict[str, Any], rule: str) -> None:
    assert RECORD_TYPES[record].validate(values) == (rule,)


def test_a_group_that_is_hidden_by_a_conflict_leaves_a_record() -> None:
    item = RECORD_TYPES["disclosure_item"]
    client = "0198c0de-0000-7000-8000-000000000000"
    assert item.validate({"client": client, "pros": "apu"}) == ()
    assert item.validate({"client": client, "wording": "tauko"}) == ("item", "decision")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ruokakeskus ", "Ruokakeskus"),
        ("a\u0308iti", "äiti"),
        ("yksi\r\nkaksi", "yksi\nkaksi"),
        ("a\x00b\x1b[2Jc", "ab[2Jc"),
        ("   ", None),
        ([], None),
        (["a", "a", ""], ("a",)),
        (time(9, 30, 59), time(9, 30)),
    ],
)
def test_what_is_typed_has_one_spelling(typed: object, kept: object) -> None:
    assert m.tidy(typed) == kept
