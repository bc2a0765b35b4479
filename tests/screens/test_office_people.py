"""Doubles, laptops, workers and recovery at the office, pressed as a person presses them (DESIGN §4, §5)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.clients.double import DoublePage
from screens.clients.doubles import Doubles
from screens.exchange.conflicts import Conflicts
from screens.office.checklist import Checklist
from screens.office.laptop_card import LaptopCard
from screens.office.laptop_owner import LaptopOwner
from screens.office.laptops import Laptops
from screens.office.new_worker import NewWorker
from screens.office.office_coach import OfficeCoach
from screens.office.office_form import Picked
from screens.office.office_today import OfficeTodayPage
from screens.office.recovery import FILE, Recovery
from screens.office.worker import WorkerPage
from screens.office.workers import Workers
from store.assigning import assign_client
from store.bundle import write_card
from store.bundle.laptops import list_laptops
from store.doubles import Standing, doubles, joined_clients
from store.home import Home
from store.keys import slots
from store.keys.slots import open_slot
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tests.store.bundle.delivered import found, hand_over, join
from tui.forms.days import wall_day
from tui.widgets.rows import Rows

__all__ = ["offices", "offices_template"]


async def go(pilot: Pilot[str], place: str) -> None:
    """Go to a place of the office, as Ctrl+P does."""
    await app_of(pilot).run_action(f"app.go('{place}')")
    await settled(pilot)


async def choose(pilot: Pilot[str], words: str) -> None:
    """Put the cursor on the line with these words and press Enter."""
    rows = app_of(pilot).screen.query_one(Rows)
    rows.focus()
    await pilot.press("home")
    for _step in rows.lines:
        if words in " ".join(rows.lines[rows.cursor].cells):
            break
        await pilot.press("down")
    assert words in " ".join(rows.lines[rows.cursor].cells), words
    await pilot.press("enter")
    await settled(pilot)


def said(pilot: Pilot[str]) -> str:
    """Return what stands on the screen, however its lines are broken."""
    return " ".join(text(app_of(pilot)).split())


@pytest.fixture
def alike(offices: Offices) -> Offices:
    """An office with a double of the coach's client, made by another."""
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        save(office, Entry("client", {"customer_number": "A 1", "municipality": "Lahti"}, id=offices.client))
        save(office, Entry("client", {"given_name": "Aino", "family_name": "Toinen", "customer_number": "a1"}))
    return offices


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_double_is_joined_from_the_conflicts_and_taken_apart_again(
    alike: Offices, size: tuple[int, int]
) -> None:
    async with opened(alike.office, size) as pilot:
        app = app_of(pilot)
        assert "1 asiakaspari näyttää samalta" in said(pilot)
        await go(pilot, "conflicts")
        assert isinstance(app.screen, Conflicts)
        await choose(pilot, "asiakaspari")
        assert isinstance(app.screen, Doubles)
        await choose(pilot, "sama asiakasnumero")
        assert isinstance(app.screen, DoublePage)
        rows = app.screen.query_one(Rows)
        shown = " ".join(" ".join(" ".join(line.cells) for line in rows.lines).split())
        assert "‹Toinen›" in shown
        assert "Valmentajat: Ulla" in shown
        await pilot.press("tab", *"sama ihminen", "enter")
        assert joined_clients(app.opened, alike.client) == ()
        assert "Enter ei päätä mitään" in said(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Doubles)
        [other] = joined_clients(app.opened, alike.client)
        assert "YHDISTETYT" in text(app)
        app.push_screen(ClientPage(alike.client))
        await settled(pilot)
        assert "Sama henkilö, toinen kortti: Aino Toinen" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await choose(pilot, "sama asiakasnumero")
        await pilot.press("f2")
        assert isinstance(app.screen, DoublePage), "who is one already is not joined again"
        await pilot.press("f4")
        await settled(pilot)
        assert joined_clients(app.opened, other) == ()
        assert [one.standing for one in doubles(app.opened)] == [Standing.DIFFERENT]
        assert "ERI HENKILÖT" in text(app)


async def test_where_nobody_looks_alike_the_list_says_what_would_come(offices: Offices) -> None:
    async with opened(offices.office) as pilot:
        await go(pilot, "doubles")
        assert "Kun kaksi valmentajaa kirjaa saman asiakkaan" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, OfficeTodayPage)


async def test_a_laptop_is_enrolled_by_six_words_bound_and_cut_off(offices: Offices, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "third", name="Kolmas Keksitty") as third:
        written = write_card(third, tmp_path / "kortti.toml")
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await choose(pilot, "Koneet ja niiden kortit")
        assert isinstance(app.screen, Laptops)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, LaptopCard)
        await pilot.press("f2")
        assert "Kirjoita tai liitä kortin tiedosto" in said(pilot)
        app.screen.query_one("#file", Input).value = str(written.path)
        app.screen.query_one("#words", Input).value = "ihan väärät sanat tässä nyt on"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, LaptopCard), "wrong words enrol nobody"
        assert written.words not in text(app)
        assert len(list_laptops(app.opened)) == 2
        app.screen.query_one("#words", Input).value = written.words
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, LaptopOwner)
        assert "ei ole vielä tullut nippua" in said(pilot)
        app.screen.query_one(Picked).value = app.opened.identity.worker
        await pilot.press("f2")
        await settled(pilot)
        laptop = list_laptops(app.opened)[-1]
        assert (laptop.principal, laptop.worker) == ("coach-3", app.opened.identity.worker)
        assert isinstance(app.screen, Laptops)
        await choose(pilot, "coach-3")
        assert isinstance(app.screen, OfficeCoach)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("enter")
        assert "Enter ei sulje mitään pois" in said(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita, miksi" in said(pilot)
        await pilot.press(*"kadonnut", "f2")
        await settled(pilot)
        assert list_laptops(app.opened)[-1].cut_off is not None
        assert isinstance(app.screen, Laptops)
        assert "SULJETTU POIS" in text(app)


async def test_a_worker_gets_clients_a_substitute_and_roles(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        other = save(office, Entry("worker", {"name": "Sijainen Keksitty"}, add={"roles": ("coach",)})).id
        new = save(office, Entry("client", {"given_name": "Uusi", "family_name": "Asiakas"})).id
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await choose(pilot, "Työntekijät")
        assert isinstance(app.screen, Workers)
        await choose(pilot, "Ulla Keksitty")
        assert isinstance(app.screen, WorkerPage)
        await choose(pilot, "Anna asiakas")
        await pilot.press("f2")
        assert "Valitse asiakas" in said(pilot)
        app.screen.query_one(Picked).value = new
        await pilot.press("f2")
        await settled(pilot)
        assert "Uusi A." in text(app)
        await choose(pilot, "Sijaisuus")
        app.screen.query_one(Picked).value = other
        app.screen.query_one("#first", Input).value = "+1d"
        app.screen.query_one("#last", Input).value = "eilen"
        await pilot.press("f2")
        await settled(pilot)
        assert "ei voi olla ennen" in said(pilot)
        app.screen.query_one("#last", Input).value = "+2vk"
        await pilot.press("f2")
        await settled(pilot)
        standing = list_records(app.opened, "assignment", where={"worker": other})
        assert {str(one.values["role"]) for one in standing} == {"substitute"}
        assert len(standing) == 2
        await choose(pilot, "Roolit")
        await pilot.press("tab", "space", "f2")
        await settled(pilot)
        [ulla] = [one for one in list_records(app.opened, "worker") if one.values["name"] == "Ulla Keksitty"]
        assert set(ulla.values["roles"] or ()) == {"coach", "office"}
        await choose(pilot, "Uusi A.")
        await pilot.press("f2")
        await settled(pilot)
        ended = list_records(app.opened, "assignment", where={"client": new, "worker": ulla.id})
        assert [one.values["end"] for one in ended] == [wall_day()]


async def test_a_coach_leaves_step_by_step(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        other = save(office, Entry("worker", {"name": "Jatkaja Keksitty"}, add={"roles": ("coach",)})).id
        [ulla] = [one for one in list_records(office, "worker") if one.values["name"] == "Ulla Keksitty"]
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        app.push_screen(Checklist(ulla.id, "Ulla Keksitty", leaving=True))
        await settled(pilot)
        await choose(pilot, "Asiakkaat on siirretty")
        app.screen.query_one(Picked).value = other
        await pilot.press("f2")
        await settled(pilot)
        assert "[x] Asiakkaat on siirretty" in text(app)
        moved = list_records(app.opened, "assignment", where={"worker": other})
        assert [one.values["client"] for one in moved] == [offices.client]
        await choose(pilot, "avain on suljettu pois")
        await pilot.press(*"lähti", "f2")
        await settled(pilot)
        await choose(pilot, "merkitty lähteneeksi")
        await pilot.press("enter")
        await settled(pilot)
        assert "[ ] Työntekijä on merkitty" in text(app), "the harmless answer has the focus"
        await choose(pilot, "merkitty lähteneeksi")
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "Kaikki on tehty" in text(app)


async def test_a_laptop_changes_step_by_step(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        [ulla] = [one for one in list_records(office, "worker") if one.values["name"] == "Ulla Keksitty"]
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        app.push_screen(Checklist(ulla.id, "Ulla Keksitty", leaving=False))
        await settled(pilot)
        assert "[x] Uusi kone on sanottu" in text(app)
        # The silent laptop turns out to be the new one.
        app.push_screen(LaptopOwner("coach-2", ulla.id))
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await choose(pilot, "Vanhan koneen avain")
        await pilot.press(*"vaihdettu", "f2")
        await settled(pilot)
        assert [one.principal for one in list_laptops(app.opened) if one.cut_off is None] == ["coach-2"]
        assert "[x] Vanhan koneen avain" in text(app)
        await choose(pilot, "Vanhan koneen ketjut")
        await pilot.press("f2")
        await settled(pilot)
        assert "Aloituslähetys" in text(app)


async def test_somebody_new_at_the_office_sees_the_passphrase_once(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.office_staff.add_slot", _cheap(slots.add_slot))
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await go(pilot, "workers")
        await pilot.press("f2")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, NewWorker)
        await pilot.press(*"Toinen Toimistosta", "enter")
        await settled(pilot)
        words = form.passphrase
        assert len(words.split()) == 5
        assert words in said(pilot)
        await pilot.press("f2", "escape")
        await settled(pilot)
        assert words not in said(pilot)
        assert form.passphrase == ""
        assert isinstance(app.screen, Workers)
        assert "Toinen Toimistosta" in text(app)
    assert open_slot(offices.office, words).worker != open_slot(offices.office, PASSPHRASE).worker


async def test_two_persons_recover_a_forgotten_passphrase(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, back = tmp_path / "tikku", tmp_path / "takaisin"
    back.mkdir()
    with make_notebook(tmp_path / "own", role="office", name="Testi Toimisto") as office:
        root = found(office)
        with make_notebook(tmp_path / "coach", name="Ulla Keksitty") as laptop:
            join(office, laptop, tmp_path)
            hand_over(laptop, office, tmp_path)
        save(office, Entry("worker", {"name": "Toinen Henkilö"}))
    sent = shutil.copy(tmp_path / "coach" / "keys.toml", tmp_path / "lahetetty.toml")
    monkeypatch.setattr("screens.office.recovery.open_root", lambda folder, passphrase: root)
    monkeypatch.setattr("store.recovering.write_one_time", _cheap(_one_time()))
    async with opened(Home(tmp_path / "own")) as pilot:
        app = app_of(pilot)
        await go(pilot, "recovery")
        form = app.screen
        assert isinstance(form, Recovery)
        for id, value in (("keys", str(sent)), ("root", str(stick)), ("root_passphrase", "x")):
            form.query_one(f"#{id}", Input).value = value
        await pilot.press("f2")
        await settled(pilot)
        assert "Kone coach-1 on työntekijän Ulla Keksitty" in said(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Yksin tätä ei tehdä" in said(pilot)
        [second] = [one.id for one in list_records(app.opened, "worker") if one.values["name"] == "Toinen Henkilö"]
        form.query_one(Picked).value = second
        form.query_one("#out", Input).value = str(back)
        await pilot.press("f2")
        await settled(pilot)
        assert form.given is not None
        words = form.given.passphrase
        assert words in said(pilot)
        assert (back / FILE).exists()
        await pilot.press("escape")
        await settled(pilot)
        assert words not in said(pilot)


def _one_time() -> object:
    from store.keys.one_time import write_one_time

    return write_one_time


def _cheap(act: object) -> object:
    """Let a slot cost as little as those of all tests."""

    def cheaply(*values: object, **named: object) -> object:
        return act(*values, **{**named, "cost": CHEAP})  # type: ignore[operator]  # the store's own function

    return cheaply


def test_an_assignment_is_what_the_page_of_a_worker_lists(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        [ulla] = [one for one in list_records(office, "worker") if one.values["name"] == "Ulla Keksitty"]
        assign_client(
            office,
            offices.client,
            ulla.id,
            "second",
            wall_day() - timedelta(days=9),
            wall_day() - timedelta(days=1),
        )
        view = WorkerPage(ulla.id).load(office)
    assert [str(row.values["role"]) for row, _name in view.assignments] == ["responsible"]
