"""Toimisto tänään: the office opens on it, and what is alarming stands first (USERS 8, 4)."""

from __future__ import annotations

import pytest

from screens.clients.client import ClientPage
from screens.commands import Commands
from screens.day.today import OwnDay, Today
from screens.office.office_coach import OfficeCoach
from screens.office.office_today import OfficeTodayPage
from store.bundle import alarms
from store.bundle.alarming import raise_alarm
from store.bundle.outcomes import Warned
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tui.widgets.rows import Rows

__all__ = ["offices", "offices_template"]


def words_of(screen: str) -> str:
    """Return what stands on a screen, however its lines are broken."""
    return " ".join(screen.split())


@pytest.mark.parametrize(
    ("language", "call", "coaches"),
    [
        ("fi", "Ulla Keksitty 000 555 111: Aino on perunut luvan", "VALMENTAJAT"),
        ("sv", "Ulla Keksitty 000 555 111: Aino har återtagit", "COACHER"),
        ("en", "Ulla Keksitty 000 555 111: Aino took a permission back", "COACHES"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_the_office_opens_on_its_day_with_the_call_first(
    offices: Offices, language: str, call: str, coaches: str, size: tuple[int, int]
) -> None:
    async with opened(offices.office, size, language) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, OfficeTodayPage)
        said = words_of(text(app))
        assert call in said
        assert said.index(call) < said.index(coaches)
        assert "coach-2" in said
        assert "Testi Toimisto" in said
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, OfficeCoach)
        assert "000 555 111" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ClientPage)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(app.screen, OfficeTodayPage)


async def test_a_coach_opens_on_the_coaches_day_and_finds_nothing_of_the_office(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, Today)
        for place in ("own_day", "inbox", "received", "quarantine", "statistics"):
            await app.run_action(f"app.go('{place}')")
            await settled(pilot)
            assert isinstance(app.screen, Today)
            assert not isinstance(app.screen, OwnDay)
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, Commands)
        listed = " ".join(line.cells[0] for line in app.screen.query_one(Rows).lines)
        for words in ("Saapuneet", "Karanteeni", "Tilastot", "Oma päiväni"):
            assert words not in listed


async def test_the_own_day_is_a_place_and_esc_comes_back(offices: Offices) -> None:
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*"oma p", "enter")
        await settled(pilot)
        assert isinstance(app.screen, OwnDay)
        assert "PÄIVÄN OHJELMA" in text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, OfficeTodayPage)


async def test_an_alarm_goes_when_somebody_says_that_it_is_looked_into(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office, office.writing() as connection:
        raise_alarm(connection, Warned.OFFICE_WENT_BACK, office.identity.chain)
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        assert "SELVITÄ" in text(app)
        for answer, left in (("enter", 1), ("right", 0)):
            await pilot.press("home", "down", "enter")
            await settled(pilot)
            await pilot.press(*(("enter",) if answer == "enter" else ("right", "enter")))
            await settled(pilot)
            assert len(alarms(app.opened)) == left
        assert "SELVITÄ" not in text(app)
