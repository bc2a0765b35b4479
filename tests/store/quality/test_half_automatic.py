"""What records show of the criteria that a person confirms, and the rules and edges that no chance would find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.measures import Measure, measure_all
from store.quality.rows import (
    Client,
    Counselling,
    Event,
    Item,
    Job,
    Leave,
    Meeting,
    Outreach,
    Part,
    Rows,
    Share,
    Supervision,
    Talk,
    Terms,
)
from store.quality.rules import DatedRule, rules_of
from store.quality.serving import employer_level

FIRST, LAST = date(2026, 6, 1), date(2026, 11, 29)
"""A Monday, and a Sunday twenty-six weeks later."""

CRITERIA = read_criteria()


def measure(criterion: int, rows: Rows, last: date = LAST, **settings: str) -> Measure:
    saved = [DatedRule(name, name, setting, FIRST, None) for name, setting in settings.items()]
    measures = measure_all(rows, Asked(FIRST, last, rules_of(saved, last)), CRITERIA)
    return next(one for one in measures if one.criterion == criterion)


def job(**values: Any) -> Job:
    usual = Job("j", "c", "e", "keittiö", FIRST, None, True, True, "collective_agreement", None, None)
    return usual._replace(**values)


def seen(days: Iterable[date], mode: str = "face_to_face") -> Rows:
    """Return meetings of the client on some days."""
    events = tuple(Event(f"e{day}", "support_visit", "held", day, mode, None, "w") for day in days)
    parts = tuple(Part(f"p{e.day}", e.id, "c", None, False, None, "j", None, None, None, None) for e in events)
    return Rows(event=events, event_client_part=parts)


@pytest.mark.parametrize(("after", "met"), [(0, (1, 1)), (3, (1, 1)), (4, (0, 1))])
def test_a_loss_is_met_within_three_days(after: int, met: tuple[int, int]) -> None:
    heard = date(2026, 9, 1)
    base = seen([heard + timedelta(days=after)], "phone")
    rows = Rows(
        event=base.event, event_client_part=base.event_client_part, job=(job(loss_heard_on=heard, end=heard),)
    )
    assert measure(23, rows).parts["loss"] == met


def test_a_loss_heard_of_today_is_not_missed_yet() -> None:
    lost = job(loss_heard_on=LAST - timedelta(days=2), end=LAST - timedelta(days=2))
    assert measure(23, Rows(job=(lost,))).parts["loss"] == (0, 0)
    assert measure(23, Rows(job=(lost,)), last=LAST + timedelta(days=1)).parts["loss"] == (0, 1)


@pytest.mark.parametrize(("before", "met"), [(8, 0), (7, 1), (1, 1), (0, 0)])
def test_a_week_before_the_start_has_seven_days(before: int, met: int) -> None:
    start = date(2026, 8, 3)
    base = seen([start - timedelta(days=before)])
    rows = Rows(event=base.event, event_client_part=base.event_client_part, job=(job(start=start),))
    assert measure(23, rows).parts["before"] == (met, 1)


def test_declining_counts_as_met() -> None:
    start = date(2026, 11, 16)
    base = seen([start])
    declined = tuple(
        part._replace(client_declined=True) for part in seen([start + timedelta(days=8)], "phone").event_client_part
    )
    events = (*base.event, *seen([start + timedelta(days=8)], "phone").event)
    for parts, weekly in ((base.event_client_part, (0, 1)), ((*base.event_client_part, *declined), (1, 1))):
        assert (
            measure(23, Rows(event=events, event_client_part=parts, job=(job(start=start),))).parts["weekly"]
            == weekly
        )


def test_a_week_of_leave_is_no_week_and_four_days_are() -> None:
    share = Share("s", "w", FIRST, None, 100, None)
    whole = Leave("l", "w", FIRST, FIRST + timedelta(days=4), None)
    assert measure(17, Rows(working_share=(share,))).denominator == 2600
    assert measure(17, Rows(working_share=(share,), leave=(whole,))).denominator == 2500
    four = whole._replace(end=FIRST + timedelta(days=3))
    assert measure(17, Rows(working_share=(share,), leave=(four,))).denominator == 2600


@pytest.mark.parametrize(("rule", "weeks"), [("as_full", 2600), ("by_share", 520)])
def test_a_part_time_week_is_the_offices_rule(rule: str, weeks: int) -> None:
    rows = Rows(working_share=(Share("s", "w", FIRST, None, 20, None),))
    assert measure(17, rows, part_time=rule).denominator == weeks


@pytest.mark.parametrize(
    ("values", "rules", "hits"),
    [
        ({}, {}, 1),
        ({"wage_subsidy": True}, {}, 0),
        ({"wage_subsidy": True}, {"wage_subsidy": "open"}, 1),
        ({"permanent": False}, {}, 0),
        ({"permanent": False}, {"fixed_term": "permanent"}, 1),
        ({"wage_basis": "below_agreement"}, {"wage_subsidy": "open"}, 0),
        ({"competitive": False}, {"fixed_term": "permanent"}, 0),
    ],
)
def test_what_an_open_job_is(values: dict[str, Any], rules: dict[str, Any], hits: int) -> None:
    assert measure(21, Rows(job=(job(**values),)), **rules).numerator == hits


@pytest.mark.parametrize(("days", "level"), [(7, 5), (14, 3), (30, 3), (60, 2), (400, 1)])
def test_how_regularly_partners_are_met(days: int, level: int) -> None:
    met = [LAST - timedelta(days=number) for number in range(0, 182, days)]
    rows = tuple(
        Meeting(
            f"m{day}", "partner", day, "face_to_face" if days == 7 else "phone", "kela", None, True, True, None, None
        )
        for day in met
    )
    assert measure(6, Rows(meeting=rows)).score == level


@pytest.mark.parametrize(
    ("visits", "level"),
    [
        ([(True, ("handed_in_application",))], 1),
        ([(True, ("asked_for_vacancies",))], 2),
        ([(True, ("introduced_service",))], 3),
        ([(False, ("described_strengths",))], 3),
        ([(True, ("described_strengths",))], 4),
        ([(True, ("described_strengths", "learned_needs", "introduced_service"))], 4),
        ([(True, ("described_strengths", "learned_needs")), (True, ("introduced_service",))], 5),
    ],
)
def test_the_level_of_an_employer(visits: list[tuple[bool, tuple[str, ...]]], level: int) -> None:
    assert employer_level(visits) == level


@pytest.mark.parametrize(
    ("kind", "declined", "changes", "level"),
    [
        (None, None, 0, 1),
        ("contact_given", None, 0, 2),
        ("coach", None, 0, 3),
        ("trained", None, 0, 4),
        ("specialist", None, 0, 5),
        ("specialist", None, 1, 4),
        ("contact_given", True, 0, 4),
    ],
)
def test_the_level_of_benefits_counselling(kind: str | None, declined: bool | None, changes: int, level: int) -> None:
    given = Counselling("b", "c", "j", FIRST, "before_start", kind, declined, True)
    terms = tuple(Terms(f"t{number}", "j", FIRST + timedelta(days=30 + number)) for number in range(changes))
    rows = Rows(job=(job(),), benefits_counselling=(given,) if kind else (), job_terms=terms)
    assert measure(12, rows).score == level


@pytest.mark.parametrize(
    ("missing", "met"), [("", 1), ("pros_and_cons", 0), ("accommodation_linked", 0), ("role_explained", 0)]
)
def test_a_talk_before_any_contact_covers_three_things(missing: str, met: int) -> None:
    talk = Talk("t", "c", FIRST, True, True, True, None)
    event = Event("e", "employer_visit", "held", FIRST, "phone", None, "w")
    part = Part("p", "e", "c", True, False, None, None, None, None, None, None)
    rows = Rows(
        client=(Client("c", FIRST, None, None, None),),
        event=(event,),
        event_client_part=(part,),
        disclosure_discussion=(talk._replace(**{missing: False}) if missing else talk,),  # type: ignore[arg-type]
        disclosure_item=(Item("i", "c", "tell", True),),
    )
    found = measure(13, rows)
    assert (found.parts["b"], found.parts["c"], found.parts["d"]) == ((met, 1), (1, 1), (0, 1))


def test_strategies_are_counted_and_one_is_a_persons() -> None:
    tries = (
        Outreach("a", "c", FIRST, "home_visit", "coach"),
        Outreach("b", "c", FIRST, "joint_visit", "team_member"),
        Outreach("d", "c", FIRST, "family_contact", "coach"),
    )
    found = measure(25, Rows(outreach_attempt=tries))
    assert (found.numerator, found.score, found.provisional) == (5, 4, True)
    assert measure(25, Rows(outreach_attempt=tries[:1])).score == 1


@pytest.mark.parametrize(("days", "score"), [(7, 5), (10, 4)])
def test_a_unit_of_two_meets_weekly_or_twice_a_month(days: int, score: int) -> None:
    shares = tuple(Share(f"s{worker}", worker, FIRST, None, 100, None) for worker in "vw")
    group = tuple(
        Supervision(f"g{number}", "group", LAST - timedelta(days=number), None, True)
        for number in range(0, 182, days)
    )
    assert measure(7, Rows(working_share=shares, supervision=group)).score == score
    assert measure(7, Rows(working_share=shares[:1], supervision=group)).score == 3
