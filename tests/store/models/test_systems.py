"""The systems as data hold what the declarations say, and whatever is due has its rule and its place."""

from __future__ import annotations

import pytest

from store.due.of_models import declared_dues
from store.due.rules import _as_written
from store.models.looking import COUNTED_BY
from store.models.systems import COACHING, systems, systems_of
from store.records import RECORD_TYPES
from store.records.materials import MODELS
from tui.forms.model_names import ABOUT, SYSTEMS

NUMBERS = tuple(systems())


@pytest.mark.parametrize("system", NUMBERS)
def test_a_system_lists_the_record_types_that_name_it_and_no_other(system: str) -> None:
    declared = {name for name, of in RECORD_TYPES.items() if system in of.declared.systems}
    assert {one.record for one in systems()[system].lists} == declared


@pytest.mark.parametrize("system", NUMBERS)
def test_what_a_list_is_narrowed_by_is_a_choice_of_its_records(system: str) -> None:
    for listing in systems()[system].lists:
        for field, value in listing.where.items():
            assert value in RECORD_TYPES[listing.record].fields[field].choices


def test_single_answers_are_nowhere_listed() -> None:
    for system in systems().values():
        assert all(one.listed is (one.record != "answer") for one in system.lists)


def test_every_system_has_its_words_and_every_model_its_systems() -> None:
    assert tuple(SYSTEMS) == tuple(ABOUT) == NUMBERS
    assert {model for model in MODELS if not systems_of(model)} == {COACHING}


def test_every_declared_day_has_a_rule_that_tells_as_early_and_is_due_in_some_system() -> None:
    rules = _as_written()
    asked = {code for system in systems().values() for code in system.due}
    for one in declared_dues():
        [due] = [due for due in RECORD_TYPES[one.record].declared.due if due.field == one.field]
        assert one.code in asked
        assert rules[one.code].ahead >= max(due.before)
    assert asked <= set(rules)


def test_every_system_that_is_no_money_and_no_placement_is_counted() -> None:
    of_money = {"M0.4", "M0.5", "M4.7"}
    assert {code for code in NUMBERS if not code.startswith("M3.")} - of_money <= set(COUNTED_BY)
