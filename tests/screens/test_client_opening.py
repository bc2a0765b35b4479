"""The page of a client is kept for the next one, shows nothing of the one before, and is read ahead for nobody."""

from __future__ import annotations

import asyncio
import threading

import pytest

from screens.clients.client import ClientPage
from screens.clients.client_opening import RESTING, kept_page
from screens.clients.clients import Clients
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.use_log import lines
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import app_of, opened, settled, text


def add_client(planted: Planted) -> str:
    """Save one more client, who stands first in the list."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        return save(notebook, Entry("client", {"given_name": "Koe", "family_name": "Aakkonen", "phone": "000 9"})).id


def looked_at(notebook: Notebook, client: str) -> int:
    """Return how many lines of the use log tell of a client."""
    with notebook.reading() as connection:
        return len(lines(connection, client=client))


def holds_anybody(page: ClientPage) -> bool:
    """Tell whether a page still holds what it showed."""
    return page.found is not None


async def test_one_page_serves_one_client_after_the_other_and_mixes_nothing(planted: Planted) -> None:
    add_client(planted)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Clients())
        await settled(pilot)
        await pilot.press(*"aakko", "enter")
        await settled(pilot)
        first = app.screen
        assert isinstance(first, ClientPage)
        assert "000 9" in text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert not holds_anybody(first)
        await pilot.press(*["backspace"] * len("aakko"))
        await pilot.press(*"salasana", "enter")
        await settled(pilot)
        same = app.screen is first
        assert same
        assert "000 123 456" in text(app)
        assert "000 9" not in text(app)
        assert first.found is not None
        assert first.found.card.id == planted.client


async def test_nothing_of_the_one_before_is_painted_while_the_next_is_read(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_client(planted)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Clients())
        await settled(pilot)
        await pilot.press(*"salasana", "enter")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, ClientPage)
        go_on, load = threading.Event(), page.load

        def slow(notebook: Notebook) -> object:
            go_on.wait(10)
            return load(notebook)

        monkeypatch.setattr(page, "load", slow)
        page.turn_to(other)
        await asyncio.sleep(0.1)
        await pilot.pause()
        seen = text(app)
        go_on.set()
        assert SECRET not in seen
        assert "000 123 456" not in seen
        await settled(pilot)
        assert "000 9" in text(app)


async def test_a_client_read_ahead_stands_in_the_log_only_when_shown(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Clients())
        await settled(pilot)
        await pilot.press(*"salasana")
        before = looked_at(app.opened, planted.client)
        await asyncio.sleep(3 * RESTING)
        await settled(pilot)
        assert isinstance(app.screen, Clients)
        assert kept_page(app.screen)._ahead is not None
        assert looked_at(app.opened, planted.client) == before
        await pilot.press("enter")
        await settled(pilot)
        assert "000 123 456" in text(app)
        assert looked_at(app.opened, planted.client) > before


async def test_a_language_chosen_meanwhile_is_spoken_on_the_kept_page(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Clients())
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        app.choose_language("en")
        await asyncio.sleep(3 * RESTING)
        await pilot.press("enter")
        await settled(pilot)
        seen = text(app)
        assert "Client" in seen.splitlines()[0]
        assert "Asiakas" not in seen


async def test_lines_that_cannot_be_kept_take_the_page_off_the_screen(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(Clients())
        await settled(pilot)
        refused = Refusal(Reason.FULL_DISK)

        def full(*values: object) -> None:
            raise refused

        await pilot.press(*"salasana")
        monkeypatch.setattr("store.showing.write_waiting", full)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ClientPage)
        assert "000 123 456" not in text(app)
        assert app.refused(refused)[:20] in text(app)
