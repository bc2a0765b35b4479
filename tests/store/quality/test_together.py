"""Counts of several units are added, never their scores; what was counted otherwise is in no sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.notebook import Notebook
from store.quality.criteria import read_criteria
from store.quality.looking import quality
from store.quality.measures import Tally
from store.quality.rules import rules_of
from store.quality.together import Counts, add_up, counts_in, counts_of, counts_text, read_folder, write_counts
from store.refusal import Reason, Refusal
from store.use_log import head
from tests.store.quality.conftest import FIRST, LAST

CRITERIA = read_criteria()
RULES = rules_of((), LAST)
SET = (CRITERIA.id, CRITERIA.version)


def unit(name: str, **counts: tuple[int, int]) -> Counts:
    """Return the counts of a unit: criterion → numerator and denominator."""
    tallies = tuple(Tally(int(number[1:]), {"main": pair}) for number, pair in counts.items())
    return Counts(name, SET, FIRST, LAST, {"travel_time": "left_out"}, tallies)


def test_the_score_of_two_is_cut_from_the_sum_and_is_no_mean_of_scores() -> None:
    """10 clients for a tenth of a coach are 1, 10 for a whole one are 5; 20 for 1,1 together are 5."""
    small, large = unit("A", c1=(10, 10)), unit("B", c1=(10, 100))
    scores = [add_up(None, [one], CRITERIA, RULES).sums[0].score for one in (small, large)]
    [both] = add_up(small, [large], CRITERIA, RULES).sums
    assert (scores, both.score, both.numerator, both.denominator, both.units) == ([1, 5], 5, 20, 110, 2)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=6))
def test_sums_do_not_depend_on_the_order(pairs: list[tuple[int, int]]) -> None:
    units = [unit(str(place), c24=(min(pair), max(pair))) for place, pair in enumerate(pairs)]
    one, other = add_up(None, units, CRITERIA, RULES), add_up(None, units[::-1], CRITERIA, RULES)
    assert one.sums == other.sums
    assert one.sums[0].numerator == sum(min(pair) for pair in pairs)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"set": ("toinen", "1")}, "other_set"),
        ({"last": date(2026, 11, 21)}, "other_period"),
        ({"rules": {"travel_time": "community"}}, "other_rules"),
        ({"tallies": (Tally(1, {"other": (1, 1), "main": (1, 1)}),)}, "not_counts"),
        ({}, "twice"),
    ],
)
def test_what_was_counted_otherwise_is_left_out_and_said(changed: Mapping[str, object], why: str) -> None:
    own = unit("A", c1=(10, 100))
    together = add_up(own, [replace(own, **changed)], CRITERIA, RULES)  # type: ignore[arg-type]
    assert together.unread == (("A", why),)
    assert [one.numerator for one in together.sums] == [10]


def test_counts_travel_without_a_name_or_a_row(practice: Notebook) -> None:
    found = quality(practice, FIRST, LAST)
    text = counts_text(counts_of(found, "Testitiimi"))
    assert counts_in(text) == counts_of(found, "Testitiimi")
    ids = {row.id for measure in found.measures for row in measure.rows}
    assert not any(id in text for id in (*ids, practice.identity.worker))
    assert not any(name in text for name in found.people.values())


def test_one_coachs_counts_do_not_travel(practice: Notebook) -> None:
    with pytest.raises(Refusal) as refused:
        counts_of(quality(practice, FIRST, LAST, worker=practice.identity.worker), "Minä")
    assert refused.value.reason is Reason.NOT_ALLOWED


def test_a_folder_is_read_file_by_file_and_what_is_no_counts_is_named(notebook: Notebook, tmp_path: Path) -> None:
    counts = counts_of(quality(notebook, FIRST, LAST), "Tiimi")
    with notebook.reading() as connection:
        before, _ = head(connection)
    write_counts(notebook, tmp_path / "a.toml", counts)
    with notebook.reading() as connection:
        assert head(connection)[0] == before + 1
    bad = counts_text(counts)
    hostile = (b"\xff", b"[" * 9000, b"kind = 1", bad.replace("main", "mian").encode(), b"x" * 300_000)
    hostile += (bad.replace("    0,", "    -1,", 1).encode(), bad.replace("    0,", "    true,", 1).encode())
    hostile += (bad.replace('"left_out"', "7").encode(), bad.replace("format = 0", "format = 1").encode())
    for place, content in enumerate(hostile):
        (tmp_path / f"b{place}.toml").write_bytes(content)
    (tmp_path / "c.txt").write_text(bad)
    found, unread = read_folder(tmp_path)
    assert found == (counts,)
    assert all(content != bad.encode() for content in hostile)
    assert list(unread) == [(f"b{place}.toml", "not_counts") for place in range(len(hostile))]
    with pytest.raises(Refusal):
        read_folder(tmp_path / "none")
