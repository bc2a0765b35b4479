"""The two cards change hands on screens alone: each side writes its own, and types the other's six words."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.office.laptop_owner import LaptopOwner
from screens.office.laptops import Laptops
from screens.office.office_card import OfficeCard
from screens.office.own_card import OwnCard
from store.bundle.laptops import list_laptops
from store.bundle.trusting import found_office, knows_office
from store.home import Home
from tests.notebooks import make_notebook
from tests.screens.looking import app_of, opened, settled, text
from tests.store.bundle.enrolment import new_root
from tui.language import LANGUAGES
from tui.widgets.words import Text


async def press(pilot: Pilot[str], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def cards_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.toml"))


async def written(pilot: Pilot[str], folder: Path) -> str:
    """Write the card into a folder, on the page that is open; return the words that stand there."""
    page = app_of(pilot).screen
    assert isinstance(page, OwnCard)
    page.query_one("#folder", Input).value = str(folder)
    await press(pilot, "enter")
    words = str(page.query_one("#words", Text).content)
    assert len(words.split()) == 6
    assert words in text(app_of(pilot))
    return words


async def test_office_and_laptop_learn_to_know_each_other_without_a_command_line(tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    other.mkdir()
    office_home, laptop_home = Home(tmp_path / "office"), Home(tmp_path / "laptop")
    with make_notebook(office_home.folder, role="office", name="Testi Toimisto") as office:
        found_office(office, new_root())
    make_notebook(laptop_home.folder).close()
    async with opened(office_home) as pilot:
        await app_of(pilot).run_action("app.go('laptops')")
        await settled(pilot)
        await press(pilot, "f4")
        words = await written(pilot, stick)
        await press(pilot, "escape")
        assert isinstance(app_of(pilot).screen, Laptops)
    async with opened(laptop_home) as pilot:
        app = app_of(pilot)
        await press(pilot, "f6")
        assert isinstance(app.screen, OfficeCard)
        app.screen.query_one("#card", Input).value = str(stick / "reppu-card.toml")
        app.screen.query_one("#words", Input).value = words
        await press(pilot, "f2")
        assert knows_office(app.opened)
        assert "Oma kortti" in " ".join(text(app).split())
        await app.run_action("app.go('own_card')")
        await settled(pilot)
        words = await written(pilot, other)
    async with opened(office_home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('laptops')")
        await settled(pilot)
        await press(pilot, "f2")
        app.screen.query_one("#file", Input).value = str(other / "reppu-card.toml")
        app.screen.query_one("#words", Input).value = words
        await press(pilot, "f2")
        assert isinstance(app.screen, LaptopOwner)
        assert [one.principal for one in list_laptops(app.opened)] == ["coach-1"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_words_stay_those_of_the_card_whatever_the_screen_speaks(tmp_path: Path, language: str) -> None:
    home = Home(tmp_path / "laptop")
    make_notebook(home.folder).close()
    async with opened(home) as pilot:
        await app_of(pilot).run_action("app.go('own_card')")
        await settled(pilot)
        words = await written(pilot, tmp_path)
    async with opened(home, language=language) as pilot:
        await app_of(pilot).run_action("app.go('own_card')")
        await settled(pilot)
        assert await written(pilot, tmp_path) == words
    assert cards_in(tmp_path) == ["reppu-card-2.toml", "reppu-card.toml"]


async def test_a_folder_that_is_not_there_is_said_and_the_words_stay(tmp_path: Path) -> None:
    home = Home(tmp_path / "laptop")
    make_notebook(home.folder).close()
    async with opened(home) as pilot:
        await app_of(pilot).run_action("app.go('own_card')")
        await settled(pilot)
        await press(pilot, "f2")
        assert "Kirjoita, mihin kansioon" in text(app_of(pilot))
        words = await written(pilot, tmp_path / "missing")
        assert words in text(app_of(pilot))
        assert "Kortti on kirjoitettu" not in text(app_of(pilot))
    assert cards_in(tmp_path) == []
