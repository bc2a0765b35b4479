"""What may not be told is on no screen that an employer sees; on Muistilista for ten seconds, and then gone."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widget import Widget
from textual.widgets import Input, TextArea

import screens.day.reminders as reminders
from screens.day.event import EventForm
from screens.day.event_kinds import EventKinds
from screens.day.for_employer import ForEmployer
from screens.day.reminders import Reminders
from screens.day.today import Today
from screens.help import Help
from screens.notebook.shade import Shade
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import SIZES, app_of, opened, settled, text
from tests.screens.visits import FORBIDDEN, SENTENCE, plant_permissions
from tui.app.application import ReppuApp
from tui.language import LANGUAGES

NEVER = (SECRET, *FORBIDDEN)


def held_anywhere(app: ReppuApp) -> str:
    """Return everything that the screen holds, also what is scrolled out of sight: one key would show it."""
    shown = [str(widget.render()) for widget in app.screen.walk_children(Widget) if widget.display]
    fields = [field.value for field in app.screen.query(Input)]
    fields += [notes.text for notes in app.screen.query(TextArea) if notes.display]
    return "\n".join([text(app), *shown, *fields])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_no_field_screen_shows_what_may_not_be_told(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    plant_permissions(planted)
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, Today)
        assert not any(word in held_anywhere(app) for word in NEVER)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        seen = held_anywhere(app)
        assert SENTENCE in seen
        assert not any(word in seen for word in NEVER)
        for key, page in (("f5", ForEmployer), ("f1", Help), ("f9", Shade)):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, page)
            assert not any(
                word in held_anywhere(app) for word in (*NEVER, *(() if page is Help else (SENTENCE, "Testi S.")))
            )
            await pilot.press("f9" if page is Shade else "escape")
            await settled(pilot)
        await pilot.press("escape", "f2")
        await settled(pilot)
        assert isinstance(app.screen, EventKinds)
        assert not any(word in held_anywhere(app) for word in NEVER)


async def test_the_page_for_the_employer_has_the_coachs_number_and_no_client(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("worker", {"phone": "000 987 654"}, id=notebook.identity.worker))
    async with opened(planted.home) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"työnantajalle", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ForEmployer)
        seen = text(app_of(pilot))
        assert "000 987 654" in seen
        assert not any(word in seen for word in ("Testi S.", "Kahvila Keksitty", SECRET))


async def open_reminders(pilot: Any) -> ReppuApp:
    await pilot.press("enter")
    await settled(pilot)
    await pilot.press("f7")
    await settled(pilot)
    app = app_of(pilot)
    assert isinstance(app.screen, Reminders)
    return app


async def test_the_reminders_are_shown_and_clear_themselves(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_permissions(planted)
    assert reminders.SHOWN_SECONDS == 10
    monkeypatch.setattr(reminders, "SHOWN_SECONDS", 0.5)
    async with opened(planted.home) as pilot:
        app = await open_reminders(pilot)
        for word in FORBIDDEN:
            assert word in text(app)
        await pilot.pause(0.8)
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        assert not any(word in held_anywhere(app) for word in NEVER)


async def test_the_reminders_do_not_come_back_from_under_the_shade(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        app = await open_reminders(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert not any(word in held_anywhere(app) for word in NEVER)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        assert not any(word in held_anywhere(app) for word in NEVER)


async def test_own_notes_hide_themselves_when_the_screen_is_covered(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        assert SECRET in text(app_of(pilot))
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert SECRET not in text(app_of(pilot))
