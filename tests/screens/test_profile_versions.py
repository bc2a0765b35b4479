"""The client's page: versions of the profile, shown truthfully, and what was told, to whom and in which words"""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.clients.client import ClientPage
from screens.clients.profile_version import ProfileVersion
from screens.day.today import Today
from screens.records.history import HistoryPage
from screens.records.record_form import RecordForm
from store.drafts import list_drafts
from store.history.change import Value
from store.notebook import Notebook
from store.profiles import profile_versions
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.store.exchange import exchange
from tui.forms.days import wall_day
from tui.language import LANGUAGES, word
from tui.widgets.rows import Rows


def write(notebook: Notebook, client: str, wish: str, *replaces: str) -> str:
    """Write a version of a client's profile."""
    values: dict[str, Value | None] = {"client": client, "drawn_up_on": wall_day(), "wish": wish}
    return save(notebook, Entry("vocational_profile", values | ({"replaces": replaces} if replaces else {}))).id


def two_beside(planted: Planted, folder: Path) -> list[str]:
    """Let two laptops replace the same version without knowing of each other."""
    with Notebook.unlock(planted.home, PASSPHRASE) as own, make_notebook(folder, name="Testi Sijainen") as other:
        first = write(own, planted.client, "Ensimmäinen toive")
        exchange(own, other)
        both = [write(own, planted.client, "Oma toive", first), write(other, planted.client, "Toisen toive", first)]
        exchange(own, other)
    return [first, *both]


def test_one_that_replaces_is_current_and_of_two_beside_neither(planted: Planted, tmp_path: Path) -> None:
    first, own, other = two_beside(planted, tmp_path / "other")
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        found = {version.shown.id: version for version in profile_versions(notebook, planted.client)}
        assert [(found[id].stands, found[id].current) for id in (first, own, other)] == [
            (False, False),
            (True, False),
            (True, False),
        ]
        third = write(notebook, planted.client, "Yhteinen toive", own, other)
        found = {version.shown.id: version for version in profile_versions(notebook, planted.client)}
        assert [id for id, version in found.items() if version.current] == [third]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_two_versions_side_by_side_are_both_shown_and_none_is_in_force(
    planted: Planted, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    two_beside(planted, tmp_path / "other")
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        page = ClientPage(planted.client)
        app.push_screen(page)
        await settled(pilot)
        assert page.found is not None
        said = [" ".join(line.cells) for line in page.lines(page.found, 78)]
        assert word("client.profiles_beside") in said
        versions = [line for line in said if line.startswith(word("profile.version", number="")[:5])]
        assert [word(state) in line for state, line in zip(BESIDE, versions, strict=True)] == [True] * 3
        assert not any(word("profile.current") in line for line in versions)
        assert "Testi Sijainen" in " ".join(versions)


BESIDE = ("profile.beside", "profile.beside", "profile.replaced")


async def test_a_version_is_read_and_the_next_one_brings_two_together(planted: Planted, tmp_path: Path) -> None:
    first, own, other = two_beside(planted, tmp_path / "other")
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ProfileVersion(planted.client, first))
        await settled(pilot)
        seen = " ".join(text(app).split())
        assert "Ensimmäinen toive" in seen
        assert "! Tämän on korvannut versio 2, 3." in seen
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ProfileVersion)
        assert "Tämä versio on voimassa." in text(app)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        newest = profile_versions(notebook, planted.client)[0]
        assert newest.current
        assert set(newest.shown.values["replaces"] or ()) == {own, other}


async def test_a_draft_of_the_next_version_knows_what_it_replaces(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        first = write(notebook, planted.client, "Ensimmäinen toive")
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ProfileVersion(planted.client, first))
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, RecordForm)
        form.query_one("#field-wish TextArea").focus()
        await pilot.press(*"Uusi ")
        await form.keep()
        while not isinstance(app.screen, Today):
            app.pop_screen()
        await settled(pilot)
        [draft] = list_drafts(app.opened)
        app.push_screen(RecordForm(draft.form, draft.record, draft=draft.id))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        newest = profile_versions(app.opened, planted.client)[0]
        assert newest.current
        assert newest.shown.values["replaces"] == (first,)
        assert "Uusi" in str(newest.shown.values["wish"])


async def test_a_client_without_a_profile_gets_one_from_the_line(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("down", "down", "down")
        assert "›+ Aloita" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, ClientPage)
        app.clear_notifications()
        await settled(pilot)
        assert "Versio 1" in text(app)
        assert "voimassa" in text(app)


async def test_what_was_told_says_when_where_to_whom_and_in_which_words(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        values: dict[str, Value | None] = {"client": planted.client, "day": wall_day(), "employer": planted.employer}
        told = save(notebook, Entry("told", values | {"words": "Pidän tauon.", "to_whom": ("supervisor",)})).id
    async with opened(planted.home, (80, 40)) as pilot:
        app = app_of(pilot)
        page = ClientPage(planted.client)
        app.push_screen(page)
        await settled(pilot)
        seen = text(app).splitlines()
        [place] = [place for place, line in enumerate(seen) if "MITÄ ON KERROTTU" in line]
        assert "Kahvila Keksitty" in seen[place + 1]
        assert "esihenkilö" in seen[place + 1].lower()
        assert f"{wall_day().day}.{wall_day().month}." in seen[place + 1]
        assert "Pidän tauon." in seen[place + 2]
        await pilot.press("down", "down", "down")
        assert page.query_one(Rows).target == ("told", told)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HistoryPage)
