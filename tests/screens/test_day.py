"""From the passphrase over Today to a client and back, with the keys that a person presses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.clients.clients import Clients
from screens.commands import Commands
from screens.day.event import EventForm
from screens.day.today import Today
from screens.help import Help
from screens.notebook.unlock import Unlock
from screens.search import Search
from store.home import Home
from tests.notebooks import make_notebook
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import app_of, lines, opened, running, settled, text


async def test_a_wrong_passphrase_is_one_sentence_and_what_was_typed_stays(filled_home: Home) -> None:
    async with running(filled_home) as pilot:
        await pilot.press(*"vaara", "enter")
        await settled(pilot)
        screen = app_of(pilot).screen
        assert isinstance(screen, Unlock)
        assert screen.query_one(Input).value == "vaara"
        assert "Tunnuslause" in text(app_of(pilot)).split("Kirjoita tunnuslauseesi")[1]
        assert app_of(pilot).notebook is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Tänään", "PÄIVÄN OHJELMA", "työnantaja", "9.30", "TÄRKEINTÄ NYT", "TOIMISTO", "F9 Peitä")),
        ("sv", ("I dag", "DAGENS PROGRAM", "arbetsgivare", "9.30", "VIKTIGAST NU", "KONTORET", "F9 Dölj")),
        ("en", ("Today", "THE DAY'S PROGRAMME", "employer", "9:30", "MOST IMPORTANT NOW", "THE OFFICE", "F9 Shade")),
    ],
)
async def test_today_shows_the_day_in_each_language(planted: Planted, language: str, words: tuple[str, ...]) -> None:
    async with opened(planted.home, language=language) as pilot:
        assert isinstance(app_of(pilot).screen, Today)
        seen = text(app_of(pilot))
        for word in (*words, "Kahvila Keksitty", "Testi S.", "Testi Valmentaja"):
            assert word in seen
        assert SECRET not in seen


async def test_enter_opens_the_event_and_escape_comes_back(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        screen = app_of(pilot).screen
        assert isinstance(screen, EventForm)
        assert screen.record_id == planted.event
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)


async def test_the_list_of_clients_gets_shorter_as_one_types(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f3", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Clients)
        assert "2 asiakasta" in text(app_of(pilot))
        await pilot.press(*"0012")
        await settled(pilot)
        assert "1 asiakas" in text(app_of(pilot))
        assert "Keksitty, Toinen" not in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ClientPage)
        await pilot.press("escape", "escape")
        assert isinstance(app_of(pilot).screen, Today)


async def test_a_client_shows_card_permissions_events_and_history_and_never_reads_markup(planted: Planted) -> None:
    async with opened(planted.home, (120, 40)) as pilot:
        app_of(pilot).push_screen(ClientPage(planted.client))
        await settled(pilot)
        seen = text(app_of(pilot))
        for word in ("000 123 456", "työnetsintä", "[b]Lihava[/b] ‹202E›toive", "Kahvila Keksitty", SECRET):
            assert word in seen
        assert "Mitään ei ole sovittu kerrottavaksi" in seen
        assert "Testi Valmentaja" in seen


async def test_help_explains_the_screen_and_its_keys(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Help)
        seen = text(app_of(pilot))
        assert "Tänään näyttää päivän ohjelman" in " ".join(seen.split())
        assert "F9 tai Ctrl+L" in seen
        await pilot.press("escape")
        assert isinstance(app_of(pilot).screen, Today)


async def test_the_list_of_commands_does_what_is_typed(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Commands)
        assert "Screenshot" not in text(app_of(pilot))
        await pilot.press(*"asiakk", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Clients)


async def test_a_ctrl_twin_does_what_the_f_key_does(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Search)


async def test_a_key_at_the_foot_can_be_clicked(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        place = lines(app_of(pilot))[-1].index("F3")
        await pilot.click(offset=(place, 23))
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Search)


async def test_practice_is_calm_and_says_that_it_is_not_taken_to_an_office(tmp_path: Path) -> None:
    home = Home(tmp_path / "practice")
    make_notebook(home.folder, practice=True, at=datetime.now(UTC) - timedelta(days=547)).close()
    async with opened(home) as pilot:
        await pilot.press("escape")  # the tour, with which practice begins
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "Harjoitus: näitä tietoja ei viedä toimistoon." in seen
        assert "547" not in seen
        assert "Vain tällä koneella" not in seen


@pytest.mark.parametrize(("age", "marks"), [(2, 0), (3, 1), (7, 2)])
async def test_a_real_notebook_without_receipts_grows_louder(tmp_path: Path, age: int, marks: int) -> None:
    home = Home(tmp_path / "real")
    make_notebook(home.folder, at=datetime.now(UTC) - timedelta(days=age)).close()
    async with opened(home) as pilot:
        block = text(app_of(pilot)).split("TOIMISTO")[1]
        assert "Vain tällä koneella" in block
        assert f"{age} pv" in block
        assert sum("!" in line for line in block.splitlines()) == marks
        assert ("Vie kirjaukset toimistoon tänään (F6)." in block) is (marks == 2)
