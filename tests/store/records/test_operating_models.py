"""What the operating models need is declared: systems, mechanisms, due days, and who has which record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.history.shape import About, Kind
from store.records import RECORD_TYPES, RecordType
from store.records import marks as m
from store.records.base import OFFICE_ONLY
from store.records.goals import LEVELS

PAGE = Path(__file__).parents[3] / "docs" / "models.md"
SYSTEMS = [
    f"M{model}.{number}" for model, last in ((0, 12), (2, 13), (3, 11), (4, 8)) for number in range(1, last + 1)
]
OF_MODELS = {name: of for name, of in RECORD_TYPES.items() if of.declared.mechanism is not None}


def _declared(system: str) -> dict[str, RecordType]:
    return {name: of for name, of in OF_MODELS.items() if system in of.declared.systems}


def _page_rows() -> dict[str, list[str]]:
    """Return the cells of each row of the page's tables of systems."""
    rows = re.findall(r"^\| (M\d\.\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {system: [cell.strip() for cell in cells.split("|")] for system, cells in rows}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_its_record_types_and_the_page_names_them(system: str) -> None:
    declared = _declared(system)
    assert declared
    _what, mechanisms, records, _where, _test = _page_rows()[system]
    assert re.findall(r"`(\w+)`", records) == list(declared)
    assert set(mechanisms.split(", ")) == {of.declared.mechanism for of in declared.values()}


@pytest.mark.parametrize("system", [one for one in SYSTEMS if not one.startswith("M3.")])
def test_the_page_says_where_a_system_lives_and_which_test_walks_it(system: str) -> None:
    *_, where, tests = _page_rows()[system]
    assert re.findall(r"`(\S+\.py)`", where)
    assert re.findall(r"`(tests/\S+\.py)`", tests)


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:store|screens|tui|tests)/\S+\.\w+)`", PAGE.read_text(encoding="utf-8"))
    assert named
    assert not [name for name in named if not (PAGE.parents[1] / name).exists()]


def test_no_type_serves_a_system_that_is_not_there() -> None:
    named = {system for of in OF_MODELS.values() for system in of.declared.systems}
    assert named == set(SYSTEMS)
    assert list(_page_rows()) == SYSTEMS
    assert not [name for name, of in RECORD_TYPES.items() if of.declared.systems and of.declared.mechanism is None]


def test_a_dozen_mechanisms_carry_all() -> None:
    used = {of.declared.mechanism for of in OF_MODELS.values()}
    assert len(used) <= 12
    page = PAGE.read_text(encoding="utf-8")
    for mechanism in used:
        assert f"| {mechanism} |" in page


@pytest.mark.parametrize("record_type", OF_MODELS.values(), ids=OF_MODELS)
def test_what_is_due_is_a_day_of_the_type(record_type: RecordType) -> None:
    for due in record_type.declared.due:
        assert isinstance(record_type.fields[due.field].mark, m.Day)
        assert due.unless is None or due.unless in record_type.fields
        assert due.before == tuple(sorted(due.before, reverse=True))


@pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=RECORD_TYPES)
def test_what_stays_or_is_a_workers_own_is_about_no_client(record_type: RecordType) -> None:
    declared = record_type.declared
    if declared.stays_at_office or declared.of_workers:
        assert record_type.about is About.NOBODY
        assert not (declared.stays_at_office and declared.of_workers)
    for name in declared.of_workers:
        mark = record_type.fields[name].mark
        assert getattr(getattr(mark, "element", mark), "record", None) == "worker"


def test_what_is_about_nobody_names_no_client() -> None:
    """Whoever reads a register, a group or a fee must not learn from it who is a client."""
    for name, record_type in OF_MODELS.items():
        if record_type.about is About.NOBODY:
            references = {
                getattr(getattr(field.mark, "element", field.mark), "record", None)
                for field in record_type.fields.values()
            }
            about_clients = {other for other, of in RECORD_TYPES.items() if of.about is not About.NOBODY}
            assert not references & about_clients, name


def test_the_office_alone_writes_what_it_gives_to_all_and_what_it_locks() -> None:
    written = {name for name, of in OF_MODELS.items() if of.written_by == OFFICE_ONLY}
    assert written == {
        *("pay_class", "dated_rule", "material", "material_version", "client_type"),
        *("survey", "survey_round", "question", "model_use", "month_close"),
        *("statement", "statement_line", "fee_statement", "budget"),
    }


def test_agreements_and_locked_statements_are_frozen_and_name_what_they_replace() -> None:
    frozen = {name for name, of in OF_MODELS.items() if of.kind is Kind.FROZEN}
    assert frozen == {
        *("agreement", "placement_agreement", "material_version", "statement", "statement_line", "fee_statement"),
    }
    for name in frozen - {"statement_line"}:
        assert isinstance(OF_MODELS[name].fields["replaces"].mark, m.ListOf)
    for name in ("statement", "fee_statement"):
        assert {"covers", "classes"} <= set(OF_MODELS[name].fields)


def test_money_is_whole_cents_and_nothing_is_a_float() -> None:
    money = {
        f"{name}.{field.name}"
        for name, of in OF_MODELS.items()
        for field in of.fields.values()
        if isinstance(field.mark, m.Cents)
    }
    assert {
        "pay_class.rate",
        "statement.total",
        "fee_assignment.amount",
        "budget.allocation",
        "ticket.price",
    } <= money
    for record_type in OF_MODELS.values():
        assert record_type.check(dict.fromkeys(record_type.fields, 1.5)) == tuple(record_type.fields)


def test_the_time_of_an_entry_is_decided_as_one() -> None:
    assert OF_MODELS["work_entry"].groups["time"] == ("day", "work_presence", "came", "went", "minutes")


@pytest.mark.parametrize(
    ("scale", "level", "fails"),
    [("levels", 1, False), ("levels", 0, True), ("levels", 6, True), ("gas", -2, False), ("gas", 3, True)],
)
def test_a_goal_has_a_level_of_its_own_scale(scale: str, level: int, fails: bool) -> None:
    (rule,) = [rule for rule in OF_MODELS["goal"].declared.rules if rule.name == "level_outside_scale"]
    assert rule.fails({"scale": scale, "start_level": level}) is fails
    assert rule.fails({"scale": scale, "start_level": 1, "target_level": level}) is fails
    assert set(LEVELS) == set(OF_MODELS["goal"].fields["scale"].choices)


@pytest.mark.parametrize("name", ["attendance", "series_member"])
def test_somebody_takes_part(name: str) -> None:
    record_type = OF_MODELS[name]
    (rule,) = [rule for rule in record_type.declared.rules if rule.name.endswith("needs_somebody")]
    assert rule.fails({})
    for field in ("person", "worker", "name"):
        assert not rule.fails({field: "x"})
