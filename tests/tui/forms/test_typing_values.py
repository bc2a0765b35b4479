"""What a field holds can be typed, and reads back as it was: every field of every record type that is a line."""

from __future__ import annotations

from datetime import date

import pytest

from store.records import RECORD_TYPES
from store.records import marks as m
from tests.tui.cli.sample_values import sample
from tui.forms.reading import Unclear, read_typed, typed_of
from tui.forms.saying import say_value
from tui.language import choose

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_line_of_every_form_reads_back_as_it_was(name: str) -> None:
    for field in RECORD_TYPES[name].fields.values():
        mark = getattr(field.mark, "element", field.mark)
        if isinstance(mark, m.Choice | m.Reference | m.Flag):
            continue
        value = sample(mark)
        assert read_typed(mark, typed_of(mark, value), TODAY) == value, field.name


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [("37,5", 2250, "37,5"), ("37.75", 2265, "37,75"), ("8", 480, "8"), ("0,1", 6, "0,1")],
)
def test_hours_are_typed_with_decimals_and_kept_in_minutes(typed: str, kept: int, shown: str) -> None:
    mark = m.Hours()
    choose("fi")
    assert read_typed(mark, typed, TODAY) == kept
    assert typed_of(mark, kept) == shown
    assert read_typed(mark, typed_of(mark, kept), TODAY) == kept
    assert say_value("job_terms", RECORD_TYPES["job_terms"].fields["weekly_hours"], kept) == f"{shown} t"


def test_every_minute_of_a_week_survives_being_shown_as_hours() -> None:
    mark = m.Hours()
    assert [n for n in range(mark.high + 1) if read_typed(mark, typed_of(mark, n), TODAY) != n] == []


@pytest.mark.parametrize("cents", [1, 1050, 1_234_567, 999_999_999, -1_234_567])
def test_no_cent_of_a_large_amount_is_lost(cents: int) -> None:
    assert read_typed(m.Cents(), typed_of(m.Cents(), cents), TODAY) == cents


def test_hours_that_are_no_number_are_said_to_be_none() -> None:
    with pytest.raises(Unclear):
        read_typed(m.Hours(), "puolikas", TODAY)
    assert m.Hours().fails(7 * 24 * 60 + 1)
