"""What the models ask for: the days that are declared, the rhythms and the gaps, and only where a model is in use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.history.change import Value
from store.models.figure import mean_of, percent_of
from store.models.meetings import gaps
from store.models.use import choose_model
from store.notebook import Notebook
from store.today import today
from store.writing import Entry, save

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def add(notebook: Notebook, record: str, **values: Value | None) -> str:
    return save(notebook, Entry(record, values)).id


def client(notebook: Notebook, **values: Value) -> str:
    """Write a client of whom the service itself asks for nothing."""
    whole: dict[str, Value] = {"given_name": "Aino", "entry": DAY, "stage": "keeping_job", **values}
    return add(notebook, "client", **whole)


def asked(notebook: Notebook, day: date = DAY) -> list[tuple[str, date]]:
    return [(one.code, one.until) for one in today(notebook, day).due]


@pytest.fixture
def in_use(office: Notebook) -> Notebook:
    """An office that uses all models; nobody coaches there."""
    for model in ("peer_coaches", "goals_and_pilots", "placements", "experts"):
        choose_model(office, model, None, after(-400), on=True)
    return office


def test_nothing_is_asked_for_by_a_model_that_is_not_in_use(office: Notebook) -> None:
    add(office, "goal", client=client(office), kind="own_goal", own_words="x", started=after(-9), review_on=DAY)
    assert asked(office) == []
    choose_model(office, "goals_and_pilots", None, DAY, on=True)
    assert asked(office) == [("goal_review_on", DAY)]
    choose_model(office, "goals_and_pilots", None, after(1), on=False)
    assert asked(office, after(1)) == []


@pytest.mark.parametrize(("ahead", "shown"), [(30, True), (31, False), (0, True), (-60, True), (-61, False)])
def test_an_agreement_is_warned_about_from_thirty_days_before_its_end(
    in_use: Notebook, ahead: int, shown: bool
) -> None:
    agreed: dict[str, Value] = {"activity_place": add(in_use, "activity_place", name="Paja"), "end": after(ahead)}
    add(in_use, "placement_agreement", client=client(in_use), start=after(-100), **agreed)
    assert asked(in_use) == ([("placement_agreement_end", after(ahead))] if shown else [])


def test_an_agreement_that_was_renewed_or_ended_is_not_asked_about(in_use: Notebook) -> None:
    who, place = client(in_use), add(in_use, "activity_place", name="Paja")
    agreed: dict[str, Value] = {"client": who, "activity_place": place, "start": after(-100)}
    first, second = (add(in_use, "placement_agreement", **agreed, end=after(9)) for _ in range(2))
    add(in_use, "placement_agreement", **agreed, end=after(200), replaces=(first,))
    assert asked(in_use) == [("placement_agreement_end", after(9))]
    add(in_use, "placement_ending", client=who, placement_agreement=second, day=DAY)
    assert asked(in_use) == []


def test_what_is_settled_or_of_a_closed_client_is_not_asked_about(in_use: Notebook) -> None:
    open_one, closed = client(in_use), client(in_use, closed=DAY)
    for who, ended in ((open_one, DAY), (closed, None)):
        goal: dict[str, Value | None] = {"own_words": "x", "started": after(-9), "review_on": DAY, "ended_on": ended}
        add(in_use, "goal", client=who, kind="own_goal", **goal)
    assert asked(in_use) == []


def test_an_outcome_is_looked_at_after_0_3_6_and_12_months(in_use: Notebook) -> None:
    who = client(in_use)
    ended = date(2025, 11, 30)
    outcome = add(in_use, "path_outcome", client=who, day=ended, destination="paid_work")
    due = {day for month in range(14) for _code, day in asked(in_use, ended + timedelta(days=30 * month))}
    assert due == {date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 30), date(2026, 11, 30)}
    add(in_use, "outcome_check", client=who, path_outcome=outcome, day=DAY, months_after=12, kept="yes")
    assert asked(in_use) == []


def test_a_week_without_a_team_meeting_is_told(in_use: Notebook) -> None:
    add(in_use, "meeting", meeting_kind="team", day=after(-5))
    assert asked(in_use) == []
    assert asked(in_use, after(1)) == [("team_meeting", after(2))]


def test_a_groups_own_rhythm_is_kept_by_what_is_planned_too(in_use: Notebook) -> None:
    series = add(in_use, "series", kind="peer_group", name="Vertaiset", rhythm_days=14)
    add(in_use, "gathering", kind="peer_meeting", status="held", day=after(-14), series=series)
    assert asked(in_use) == [("series_rhythm", DAY)]
    add(in_use, "gathering", kind="peer_meeting", status="planned", day=after(3), series=series)
    assert asked(in_use) == []


def test_a_coach_without_exactly_one_peer_is_told(in_use: Notebook) -> None:
    coach = add(in_use, "worker", name="Ulla Keksitty", roles=("coach",), active=True)
    assert asked(in_use) == [("pair_gap", after(7))]
    pair = add(in_use, "working_pair", worker=coach, person=add(in_use, "person", name="Lehto"), start=DAY)
    assert asked(in_use) == []
    save(in_use, Entry("working_pair", {"end": after(2)}, id=pair))
    assert asked(in_use, after(5)) == [("pair_gap", after(9))]


def test_what_is_about_nobody_is_named_by_whom_or_what_it_is(in_use: Notebook) -> None:
    lehto = add(in_use, "person", name="Lehto")
    add(in_use, "person_details", person=lehto, tax_card_until=after(9))
    add(in_use, "idea", kind="proposal", day=DAY, own_words="Selkokutsu\ntoinen rivi", due_on=DAY)
    named = {one.code: (one.whom.given_name, one.record) for one in today(in_use, DAY).due}
    assert named == {
        "person_details_tax_card_until": ("Lehto", "person_details"),
        "idea_due_on": ("Selkokutsu", "idea"),
    }


def test_a_due_for_a_client_opens_what_it_is_about(in_use: Notebook) -> None:
    who = client(in_use)
    goal = add(in_use, "goal", client=who, kind="own_goal", own_words="x", started=after(-9), review_on=DAY)
    [one] = today(in_use, DAY).due
    assert (one.record, one.whom.id, one.of, one.subject) == ("client", who, "goal", goal)


@pytest.mark.parametrize(
    ("days", "found"),
    [([], []), ([0], [(0, 20)]), ([0, 7, 14, 20], []), ([0, 8, 15], [(0, 8)]), ([13], [])],
)
def test_a_gap_is_more_than_a_week_and_one_that_lasts_counts_too(
    days: list[int], found: list[tuple[int, int]]
) -> None:
    assert gaps([after(day) for day in days], 7, after(20)) == [(after(first), length) for first, length in found]


def test_means_and_shares_are_rounded_half_up() -> None:
    assert str(mean_of((7, 8, 8, 8))) == "7.8"
    assert mean_of(()) is None
    assert (percent_of(1, 8), percent_of(0, 0)) == (13, None)
