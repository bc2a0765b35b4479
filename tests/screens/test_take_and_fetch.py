"""Vie ja hae: one key takes and fetches, and ends with a true sentence (USERS, rule 7)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.day.today import Today
from screens.exchange.take_and_fetch import TakeAndFetch
from screens.notebook.tour import Tour
from screens.office.office_card import OfficeCard
from store.bundle import standing, swap, write_card
from store.bundle.trusting import found_office
from store.home import Home
from store.notebook import Notebook
from store.sticks import mounted_below, remember_swap_folder, swap_folder
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.looking import app_of, lines, opened, settled, text
from tests.store.bundle.enrolment import enrol, new_root


@dataclass(frozen=True)
class Field:
    """A laptop that an office knows, and what lies between them.

    Attributes:
        home: of the laptop, closed.
        office: open.
        stick: a folder.
    """

    home: Home
    office: Notebook
    stick: Path


@pytest.fixture
def between(tmp_path: Path) -> Iterator[Field]:
    """A laptop, an office and a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    home = Home(tmp_path / "laptop")
    four_days_ago = datetime.now(UTC) - timedelta(days=4)
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        with make_notebook(home.folder, at=four_days_ago) as laptop:
            enrol(office, laptop, tmp_path / "cards-between")
            save(laptop, Entry("employer", {"name": "Kahvila Keksitty"}), at=four_days_ago)
            remember_swap_folder(laptop, stick)
        yield Field(home, office, stick)


async def take_and_fetch(pilot: Pilot[str]) -> str:
    """Press what a person presses, from Today, and return what they read."""
    await pilot.press("f6")
    await settled(pilot)
    assert isinstance(app_of(pilot).screen, TakeAndFetch)
    assert "stick" in text(app_of(pilot)), "the folder of the last time is offered"
    await pilot.press("f6")
    await settled(pilot)
    return text(app_of(pilot))


def closing(screen: str) -> str:
    """Return the sentence in the frame: the one with which it ends."""
    return words_of(screen.split("┏")[1].split("┗")[0].replace("━", "").replace("┓", ""))


def words_of(screen: str) -> str:
    """Return what stands on a screen, however its lines are broken."""
    return " ".join(screen.replace("┃", " ").split())


async def test_no_progress_stands_under_what_is_done(between: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup beside takes longer than the progress waits until it is painted again."""
    painted = 0.01

    def slow(*asked: object) -> bool:
        time.sleep(10 * painted)
        return False

    monkeypatch.setattr("screens.exchange.take_and_fetch.PAINTED_SECONDS", painted)
    monkeypatch.setattr("store.keeping_backups.back_up_beside", slow)
    async with opened(between.home) as pilot:
        done = await take_and_fetch(pilot)
        assert "VIETIIN" in done
        assert "■" not in done


@pytest.mark.parametrize(
    ("language", "waits", "done", "on_today"),
    [
        ("fi", "odottaa kuittausta", "on toimistossa.", "Toimistossa kaikki"),
        ("sv", "väntar på kvitto", "finns på kontoret.", "På kontoret finns allt"),
        ("en", "no receipt yet", "is at the office.", "At the office: everything"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_two_keys_take_and_fetch_and_it_ends_with_the_truth(
    between: Field, language: str, waits: str, done: str, on_today: str, size: tuple[int, int]
) -> None:
    async with opened(between.home, size, language) as pilot:
        assert waits in closing(await take_and_fetch(pilot))
        assert len(list(between.stick.glob("nippu-*.toml.age"))) == 1
        swap(between.office, between.stick)
        await pilot.press("f6")
        await settled(pilot)
        assert closing(text(app_of(pilot))).endswith(done)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
        assert on_today in text(app_of(pilot))
    with Notebook.unlock(between.home, PASSPHRASE) as laptop:
        assert standing(laptop).at_office_until is not None


async def test_today_says_it_louder_from_day_three_and_one_key_goes_there(between: Field) -> None:
    async with opened(between.home) as pilot:
        [line] = [line for line in lines(app_of(pilot)) if "Vain tällä koneella" in line]
        assert "!" in line
        assert "4 pv" in line
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, TakeAndFetch)


async def test_a_refused_file_is_one_sentence_and_nothing_else_is_stopped(between: Field) -> None:
    (between.stick / "nippu-rikkinainen0.toml").write_bytes(b'format = "reppu"\nversion = 1\n')
    async with opened(between.home, (80, 40)) as pilot:
        said = await take_and_fetch(pilot)
        assert "VASTAAN OTTAMATTA 1 TIEDOSTO" in said
        assert "nippu-rikkinainen0.toml:" in said
        assert "VIETIIN" in said
    assert len(list(between.stick.glob("nippu-*.toml.age"))) == 1


async def test_a_stick_that_was_pulled_out_gives_one_sentence_and_loses_nothing(between: Field) -> None:
    async with opened(between.home) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        between.stick.rmdir()
        await pilot.press("f6")
        await settled(pilot)
        said = text(app_of(pilot))
        assert "Kansiota ei löydy" in said
        assert "Vain tällä koneella" in said
        between.stick.mkdir()
        await pilot.press("f6")
        await settled(pilot)
        assert "odottaa kuittausta" in text(app_of(pilot))


async def test_esc_stops_between_two_files_and_nothing_is_lost(between: Field) -> None:
    with Notebook.unlock(between.home, PASSPHRASE) as laptop:
        swap(laptop, between.stick)
    swap(between.office, between.stick)
    before = {one.name for one in between.stick.iterdir()}
    async with opened(between.home) as pilot:
        app = app_of(pilot)
        save(app.opened, Entry("employer", {"name": "Toinen Keksitty"}))
        go_on = Event()
        app.writes.later(go_on.wait)
        await pilot.press("f6")
        await pilot.pause(0.5)
        await pilot.press("f6")
        await pilot.pause(0.5)
        assert "Esc keskeyttää" in text(app)
        await pilot.press("escape")
        await pilot.pause(0.5)
        assert "Keskeytetään" in text(app)
        go_on.set()
        await settled(pilot)
        assert isinstance(app.screen, TakeAndFetch)
        assert "Keskeytettiin. Mitään ei hävinnyt" in words_of(text(app))
        assert {one.name for one in between.stick.iterdir()} == before
        await pilot.press("f6")
        await settled(pilot)
        assert "odottaa kuittausta: 1 kirjaus" in words_of(text(app))


async def test_a_folder_can_be_pasted_and_is_remembered_inside_the_notebook(between: Field, tmp_path: Path) -> None:
    shared = tmp_path / "yhteinen kansio"
    shared.mkdir()
    async with opened(between.home) as pilot:
        await pilot.press("ctrl+o")
        await settled(pilot)
        field = app_of(pilot).screen.query_one("#folder", Input)
        field.focus()
        field.value = f'"{shared}"'
        await pilot.press("enter")
        await settled(pilot)
        assert "odottaa kuittausta" in text(app_of(pilot))
        assert app_of(pilot).screen.focused is app_of(pilot).screen.query_one("#report"), "it is read with the arrows"
    assert len(list(shared.iterdir())) == 1
    with Notebook.unlock(between.home, PASSPHRASE) as laptop:
        assert swap_folder(laptop) == shared
    outside = (between.home.folder / "settings.toml").read_text() if between.home.settings.exists() else ""
    assert "yhteinen" not in outside


async def test_a_folder_typed_while_the_cursor_is_on_a_stick_is_where_it_goes(between: Field, tmp_path: Path) -> None:
    other = tmp_path / "x"
    other.mkdir()
    async with opened(between.home) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        assert app_of(pilot).screen.query_one("#places").has_focus
        await pilot.press(*str(other), "enter")
        await settled(pilot)
        assert app_of(pilot).screen.query_one("#folder", Input).value == str(other)
    assert len(list(other.iterdir())) == 1
    assert list(between.stick.iterdir()) == []


async def test_without_an_office_it_says_what_to_do_and_the_card_can_be_accepted(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    home = Home(tmp_path / "laptop")
    make_notebook(home.folder).close()
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        found_office(office, new_root())
        card = write_card(office, tmp_path / "kortti.toml")
        async with opened(home) as pilot:
            await pilot.press("f6")
            await settled(pilot)
            assert isinstance(app_of(pilot).screen, OfficeCard), "the card comes before a try"
            await pilot.press("escape")
            await settled(pilot)
            assert "ei vielä tunne toimistoa" in text(app_of(pilot))
            app_of(pilot).screen.query_one("#folder", Input).value = str(stick)
            await pilot.press("f6")
            await settled(pilot)
            assert "ei vielä tunne toimistoa" in text(app_of(pilot))
            assert list(stick.iterdir()) == []
            await pilot.press("f4")
            await settled(pilot)
            assert isinstance(app_of(pilot).screen, OfficeCard)
            app_of(pilot).screen.query_one("#card", Input).value = str(card.path)
            app_of(pilot).screen.query_one("#words", Input).value = card.words
            await pilot.press("f2")
            await settled(pilot)
            assert isinstance(app_of(pilot).screen, TakeAndFetch)
            await pilot.press("f6")
            await settled(pilot)
            assert "odottaa kuittausta" in text(app_of(pilot))
    assert len(list(stick.iterdir())) == 1


async def test_practice_says_that_it_is_practice(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    home = Home(tmp_path / "practice")
    with make_notebook(home.folder, practice=True) as notebook:
        remember_swap_folder(notebook, stick)
    async with opened(home) as pilot:
        if isinstance(app_of(pilot).screen, Tour):
            await pilot.press("escape")
        said = await take_and_fetch(pilot)
        assert "HARJOITUS" in said.upper().replace("REPPU · VIE JA HAE", "")
        assert "Harjoitus: " in said or "HARJOITUS: " in said
    [bundle] = stick.iterdir()
    assert b'kind = "practice-changes"' in bundle.read_bytes()


async def test_the_office_fetches_with_the_same_key(between: Field, tmp_path: Path) -> None:
    with Notebook.unlock(between.home, PASSPHRASE) as laptop:
        swap(laptop, between.stick)
    home = between.office.home
    remember_swap_folder(between.office, between.stick)
    between.office.close()
    async with opened(home) as pilot:
        said = await take_and_fetch(pilot)
        assert "Haettiin 1 koneelta, annettiin 1 kuittaus." in said
    with Notebook.unlock(between.home, PASSPHRASE) as laptop:
        swap(laptop, between.stick)
        assert standing(laptop).at_office_until is not None


def test_sticks_are_the_media_mounted_where_the_system_puts_them(tmp_path: Path) -> None:
    (tmp_path / "media" / "TIKKU").mkdir(parents=True)
    (tmp_path / "media" / "not-mounted").mkdir()
    (tmp_path / "media" / "disk").symlink_to(tmp_path)
    found = mounted_below((tmp_path / "media", tmp_path / "none"), is_mount=lambda one: one.name in ("TIKKU", "disk"))
    assert found == (tmp_path / "media" / "TIKKU",)
