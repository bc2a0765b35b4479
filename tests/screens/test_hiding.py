"""The lock, sizes, practice and settings."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input

from screens.commands import Commands
from screens.day.today import Today
from screens.help import Help
from screens.notebook.settings import SettingsPage
from screens.notebook.shade import Shade
from screens.records.record_form import RecordForm
from store.drafts import list_drafts
from store.notebook import Notebook
from store.settings import read_settings
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, every_way, lines, opened, running, settled, text
from tests.screens.pages import every_page, show
from tui.app.start import LOCKED
from tui.widgets.theme import THEMES


async def test_the_lock_keeps_the_draft_and_ends_the_process_that_held_the_key(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, RecordForm("employer"))
        await settled(pilot)
        await pilot.press(*"Puoti")
        app.last_key = app.clock() - app.idle_minutes * 60 - 1
        await app._lock_when_idle()
        await pilot.pause()
        assert app.return_value == LOCKED
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti"]


async def test_every_screen_says_where_one_is_and_fits(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        for page in every_page(planted)[:-1]:
            await show(app, page)
            async for size in every_way(pilot):
                shown = lines(app)
                assert shown[0].strip().startswith("Reppu · ")
                assert "F9" in shown[-1]
                assert len(page.foot_keys()) <= 5
                assert not page.show_horizontal_scrollbar
                for widget in page.walk_children(Widget):
                    assert widget.region.right <= size[0], f"{type(page).__name__}: {widget}"
                seen = "\n".join(shown)
                assert not any(f"{family}." in seen for family in ("form", "field", "choice", "key", "help"))


async def test_practice_is_said_on_every_screen(planted: Planted) -> None:
    home = planted.home
    async with opened(home) as pilot:
        app = app_of(pilot)
        app.practice = True
        for page in [*every_page(planted), Help(Today()), Commands(Today()), Shade(app.clock)]:
            await show(app, page)
            await settled(pilot)
            assert "HARJOITUS" in text(app), type(page).__name__


async def test_a_practice_notebook_is_known_by_itself(planted: Planted) -> None:
    home = planted.home.__class__(planted.home.folder.parent / "practice")
    make_notebook(home.folder, practice=True).close()
    async with opened(home, language="sv") as pilot:
        assert "ÖVNING" in text(app_of(pilot))


async def test_settings_change_language_theme_idle_time_and_passphrase(planted: Planted) -> None:
    new = "neljä kirjavaa kissaa juoksi 88 mutkaa"
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, SettingsPage())
        await pilot.press("down")
        await settled(pilot)
        assert "Inställningar" in text(app)
        await pilot.press("tab", "down")
        await settled(pilot)
        assert app.theme == THEMES[2]
        app.screen.query_one("#idle", Input).value = "99"
        await pilot.press("f2")
        await settled(pilot)
        assert app.idle_minutes == 10
        app.screen.query_one("#idle", Input).value = "5"
        await pilot.press("f2")
        await settled(pilot)
        assert app.idle_minutes == 5
        for name, value in (("old", PASSPHRASE), ("new", new), ("again", new)):
            app.screen.query_one(f"#{name}", Input).value = value
        app.screen.query_one("#change").focus()
        await pilot.press("enter")
        await settled(pilot)
    kept = read_settings(planted.home)
    assert (kept.language, kept.theme) == ("sv", THEMES[2])
    with Notebook.unlock(planted.home, new) as notebook:
        assert notebook.setting("idle_minutes") == "5"


async def test_the_language_changes_before_the_passphrase_and_what_was_typed_stays(planted: Planted) -> None:
    async with running(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press(*"abc")
        app.choose_language("en")
        await pilot.pause()
        assert "Type your passphrase" in text(app)
        assert app.screen.query_one(Input).value == "abc"
