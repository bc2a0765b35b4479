"""One key leads to Today, however many screens were opened one on another; nothing typed is lost on the way."""

from __future__ import annotations

import pytest

from screens.clients.client import ClientPage
from screens.day.event import EventForm
from screens.day.today import Today
from screens.exchange.take_and_fetch import TakeAndFetch
from screens.notebook.shade import Shade
from store.drafts import list_drafts
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.language import LANGUAGES
from tui.widgets.rows import Rows
from tui.widgets.words import Text


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


async def test_a_key_that_means_something_else_here_is_named_once(planted: Planted) -> None:
    """F6 on a client's page is the four conditions: neither help nor the commands promise *Vie ja hae* by it."""
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f1")
        await settled(pilot)
        keys = str(app.screen.query_one("#keys", Text).content)
        assert [line.split("Ctrl+O")[1].strip() for line in keys.splitlines() if line.startswith("F6 ")] == [
            "Kertomisen neljä ehtoa"
        ]
        await pilot.press("escape", "ctrl+p", *"vie ja")
        await settled(pilot)
        lines = app.screen.query_one(Rows).lines
        assert [(line.cells, line.end) for line in lines] == [(("Vie ja hae",), "")]
        await pilot.press("enter")
        await settled(pilot)
        assert any(isinstance(screen, TakeAndFetch) for screen in app.screen_stack), "its card is asked for first"


async def test_a_command_stands_once_in_the_list_with_its_key(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        lines = app.screen.query_one(Rows).lines
        words = [line.cells[0] for line in lines]
        assert sorted(words) == sorted(set(words))
        assert {line.cells[0]: line.end for line in lines}["Vie ja hae"] == "F6"
