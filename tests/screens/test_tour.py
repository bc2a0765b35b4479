"""The tour: five pages, once by itself, whenever one likes from help and from the commands, and skipped with Esc."""

from __future__ import annotations

import pytest

from screens.day.today import Today
from screens.help import Help
from screens.notebook.tour import PAGES, SEEN, SETTING, Tour
from store.home import Home
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, running, settled, text
from tests.screens.test_wizard import to_the_end
from tui.language import LANGUAGES, word


def said_of(key: str) -> list[str]:
    """Return the words of a key, one by one, so that it does not matter where lines end."""
    return word(key).split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_all_of_each_page_can_be_read_and_the_last_enter_ends_it(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, Today)
        app.action_tour()
        await settled(pilot)
        for place, (heading, body) in enumerate(PAGES):
            seen = " ".join(text(app).split())
            assert f"{place + 1}/{len(PAGES)}" in seen
            assert word(heading) in seen
            assert " ".join(said_of(body)) in seen
            await pilot.press("enter" if place % 2 else "pagedown")
            await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_page_up_turns_back_and_is_offered_only_where_there_is_a_page(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.action_tour()
        await settled(pilot)
        assert "Edellinen" not in text(app)
        await pilot.press("pageup", "enter", "enter", "pageup")
        await settled(pilot)
        assert "Sivu 2/5" in text(app)
        assert "Edellinen" in text(app)


async def test_it_comes_once_after_the_wizard(home: Home) -> None:
    async with running(home) as pilot:
        await to_the_end(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Tour)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
        app_of(pilot).writes.flush()
        assert app_of(pilot).opened.setting(SETTING) == SEEN


async def test_who_is_locked_out_of_it_sees_it_again(home: Home) -> None:
    async with running(home) as pilot:
        await to_the_end(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Tour)
        assert app_of(pilot).opened.setting(SETTING) != SEEN


async def test_practice_begins_with_it_once(home: Home) -> None:
    make_notebook(home.folder, practice=True).close()
    for screen in (Tour, Today):
        async with opened(home) as pilot:
            assert isinstance(app_of(pilot).screen, screen)
            await pilot.press("escape")
            await settled(pilot)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        assert notebook.setting(SETTING) == SEEN


async def test_it_opens_from_help_and_from_the_commands(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("f1", "f5")
        await settled(pilot)
        assert isinstance(app.screen, Tour)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Help)
        await pilot.press("escape", "ctrl+p", *"esittely", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Tour)
