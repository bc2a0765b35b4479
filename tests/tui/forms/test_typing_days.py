"""Days, times and numbers as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.records.marks import Cents, Clock, Day, Line, Mark, Metres, Minutes
from tui.forms.days import read_clock, read_day
from tui.forms.reading import Unclear, read_typed, typed_of
from tui.language import LANGUAGES, choose
from tui.language.dates import day as written

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("22.11.", date(2026, 11, 22)),
        ("22.11", date(2026, 11, 22)),
        ("2.1.", date(2027, 1, 2)),
        ("22.11.2025", date(2025, 11, 22)),
        ("22.11.25", date(2025, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("22 Nov", date(2026, 11, 22)),
        ("eilen", date(2026, 11, 23)),
        ("I  går", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 23)),
        ("tänään", TODAY),
        ("+3d", date(2026, 11, 27)),
        ("+2vk", date(2026, 12, 8)),
        ("-1", date(2026, 11, 23)),
        ("ma", date(2026, 11, 30)),
        ("ti", date(2026, 12, 1)),
        ("31.2.", None),
        ("Aino", None),
        ("", None),
    ],
)
def test_a_day_is_understood(typed: str, expected: date | None) -> None:
    assert read_day(typed, TODAY) == expected


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_day_is_read_as_it_is_written(day: date, language: str) -> None:
    choose(language)
    assert read_day(written(day), TODAY) == day


@given(st.text())
def test_nothing_typed_ends_the_program(typed: str) -> None:
    read_day(typed, TODAY)
    read_clock(typed)


def test_times_are_understood() -> None:
    assert [read_clock(typed) for typed in ("9", "9.30", "9:30", "0930", "24", "9.75")] == [
        time(9),
        time(9, 30),
        time(9, 30),
        time(9, 30),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("mark", "typed", "value"),
    [(Metres(), "12,5", 12_500), (Cents(), "3,05", 305), (Minutes(), "45", 45), (Line(), " Aino ", "Aino")],
)
def test_numbers_are_kept_whole(mark: Mark, typed: str, value: int | str) -> None:
    assert read_typed(mark, typed, TODAY) == value
    assert read_typed(mark, typed_of(mark, value), TODAY) == value


@pytest.mark.parametrize(
    ("mark", "typed"), [(Minutes(), "4,5"), (Metres(), "inf"), (Day(), "joskus"), (Clock(), "25")]
)
def test_what_is_unclear_is_said(mark: Mark, typed: str) -> None:
    with pytest.raises(Unclear):
        read_typed(mark, typed, TODAY)
