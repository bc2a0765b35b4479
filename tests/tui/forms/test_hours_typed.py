"""Hours as they are typed from a sheet: what a cell means, in the letters of every language, and back again."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.records.allowances import WORK_PRESENCES
from tui.forms.hours_faults import FAULTS, HINDRANCES
from tui.forms.hours_typed import CODES, TypedHours, hours, letters, read_cell, say_cell
from tui.language import LANGUAGES, choose, chosen, has, speaking


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("x", TypedHours("attended")),
        (" X ", TypedHours("attended")),
        ("4", TypedHours("attended", minutes=240)),
        ("4,5", TypedHours("attended", minutes=270)),
        ("4.25", TypedHours("attended", minutes=255)),
        ("9-13", TypedHours("attended", time(9), time(13))),
        ("9.30–13.15", TypedHours("attended", time(9, 30), time(13, 15))),
        ("9:30 - 13", TypedHours("attended", time(9, 30), time(13))),
        ("s", TypedHours("ill")),
        ("0", None),
        ("25", None),
        ("13-9", None),
        ("9-25", None),
        ("kukka", None),
        ("", None),
    ],
)
def test_a_cell_means_one_thing(text: str, read: TypedHours | None) -> None:
    assert read_cell(text) == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_letters_of_a_language_are_the_same(language: str) -> None:
    before = chosen()
    with speaking(language):
        assert set(letters().values()) == set(WORK_PRESENCES) == set(CODES)
        for code in WORK_PRESENCES:
            assert read_cell(say_cell(code, None, None, None)) == TypedHours(code)
    assert chosen() == before


@given(minutes=st.integers(1, 24 * 60).filter(lambda number: number % 3 == 0))
def test_what_is_said_is_read_again(minutes: int) -> None:
    """Hours to the hundredth, which three minutes are a twentieth of."""
    choose("fi")
    assert read_cell(say_cell("attended", None, None, minutes)) == TypedHours("attended", minutes=minutes)
    assert hours(minutes).count(",") <= 1


@given(came=st.times(), went=st.times())
def test_times_are_read_again(came: time, went: time) -> None:
    choose("fi")
    came, went = came.replace(second=0, microsecond=0), went.replace(second=0, microsecond=0)
    read = read_cell(say_cell("attended", came, went, None))
    assert read == (TypedHours("attended", came, went) if came < went else None)


def test_every_fault_and_hindrance_has_words() -> None:
    from store.money.reckoning import Hindrance
    from store.placements.checks import Fault

    assert set(FAULTS) == {fault.value for fault in Fault}
    assert set(HINDRANCES) == {why.value for why in Hindrance}
    for key in (*FAULTS.values(), *HINDRANCES.values()):
        assert has(key)
