"""Ids made by the clock: they sort as they were made, whatever the clock does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import identifiers
from store.identifiers import is_id, new_id

MILLISECOND = 1_000_000


@given(steps=st.lists(st.integers(-3, 3), min_size=2, max_size=40))
def test_ids_sort_as_they_were_made_though_the_clock_stands_still_or_is_set_back(steps: list[int]) -> None:
    at = time.time_ns()
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for step in steps:
            at += step * MILLISECOND
            patch.setattr(time, "time_ns", lambda at=at: at)
            made.append(new_id())
    assert all(map(is_id, made))
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_of_a_given_time_hangs_on_nothing_that_was_made_before() -> None:
    new_id()
    assert new_id(0, 0) == "00000000-0000-7000-8000-000000000000"
    assert new_id(1, 5) < new_id()


def test_a_clock_that_was_ahead_does_not_make_two_ids_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifiers, "_last", 0)
    monkeypatch.setattr(time, "time_ns", lambda: 9 * MILLISECOND)
    ahead = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 2 * MILLISECOND)
    several = [new_id() for _ in range(100)]
    assert [ahead, *several] == sorted({ahead, *several})
