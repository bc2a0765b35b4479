"""Each formula against the slow counting: on the practice notebook, and on rows that nobody thought of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.measures import Measure, added, measure_all, tally_of
from store.quality.rows import Client, Event, Job, Leave, Part, PutOff, Rows, Share, TimeUse
from store.quality.rules import DatedRule, rules_of
from store.quality.scoring import score_of
from tests.store.quality.conftest import FIRST, LAST
from tests.store.quality.slow import Figure, figures
from tests.store.quality.test_practice_figures import FIGURES

CRITERIA = read_criteria()
BEGIN = date(2026, 1, 5)
"""A Monday."""

SUMS = {2, 15, 24}
"""Criteria whose numerator is a sum of the rows' own numbers: minutes, days, minutes."""

_days = st.integers(0, 90).map(lambda number: BEGIN + timedelta(days=number))
_maybe_day = st.none() | _days
_few = st.sampled_from(("a", "b", "c"))
_flag = st.sampled_from((None, False, True))
_teams = st.sampled_from((None, " ", "Itä", "itä ", "Länsi", "Etelä"))


def measured(rows: Rows, first: date, last: date, travel: str = "left_out") -> dict[int, Measure]:
    rules = rules_of([DatedRule("r", "travel_time", travel, date(2000, 1, 1), None)], last)
    return {one.criterion: one for one in measure_all(rows, Asked(first, last, rules), CRITERIA)}


def same(measure: Measure, figure: Figure) -> None:
    """Assert that both countings have the same numbers and the same rows."""
    assert (measure.numerator, measure.denominator) == (figure.numerator, figure.denominator)
    ids = {row.id for row in measure.rows if row.record != "working_share"}
    assert ids == figure.counted
    if figure.hits:
        assert {row.id for row in measure.hits} == figure.hits
    if measure.criterion in SUMS:
        # A reviewer adds up what stands beside the rows in the numerator.
        assert sum(measure.numbers[row.id] for row in measure.hits) == measure.numerator


@pytest.fixture(scope="module")
def of_practice(practice_rows: Rows) -> dict[int, Measure]:
    return measured(practice_rows, FIRST, LAST)


@pytest.mark.parametrize("written", FIGURES, ids=lambda figure: f"criterion-{figure['criterion']}")
def test_the_practice_notebook_has_the_figures_that_were_written_down(
    written: dict[str, Any], of_practice: dict[int, Measure]
) -> None:
    found = of_practice[written["criterion"]]
    assert (found.numerator, found.denominator) == (written["numerator"], written["denominator"])
    ids = sorted(row.id for row in found.rows if row.record == written.get("record"))
    assert ids == written.get("counted", [])
    if "hits" in written:
        assert sorted(row.id for row in found.hits) == written["hits"]
    if "rows" in written:
        assert (len(found.rows), len(found.hits)) == (written["rows"], written["rows_in_numerator"])


def test_the_practice_notebook_has_something_of_every_kind(of_practice: dict[int, Measure]) -> None:
    rated = {number for number, one in of_practice.items() if one.score is not None}
    assert {one.id for one in CRITERIA.criteria if one.judged == "H"}.isdisjoint(rated)
    assert len(rated) >= 20
    assert of_practice[4].score == 3, "10 of 14 in the two largest teams: 71,4 %, and 75 % would be a 4"
    assert [one.why for one in of_practice[4].left_out] == ["no_team"] * 6


def _named(of: Any, letter: str, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy of rows of a kind whose ids are their places."""
    one = st.fixed_dictionaries(fields)
    return st.lists(one, max_size=7).map(
        lambda several: tuple(of(id=f"{letter}{number}", **values) for number, values in enumerate(several))
    )


_ROWS = st.builds(
    Rows,
    client=st.lists(st.tuples(_maybe_day, _maybe_day, _teams, _flag), min_size=3, max_size=3).map(
        lambda several: tuple(
            Client("abc"[place], entry, closed, team, at_work)
            for place, (entry, closed, team, at_work) in enumerate(several)
        )
    ),
    event=_named(
        Event,
        "e",
        kind=st.sampled_from(("employer_visit", "employer_visit", "support_visit", "call")),
        status=st.sampled_from(("held", "held", "held", "planned")),
        day=_days,
        mode=st.sampled_from(("face_to_face", "face_to_face", "phone", None)),
        employer=st.none() | _few,
        worker=st.sampled_from(("v", "w", None)),
    ),
    event_client_part=_named(
        Part,
        "p",
        event=st.integers(0, 6).map(lambda number: f"e{number}"),
        client=_few,
        client_specific=_flag,
        has_plan_goal=st.booleans(),
        job_goal=st.none() | _few,
        job=st.none() | st.sampled_from(("j0", "j1")),
        support_types=st.none(),
        support_by=st.none(),
        employer_support_requested=st.none(),
        client_declined=_flag,
    ),
    job=_named(
        Job,
        "j",
        client=_few,
        employer=st.none() | _few,
        job_type=st.sampled_from((None, "", "Keittiö", "keittiö ", "varasto", "siivous")),
        start=_maybe_day | st.just(date(2025, 7, 5)) | st.just(date(2025, 9, 30)),
        end=_maybe_day,
        permanent=_flag,
        competitive=_flag,
        wage_basis=st.sampled_from((None, "collective_agreement", "usual_wage", "no_wage")),
        wage_subsidy=_flag,
        loss_heard_on=_maybe_day,
    ),
    postponed_due=_named(
        PutOff,
        "d",
        client=_few,
        subject=st.sampled_from((None, "j0")),
        due_on=_maybe_day,
        postponed_why=st.sampled_from(("client_declined", "other")),
    ),
    time_use=_named(
        TimeUse,
        "t",
        worker=st.just("w"),
        day=_days,
        minutes=st.none() | st.integers(0, 600),
        activity=st.sampled_from((None, "client_work", "travel", "other", "other_service")),
        time_place=st.sampled_from((None, "community", "office", "travel", "remote")),
    ),
    leave=_named(
        Leave,
        "l",
        worker=st.sampled_from(("v", "w")),
        start=_days,
        end=_maybe_day,
        part_of_day=st.sampled_from((None, True)),
    ),
    working_share=_named(
        Share,
        "s",
        worker=st.sampled_from(("v", "w")),
        start=_maybe_day,
        end=_maybe_day,
        percent=st.sampled_from((None, 0, 20, 100)),
        supervisor=st.none(),
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=_ROWS,
    span=st.tuples(_days, _days).map(sorted),
    travel=st.sampled_from(("left_out", "community", "not_community")),
)
def test_both_countings_agree(rows: Rows, span: list[date], travel: str) -> None:
    first, last = span
    slow = figures(rows, first, last, travel)
    fast = measured(rows, first, last, travel)
    for criterion, figure in slow.items():
        same_enough(criterion, fast[criterion], figure)


def same_enough(criterion: int, measure: Measure, figure: Figure) -> None:
    """Of 23, jobs in which nothing is due yet are left out; of 24, travel on its way from a place is of both."""
    if criterion == 23:
        left = {row.id for row in measure.left_out if row.why == "too_new"}
        assert {row.id for row in measure.rows} | left == figure.counted
        assert {row.id for row in measure.hits} | left >= figure.hits
        assert {row.id for row in measure.hits} <= figure.hits
    else:
        same(measure, figure)


@settings(max_examples=30, deadline=None)
@given(rows=_ROWS, last=_days)
def test_added_counts_of_one_team_are_its_score(rows: Rows, last: date) -> None:
    """Adding changes nothing where there is one, and twice the same counts give the same score."""
    rules = rules_of((), last)
    measures = measure_all(rows, Asked(BEGIN, last, rules), CRITERIA)
    tally = tally_of(measures)
    scores = {one.criterion: one.score for one in measures}
    assert all(scores[number] == score for number, score in added((tally,), CRITERIA, rules).items())
    twice = added((tally, tally), CRITERIA, rules)
    assert all(scores[number] == score for number, score in twice.items() if number not in (17, 21))


def test_counts_are_added_and_never_scores() -> None:
    """One contact of one, and none of ninety-nine: together 1, and never the middle of 5 and 1."""
    sixteen = CRITERIA.criterion(16)
    rules = rules_of((), LAST)
    small, large = {"main": (1, 1), "in_plan": (1, 1)}, {"main": (0, 99), "in_plan": (0, 99)}
    assert [score_of(sixteen, parts, rules) for parts in (small, large)] == [5, 1]
    from store.quality.measures import Tally

    assert added(((Tally(16, small),), (Tally(16, large),)), CRITERIA, rules) == {16: 1}


def test_counts_that_travel_name_nobody(of_practice: dict[int, Measure]) -> None:
    text = repr(tally_of(of_practice.values()))
    ids = [row.id for one in of_practice.values() for row in one.rows]
    assert ids
    assert not any(id in text for id in ids)
