"""Clients without a coach, F6 from every page of the office, and a forgotten passphrase on the coach's screen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.day.today import Today
from screens.exchange.take_and_fetch import TakeAndFetch
from screens.notebook.forgotten import Forgotten
from screens.notebook.unlock import Unlock
from screens.office.give_coach import GiveCoach
from screens.office.office_form import Picked
from screens.office.office_today import OfficeTodayPage
from screens.office.without_coach import WithoutCoachPage
from screens.records.record_form import RecordForm
from store.doubles import join_clients
from store.history.change import Value
from store.home import Home
from store.keys.slots import open_slot
from store.notebook import Notebook
from store.reading import list_records
from store.recovering import read_sent, recover_passphrase
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.screens.looking import app_of, opened, running, settled, text
from tests.screens.office import Offices, offices, offices_template
from tests.screens.test_office_pages import office_pages
from tests.screens.test_office_people import choose, go, said
from tests.store.bundle.delivered import found, hand_over, join, new_client
from tests.store.bundle.test_kept_for_mending import written_elsewhere
from tui.forms.days import wall_day
from tui.language import LANGUAGES

__all__ = ["offices", "offices_template"]

NEW = "harmaa auto keksi kirjan 77"


@pytest.fixture
def without(offices: Offices) -> Offices:
    """An office with one client of the coach's writing and one of its own, both without a coach."""
    with Notebook.unlock(offices.laptop, PASSPHRASE) as laptop:
        new_client(laptop, "Reino")
        with Notebook.unlock(offices.office, PASSPHRASE) as office:
            hand_over(laptop, office, offices.folder)
            new_client(office, "Seija")
            save(office, Entry("worker", {"name": "Toinen Keksitty"}, add={"roles": ("coach",)}))
    return offices


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_one_key_gives_a_client_to_whoever_wrote_the_card_and_enter_to_somebody_else(
    without: Offices, size: tuple[int, int]
) -> None:
    async with opened(without.office, size) as pilot:
        app = app_of(pilot)
        assert "2 asiakkaalla ei ole valmentajaa" in said(pilot)
        await choose(pilot, "ei ole valmentajaa")
        assert isinstance(app.screen, WithoutCoachPage)
        assert "kirjoittanut Ulla Keksitty" in said(pilot)
        before = len(list_records(app.opened, "assignment"))
        await choose(pilot, "Seija")
        assert isinstance(app.screen, GiveCoach), "nobody is known to have written it: one chooses"
        await pilot.press("f2")
        assert "Valitse valmentaja" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await choose(pilot, "Reino")
        assert isinstance(app.screen, GiveCoach)
        assert len(list_records(app.opened, "assignment")) == before, "Enter gives nobody to anybody"
        [ulla] = [one for one in list_records(app.opened, "worker") if one.values["name"] == "Ulla Keksitty"]
        assert app.screen.query_one(Picked).value == ulla.id
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        [given] = [one for one in list_records(app.opened, "assignment") if one.values["start"] == wall_day()]
        assert (given.values["worker"], given.values["role"]) == (ulla.id, "responsible")
        assert "1 asiakkaalla ei ole valmentajaa" in said(pilot)
        await choose(pilot, "Seija")
        [other] = [one for one in list_records(app.opened, "worker") if one.values["name"] == "Toinen Keksitty"]
        app.screen.query_one(Picked).value = other.id
        await pilot.press("f2")
        await settled(pilot)
        assert "Jokaisella asiakkaalla on valmentaja" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "ei ole valmentajaa" not in said(pilot)


async def test_joined_cards_are_one_line_in_the_list_and_found_by_what_either_says(without: Offices) -> None:
    with Notebook.unlock(without.office, PASSPHRASE) as office:
        twin = save(
            office, Entry("client", {"given_name": "Aino", "family_name": "Toinen", "customer_number": "A-7"})
        )
        join_clients(office, without.client, twin.id)
    async with opened(without.office) as pilot:
        await go(pilot, "clients")
        assert "Toinen" not in text(app_of(pilot))
        assert "3 asiakasta" in text(app_of(pilot))
        await pilot.press(*"a-7")
        await settled(pilot)
        assert "1 asiakas" in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        page = app_of(pilot).screen
        assert isinstance(page, ClientPage)
        assert page.client == min(without.client, twin.id)


async def test_f6_takes_and_fetches_from_every_page_of_the_office(without: Offices) -> None:
    without.hand_over()
    async with opened(without.office) as pilot:
        app = app_of(pilot)
        for place in ("inbox", "workers", "recovery"):
            await go(pilot, place)
            assert not isinstance(app.screen, OfficeTodayPage)
            await pilot.press("f6")
            await pilot.pause()
            assert isinstance(app.screen, TakeAndFetch), place
        for page in office_pages(without):
            assert "f6" not in page._bindings.key_to_bindings, f"{page}: the key means something else there"


async def test_a_forgotten_passphrase_is_mended_from_the_first_screen(tmp_path: Path) -> None:
    home = Home(tmp_path / "laptop")
    with make_notebook(tmp_path / "office", role="office", name="Testi Toimisto") as office:
        root = found(office)
        with make_notebook(home.folder, name="Ulla Keksitty") as laptop:
            join(office, laptop, tmp_path)
        second = save(office, Entry("worker", {"name": "Toinen Ihminen"}, add={"roles": ("office",)})).id
        sent = read_sent(office, home.keys, root)
        back = recover_passphrase(office, sent, second, tmp_path / "back.toml", language="fi", cost=CHEAP)
    async with running(home, (80, 24)) as pilot:
        app = app_of(pilot)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, Forgotten)
        for language in LANGUAGES:
            app.choose_language(language)
            await settled(pilot)
            assert "keys.toml" in "".join(text(app).split()), "however the path is broken"
            assert "forgotten." not in text(app)
        fields = {id: app.screen.query_one(f"#{id}", Input) for id in ("file", "spoken", "new", "again")}
        for id, value in (("file", str(back.path)), ("spoken", "ihan väärät sanat tässä nyt")):
            fields[id].value = value
        fields["new"].value, fields["again"].value = NEW, NEW + "8"
        await pilot.press("f2")
        await settled(pilot)
        assert "the same way" in said(pilot)
        fields["again"].value = NEW
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Forgotten), "wrong words change nothing"
        open_slot(home, PASSPHRASE)
        fields["spoken"].value = back.passphrase
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Unlock)
        assert "in use" in said(pilot)
        app.screen.query_one(Input).value = NEW
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_values_that_do_not_fit_lead_from_quarantine_to_the_form(without: Offices) -> None:
    with Notebook.unlock(without.laptop, PASSPHRASE) as laptop:
        shop = save(laptop, Entry("client", {"given_name": "Sopimaton"})).id
        values: dict[str, Value] = {"entry": wall_day(), "closed": wall_day() - timedelta(days=1)}
        written_elsewhere(laptop, "client", shop, values)
        with Notebook.unlock(without.office, PASSPHRASE) as office:
            hand_over(laptop, office, without.folder)
    async with opened(without.office, (100, 24)) as pilot:
        app = app_of(pilot)
        await go(pilot, "quarantine")
        assert "Sopimaton" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm), "what is saved there ends it: test_kept_for_mending"
