"""The first run, with the keys that a person presses."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from screens.today import Today
from screens.wizard import Wizard
from store.home import Home
from store.notebook import Notebook
from tests.screens.looking import app_of, running, settled, text

PHRASE = "harmaa auto keksi kirjan 77"


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
        assert len(app_of(pilot).screen.query_one("#offered").render().plain.split()) == 5  # type: ignore[union-attr]
        app_of(pilot).screen.query_one("#passphrase", Input).value = PHRASE
        await pilot.press("enter")
        await settled(pilot)
        assert home.has_notebook
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(home, PHRASE) as notebook:
        assert notebook.identity.role == "coach"
        assert notebook.setting("language") == language


async def test_nothing_is_made_of_a_guessable_passphrase_and_what_was_typed_stays(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", *"Testi", "enter")
        await settled(pilot)
        app_of(pilot).screen.query_one("#passphrase", Input).value = "salasana"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Wizard)
        assert app_of(pilot).screen.query_one("#passphrase", Input).value == "salasana"
        assert not home.has_notebook


async def test_a_step_back_keeps_what_was_typed_and_a_name_is_asked_for(home: Home) -> None:
    async with running(home) as pilot:
        await pilot.press("enter", "enter", "enter")
        assert "Kirjoita nimesi." in text(app_of(pilot))
        await pilot.press(*"Testi", "escape", "enter")
        assert app_of(pilot).screen.query_one("#name", Input).value == "Testi"
