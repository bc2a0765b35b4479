"""Counts of several units are added, never their scores; what was counted otherwise is in no sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.notebook import Notebook
from store.quality.choosing import Chosen
from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.looking import Quality, quality
from store.quality.measures import Tally, measure_all
from store.quality.rows import Rows
from store.quality.rules import rules_of
from store.quality.together import Counts, add_up, counts_in, counts_of, counts_text, read_folder, write_counts
from store.quality.totals import total_of
from store.refusal import Reason, Refusal
from store.use_log import head
from tests.store.quality.conftest import FIRST, LAST

CRITERIA = read_criteria()
RULES = rules_of((), LAST)


def asked() -> Quality:
    """Return what an empty notebook counts: with its set, period and rules the units are compared."""
    measures = measure_all(Rows(), Asked(FIRST, LAST, RULES), CRITERIA)
    only = tuple(one for one in measures if one.criterion in (1, 24))
    total = total_of(CRITERIA, {}, {})
    return Quality(FIRST, LAST, None, RULES, Chosen(CRITERIA), only, None, (), {}, (), total)


def unit(name: str, one: tuple[int, int] = (0, 0), community: tuple[int, int] = (0, 0)) -> Counts:
    """Return the counts of a unit for criteria 1 and 24."""
    tallies = (Tally(1, {"main": one}), Tally(24, {"main": community}))
    return replace(counts_of(asked(), name), tallies=tallies)


def test_the_score_of_two_is_cut_from_the_sum_and_is_no_mean_of_scores() -> None:
    """10 clients for a tenth of a coach are 1, 10 for a whole one are 5; 20 for 1,1 together are 5."""
    small, large = unit("A", (10, 10)), unit("B", (10, 100))
    scores = [add_up(asked(), [one]).sums[0].score for one in (small, large)]
    both, _ = add_up(asked(), [small, large]).sums
    assert (scores, both.score, both.numerator, both.denominator, both.units) == ([1, 5], 5, 20, 110, 2)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=6, unique=True))
def test_sums_do_not_depend_on_the_order(pairs: list[tuple[int, int]]) -> None:
    units = [unit(str(place), pair, pair[::-1]) for place, pair in enumerate(pairs)]
    one, other = add_up(asked(), units), add_up(asked(), units[::-1])
    assert one.sums == other.sums
    assert one.sums[0].numerator == sum(first for first, _ in pairs)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"set": ("toinen", "1")}, "other_set"),
        ({"last": date(2026, 11, 21)}, "other_period"),
        ({"rules": {"travel_time": "community"}}, "other_rules"),
        ({"tallies": (Tally(1, {"other": (1, 1), "main": (1, 1)}),)}, "not_counts"),
        ({"unit": "B"}, "twice"),
        ({"unit": "a", "tallies": (Tally(1, {"main": (9, 90)}), Tally(24, {"main": (0, 0)}))}, "twice"),
    ],
)
def test_what_was_counted_otherwise_is_left_out_and_said(changed: dict[str, Any], why: str) -> None:
    first = unit("A", (10, 100))
    second = replace(first, **{"unit": "C", "tallies": unit("C", (7, 80)).tallies, **changed})
    if why == "twice":
        second = replace(first, **changed)
    together = add_up(asked(), [first, second])
    assert together.unread == ((second.unit, why),)
    assert together.sums[0].numerator == 10


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
    hostile: tuple[bytes, ...] = (
        b"\xff",
        b"[" * 9000,
        b"kind = 1",
        bad.replace("main", "mian").encode(),
        b"x" * 300_000,
    )
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
