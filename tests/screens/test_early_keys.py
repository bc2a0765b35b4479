"""Keys that are pressed before a form has filled itself: nothing typed is lost, and leaving early harms nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, Select, TextArea

from screens.day import event as event_module
from screens.day.event import EventForm
from screens.day.reminders import Reminders
from screens.day.today import Today
from screens.records.record_form import RecordForm
from store.reading import list_records, show
from tests.screens.conftest import SECRET, Planted
from tests.screens.held_back import held_back, type_keys
from tests.screens.looking import app_of, opened, settled


async def test_what_is_typed_while_the_form_fills_itself_stands_in_the_notes(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = EventForm(planted.event)
        with held_back(app) as store:
            await app.push_screen(form)
            await store.asked()
            assert form.focused is None
            type_keys(app, "Hyvin ")
        await settled(pilot)
        await pilot.press(*"sujui.")
        await settled(pilot)
        assert isinstance(form.focused, TextArea)
        assert form.focused.text == "Hyvin sujui."


async def test_what_is_typed_while_a_card_fills_itself_stands_in_its_first_field(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = RecordForm("client", planted.client)
        with held_back(app) as store:
            await app.push_screen(form)
            await store.asked()
            assert form.focused is None
            type_keys(app, "Ihan ")
        await settled(pilot)
        await pilot.press(*"uusi ")
        await settled(pilot)
        assert isinstance(form.focused, Input)
        assert form.focused.value == "TestiIhan uusi "
        assert form.touched


class SlowForm(EventForm):
    """The form on a machine that is slower than the person at it."""

    CSS_PATH = str(Path(event_module.__file__).with_name("event.tcss"))

    async def on_key(self, event: Key) -> None:
        """Take a while for each key, before the form's own handler has its turn."""
        await asyncio.sleep(0.02)


async def test_letters_typed_through_the_filling_stand_in_their_order(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = SlowForm(planted.event)
        await app.push_screen(form)
        typed = "abcdefghijklmnopqrstuvwxyz" * 4
        for character in typed:
            app.post_message(Key(character, character))
            await asyncio.sleep(0.005)
        await settled(pilot)
        while form.message_queue_size:
            await settled(pilot)
        assert isinstance(form.focused, TextArea)
        assert form.focused.text == typed


async def test_what_was_typed_where_nothing_can_be_typed_does_not_come_up_later(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = RecordForm("disclosure_item", preset={"client": planted.client})
        await app.push_screen(form)
        form.query(Select).first().focus()
        await settled(pilot)
        form.query(Input).first().focus()
        await settled(pilot)
        assert "xyz" not in form.query(Input).first().value


async def test_nothing_is_done_with_a_form_that_is_not_filled_and_own_notes_never_show(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = EventForm(planted.event)
        with held_back(app) as store:
            await app.push_screen(form)
            await store.asked()
            type_keys(app, "f7")
            await pilot.pause()
            assert app.screen is form
            assert not form.filled
        while not form.filled:
            assert app.screen is form
            for hidden in [*form.query(".own"), *form.query(".client Note")]:
                assert hidden.name == "agreed" or not hidden.display
            await asyncio.sleep(0)
        await settled(pilot)
        assert isinstance(app.screen, Reminders)


async def test_a_form_that_is_saved_before_it_is_filled_is_saved_as_it_stands_then(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        before = show(app.opened, "event", planted.event).values
        assert before["employer"] == planted.employer
        with held_back(app) as store:
            await app.push_screen(EventForm(planted.event))
            await store.asked()
            type_keys(app, "f2")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        after = show(app.opened, "event", planted.event).values
        assert {name: after[name] for name in before} == {**before, "status": "held"}
        part = list_records(app.opened, "event_client_part", where={"event": planted.event})[0]
        assert part.values["notes"] == SECRET


@pytest.mark.parametrize("turns", [0, 1, 5, 20, 60, 150, 400])
async def test_a_form_can_be_left_while_it_fills_itself(planted: Planted, turns: int) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(EventForm(planted.event))
        for _turn in range(turns):
            await asyncio.sleep(0)
        app.post_message(Key("escape", None))
        await settled(pilot)
        assert isinstance(app.screen, Today)
