"""A draft is not put off for ever by somebody who types without a pause."""

from __future__ import annotations

import asyncio

import pytest

from screens.records import draft_timer
from screens.records.draft_timer import DRAFT_SECONDS, DraftTimer
from screens.records.record_form import RecordForm
from store.drafts import list_drafts
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled
from tui.widgets.page import Page


def test_two_seconds_are_more_than_a_key_waits() -> None:
    assert DRAFT_SECONDS < 2


async def test_a_draft_is_written_while_the_keys_never_rest(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every key comes before the one before it could rest; a wait that each key begins anew would never end."""
    monkeypatch.setattr(draft_timer, "DRAFT_SECONDS", 0.2)
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(RecordForm("employer"))
        await settled(pilot)
        typed = ""
        while not list_drafts(app_of(pilot).opened):
            typed += "a"
            await pilot.press("a")
            assert len(typed) < 200
        [draft] = list_drafts(app_of(pilot).opened)
        assert str(draft.values["name"]).startswith("a")


async def test_a_key_that_comes_while_a_draft_is_written_waits_for_the_next(planted: Planted) -> None:
    written: list[int] = []
    typed = 0

    async def write() -> None:
        written.append(typed)
        await asyncio.sleep(0)

    async with opened(planted.home) as pilot:
        page = app_of(pilot).screen
        assert isinstance(page, Page)
        timer = DraftTimer(page, write)
        typed = 1
        timer.typed()
        await timer.rested()
        await timer.rested()
        assert not timer.waits
        typed = 2
        timer.typed()
        assert timer.waits
        timer.stop()
    assert written == [1]
