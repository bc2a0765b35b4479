"""Figures of goals, of where paths led and of the steps of a path (M2.6, M2.13, M3.8, M3.9, M4.6)."""

from __future__ import annotations

from datetime import date

import pytest

from store.history.change import Value
from store.models.goals import change_of, goals, is_achieved
from store.models.outcomes import outcomes, steps
from store.models.rows import Asked
from tests.store.models.figures.world import AFTER, ASKED, BEFORE, FIRST, LAST, TODAY, march, said, world

Fields = dict[str, Value | None]


def goal(**more: Value | None) -> Fields:
    return {"client": "aino", "kind": "own_goal", "scale": "levels", "started": BEFORE, **more}


def rating(goal: str, day: date, level: int) -> Fields:
    return {"goal": goal, "day": day, "level": level}


@pytest.mark.parametrize(
    ("fields", "levels", "reached"),
    [
        ({"goal_result": "achieved", "target_level": 5}, [1], True),
        ({"goal_result": "partly", "target_level": 1}, [5], False),
        ({"target_level": 3}, [5, 3], True),
        ({"target_level": 3}, [3, 2], False),
        ({"target_level": 3}, [], False),
        ({}, [5], False),
        ({"scale": "gas"}, [-1, 0], True),
        ({"scale": "gas"}, [-1], False),
        ({"scale": "gas", "target_level": 1}, [0], False),
        ({"scale": "gas", "target_level": -1}, [-1], True),
    ],
)
def test_a_goal_is_reached_as_people_said_or_by_its_last_rating(
    fields: Fields, levels: list[int], reached: bool
) -> None:
    [row] = world(goal=[goal(**fields)])["goal"]
    assert is_achieved(row, [{"level": level} for level in levels]) is reached


@pytest.mark.parametrize(
    ("start", "levels", "moved"),
    [(2, [4], 2), (0, [-2, -1], -1), (None, [2, 5, 3], 1), (None, [2], None), (2, [], None), (None, [], None)],
)
def test_a_goal_moved_from_its_start_to_its_last_rating(
    start: int | None, levels: list[int], moved: int | None
) -> None:
    [row] = world(goal=[goal(start_level=start)])["goal"]
    assert change_of(row, [{"level": level} for level in levels]) == moved


def test_goals_that_were_open_in_a_period_whether_or_not_somebody_seeks_paid_work() -> None:
    """Six were open in March. Two ended in it, one was reached. Changes: 4 − 2, 3 − 1 and 2 − 3; mean 1.0."""
    rows = world(
        goal=[
            goal(id="a", area="work", ended_on=FIRST, start_level=2, target_level=4, review_on=march(1)),
            goal(id="b", area="work", ended_on=LAST, start_level=1, target_level=4),
            goal(id="c", area="life_skills", client="eero", review_on=march(30)),
            goal(id="d", client="oili", started=LAST, review_on=LAST),
            goal(id="e", area="life_skills", client="eero", ended_on=AFTER, review_on=march(5)),
            goal(id="f", client="oili", started=LAST),
            goal(id="ohi", area="study", ended_on=BEFORE),
            goal(id="tuleva", area="study", started=AFTER),
            goal(id="taito", kind="skill", area="study"),
        ],
        goal_rating=[
            rating("c", march(20), 2),
            rating("c", BEFORE, 3),
            rating("a", BEFORE, 2),
            rating("a", FIRST, 4),
            rating("b", LAST, 3),
            rating("b", AFTER, 5),
            rating("d", BEFORE, 3),
        ],
    )
    lines = [
        "goals: 6",
        "clients: 3",
        "by_area area=life_skills: 2",
        "by_area area=work: 2",
        "achieved: 50 percent of 2",
        "rated: 50 percent of 6",
        "mean_change: 1.0 mean of 3",
        "review_passed: 1",
    ]
    assert said(goals("M2.6", rows, ASKED, "own_goal")) == [f"M2.6 {line}" for line in lines]
    of_few = ["by_area area=life_skills: hidden", "by_area area=work: hidden", "achieved: hidden percent"]
    assert said(goals("M2.6", rows, Asked(FIRST, LAST, 2), "own_goal")) == [
        f"M2.6 {line}" for line in (*lines[:2], *of_few, *lines[5:])
    ]
    of_all = ["goals: hidden", "clients: hidden"]
    at_last = ["rated: hidden percent", "mean_change: hidden mean", "review_passed: hidden"]
    assert said(goals("M2.6", rows, Asked(FIRST, LAST, 4), "own_goal")) == [
        f"M2.6 {line}" for line in (*of_all, *of_few, *at_last)
    ]
    assert said(goals("M2.6", world(), Asked(FIRST, LAST, 4), "own_goal")) == [
        f"M2.6 {line}"
        for line in (
            "goals: 0",
            "clients: 0",
            "achieved: none percent of 0",
            "rated: none percent of 0",
            "mean_change: none mean of 0",
            "review_passed: 0",
        )
    ]


def test_where_paths_led_by_destination_type_and_municipality() -> None:
    """Five ended in March: Aino's twice and Oili's once in studies or a job; Eero's and Oili's other in none."""
    on_day: Fields = {"day": march(10)}
    rows = world(
        client=[
            {"id": "aino", "municipality": "Mallila"},
            {"id": "eero", "municipality": "Esimerkkilä"},
            {"id": "oili", "municipality": None},
        ],
        client_typing=[
            {"client": "aino", "client_type": "t", "start": march(5)},
            {"client": "eero", "client_type": "t", "start": march(11)},
        ],
        path_outcome=[
            {**on_day, "client": "aino", "destination": "studies", "day": FIRST},
            {**on_day, "client": "aino", "destination": "wage_subsidised_work", "day": LAST},
            {**on_day, "client": "eero", "destination": "coaching"},
            {**on_day, "client": "oili", "destination": "coaching"},
            {**on_day, "client": "oili", "destination": "paid_work"},
            {**on_day, "client": "oili", "destination": "paid_work", "day": AFTER},
        ],
    )
    shown = [
        "M2.13 moved_on: 60 percent of 5",
        "M2.13 by_destination destination=coaching: 2",
        "M2.13 by_destination destination=paid_work: 1",
        "M2.13 by_destination destination=studies: 1",
        "M2.13 by_destination destination=wage_subsidised_work: 1",
        "M2.13 moved_on municipality=Esimerkkilä: 0 percent of 1",
        "M2.13 moved_on municipality=Mallila: 100 percent of 2",
        "M2.13 moved_on client_type=t: 100 percent of 1",
    ]
    assert said(outcomes("M2.13", rows, ASKED))[:8] == shown
    asked = Asked(FIRST, LAST, 3)
    assert said(outcomes("M2.13", rows, asked))[:7] == [
        shown[0],
        "M2.13 by_destination destination=coaching: hidden",
        "M2.13 by_destination destination=paid_work: hidden",
        "M2.13 by_destination destination=studies: hidden",
        "M2.13 by_destination destination=wage_subsidised_work: hidden",
        "M2.13 moved_on municipality=Esimerkkilä: hidden percent",
        "M2.13 moved_on municipality=Mallila: hidden percent",
    ]
    assert said(outcomes("M2.13", rows, Asked(FIRST, LAST, 4)))[0] == "M2.13 moved_on: hidden percent"
    assert said(outcomes("M2.13", world(), asked))[0] == "M2.13 moved_on: none percent of 0"


def test_what_still_held_later_and_what_nobody_looked_at() -> None:
    """Looked at at once: a yes and b no, c not known; after three months the later look counts."""
    year = Asked(date(2025, 1, 1), date(2026, 3, 31))
    ended = date(2025, 12, 31)
    check: Fields = {"day": ended, "months_after": 0}
    rows = world(
        path_outcome=[
            {"id": "a", "client": "aino", "day": ended, "destination": "paid_work"},
            {"id": "b", "client": "eero", "day": ended, "destination": "paid_work"},
            {"id": "c", "client": "oili", "day": ended, "destination": "paid_work"},
            {"id": "d", "client": "arto", "day": date(2026, 1, 1), "destination": "paid_work"},
        ],
        outcome_check=[
            {**check, "path_outcome": "a", "kept": "yes"},
            {**check, "path_outcome": "b", "kept": "no"},
            {**check, "path_outcome": "c", "kept": "not_known"},
            {**check, "path_outcome": "a", "kept": "no", "months_after": 3, "day": march(30)},
            {**check, "path_outcome": "a", "kept": "yes", "months_after": 3, "day": march(29)},
            {**check, "path_outcome": "muu", "kept": "yes"},
        ],
    )
    kept = said(outcomes("M2.13", rows, year))[2:]
    assert kept == [
        "M2.13 kept months_after=0: 50 percent of 2",
        "M2.13 not_looked_at months_after=0: 1",
        "M2.13 kept months_after=3: 0 percent of 1",
        "M2.13 not_looked_at months_after=3: 2",
        "M2.13 kept months_after=6: none percent of 0",
        "M2.13 not_looked_at months_after=6: 0",
        "M2.13 kept months_after=12: none percent of 0",
        "M2.13 not_looked_at months_after=12: 0",
    ]
    hidden = said(outcomes("M2.13", rows, Asked(year.first, year.last, 3)))[2:]
    assert hidden == [
        "M2.13 kept months_after=0: hidden percent",
        "M2.13 not_looked_at months_after=0: hidden",
        "M2.13 kept months_after=3: hidden percent",
        "M2.13 not_looked_at months_after=3: hidden",
        *kept[4:],
    ]


def test_of_two_looks_on_one_day_the_later_record_counts() -> None:
    look: Fields = {"path_outcome": "a", "day": march(5), "months_after": 0}
    rows = world(
        path_outcome=[{"id": "a", "client": "aino", "day": FIRST, "destination": "paid_work"}],
        outcome_check=[{**look, "id": "2", "kept": "no"}, {**look, "id": "1", "kept": "yes"}],
    )
    assert "M2.13 kept months_after=0: 0 percent of 1" in said(outcomes("M2.13", rows, ASKED))


def test_the_steps_of_a_path_who_is_on_each_and_for_how_many_days() -> None:
    """First step: 10 days, and 46 to today (1 March to 15 April): mean 28. Today somebody leaves the second one."""
    rows = world(
        path_model=[{"id": "p", "status": "in_use"}, {"id": "r", "status": "in_use"}, {"id": "q", "status": "draft"}],
        path_step=[
            {"id": "z", "path_model": "ei täällä", "place": "1"},
            {"id": "a", "path_model": "p", "place": "2"},
            {"id": "b", "path_model": "p", "place": "1"},
            {"id": "c", "path_model": "p", "place": None},
        ],
        client_step=[
            {"client": "aino", "path_step": "b", "start": FIRST, "end": march(11)},
            {"client": "eero", "path_step": "b", "start": BEFORE},
            {"client": "ohi", "path_step": "b", "start": date(2026, 1, 1), "end": BEFORE},
            {"client": "aino", "path_step": "a", "start": march(11), "end": TODAY},
            {"client": "oili", "path_step": "a", "start": march(16), "end": date(2026, 4, 16)},
        ],
    )
    shown = [
        "M4.6 on_step path_step=z: 0",
        "M4.6 mean_days path_step=z: none mean of 0",
        "M4.6 on_step path_model=p path_step=c: 0",
        "M4.6 mean_days path_model=p path_step=c: none mean of 0",
        "M4.6 on_step path_model=p path_step=b: 1",
        "M4.6 mean_days path_model=p path_step=b: 28.0 mean of 2",
        "M4.6 on_step path_model=p path_step=a: 1",
        "M4.6 mean_days path_model=p path_step=a: 33.0 mean of 2",
        "M4.6 by_status status=draft: 1",
        "M4.6 by_status status=in_use: 2",
    ]
    assert said(steps(rows, ASKED, TODAY)) == shown
    assert said(steps(rows, Asked(FIRST, LAST, 2), TODAY)) == [
        *shown[:4],
        "M4.6 on_step path_model=p path_step=b: hidden",
        shown[5],
        "M4.6 on_step path_model=p path_step=a: hidden",
        *shown[7:],
    ]
    assert (
        said(steps(rows, Asked(FIRST, LAST, 3), TODAY))[5] == "M4.6 mean_days path_model=p path_step=b: hidden mean"
    )
