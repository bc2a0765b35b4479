"""Asiakkaan oikeudet on the screen: read together, requested, written on paper, erased."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from screens.clients.clear_files import ClearFiles
from screens.clients.client import ClientPage
from screens.clients.client_everything import ClientEverything
from screens.clients.client_looked import ClientLooked
from screens.clients.client_papers import ClientPapers
from screens.clients.client_rights import ClientRights
from screens.clients.client_told import ClientTold
from screens.clients.due_for_erasure import DueForErasure
from screens.clients.erase_client import EraseClient
from screens.day.today import Today
from screens.notebook.backups import BackupsPage
from screens.notebook.restore_drill import RestoreDrill
from screens.notebook.shade import Shade
from screens.records.record_form import RecordForm
from store.backup import backups_of
from store.clear_files import clear_files
from store.keeping_backups import ON_STICK, held_backups
from store.notebook import Notebook
from store.reading import list_records
from store.rights import requests_of
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.pages import show
from tests.store.test_rights import tell
from tui.language import LANGUAGES, word
from tui.widgets.ask import Ask


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_every_page_says_what_it_is_at_every_size(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        for page, key in (
            (ClientRights(planted.client), "client_rights.told"),
            (DueForErasure(), "due_for_erasure.empty"),
            (ClearFiles(), "clear_files.empty"),
            (BackupsPage(), "backups.drill"),
            (ClientPapers(planted.client), "client_papers.which"),
            (EraseClient(planted.client), "erase_client.ground"),
            (RestoreDrill(), "restore_drill.place"),
        ):
            await show(app, page)
            await settled(pilot)
            assert word(key)[:40] in " ".join(text(app).split()), page.NAME
            assert len(page.foot_keys()) <= 5


async def test_the_key_on_the_client_s_page_leads_to_the_rights_and_a_request_gets_its_month(
    planted: Planted,
) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, ClientRights)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        app.screen.query_one("#field-asked Select").value = "told"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ClientRights)
        assert "vastattava" in text(app)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        (request,) = requests_of(notebook, planted.client)
        assert request.asked == "told"


async def test_the_client_reads_in_the_client_s_language_and_leaving_lands_on_the_shade(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        tell(notebook, planted.client)
        save(notebook, Entry("client", {"service_language": "sv"}, id=planted.client))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        for page, said in (
            (ClientTold(planted.client), "Med vilka ord"),
            (ClientLooked(planted.client), "tittade på"),
            (ClientEverything(planted.client), "Här står allt"),
        ):
            await show(app, page)
            await settled(pilot)
            seen = text(app)
            assert said in seen, page.NAME
            assert "Takaisin" in seen, "the keys stay in the coach's language"
            await pilot.press("f3")
            await settled(pilot)
            assert app.screen is page, "nothing of others is in reach"
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, Shade)
            await pilot.press("f9")
            await settled(pilot)


async def test_a_paper_is_warned_of_written_listed_and_deleted(planted: Planted, tmp_path: Path) -> None:
    folder = tmp_path / "chosen"
    folder.mkdir()
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, ClientPapers(planted.client))
        await settled(pilot)
        assert "salaamaton" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ClientPapers), "no folder was named"
        app.screen.query_one("#folder", Input).value = str(folder)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("escape")
        await settled(pilot)
        assert list(folder.iterdir()) == []
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        (file,) = folder.iterdir()
        assert file.read_bytes().startswith(b"%PDF-")
        await show(app, ClearFiles())
        await settled(pilot)
        assert file.name in text(app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert not file.exists()
        assert word("clear_files.empty")[:30] in " ".join(text(app).split())
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert clear_files(notebook) == ()


async def test_erasing_asks_twice_and_leaves_the_pages_of_who_is_no_more(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, ClientPage(planted.client))
        await app.push_screen(ClientRights(planted.client))
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, EraseClient)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, EraseClient), "without a ground nothing is asked"
        await pilot.press(*"pyynto", "f2")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EraseClient), "the harmless answer has the focus"
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert planted.client not in {one.id for one in list_records(notebook, "client")}


async def test_backups_are_made_wished_for_on_the_stick_and_practised(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, BackupsPage())
        await settled(pilot)
        assert word("backups.none")[:30] in " ".join(text(app).split())
        await pilot.press("f2")
        await settled(pilot)
        assert len(backups_of(planted.home)) == 1
        await pilot.press("enter")
        await settled(pilot)
        assert app.opened.setting(ON_STICK) == "yes"
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, RestoreDrill)
        app.screen.query_one("#passphrase", Input).value = "ihan muu lause kuin se"
        await pilot.press("f2")
        await settled(pilot)
        assert "unnuslause" in text(app)
        app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        await pilot.press("f2")
        await settled(pilot)
        assert word("restore.drill_done")[:30] in " ".join(text(app).split())
        assert "asiakas" in text(app)


async def test_work_behind_the_screen_makes_one_backup_a_day_and_says_what_is_wrong(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.behind.work()
        await app.behind.work()
        assert len(held_backups(planted.home)) == 1
    planted.home.mark.write_bytes(b"%020d" % 10**6 + b" 00000000\n")  # a damaged mark says nothing
    from store.mark import Mark

    mark = Mark(planted.home.mark)
    mark.put(10**6)
    mark.close()
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await app.behind.work()
        await pilot.pause()
        assert "tallennuksia puuttuu" in " ".join(text(app).split())
