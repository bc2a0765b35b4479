"""Search: beginnings and forms of words, telephone digits, newest first, and nothing that is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import use_log
from store.identifiers import new_id
from store.notebook import Notebook
from store.search import search
from store.search_index import FOLDED_AT_ONCE, phone_digits
from store.writing import Entry, delete, rebuild, save, save_all, undelete

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def _note(notebook: Notebook, notes: str, day: date = DAY) -> str:
    event = new_id()
    saved = save_all(
        notebook,
        [
            Entry("event", {"kind": "client_meeting", "status": "held", "day": day}, id=event),
            Entry("event_client_part", {"event": event, "client": new_id(), "notes": notes}),
        ],
    )
    return saved[1].id


@pytest.fixture(params=["beside the index", "folded into it"])
def folded(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "folded into it")


def _fold(notebook: Notebook, folded: bool) -> None:
    if folded:
        with notebook.writing() as connection:
            rebuild(connection, None)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("työpaikka", "Kävimme työpaikalla."),
        ("työpaikalla", "Uusi työpaikka löytyi."),
        ("työp", "Uusi työpaikka löytyi."),
        ("TYÖPAIKKA", "työpaikalle"),
        ("hän", "Hän tuli."),
        ("arbetsplats", "Vi var på arbetsplatsen."),
        ("companies", "A company called."),
        ("aamu vuoro", "Vuoro alkaa aamulla."),
        ("tyo\u0308paikka", "työpaikalla"),
        ("O'Brien", "o'brien soitti"),
    ],
)
def test_what_is_asked_finds_its_forms(notebook: Notebook, folded: bool, asked: str, written: str) -> None:
    id = _note(notebook, written)
    _fold(notebook, folded)
    assert [hit.id for hit in search(notebook, asked)] == [id]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("han", "Hän tuli."),
        ("tyopaikka", "työpaikka"),
        ("talossa", "talouden hoito"),
        ("aamu ilta", "Vuoro alkaa aamulla."),
        ("aikka", "työpaikka"),
        ("", "työpaikka"),
        ('"*', "työpaikka"),
        ("NOT", "työpaikka"),
    ],
)
def test_what_is_asked_finds_nothing_else(notebook: Notebook, folded: bool, asked: str, written: str) -> None:
    _note(notebook, written)
    _fold(notebook, folded)
    assert search(notebook, asked) == []


def test_people_are_found_by_name_phone_and_customer_number(notebook: Notebook, folded: bool) -> None:
    values = {"given_name": "Uljas", "family_name": "Malli-Esimerkki", "nickname": "Tepa"}
    client = save(notebook, Entry("client", {**values, "phone": "+358 40 000 1234", "customer_number": "AS-778"})).id
    employer = save(notebook, Entry("employer", {"name": "Kahvila Malli", "phone": "03 000 555"})).id
    _fold(notebook, folded)
    for asked in ("ulj", "esimerk", "tepa", "0400001234", "+358400001234", "040 000", "778", "AS-778"):
        assert [hit.id for hit in search(notebook, asked)] == [client], asked
    assert [hit.id for hit in search(notebook, "03000")] == [employer]
    assert {hit.id for hit in search(notebook, "malli")} == {client, employer}


def test_the_newest_day_comes_first_and_people_before_all(notebook: Notebook, folded: bool) -> None:
    days = [DAY - timedelta(days=number) for number in (3, 0, 400, 1)]
    by_day = {day: _note(notebook, "kahvitauko", day) for day in days}
    client = save(notebook, Entry("client", {"given_name": "Kahvi"})).id
    _fold(notebook, folded)
    hits = search(notebook, "kahvi")
    assert [hit.id for hit in hits] == [client, *(by_day[day] for day in sorted(days, reverse=True))]
    assert [hit.day for hit in hits] == [None, *sorted(days, reverse=True)]
    assert [hit.id for hit in search(notebook, "kahvi", limit=2)] == [client, by_day[DAY]]


def test_a_snippet_shows_where_and_marks_what_was_found(notebook: Notebook) -> None:
    _note(notebook, "alku " * 60 + "sitten työpaikalla\noltiin [bold]ei merkintää[/]" + " loppu" * 60)
    hit = search(notebook, "työpaikka oltiin")[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["työpaikalla", "oltiin"]
    assert "[bold]" in hit.snippet
    assert "\n" not in hit.snippet
    assert len(hit.snippet) < 130
    assert hit.field == "notes"


def test_what_is_changed_or_deleted_is_found_no_more(notebook: Notebook, folded: bool) -> None:
    id = save(notebook, Entry("employer", {"name": "Vanhanimi"})).id
    _fold(notebook, folded)
    save(notebook, Entry("employer", {"name": "Uusinimi"}, id=id))
    assert search(notebook, "vanhanimi") == []
    assert [hit.id for hit in search(notebook, "uusinimi")] == [id]
    delete(notebook, "employer", id)
    assert search(notebook, "uusinimi") == []
    undelete(notebook, "employer", id)
    assert [hit.id for hit in search(notebook, "uusinimi")] == [id]


def test_many_saves_are_folded_on_the_way_and_all_are_found(notebook: Notebook) -> None:
    count = FOLDED_AT_ONCE + 10
    save_all(notebook, [Entry("employer", {"name": f"Mallipaikka {number}"}) for number in range(count)])
    assert len(search(notebook, "mallipaikka", limit=1000)) == count
    with notebook.reading() as connection:
        beside = connection.exec_driver_sql("SELECT count(*) FROM search_beside").scalar_one()
    # PostgreSQL's own index lets what is new wait by itself.
    assert beside == 0 if notebook.is_shared else 0 < beside < FOLDED_AT_ONCE


def test_a_search_stands_in_the_use_log_without_its_words(notebook: Notebook) -> None:
    search(notebook, "salasana")
    with notebook.reading() as connection:
        line = use_log.lines(connection)[-1]
    assert (line.act, line.ground, line.client) == ("searched", "", None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=30))
def test_nothing_that_can_be_typed_breaks_a_search(notebook: Notebook, asked: str) -> None:
    search(notebook, asked)


@pytest.mark.parametrize(
    ("written", "digits"),
    [("+358 40 123", "040123"), ("00358 40 123", "040123"), ("040-123", "040123"), ("+46 8 12", "46812")],
)
def test_a_number_is_known_as_it_is_dialled(written: str, digits: str) -> None:
    assert phone_digits(written) == digits
