"""The office says which set of criteria is gone by, and what a round went by decides what it is compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.history.change import Value
from store.notebook import Notebook
from store.quality.choosing import Choice, chosen_on, held_sets
from store.quality.looking import quality
from store.writing import Entry, save
from tests.store.quality.conftest import FIRST, LAST

[SET] = held_sets()
DAY = date(2026, 11, 22)
OURS = (SET.id, SET.version)


def choice(start: date | None, end: date | None = None, which: tuple[str, str] = OURS, id: str = "a") -> Choice:
    return Choice(id, *which, start, end)


@pytest.mark.parametrize(
    ("choices", "since", "missing"),
    [
        ((), None, None),
        ((choice(DAY),), DAY, None),
        ((choice(DAY + timedelta(days=1)),), None, None),
        ((choice(FIRST, DAY - timedelta(days=1)),), None, None),
        ((choice(FIRST, DAY),), FIRST, None),
        ((choice(FIRST), choice(DAY, which=("muu", "9"), id="b")), None, ("muu", "9")),
        ((choice(FIRST, which=("muu", "9")), choice(DAY, id="b")), DAY, None),
        ((choice(FIRST, which=(SET.id, "9")),), None, (SET.id, "9")),
        ((choice(None),), None, None),
    ],
)
def test_the_choice_that_began_last_holds(
    choices: tuple[Choice, ...], since: date | None, missing: tuple[str, str] | None
) -> None:
    found = chosen_on(choices, (SET,), DAY)
    assert (found.criteria, found.since, found.missing) == (SET, since, missing)


def test_the_practice_office_has_chosen(practice: Notebook) -> None:
    found = quality(practice, FIRST, LAST)
    assert found.chosen.since is not None
    assert found.chosen.since < FIRST


def test_a_set_that_this_program_has_not_is_said_and_never_passed_over(office: Notebook) -> None:
    save(office, Entry("criteria_choice", {"criteria_set": "ips", "criteria_version": "2030", "start": FIRST}))
    assert quality(office, FIRST, LAST).chosen.missing == ("ips", "2030")


def review(notebook: Notebook, held: date, version: str, *, score: str, finished: bool = True) -> str:
    span: dict[str, Value | None] = {"first_day": held - timedelta(days=180), "last_day": held, "held_on": held}
    about: dict[str, Value | None] = {"criteria_set": SET.id, "criteria_version": version, "finished": finished}
    id = save(notebook, Entry("quality_review", {**span, **about})).id
    given: dict[str, Value | None] = {"review": id, "criterion": 9, "score": score, "score_state": "confirmed"}
    save(notebook, Entry("item_score", {**given, "scored_on": held}))
    return id


def test_a_trend_is_told_from_the_last_finished_round_by_the_same_criteria(notebook: Notebook) -> None:
    review(notebook, LAST - timedelta(days=400), SET.version, score="2")
    review(notebook, LAST - timedelta(days=200), "1999.1", score="5")
    found = quality(notebook, FIRST, LAST)
    assert (found.before, found.current) == ({9: 2}, None)
    assert [one.criteria_version for one in found.rounds] == ["1999.1", SET.version]


def test_a_finished_round_is_shown_again_in_its_own_period(notebook: Notebook) -> None:
    earlier = review(notebook, LAST - timedelta(days=300), SET.version, score="2")
    held = LAST - timedelta(days=100)
    id = review(notebook, held, SET.version, score="4")
    found = quality(notebook, held - timedelta(days=180), held)
    assert found.current is not None
    assert (found.current.id, found.agreed(), found.before) == (id, {9: 4}, {9: 2})
    again = quality(notebook, LAST - timedelta(days=480), LAST - timedelta(days=300))
    assert again.current is not None
    assert again.current.id == earlier
