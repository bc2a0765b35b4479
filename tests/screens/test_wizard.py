"""The first run, with the keys that a person presses."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.day.today import Today
from screens.notebook.tour import Tour
from screens.notebook.wizard import Wizard
from screens.office.office_today import OfficeTodayPage
from store.bundle import signers, write_card
from store.founding import create_office
from store.home import Home
from store.keys.root import IDENTITY_FILE, KEY_FILE, open_root
from store.notebook import Notebook
from tests.notebooks import CHEAP, PASSPHRASE
from tests.screens.looking import app_of, running, settled, text
from tui.app.start import PRACTISING

PHRASE = "harmaa auto keksi kirjan 77"
ROOT_PHRASE = "seitsemän sinistä naulaa 31"


async def fill(pilot: Pilot[str], field: str, value: str) -> None:
    """Put a text into a field as if pasted, and press Enter."""
    app_of(pilot).screen.query_one(f"#{field}", Input).value = value
    await pilot.press("enter")
    await settled(pilot)


async def to_the_end(pilot: Pilot[str], phrase: str = PHRASE) -> None:
    """Answer everything a coach is asked, up to the ending."""
    await pilot.press("enter", "enter", *"Testi", "enter")
    await settled(pilot)
    await fill(pilot, "passphrase", phrase)
    await fill(pilot, "passphrase-again", phrase)


@pytest.mark.parametrize(
    ("downs", "language", "question"),
    [(0, "fi", "Nimesi?"), (1, "sv", "Ditt namn?"), (2, "en", "Your name?")],
)
async def test_a_notebook_is_made_in_each_language(home: Home, downs: int, language: str, question: str) -> None:
    async with running(home) as pilot:
        await pilot.press(*["down"] * downs, "enter", "enter")
        assert question in text(app_of(pilot))
        await pilot.press(*"Testi", "enter")
        await settled(pilot)
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        offered = wizard.offered["passphrase"]
        assert len(offered.split()) == 5
        assert offered in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert offered not in text(app_of(pilot))
        await fill(pilot, "passphrase-again", offered)
        assert home.has_notebook
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Tour)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(home, offered) as notebook:
        assert notebook.identity.role == "coach"
        assert notebook.setting("language") == language


async def test_the_arrows_lead_from_the_card_back_to_the_choices(home: Home) -> None:
    async with running(home) as pilot:
        await to_the_end(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Kirjoita kortin tiedosto" in text(app_of(pilot))
        await pilot.press("down", "up", "up", "down", "down")
        await settled(pilot)
        assert "Kirjoita kortin tiedosto" not in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Tour)


async def test_the_words_are_typed_again_before_anything_is_made(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", *"Testi", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "Kirjoita tunnuslause." in text(app_of(pilot))
        await fill(pilot, "passphrase-again", "jotakin aivan muuta kuin luki")
        assert "Sanat eivät ole samat" in text(app_of(pilot))
        assert not home.has_notebook
        await pilot.press("escape")
        await settled(pilot)
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        assert wizard.offered["passphrase"] in text(app_of(pilot))


async def test_enter_pressed_twice_makes_one_notebook(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", *"Testi", "enter")
        await settled(pilot)
        await fill(pilot, "passphrase", PHRASE)
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        wizard.query_one("#passphrase-again", Input).value = PHRASE
        for _ in range(5):
            wizard.action_next()
            await asyncio.sleep(0)
        await settled(pilot)
        assert wizard.made is not None
        assert wizard.step == "ending"


async def test_a_guessable_passphrase_says_why_and_what_was_typed_stays(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", *"Testi", "enter")
        await settled(pilot)
        await fill(pilot, "passphrase", "salasana")
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        assert wizard.step == "passphrase"
        assert "vähintään 12 merkkiä" in " ".join(text(app_of(pilot)).split())
        assert wizard.query_one("#passphrase", Input).value == "salasana"


async def test_a_step_back_keeps_what_was_typed_and_a_name_is_asked_for(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", "enter")
        assert "Kirjoita nimesi." in text(app_of(pilot))
        await pilot.press(*"Testi", "escape", "enter")
        assert app_of(pilot).screen.query_one("#name", Input).value == "Testi"


async def test_it_ends_with_the_card_of_a_real_office(home: Home, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with create_office(
        Home(tmp_path / "office"),
        folders,
        name="Testi Toimisto",
        language="fi",
        passphrase=PASSPHRASE,
        root_passphrase=ROOT_PHRASE,
        cost=CHEAP,
    ) as office:
        card = write_card(office, tmp_path / "kortti.toml")
    async with running(home) as pilot:
        await to_the_end(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Kirjoita kortin tiedosto" in text(app_of(pilot))
        wizard = app_of(pilot).screen
        wizard.query_one("#card", Input).value = f'"{tmp_path / "kortti.toml"}"'
        await fill(pilot, "words", "yksi kaksi kolme neljä viisi kuusi")
        assert "Sanat eivät vastaa korttia" in " ".join(text(app_of(pilot)).split())
        assert app_of(pilot).screen is wizard
        await fill(pilot, "words", card.words)
        assert isinstance(app_of(pilot).screen, Tour)
        await pilot.press("escape")
        assert isinstance(app_of(pilot).screen, Today)
        assert "office-1" in signers(app_of(pilot).opened)


@pytest.mark.parametrize("made", [True, False])
async def test_it_ends_in_practice(home: Home, made: bool) -> None:
    async with running(home) as pilot:
        if made:
            await to_the_end(pilot)
            await pilot.press("down", "enter")
        else:
            await pilot.press("enter", "down", "down", "enter")
        await settled(pilot)
        assert app_of(pilot).return_value == PRACTISING
    assert home.has_notebook is made


async def test_an_office_makes_its_root_on_two_sticks_with_its_own_passphrase(home: Home, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    async with running(home) as pilot:
        await pilot.press("enter", "down", "enter", *"Testi", "enter")
        await settled(pilot)
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        wizard.query_one("#stick-1", Input).value = str(one)
        await fill(pilot, "stick-2", str(two))
        assert "Kansiota ei löydy" in " ".join(text(app_of(pilot)).split())
        await fill(pilot, "stick-2", f"{one}/../one")
        assert "samassa kansiossa" in text(app_of(pilot))
        two.mkdir()
        await fill(pilot, "stick-2", str(two))
        await fill(pilot, "root", ROOT_PHRASE)
        await fill(pilot, "root-again", ROOT_PHRASE)
        await fill(pilot, "passphrase", ROOT_PHRASE)
        assert "toinen tunnuslause" in text(app_of(pilot))
        await fill(pilot, "passphrase", PHRASE)
        assert not home.has_notebook
        assert not list(one.iterdir())
        await fill(pilot, "passphrase-again", PHRASE)
        assert "Toimisto on valmis." in text(app_of(pilot))
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, OfficeTodayPage)
        assert app_of(pilot).opened.identity.role == "office"
        write_card(app_of(pilot).opened, tmp_path / "kortti.toml")
    for stick in (one, two):
        assert {file.name for file in stick.iterdir()} == {KEY_FILE, IDENTITY_FILE}
        open_root(stick, ROOT_PHRASE)
    assert not list(home.folder.rglob(f"{KEY_FILE}*"))


async def test_a_stick_with_a_root_is_told_before_the_passphrase(home: Home, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / KEY_FILE).write_text("root", encoding="utf-8")
    async with running(home) as pilot:
        await pilot.press("enter", "down", "enter", *"Testi", "enter")
        await settled(pilot)
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        wizard.query_one("#stick-1", Input).value = str(tmp_path / "one")
        await fill(pilot, "stick-2", str(tmp_path / "two"))
        assert wizard.step == "sticks"
        assert "Tikulla on jo juuriavain" in " ".join(text(app_of(pilot)).split())
