"""Nobody there: what the office allows holds at once, and a sleep of the machine locks however short it was."""

from __future__ import annotations

from textual.widgets import Input

from screens.notebook.settings import SettingsPage
from store.home import Home
from store.office_settings import set_office_setting
from tests.notebooks import make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.app.idling import SLEPT_SECONDS
from tui.app.start import LOCKED


async def test_after_a_sleep_it_locks_though_somebody_pressed_a_key(planted: Planted) -> None:
    now = [1000.0]
    async with opened(planted.home, clock=lambda: now[0]) as pilot:
        app = app_of(pilot)
        now[0] += SLEPT_SECONDS - 1
        await app._look()
        assert not app._exit
        now[0] += SLEPT_SECONDS + 1
        app.last_key = now[0]
        await app._look()
        assert app.return_value == LOCKED


async def test_no_more_minutes_than_the_bounds(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        page = SettingsPage()
        app.push_screen(page)
        await settled(pilot)
        for typed, kept in (("31", 10), ("0", 10), ("30", 30)):
            page.query_one("#idle", Input).value = typed
            await pilot.press("f2")
            await settled(pilot)
            assert app.idle_minutes == kept
            assert ("1–30" in text(app)) is (kept == 10)


async def test_the_maximum_of_the_office_holds_when_the_notebook_opens_and_as_soon_as_it_changes(home: Home) -> None:
    with make_notebook(home.folder, role="office") as notebook:
        set_office_setting(notebook, "most_idle_minutes", "3")
    async with opened(home) as pilot:
        app = app_of(pilot)
        await settled(pilot)
        assert app.idle_minutes == 3
        await app.write(set_office_setting, app.opened, "most_idle_minutes", "2")
        await settled(pilot)
        assert app.idle_minutes == 2
