"""What is not read is in no figure, and a person with two cards is counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.doubles import join_clients
from store.history.change import Value
from store.notebook import Notebook
from store.quality.counted import Asked
from store.quality.criteria import read_criteria
from store.quality.gathering import read_rows
from store.quality.looking import quality
from store.quality.measures import measure_all
from store.quality.narrowing import as_one
from store.quality.rows import Client, Part, Rows
from store.quality.rules import rules_of
from store.writing import Entry, delete, save
from tests.store.quality.conftest import DAY, FIRST, LAST


@pytest.mark.parametrize("days", [1, 30, 92, 182, 365])
@pytest.mark.parametrize("own", [False, True])
def test_every_figure_is_the_same_as_from_the_whole_history(
    practice: Notebook, practice_rows: Rows, days: int, own: bool
) -> None:
    since = DAY - timedelta(days=days)
    worker = practice.identity.worker if own else None
    asked = Asked(since, DAY, rules_of((), DAY), worker)
    with practice.reading() as connection:
        narrow = read_rows(connection, since)
    assert measure_all(narrow, asked, read_criteria()) == measure_all(practice_rows, asked, read_criteria())
    assert days > 182 or len(narrow.event) < len(practice_rows.event)


def test_what_was_done_long_before_at_an_employer_who_is_met_again_still_counts(notebook: Notebook) -> None:
    employer = save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
    for day in (FIRST - timedelta(days=300), FIRST + timedelta(days=3)):
        held: dict[str, Value | None] = {
            "kind": "employer_visit",
            "status": "held",
            "day": day,
            "employer": employer,
            "mode": "face_to_face",
        }
        event = save(notebook, Entry("event", {**held, "worker": notebook.identity.worker})).id
        done = ("introduced_service", "described_strengths") if day < FIRST else ("learned_needs",)
        save(notebook, Entry("event_employer_part", {"event": event, "employer": employer, "purposes": done}))
    assert quality(notebook, FIRST, LAST).measure(18).numerator == 5


def test_a_job_that_outlasts_the_service_keeps_its_contacts(notebook: Notebook) -> None:
    """The client left, the job goes on into the period: what was done before it is in the figure."""
    start = FIRST - timedelta(days=120)
    client = save(notebook, Entry("client", {"given_name": "Usva", "entry": start, "closed": start})).id
    save(notebook, Entry("job", {"client": client, "start": start, "job_type": "keittiö", "title": "apulainen"}))
    for week in range(4):
        held: dict[str, Value | None] = {
            "kind": "support_visit",
            "status": "held",
            "day": start + timedelta(days=7 * week),
        }
        event = save(notebook, Entry("event", {**held, "mode": "face_to_face"})).id
        save(notebook, Entry("event_client_part", {"event": event, "client": client}))
    assert quality(notebook, FIRST, LAST).measure(23).parts["weekly"] == (1, 1)


def test_two_cards_of_one_person_are_one_client() -> None:
    day = date(2026, 1, 7)
    rows = Rows(
        client=(Client("b", day, None, None, True), Client("a", day + timedelta(days=9), day, "Tiimi", None)),
        event_client_part=(Part("p", "e", "b", True, False, None, None, None, None, None, None),),
    )
    one = as_one(rows, {"a": "a", "b": "a"})
    assert one.client == (Client("a", day, None, "Tiimi", True),)
    assert [part.client for part in one.event_client_part] == ["a"]


def test_joined_cards_are_counted_once_and_apart_again(office: Notebook) -> None:
    first, second = (save(office, Entry("client", {"given_name": "Usva", "entry": FIRST})).id for _ in range(2))
    assert quality(office, FIRST, LAST).measure(1).numerator == 2
    join = join_clients(office, first, second).id
    joined = quality(office, FIRST, LAST).measure(1)
    assert [row.id for row in joined.hits] == [min(first, second)]
    delete(office, "client_join", join)
    assert quality(office, FIRST, LAST).measure(1).numerator == 2
