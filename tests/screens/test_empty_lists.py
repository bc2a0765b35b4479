"""An empty list says what to do next, all of it, however narrow the terminal is."""

from __future__ import annotations

import pytest

from screens.clients.client import ClientPage
from screens.clients.clients import Clients
from screens.day.call import CallPage
from screens.day.case_entries import CaseEntries
from screens.employers.employer import EmployerPage
from screens.employers.employers import Employers
from screens.records.deleted import DeletedPage
from screens.search import Search
from store.home import Home
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.pages import show
from tui.app.application import ReppuApp
from tui.language import LANGUAGES, word
from tui.widgets.rows import Rows


async def seen_of(app: ReppuApp) -> str:
    """Return all that a list says, also what is scrolled out of sight, as far as it fits into its columns."""
    rows = app.screen.query_one(Rows)
    return " ".join(" ".join(" ".join(line.cells) for line in rows.lines).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_every_empty_list_says_what_to_do_next(filled_home: Home, language: str, size: tuple[int, int]) -> None:
    async with opened(filled_home, size, language) as pilot:
        app = app_of(pilot)
        for key in ("today.nothing_planned", "today.nothing_due", "today.begin_here"):
            assert word(key) in " ".join(text(app).split())
        for page, key in (
            (Clients(), "clients.empty"),
            (Employers(), "employers.empty"),
            (Search(), "search.begin"),
            (CaseEntries(), "case_entries.none"),
            (DeletedPage(), "deleted.empty"),
        ):
            await show(app, page)
            await settled(pilot)
            assert word(key) in " ".join(text(app).split())
        for page, key in ((Clients(), "clients.none_found"), (Employers(), "employers.none_found")):
            await show(app, page)
            await settled(pilot)
            await pilot.press(*"qqq")
            await settled(pilot)
            if page.NAME == "employers":
                assert word(key) in " ".join(text(app).split())
        await show(app, Search())
        await settled(pilot)
        await pilot.press(*"qqq")
        await settled(pilot)
        assert word("search.hint") in " ".join(text(app).split())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_new_client_and_a_new_employer_say_what_to_do_next(filled_home: Home, language: str) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        client = save(notebook, Entry("client", {"given_name": "Uusi"})).id
        employer = save(notebook, Entry("employer", {"name": "Uusi Kahvila"})).id
    async with opened(filled_home, (60, 18), language) as pilot:
        app = app_of(pilot)
        for page, keys in (
            (ClientPage(client), ("client.no_permissions", "client.nothing_told", "client.first_profile")),
            (ClientPage(client), ("client.no_events",)),
            (EmployerPage(employer), ("employer.add_contact", "employer.no_visits")),
            (CallPage(employer), ("call.no_visit", "call.nothing_to_say")),
        ):
            await show(app, page)
            await settled(pilot)
            said = await seen_of(app)
            for key in keys:
                assert word(key) in said
                assert len(word(key)) <= 58 or word(key) not in [cell for line in lines_of(app) for cell in line]


def lines_of(app: ReppuApp) -> list[tuple[str, ...]]:
    """Return the cells of every line: a sentence longer than a line must not stand in one."""
    return [line.cells for line in app.screen.query_one(Rows).lines]
