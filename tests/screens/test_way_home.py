"""One key leads to Today, however many screens were opened one on another; nothing typed is lost on the way."""

from __future__ import annotations

import pytest

from screens.clients.client import ClientPage
from screens.day.event import EventForm
from screens.day.today import Today
from screens.notebook.shade import Shade
from store.drafts import list_drafts
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_key_leads_to_today_from_a_heap_of_searches(planted: Planted, language: str) -> None:
    async with opened(planted.home, language=language) as pilot:
        app = app_of(pilot)
        for _time in range(2):
            await pilot.press("f3", *"testi")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, ClientPage)
        await pilot.press("ctrl+home")
        await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_what_was_typed_waits_as_a_draft(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        await pilot.press(*"Kesken", "ctrl+home")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert any("Kesken" in str(draft.values) for draft in list_drafts(app.opened))


async def test_the_key_stands_in_the_list_of_commands(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press("t", "ä", "n")
        await settled(pilot)
        assert "Ctrl+Home" in text(app_of(pilot))


async def test_it_does_not_lead_from_under_the_shade(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        await pilot.press("ctrl+home")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
