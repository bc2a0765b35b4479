"""The doors: who may look, what is logged, what raters give, and what would raise the points."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.diversity import diversity
from store.history.change import Value
from store.notebook import Notebook
from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.looking import differences, give_score, quality, write_pack
from store.quality.measures import measure_all
from store.quality.raising import next_steps
from store.quality.rows import Assignment, Client, Event, Rows, TimeUse
from store.quality.rules import DatedRule, rules_of
from store.refusal import Reason, Refusal
from store.use_log import head, lines
from store.writing import Entry, save
from tests.store.quality.conftest import FIRST, LAST

SPAN: dict[str, Value | None] = {"first_day": FIRST, "last_day": LAST}
CRITERIA = read_criteria()


def test_the_practice_notebook_is_looked_at_and_logged(practice: Notebook) -> None:
    found = quality(practice, FIRST, LAST)
    with practice.reading() as connection:
        last = list(lines(connection))[-1]
    assert (last.record, last.ground) == ("client", "quality")
    assert found.before == {1: 5, 15: 3, 17: 2, 24: 4}
    assert [one.criterion for one in found.actions] == [17]
    assert found.total.points is None
    assert found.total.rated == 10
    assert found.total.least == found.total.from_records + 15


def test_a_coachs_own_figures_are_the_coachs(practice: Notebook, notebook: Notebook) -> None:
    own = quality(practice, FIRST, LAST, worker=practice.identity.worker)
    assert own.measure(17).numerator == quality(practice, FIRST, LAST).measure(17).numerator
    other = save(notebook, Entry("worker", {"name": "Keksitty"})).id
    with pytest.raises(Refusal) as refused:
        quality(notebook, FIRST, LAST, worker=other)
    assert refused.value.reason is Reason.NOT_ALLOWED


def test_a_period_ends_after_it_begins(notebook: Notebook) -> None:
    with pytest.raises(Refusal):
        quality(notebook, LAST, FIRST)


def test_an_empty_notebook_has_no_score_at_all(notebook: Notebook) -> None:
    """No data is not ratable: the least total is 25 of 25 unrated."""
    found = quality(notebook, FIRST, LAST)
    assert {one.score for one in found.measures} == {None}
    assert (found.total.least, found.total.rated, found.total.points) == (25, 0, None)


def test_two_raters_differ_until_they_agree(notebook: Notebook) -> None:
    about: dict[str, Value | None] = {"criteria_set": CRITERIA.id, "criteria_version": CRITERIA.version}
    review = save(notebook, Entry("quality_review", {"held_on": LAST, **SPAN, **about})).id
    nine = quality(notebook, FIRST, LAST).measure(9)
    given = give_score(notebook, review, nine, 4, LAST, confirmed=True, evidence="Haastattelu.", comment="Hyvä.")
    second: dict[str, Value | None] = {
        "review": review,
        "criterion": 9,
        "score": "3",
        "score_state": "confirmed",
        "scored_on": LAST,
    }
    other = save(notebook, Entry("item_score", {**second, "outside_rater": "Keksitty Arvioija"})).id
    found = quality(notebook, FIRST, LAST)
    assert {number: {one.score for one in several} for number, several in differences(found.scores).items()} == {
        9: {"3", "4"}
    }
    assert found.agreed() == {}
    assert found.total.rated == 0
    save(notebook, Entry("item_score", {**second, "score": "4", "outside_rater": "Keksitty Arvioija"}, id=other))
    found = quality(notebook, FIRST, LAST)
    assert (found.agreed(), found.total.confirmed, found.total.rated) == ({9: 4}, 4, 1)
    [own] = [one for one in found.scores if one.id == given.id]
    assert (own.scored_by, own.evidence, own.comment) == (notebook.identity.worker, "Haastattelu.", "Hyvä.")


def test_a_pack_goes_where_somebody_chose_and_is_logged(notebook: Notebook, tmp_path: Path) -> None:
    with notebook.reading() as connection:
        before, _ = head(connection)
    write_pack(notebook, tmp_path / "pack.txt", b"25")
    with notebook.reading() as connection:
        assert head(connection)[0] == before + 1
    with pytest.raises(Refusal):
        write_pack(notebook, tmp_path / "pack.txt", b"25")
    with pytest.raises(Refusal):
        write_pack(notebook, tmp_path / "none" / "pack.txt", b"25")


def test_the_nearest_next_score_comes_first(practice: Notebook) -> None:
    steps = next_steps(quality(practice, FIRST, LAST).measures, CRITERIA)
    assert steps
    assert list(steps) == sorted(steps, key=lambda step: (step.distance, step.criterion))
    assert all(step.score <= 5 for step in steps)


@pytest.mark.parametrize(
    ("rule", "minutes", "total"), [("left_out", 60, 90), ("community", 90, 120), ("not_community", 60, 120)]
)
def test_how_travel_counts_is_the_offices_rule(rule: str, minutes: int, total: int) -> None:
    day = date(2026, 11, 2)
    rows = Rows(
        time_use=(
            TimeUse("a", "w", day, 60, "client_work", "community"),
            TimeUse("b", "w", day, 30, "recording", "office"),
            TimeUse("c", "w", day, 30, "travel", "travel"),
        )
    )
    rules = rules_of([DatedRule("r", "travel_time", rule, day, None)], LAST)
    [found] = [one for one in measure_all(rows, Asked(FIRST, LAST, rules), CRITERIA) if one.criterion == 24]
    assert (found.numerator, found.denominator) == (minutes, total)


def test_a_coach_has_own_clients_and_own_contacts() -> None:
    rows = Rows(
        client=(Client("a", FIRST, None, None, None), Client("b", FIRST, None, None, None)),
        assignment=(
            Assignment("x", "a", "v", "responsible", FIRST, None),
            Assignment("y", "b", "w", "responsible", FIRST, None),
        ),
        event=tuple(
            Event(f"e{number}", "employer_visit", "held", LAST, "face_to_face", "k", "vw"[number % 2])
            for number in range(3)
        ),
    )
    measures = {
        one.criterion: one for one in measure_all(rows, Asked(FIRST, LAST, rules_of((), LAST), "v"), CRITERIA)
    }
    assert [row.id for row in measures[1].hits] == ["a"]
    assert [row.id for row in measures[16].rows] == ["e0", "e2"]


def test_sectors_types_of_job_and_levels_agree_with_the_criteria(practice: Notebook) -> None:
    found = diversity(practice, LAST)
    with practice.reading() as connection:
        last = list(lines(connection))[-1]
    assert (last.record, last.ground) == ("employer", "diversity")
    counted = quality(practice, found.first, LAST)
    assert found.job_types == counted.measure(19)
    assert sum(count for name, count in found.types if name) == counted.measure(19).denominator
    assert len([name for name, _ in found.types if name]) == counted.measure(19).numerator
    assert sum(one.jobs for one in found.sectors) >= counted.measure(20).denominator
    assert sum(found.levels.values()) == counted.measure(18).parts["employers"][1]
    assert sum(found.levels[level] for level in (4, 5)) == counted.measure(18).parts["employers"][0]
    assert all(one.met <= one.employers for one in found.sectors)


def test_where_the_workplace_agreed_each_coach_can_be_looked_at(office: Notebook) -> None:
    coach = save(office, Entry("worker", {"name": "Keksitty", "roles": ("coach",)})).id
    save(office, Entry("working_share", {"worker": coach, "start": FIRST, "percent": 100}))
    assert quality(office, FIRST, LAST).coaches == ()
    with pytest.raises(Refusal):
        quality(office, FIRST, LAST, worker=coach)
    save(office, Entry("dated_rule", {"rule": "coach_view", "setting": "agreed", "start": FIRST}))
    assert quality(office, FIRST, LAST).coaches == (coach,)
    found = quality(office, FIRST, LAST, worker=coach)
    assert (found.worker, found.own, found.people[coach]) == (coach, False, "Keksitty")
