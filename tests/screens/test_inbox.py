"""The inbox of the office, its quarantine and what was taken in, with the keys that a person presses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.exchange.inbox import Inbox
from screens.exchange.inbox_file import InboxFile
from screens.exchange.quarantine import Quarantine
from screens.exchange.received_bundles import ReceivedBundles, UndoBundle
from screens.records.history import HistoryPage
from store.bundle import receive, received_bundles, refused_files
from store.bundle.outcomes import Outcome
from store.inbox import FileHead, inbox_folder, open_folder, read_heads, take_in_files
from store.notebook import Notebook
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.screens.crowd import crowd, flood
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tui.widgets.rows import Rows

__all__ = ["offices", "offices_template"]


def words_of(screen: str) -> str:
    """Return what stands on a screen, however its lines are broken."""
    return " ".join(screen.split())


def listed(pilot: Pilot[str]) -> list[str]:
    """Return the lines of the list, those out of sight too."""
    return [" ".join(line.cells) for line in app_of(pilot).screen.query_one(Rows).lines]


def remember(offices: Offices) -> None:
    """Let the office have used the folder before."""
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        open_folder(office, offices.folder)


def employers(pilot: Pilot[str]) -> set[str]:
    """Return the names of the employers that the office has."""
    return {str(one.values["name"]) for one in list_records(app_of(pilot).opened, "employer")}


@pytest.mark.parametrize(
    ("language", "takes", "new", "took"),
    [
        ("fi", "Ota kaikki", "uusia 1", "Otettiin vastaan 1 tiedosto"),
        ("sv", "Ta emot allt", "nya 1", "1 fil togs emot"),
        ("en", "Take all in", "new 1", "1 file was taken in"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_file_is_looked_at_then_taken_in_and_answered(
    offices: Offices, language: str, takes: str, new: str, took: str, size: tuple[int, int]
) -> None:
    offices.write("Kahvila Keksitty")
    (path,) = offices.hand_over()
    async with opened(offices.office, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Inbox)
        assert takes in text(app)
        app.screen.query_one("#folder", Input).value = str(offices.folder)
        await pilot.press("enter")
        await settled(pilot)
        assert new in words_of(text(app))
        assert "Ulla Keksitty" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, InboxFile)
        assert path.name in text(app)
        assert "Kahvila Keksitty" not in employers(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Inbox)
        assert took in words_of(text(app))
        assert "Kahvila Keksitty" in employers(pilot)
        assert len(list(offices.folder.iterdir())) == 3, "the file, its receipt and a delivery"
        assert inbox_folder(app.opened) == offices.folder


async def test_take_all_takes_all_and_each_refused_file_is_one_sentence(offices: Offices) -> None:
    offices.write("Kahvila Keksitty")
    offices.hand_over()
    (offices.folder / "nippu-rikki.toml").write_bytes(b'format = "reppu"\nversion = 1\n')
    remember(offices)
    async with opened(offices.office, (80, 24)) as pilot:
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        said = words_of(text(app_of(pilot)))
        assert "Otettiin vastaan 1 tiedosto" in said
        assert "1 ei kelpaa" in said
        assert sum("nippu-rikki.toml" in line for line in listed(pilot)) == 1
        assert len(refused_files(app_of(pilot).opened)) == 1


async def test_esc_stops_between_two_files_and_what_is_in_is_answered(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        crowd(office, 2, 1, offices.folder)
    remember(offices)
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await pilot.press("f2")
        await settled(pilot)
        go_on = Event()
        app.writes.later(go_on.wait)
        await pilot.press("f2")
        await pilot.pause(0.5)
        assert "0/2" in text(app)
        await pilot.press("escape")
        await pilot.pause(0.5)
        assert "Keskeytetään" in text(app)
        go_on.set()
        await settled(pilot)
        assert isinstance(app.screen, Inbox)
        assert "Keskeytettiin, eikä mitään hävinnyt." in words_of(text(app))
        assert employers(pilot) == set()
        await pilot.press("f2")
        await settled(pilot)
        assert employers(pilot) == {"Kahvila 0", "Kahvila 1"}
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, Inbox)


async def test_three_hundred_files_of_fifty_coaches_stay_usable(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def when_told(notebook: Notebook, some: Sequence[Path]) -> tuple[FileHead, ...]:
        go_on.wait(60)
        return read_heads(notebook, some)

    monkeypatch.setattr("screens.exchange.inbox.read_heads", when_told)
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        paths = crowd(office, 50, 6, offices.folder)
    remember(offices)
    async with opened(offices.office) as pilot:
        app = app_of(pilot)
        await pilot.press("f2")
        await pilot.pause()
        inbox = app.screen
        assert isinstance(inbox, Inbox)
        rows = inbox.query_one(Rows)
        while not rows.lines or len(rows.lines) < 300:
            await pilot.pause(0.02)
        # All are listed before one is read; keys are heard meanwhile, and the cursor stays on its file.
        assert len(inbox.heads) == 0
        assert inbox.listed is not None
        await pilot.press("end")
        assert rows.target == inbox.listed.paths[-1]
        go_on.set()
        await pilot.press("home")
        await settled(pilot)
        assert "300 tiedostoa uusia 300, jo täällä 0" in words_of(text(app))
        steps: list[tuple[int, int]] = []
        told = inbox._count

        def heard(done: int, count: int) -> None:
            steps.append((done, count))
            told(done, count)

        inbox._count = heard  # type: ignore[method-assign]  # every step is heard, and goes on to the screen
        await pilot.press("f2")
        await settled(pilot)
        assert steps == [(number, 300) for number in range(1, 301)]
        assert "Otettiin vastaan" in text(app)
        outcomes = {one.outcome for one in inbox.results.values()}
        assert outcomes <= {Outcome.TAKEN, Outcome.KNOWN}, "of a coach's files a shorter one may come after a longer"
        assert len(list_records(app.opened, "employer", limit=1000)) == 300
        assert {one.outcome for one in read_heads(app.opened, paths)} == {Outcome.KNOWN}


async def test_a_flood_asks_for_a_person(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        flood(office, offices.folder, 101)
    remember(offices)
    async with opened(offices.office) as pilot:
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Ota silti" in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert [one.waits for one in refused_files(app_of(pilot).opened)] == [True]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert refused_files(app_of(pilot).opened) == ()
        assert received_bundles(app_of(pilot).opened)[0].changes == 102


@pytest.mark.parametrize(
    ("language", "typed", "files", "tried"),
    [
        ("fi", "karanteeni", "1 TIEDOSTO, JOTA EI OTETTU VASTAAN", "Karanteeni on tyhjä"),
        ("sv", "karantän", "1 FIL SOM INTE TOGS EMOT", "Karantänen är tom"),
        ("en", "quarantine", "1 FILE THAT WAS NOT TAKEN IN", "The quarantine is empty"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_quarantine_says_why_and_nothing_goes_by_itself(
    offices: Offices, language: str, typed: str, files: str, tried: str, size: tuple[int, int]
) -> None:
    (offices.folder / "nippu-rikki.toml").write_bytes(b'format = "reppu"\nversion = 1\n')
    remember(offices)
    async with opened(offices.office, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*typed, "enter")
        await settled(pilot)
        assert isinstance(app.screen, Quarantine)
        assert files in words_of(text(app))
        await pilot.press("f5")
        await settled(pilot)
        assert len(refused_files(app.opened)) == 1
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert len(refused_files(app.opened)) == 1
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("right", "right", "enter")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert refused_files(app.opened) == ()
        assert tried in words_of(text(app))


async def test_a_flood_in_quarantine_is_taken_in_when_a_person_wants_it(offices: Offices) -> None:
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        path = flood(office, offices.folder, 101)
        take_in_files(office, [path], offices.folder)
    async with opened(offices.office) as pilot:
        await app_of(pilot).run_action("app.go('quarantine')")
        await settled(pilot)
        assert "odottaa päätöstä" in text(app_of(pilot))
        await pilot.press("f5")
        await settled(pilot)
        assert len(refused_files(app_of(pilot).opened)) == 1
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert refused_files(app_of(pilot).opened) == ()
        assert received_bundles(app_of(pilot).opened)[0].changes == 102


async def test_what_is_kept_and_not_in_use_stands_with_its_why(offices: Offices) -> None:
    offices.write("Kahvila Keksitty")
    with Notebook.unlock(offices.laptop, PASSPHRASE) as laptop:
        from store.writing import Entry, save
        from tests.store.bundle.swapping import Office, own_changes

        shop = list_records(laptop, "employer")[0].id
        for municipality in ("Lahti", "Salo"):
            save(laptop, Entry("employer", {"municipality": municipality}, id=shop))
        with Notebook.unlock(offices.office, PASSPHRASE) as office:
            changes = own_changes(laptop)
            late = Office(office, laptop, offices.folder).bundle_of(changes[-1:])
            receive(office, [late])
    async with opened(offices.office, (100, 24)) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('quarantine')")
        await settled(pilot)
        assert "1 MUUTOS, JOKA ON TALLESSA MUTTA EI KÄYTÖSSÄ" in text(app)
        assert "odottaa sitä, mihin se perustuu" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HistoryPage)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_whole_bundle_is_undone_with_a_reason(offices: Offices, language: str, size: tuple[int, int]) -> None:
    offices.write("Väärä Keksitty")
    offices.hand_over()
    remember(offices)
    async with opened(offices.office, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Väärä Keksitty" in employers(pilot)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, ReceivedBundles)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, UndoBundle)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, UndoBundle), "a reason is asked for"
        await pilot.press(*"tikku meni sekaisin", "f2")
        await settled(pilot)
        assert isinstance(app.screen, ReceivedBundles)
        assert "Väärä Keksitty" not in employers(pilot)
        assert received_bundles(app.opened)[0].retracted
        assert app.screen.query_one(Rows).lines[0].target is None
