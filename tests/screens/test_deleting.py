"""Deleting from a form asks once, and Ctrl+Z brings back what was deleted last, from any page."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from screens.clients.clients import Clients
from screens.day.event import EventForm
from screens.day.today import Today
from screens.employers.employer import EmployerPage
from screens.records.history import HistoryPage
from screens.records.record_form import RecordForm
from store.reading import list_records
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.visits import plant_permissions
from tui.language import LANGUAGES, word
from tui.widgets.ask import Ask

SIZES = ((80, 24), (60, 18))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_an_event_is_deleted_and_undone(planted: Planted, language: str, size: tuple[int, int]) -> None:
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        seen = text(app)
        assert "Kahvila" in seen
        assert "Testi S." in seen
        assert isinstance(app.focused, Button)
        assert str(app.focused.label) == word("delete.keep")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        await pilot.press("ctrl+delete")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert word("delete.can_undo") in text(app)
        assert list_records(app.opened, "event") == []
        assert list_records(app.opened, "event_client_part") == []
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert word("delete.undone") in text(app)
        assert "Kahvila Keksitty"[:12] in text(app)
        assert len(list_records(app.opened, "event_client_part")) == 1
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert len(list_records(app.opened, "event")) == 1


async def test_only_the_part_of_the_client_where_the_cursor_is(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("pagedown", "f12")
        await settled(pilot)
        assert "Vain asiakkaan osa" in text(app)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert len(list_records(app.opened, "event")) == 1
        assert list_records(app.opened, "event_client_part") == []


async def test_from_another_page_and_not_from_under_the_shade(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(EmployerPage(planted.employer))
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        await pilot.press("f12")
        await settled(pilot)
        assert "Kahvila Keksitty" in text(app)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        assert list_records(app.opened, "employer") == []
        await pilot.press("f9", "ctrl+z", "f9")
        await settled(pilot)
        assert list_records(app.opened, "employer") == []
        await app.run_action("app.go('clients')")
        await settled(pilot)
        assert isinstance(app.screen, Clients)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert len(list_records(app.opened, "employer")) == 1


async def test_the_history_brings_it_back(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.delete("event", planted.event, None)
        app.deleted = None
        app.push_screen(HistoryPage("event", planted.event))
        await settled(pilot)
        assert "Poistettu. F2 palauttaa." in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert "Poistettu. F2" not in text(app)
        assert len(list_records(app.opened, "event_client_part")) == 1
        await pilot.press("f2")
        await settled(pilot)
        assert len(list_records(app.opened, "event")) == 1


async def test_what_is_not_saved_and_what_is_not_ours_cannot_be_deleted(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        for page in (RecordForm("client"), EventForm(kind="call"), RecordForm("disclosure_agreement", planted.event)):
            app.push_screen(page)
            await settled(pilot)
            assert "key.delete" not in {binding.description for binding, _node in page.own_keys()}
            await pilot.press("f12")
            await settled(pilot)
            assert not isinstance(app.screen, Ask)


async def test_the_list_of_the_deleted_leads_to_the_history(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.delete("event", planted.event, None)
        await pilot.press("ctrl+p", *"poistetut", "enter")
        await settled(pilot)
        seen = text(app)
        assert "Kahvila Keksitty" in seen
        assert seen.count("Testi") <= 1  # the worker alone: the client's part went with the event and is not listed
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Mitään ei ole poistettu." in text(app)
