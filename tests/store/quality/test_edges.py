"""Every cut-off at both sides, and each edge of criteria.md 1.4: nothing is rounded, and no data is no 1."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from store.quality.counted import MAIN
from store.quality.criteria import CriteriaSet, criteria_of, read_criteria
from store.quality.rules import DatedRule, Rules, rules_of
from store.quality.scoring import score_of
from store.quality.totals import band_of, total_of

CRITERIA = read_criteria()
DAY = date(2026, 11, 22)
USUAL = rules_of((), DAY)


def ruled(**settings: str) -> Rules:
    return rules_of([DatedRule(name, name, value, date(2020, 1, 1), None) for name, value in settings.items()], DAY)


def sides() -> Iterator[tuple[int, Fraction, int]]:
    """Return each cut-off of the table in criteria.md, and the nearest value on its other side."""
    near = Fraction(1, 1000)
    at_most: dict[int, tuple[int, ...]] = {1: (20, 25, 30, 40), 15: (30, 60, 150, 270)}
    at_least: dict[int, tuple[int, ...]] = {
        2: (96, 90, 75, 60),
        16: (90, 75, 50, 25),
        19: (85, 70, 60, 50),
        20: (85, 70, 60, 50),
        21: (95, 85, 75, 65),
        24: (65, 50, 40),
        4: (90, 75, 50),
    }
    for criterion, bounds in at_most.items():
        for place, bound in enumerate(bounds):
            yield criterion, Fraction(bound), 5 - place
            yield criterion, bound + near, 4 - place
    for criterion, bounds in at_least.items():
        for place, bound in enumerate(bounds):
            yield criterion, Fraction(bound), 5 - place
            yield criterion, bound - near, 4 - place
    yield 24, Fraction(30), 1
    yield 24, 30 + near, 2
    for criterion, fewest in (
        (3, (6, 5, 1)),
        (5, (5, 4, 3, 2)),
        (8, (5, 4, 3, 2)),
        (25, (6, 5, 4, 3)),
        (13, (4, 3, 2, 1)),
    ):
        for place, count in enumerate(fewest):
            yield criterion, Fraction(count), 5 - place


@pytest.mark.parametrize(("criterion", "value", "score"), tuple(sides()))
def test_a_cut_off_has_two_sides(criterion: int, value: Fraction, score: int) -> None:
    assert CRITERIA.criterion(criterion).level(value) == score


def test_a_decimal_is_not_rounded_up() -> None:
    """89.99 percent are not 90: the parts are whole numbers and are compared as such."""
    assert score_of(CRITERIA.criterion(2), {MAIN: (8999, 10000)}, USUAL) == 3
    assert score_of(CRITERIA.criterion(2), {MAIN: (9000, 10000)}, USUAL) == 4
    assert score_of(CRITERIA.criterion(15), {MAIN: (61, 2)}, USUAL) == 4
    assert score_of(CRITERIA.criterion(1), {MAIN: (5, 20)}, USUAL) == 4, "a fifth of a coach with five clients is 25"


@pytest.mark.parametrize(
    "criterion", [one for one in CRITERIA.criteria if one.judged != "H"], ids=lambda one: str(one.id)
)
def test_no_data_is_not_ratable(criterion: object) -> None:
    assert isinstance(criterion, type(CRITERIA.criteria[0]))
    nothing = (0, 0)
    names = ("in_plan", "weekly_review", "monthly_review", "seekers", "held", "weekly", "monthly", "long", "month")
    assert score_of(criterion, {MAIN: nothing, **dict.fromkeys(names, nothing)}, USUAL) is None


@pytest.mark.parametrize(
    ("contacts", "weeks", "weekly", "monthly", "score"),
    [
        (60, 10, 10, 10, 5),
        (59, 10, 10, 10, 4),
        (60, 10, 7, 10, 3),
        (60, 10, 8, 10, 5),
        (50, 10, 10, 10, 4),
        (49, 10, 10, 10, 3),
        (50, 10, 0, 10, 3),
        (40, 10, 0, 8, 3),
        (40, 10, 0, 7, 2),
        (39, 10, 10, 10, 2),
        (20, 10, 0, 0, 2),
        (19, 10, 10, 10, 1),
        (0, 10, 10, 10, 1),
        (90, 10, 0, 0, 2),
    ],
)
def test_reviews_cap_the_contacts_of_a_week(contacts: int, weeks: int, weekly: int, monthly: int, score: int) -> None:
    parts = {MAIN: (contacts, weeks * 100), "weekly_review": (weekly, weeks), "monthly_review": (monthly, weeks)}
    assert score_of(CRITERIA.criterion(17), {**parts, "seekers": (9, 1), "held": (1, 1)}, USUAL) == score


@pytest.mark.parametrize(
    ("rule", "seekers", "contacts", "score"),
    [("no", 2, 40, 3), ("yes", 2, 40, 5), ("yes", 2, 39, 2), ("yes", 3, 40, 3)],
)
def test_a_new_programme_with_few_seekers(rule: str, seekers: int, contacts: int, score: int) -> None:
    parts = {MAIN: (contacts, 1000), "weekly_review": (10, 10), "monthly_review": (10, 10)}
    rules = ruled(new_programme=rule)
    assert score_of(CRITERIA.criterion(17), {**parts, "seekers": (seekers, 1), "held": (1, 1)}, rules) == score


@pytest.mark.parametrize(
    ("open_jobs", "jobs", "score"), [(9, 9, 1), (10, 10, 5), (19, 20, 5), (189, 200, 4), (0, 0, None), (1, 1, 1)]
)
def test_fewer_than_ten_jobs_are_1_by_the_scale(open_jobs: int, jobs: int, score: int | None) -> None:
    assert score_of(CRITERIA.criterion(21), {MAIN: (open_jobs, jobs)}, USUAL) == score


@pytest.mark.parametrize(
    ("hits", "in_plan", "score"), [(90, 90, 5), (90, 89, 4), (89, 89, 4), (100, 0, 4), (24, 24, 1)]
)
def test_five_needs_the_goals_of_the_plan(hits: int, in_plan: int, score: int) -> None:
    assert score_of(CRITERIA.criterion(16), {MAIN: (hits, 100), "in_plan": (in_plan, 100)}, USUAL) == score


GOOD = {"before": (8, 10), "after": (8, 10), "weekly": (8, 10), "monthly": (8, 10), "loss": (0, 0)}
LOW = {**GOOD, "weekly": (7, 10)}


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        (GOOD, 5),
        ({**GOOD, "before": (7, 10)}, 4),
        ({**GOOD, "after": (7, 10)}, 4),
        ({**GOOD, "loss": (7, 10)}, 4),
        ({**GOOD, "loss": (8, 10)}, 5),
        ({**LOW, "long": (5, 10), "month": (9, 10)}, 3),
        ({**LOW, "long": (4, 10), "month": (9, 10)}, 2),
        ({**LOW, "long": (0, 10), "month": (0, 10)}, 1),
        ({**LOW, "long": (0, 0), "month": (0, 10)}, 1),
        ({**LOW, "long": (0, 0), "month": (3, 10)}, None),
    ],
)
def test_support_without_end(parts: dict[str, tuple[int, int]], score: int | None) -> None:
    usual = {"long": (0, 0), "month": (0, 0), MAIN: (1, 10)}
    assert score_of(CRITERIA.criterion(23), {**usual, **parts}, USUAL) == score


def test_the_office_sets_of_how_many_a_condition_holds() -> None:
    parts = {**GOOD, "long": (0, 0), "month": (0, 0), MAIN: (1, 10)}
    assert score_of(CRITERIA.criterion(23), parts, ruled(average_share="81")) is None
    assert score_of(CRITERIA.criterion(23), parts, ruled(average_share="80")) == 5


def test_of_dated_rules_the_last_that_holds_is_read() -> None:
    old = DatedRule("a", "travel_time", "community", date(2025, 1, 1), date(2026, 6, 30))
    new = DatedRule("b", "travel_time", "not_community", date(2026, 7, 1), None)
    assert rules_of((new, old), date(2026, 6, 30)).set["travel_time"] == "community"
    assert rules_of((new, old), date(2026, 7, 1)).set["travel_time"] == "not_community"
    assert rules_of((new, old), date(2024, 7, 1)).set["travel_time"] == "left_out"
    strange = DatedRule("c", "travel_time", "by bicycle", date(2026, 8, 1), None)
    assert rules_of((new, strange), DAY).set["travel_time"] == "not_community"
    assert rules_of((DatedRule("d", "average_share", "0", date(2026, 8, 1), None),), DAY).share == 80


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (125, "exemplary"),
        (115, "exemplary"),
        (114, "good"),
        (100, "good"),
        (99, "fair"),
        (74, "fair"),
        (73, "not_supported_employment"),
        (25, "not_supported_employment"),
    ],
)
def test_the_bands(points: int, band: str) -> None:
    assert band_of(CRITERIA, points) == band


def test_no_total_while_one_is_unrated() -> None:
    scores = dict.fromkeys(range(1, 25), 5)
    total = total_of(CRITERIA, scores, {})
    assert (total.points, total.rated, total.of, total.least, total.band) == (None, 24, 25, 121, None)
    whole = total_of(CRITERIA, {**scores, 25: 4}, {})
    assert (whole.points, whole.rated, whole.band) == (124, 25, "exemplary")


def test_records_alone_never_prove_the_name() -> None:
    """All ten automatic items at 5 and the rest unrated: 65 at least, below 74 (criteria.md 1.2)."""
    automatic = dict.fromkeys((one.id for one in CRITERIA.criteria if one.judged == "A"), 5)
    total = total_of(CRITERIA, automatic, {})
    assert (len(automatic), total.from_records, total.least) == (10, 50, 65)


def test_the_data_file_says_what_the_law_says() -> None:
    judged = [one.judged for one in CRITERIA.criteria]
    assert (judged.count("A"), judged.count("S"), judged.count("H")) == (10, 12, 3)
    assert [one.id for one in CRITERIA.criteria] == list(range(1, 26))
    parts = [one.part for one in CRITERIA.criteria]
    assert (parts.count("staff"), parts.count("organisation"), parts.count("services")) == (3, 8, 14)
    assert all(set(one.names) == {"fi", "sv", "en"} and all(one.names.values()) for one in CRITERIA.criteria)
    assert CRITERIA.version


def test_another_version_of_the_set_is_data_alone() -> None:
    """A cut-off that moves in the file moves the score: none stands in the code."""
    one = {
        "id": 2,
        "part": "staff",
        "class": "A",
        "formula": "employment_time",
        "unit": "percent",
        "wording": "working",
        "names": {"fi": "a", "sv": "b", "en": "c"},
        "cut_offs": [{"score": 5, "at_least": 50}],
    }
    about = {"id": "x", "version": "1", "source": "s", "names": {}}
    other: CriteriaSet = criteria_of({"set": about, "criterion": [one], "band": [{"id": "low", "least": 1}]})
    assert score_of(other.criterion(2), {MAIN: (50, 100)}, USUAL) == 5
    assert score_of(other.criterion(2), {MAIN: (49, 100)}, USUAL) == 1
