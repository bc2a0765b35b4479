"""Rows of keys that somebody knows by heart, typed while the store keeps every page waiting.

Each test holds the store back until all keys are typed, so that it is certain, and not luck, that they come before
the page on which they belong: what is typed stands where it belongs, nothing is done twice, and no answer is given
to what nobody has seen.
"""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from screens.clients.client import ClientPage
from screens.clients.clients import Clients
from screens.day.event import EventForm
from screens.day.today import Today
from screens.disclosure.what_is_told import WhatIsTold
from screens.employers.employer import EmployerPage
from screens.employers.employers import Employers
from screens.exchange.take_and_fetch import TakeAndFetch
from screens.notebook.shade import Shade
from screens.records.record_form import RecordForm
from screens.typed_list import TypedList
from store.drafts import Draft, keep_draft
from store.identifiers import new_id
from store.reading import list_records
from tests.screens.conftest import Planted
from tests.screens.held_back import held_back, shown, type_keys
from tests.screens.looking import app_of, opened, settled
from tests.screens.pages import every_page
from tui.widgets.ask import Ask


async def test_a_new_client_is_typed_and_saved_before_its_form_is_painted(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(Clients())
        await settled(pilot)
        with held_back(app) as store:
            type_keys(app, "f2", "Maija", "tab", "Meikäläinen", "f2")
            await store.asked()
        await settled(pilot)
        assert isinstance(app.screen, Clients)
        assert app.screen.query_one(Input).value == ""
        saved = [one.values for one in list_records(app.opened, "client", where={"given_name": "Maija"})]
        assert [(one["given_name"], one["family_name"]) for one in saved] == [("Maija", "Meikäläinen")]


async def test_an_event_is_written_down_before_its_form_is_filled(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        with held_back(app) as store:
            # F2, the kind, the employer by a part of the name, what was learned, and saved.
            type_keys(app, "f2", "1", "eksit", "enter", "Kahvila on kiva.", "f8")
            await store.asked()
        await settled(pilot)
        assert isinstance(app.screen, Today)
        learned = [one.values.get("learned") for one in list_records(app.opened, "event_employer_part")]
        assert "Kahvila on kiva." in learned


async def test_enter_opens_whom_the_letters_find_and_the_arrow_moves_among_them(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        with held_back(app) as store:
            type_keys(app, "ctrl+p", "asiakkaat", "enter", "toinen", "enter")
            await store.asked()
        await settled(pilot)
        assert isinstance(app.screen, ClientPage)
        assert app.screen.client != planted.client


@pytest.mark.parametrize("typed", [("eksit", "enter"), ("eksit", "down", "up", "enter")])
async def test_an_employer_is_found_by_all_letters(planted: Planted, typed: tuple[str, ...]) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        list_page = Employers()
        await app.push_screen(list_page)
        await settled(pilot)
        with held_back(app) as store:
            type_keys(app, "zzz")
            await store.asked()
            list_page.query_one(Input).value = ""
            type_keys(app, *typed)
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        assert app.screen.employer == planted.employer


async def test_every_list_that_gets_shorter_as_one_types_answers(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        pages = [page for page in every_page(planted) if isinstance(page, TypedList)]
        assert {type(page).__name__ for page in pages} == {one.__name__ for one in _under(TypedList)} - {"Picking"}
        for page in pages:
            await app.push_screen(page)
            await settled(pilot)
            assert not page.answering
            type_keys(app, "x")
            await settled(pilot)
            assert page.query_one(Input).value == "x"
            assert not page.answering, type(page).__name__


def _under(base: type) -> set[type]:
    found: set[type] = set()
    each: type
    for each in base.__subclasses__():
        found |= {each, *_under(each)}
    return found


async def test_the_folder_is_typed_before_the_stick_was_looked_for(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.exchange.take_and_fetch.lacks_office", lambda notebook: False)
    monkeypatch.setattr("screens.exchange.take_and_fetch.places", lambda notebook: ())
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        with held_back(app) as store:
            type_keys(app, "f6", "/tikku")
            await store.asked()
        await settled(pilot)
        assert isinstance(app.screen, TakeAndFetch)
        assert app.screen.query_one("#folder", Input).value == "/tikku"


async def test_a_talk_is_begun_before_its_things_are_read(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        page = WhatIsTold(planted.client)
        with held_back(app) as store:
            await app.push_screen(page)
            await store.asked()
            type_keys(app, " ", "tab", "tab", "Rauha ja hiljaisuus")
        await settled(pilot)
        assert page.said is not None
        assert page.said.talk["matters_most"] == "Rauha ja hiljaisuus"
        assert len(page.said.talk["covered"]) == 1


async def test_the_same_key_pressed_again_does_nothing_on_the_page_that_comes(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = EventForm(planted.event)
        await app.push_screen(form)
        await settled(pilot)
        form.query(TextArea).first().text = "Muuttui"
        with held_back(app) as store:
            type_keys(app, "f2")
            await store.asked()
            type_keys(app, "f2", "f2")
            await pilot.pause()
        await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_no_key_answers_a_question_that_nobody_has_seen(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        keep_draft(app.opened, Draft(form="client", values={"given_name": "Kesken"}, id=new_id()))
        with held_back(app) as store:
            await app.push_screen(RecordForm("client"))
            await store.asked()
            type_keys(app, "Maija", "enter", "tab", "enter")
            await pilot.pause()
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        assert app.screen.rows["given_name"].typed() == "Kesken"


async def test_what_waits_is_not_typed_into_the_shade_but_stands_in_the_form_behind_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        with held_back(app) as store:
            form = EventForm(planted.event)
            await app.push_screen(form)
            await store.asked()
            type_keys(app, "salaista", "f9", "xyz")
            await pilot.pause()
            assert isinstance(app.screen, Shade)
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        assert "salaista" not in app.screen.query_one(Input).value
        app.pop_screen()
        app._unshaded(None)
        await settled(pilot)
        assert isinstance(form.focused, TextArea)
        assert form.focused.text == "salaista"


async def test_escape_leaves_a_page_that_is_still_read_and_twice_lets_go_of_what_was_typed(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        with held_back(app) as store:
            form = EventForm(planted.event)
            await app.push_screen(form)
            await store.asked()
            type_keys(app, "escape")
            await shown(pilot, Today)
            await app.push_screen(EventForm(planted.event))
            type_keys(app, "abc", "escape", "escape")
            await shown(pilot, Today)
        await settled(pilot)
        assert isinstance(app.screen, Today)
