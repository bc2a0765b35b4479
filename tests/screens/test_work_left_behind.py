"""Work that goes on behind a page which somebody has left finds its fields gone, and that is no crash."""

from __future__ import annotations

import asyncio

import pytest
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from screens.day.event import EventForm
from screens.day.event_content import EventContent
from screens.day.event_fields import CodeSelect
from screens.day.event_parts import Head
from screens.day.today import Today
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled


@pytest.mark.parametrize("gone", [NoMatches, KeyError])
async def test_fields_that_went_with_the_page_are_no_crash(planted: Planted, gone: type[Exception]) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        left = asyncio.Event()

        async def reads_on() -> None:
            await left.wait()
            raise gone("kind")

        page = EventForm(planted.event)
        await app.push_screen(page)
        await settled(pilot)
        page.begin(reads_on, group="tried")
        await pilot.pause()
        app.pop_screen()
        left.set()
        await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_a_field_that_is_missing_on_a_page_that_stands_is_a_crash(planted: Planted) -> None:
    async def run() -> None:
        async with opened(planted.home) as pilot:
            app = app_of(pilot)
            page = EventForm(planted.event)
            await app.push_screen(page)
            await settled(pilot)

            async def misses() -> None:
                raise KeyError("kind")

            page.begin(misses, group="tried")
            await settled(pilot)

    with pytest.raises(WorkerFailed, match="KeyError"):
        await run()


async def test_a_form_of_which_a_part_is_gone_already_is_not_read_as_if_it_were_whole(planted: Planted) -> None:
    """What is read together while a page closes must not become a draft of half a form."""
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        page = EventForm(planted.event)
        await app.push_screen(page)
        await settled(pilot)
        assert isinstance(page, EventContent)
        await page.query_one(Head).query(CodeSelect).first().remove()
        with pytest.raises(KeyError):
            page.typed()
