"""Entries for the client record system: copied for a minute, taken, called back, altered; third persons are named."""

from __future__ import annotations

import pytest

from screens.day.case_entries import CaseEntries
from screens.day.case_entry import CaseEntryPage
from screens.day.today import Today
from store import use_log
from store.history.change import Value
from store.notebook import Notebook
from store.writing import Entry, save, save_all
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.app.start import LOCKED
from tui.forms.days import wall_day

EVENT = "01900000-0000-7000-8000-00000000e001"
PART = "01900000-0000-7000-8000-00000000a001"


@pytest.fixture
def met(planted: Planted) -> Planted:
    """The planted home with a client meeting that was held today."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        event: dict[str, Value | None] = {
            "kind": "client_meeting",
            "status": "held",
            "day": wall_day(),
            "mode": "face_to_face",
            "minutes": 45,
        }
        event |= {"present": ("coach", "client", "relative"), "worker": notebook.identity.worker}
        part = {
            "event": EVENT,
            "client": planted.client,
            "notes": "Äiti ja Toisen kaveri [red]mukana[/red].",
            "agreed": "Soitan.",
        }
        save_all(notebook, [Entry("event", event, id=EVENT), Entry("event_client_part", part, id=PART)])
    return planted


@pytest.mark.parametrize(
    ("language", "today", "agreed", "mother"),
    [
        ("fi", "1 kirjaus viemättä", "Sovittu: Soitan.", "Läheinen"),
        ("sv", "1 anteckning inte införd", "Överenskommet: Soitan.", "närstående"),
        ("en", "1 entry not yet", "Agreed: Soitan.", "Kin"),
    ],
)
async def test_an_entry_is_copied_for_a_minute_and_taken(
    met: Planted, language: str, today: str, agreed: str, mother: str
) -> None:
    async with opened(met.home, language=language) as pilot:
        app = app_of(pilot)
        assert today in text(app)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseEntries)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseEntryPage)
        seen = text(app)
        for words in (SECRET, agreed, "[red]mukana[/red]", mother, "Toisen", "Äiti"):
            assert words in seen
        await pilot.press("enter")
        await settled(pilot)
        assert agreed in app.clipboard
        assert "!" not in app.clipboard, "the flags are for the coach, not for the case record"
        app.clip.clear()
        assert app.clipboard == " "
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, CaseEntries)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert today not in text(app)


async def test_the_clipboard_is_cleared_by_the_clock_and_by_the_lock(
    met: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.widgets.clipboard.SECONDS", 0.05)
    async with opened(met.home) as pilot:
        app = app_of(pilot)
        app.push_screen(CaseEntryPage(PART))
        await settled(pilot)
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert app.clipboard == " "
        monkeypatch.setattr("tui.widgets.clipboard.SECONDS", 60.0)
        await pilot.press("enter")
        await pilot.pause()
        assert "Soitan" in app.clipboard
        await app.action_lock()
        assert app.clipboard == " "
    assert app.return_value == LOCKED


async def test_what_was_taken_can_be_called_back_and_waits_again_when_it_is_altered(met: Planted) -> None:
    async with opened(met.home) as pilot:
        app = app_of(pilot)
        app.push_screen(CaseEntries())
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Kaikki on viety" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "✓ Viety" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert "1 kirjaus odottaa" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert app.notebook is not None
        save(app.notebook, Entry("event_client_part", {"agreed": "Tapaamme."}, id=PART))
        await pilot.press("enter")
        await settled(pilot)
        assert "muuttunut sen jälkeen" in " ".join(text(app).split())
        assert "Tapaamme." in text(app)


async def test_what_arrives_while_the_entry_is_on_the_screen_is_not_said_to_be_taken(met: Planted) -> None:
    async with opened(met.home) as pilot:
        app = app_of(pilot)
        app.push_screen(CaseEntryPage(PART))
        await settled(pilot)
        assert app.notebook is not None
        save(app.notebook, Entry("event_client_part", {"agreed": "Tapaamme."}, id=PART))
        await pilot.press("f2")
        await settled(pilot)
        assert "1 kirjaus viemättä" in text(app)


async def test_reading_and_copying_stand_in_the_use_log_with_the_client(met: Planted) -> None:
    async with opened(met.home) as pilot:
        app = app_of(pilot)
        app.push_screen(CaseEntries())
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        app.writes.flush()
        assert app.notebook is not None
        with app.notebook.reading() as connection:
            acts = [line.act for line in use_log.lines(connection, client=met.client)]
        assert {"listed", "shown", "copied"} <= set(acts)
