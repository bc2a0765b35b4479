"""Places, needs, agreements and the weekly sheet, with the keys that a person presses."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.day.today import Today
from screens.office.office_today import OfficeTodayPage
from screens.placements.agreement import AgreementPage
from screens.placements.agreements import AgreementsPage
from screens.placements.need_answer import NeedAnswer
from screens.placements.needs import NeedsPage
from screens.placements.place import PlacePage
from screens.placements.places import PlacesPage
from screens.placements.progress import ProgressPage
from screens.placements.results import ResultsPage
from screens.placements.week_sheet import WeekSheetPage
from screens.records.record_form import RecordForm
from screens.write_paper import WritePaper
from store.drafts import list_drafts
from store.history.change import Value
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, every_way, lines, opened, settled, text
from tests.screens.workshop import Workshop, last_month, make_workshop, this_monday
from tui.forms.days import wall_day
from tui.widgets.ask import Ask
from tui.widgets.typed_grid import TypedGrid


@pytest.fixture(scope="session")
def workshop_template(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Made once; `workshop` is a copy of it."""
    return make_workshop(tmp_path_factory.mktemp("workshop") / "home")


@pytest.fixture
def workshop(tmp_path: Path, workshop_template: Workshop) -> Workshop:
    """A workshop of one's own."""
    home = Home(tmp_path / "workshop")
    shutil.copytree(workshop_template.home.folder, home.folder)
    return Workshop(home, *(getattr(workshop_template, name) for name in tuple(Workshop.__annotations__)[1:]))


def entries(workshop: Workshop) -> list[Mapping[str, Value]]:
    """Return the values of the entries, by client and day."""
    with Notebook.unlock(workshop.home, PASSPHRASE) as notebook:
        found = [dict(one.values) for one in list_records(notebook, "work_entry")]
    return sorted(found, key=lambda values: (str(values["day"]), str(values.get("work_presence"))))


async def test_places_are_counted_and_one_is_opened(workshop: Workshop) -> None:
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        assert isinstance(app.screen, OfficeTodayPage)
        await app.run_action("app.go('places')")
        await settled(pilot)
        assert isinstance(app.screen, PlacesPage)
        assert "1 / 3 vapaana" in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert "laskettiin" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PlacePage)
        assert "Aino Keksitty" in text(app)
        assert "20 päivää jäljellä" in text(app)
        await pilot.press("left")
        await settled(pilot)
        for _ in range(62):
            app.screen.day -= timedelta(days=1)
        app.screen.read_again()
        await settled(pilot)
        assert "Kenelläkään ei ole sopimusta" in text(app)


async def test_the_sheet_is_typed_with_keys_alone_and_says_whose_entries_they_are(workshop: Workshop) -> None:
    """Two people, a week, one minute: nothing but the keyboard, and Tab goes on to the next row."""
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(WeekSheetPage(workshop.place, this_monday() - timedelta(days=7)))
        await settled(pilot)
        assert "A.K. Aino" in text(app)
        await pilot.press(*"4,5", "right", *"9-13", "tab", "s", "tab", "x", "down", "left", "x")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "Merja Malli"
        await pilot.press("f2")
        await settled(pilot)
        assert "5 merkintää tallennettiin" in text(app)
        assert "merkinnyt Merja Malli" in " ".join(text(app).split())
        await pilot.press("f5")
        await settled(pilot)
        assert "5 merkintää vahvistettiin" in text(app)
        grid = app.screen.query_one(TypedGrid)
        assert [grid.text_at((0, column)) for column in range(4)] == ["4,5", "9-13", "s", "x"]
        await pilot.press("delete", "f2")
        await settled(pilot)
    found = entries(workshop)
    assert [values["work_presence"] for values in found] == ["attended", "attended", "ill", "attended"]
    assert found[0]["minutes"] == 270
    assert str(found[1]["came"]) == "09:00:00"
    assert all(values["recorded_by"] == "Merja Malli" for values in found)
    assert all(values["taken_from"] == "paper_sheet" for values in found)
    assert all("confirmed_on" in values for values in found)


async def test_what_cannot_be_right_is_marked_and_nothing_is_saved(workshop: Workshop) -> None:
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(WeekSheetPage(workshop.place, this_monday() + timedelta(days=7)))
        await settled(pilot)
        grid = app.screen.query_one(TypedGrid)
        await pilot.press(*"kukka", "f2")
        await settled(pilot)
        assert grid.wrong == {(0, 0)}
        assert "ei ymmärretty" in text(app)
        await pilot.press("delete", "x", "f2")
        await settled(pilot)
        assert "tulevaisuudessa" in text(app)
        assert grid.wrong == {(0, 0)}
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("right", "right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, OfficeTodayPage)
    assert entries(workshop) == []


async def test_a_day_outside_the_agreement_is_asked_about(workshop: Workshop) -> None:
    workshop.write("placement_ending", client=workshop.client, placement_agreement=workshop.agreement,
                   day=this_monday() - timedelta(days=7))  # fmt: skip
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(WeekSheetPage(workshop.place, this_monday() - timedelta(days=7)))
        await settled(pilot)
        await pilot.press("right", "x", "f2")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        assert "A.K." in text(app)
        assert "Keksitty" not in "\n".join(lines(app)[2:10]), "the question names initials alone"
        await pilot.press("right", "enter")
        await settled(pilot)
    assert len(entries(workshop)) == 1


async def test_what_was_typed_into_a_sheet_comes_back(workshop: Workshop) -> None:
    monday = this_monday() - timedelta(days=7)
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(WeekSheetPage(workshop.place, monday))
        await settled(pilot)
        await pilot.press("4", "down", "s")
        await app.keep_everything()
        await settled(pilot)
    with Notebook.unlock(workshop.home, PASSPHRASE) as notebook:
        drafts = list_drafts(notebook)
    assert {draft.client for draft in drafts} == {workshop.client, workshop.other}, "an erasure reaches just theirs"
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('own_day')")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert "Viikkolista" in text(app)
        rows = app.screen.query_one("Rows")
        target = next(t for line in rows.lines if isinstance(t := line.target, tuple) and t[0] == "draft")  # type: ignore[attr-defined]
        rows.post_message(type(rows).Opened(rows, target))  # type: ignore[attr-defined]
        await settled(pilot)
        assert isinstance(app.screen, WeekSheetPage)
        assert app.screen.monday == monday
        grid = app.screen.query_one(TypedGrid)
        assert (grid.text_at((0, 0)), grid.text_at((1, 0))) == ("4", "s")
        await pilot.press("f2")
        await settled(pilot)
        assert "2 merkintää" in text(app)
    with Notebook.unlock(workshop.home, PASSPHRASE) as notebook:
        assert list_drafts(notebook) == []


async def test_a_need_finds_a_place_or_a_reason(workshop: Workshop) -> None:
    for needs in ("keittiö kiinnostaa", "ei väliä"):
        workshop.write("needs_referral", client=workshop.other, day=wall_day(), status="open", needs=needs)
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('needs')")
        await settled(pilot)
        assert isinstance(app.screen, NeedsPage)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, NeedAnswer)
        assert "keittiö" in "\n".join(lines(app)[2:8])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        assert app.screen.rows["activity_place"].typed() == workshop.place
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, NeedsPage)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita syy" in text(app)
        await pilot.press(*"liian kaukana", "enter")
        await settled(pilot)
        assert isinstance(app.screen, NeedsPage)
        assert "liian kaukana" in text(app)
        assert "MIKSI PAIKKAA EI LÖYTYNYT" in text(app)


async def test_an_agreement_is_renewed_ended_copied_and_printed(workshop: Workshop, tmp_path: Path) -> None:
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('agreements')")
        await settled(pilot)
        assert isinstance(app.screen, AgreementsPage)
        assert "20 päivää jäljellä" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgreementPage)
        await pilot.press("f8")
        await settled(pilot)
        assert "purkaa tietokoneita" in app.clipboard
        assert "Aino Keksitty" in app.clipboard
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        app.screen.rows["end"].put(f"{wall_day() + timedelta(days=200):%d.%m.%Y}")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, AgreementPage)
        assert app.screen.agreement != workshop.agreement
        for language in ("fi", "sv", "en"):
            folder = tmp_path / language
            folder.mkdir()
            await pilot.press("f5")
            await settled(pilot)
            assert isinstance(app.screen, WritePaper)
            app.screen.query_one(Input).value = str(folder)
            await pilot.press(*["down"] * ("fi", "sv", "en").index(language), "f2")
            await settled(pilot)
            await pilot.press("right", "enter")
            await settled(pilot)
            [path] = folder.iterdir()
            assert path.read_bytes().startswith(b"%PDF")
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        await pilot.press("f2")
        await settled(pilot)
        assert "päätetty ennen aikaa" in text(app)
    with Notebook.unlock(workshop.home, PASSPHRASE) as notebook:
        renewed = [one for one in list_records(notebook, "placement_agreement") if "replaces" in one.values]
        assert renewed[0].values["replaces"] == (workshop.agreement,)
        assert len(list_records(notebook, "placement_ending")) == 1


async def test_skills_and_results_are_shown(workshop: Workshop) -> None:
    goal = workshop.write("goal", client=workshop.client, kind="skill", own_words="Työn aloittaminen",
                          started=last_month(), scale="levels", start_level=2)  # fmt: skip
    workshop.write("goal_rating", client=workshop.client, goal=goal, day=wall_day(), level=4, client_view="osaan jo")
    workshop.write("path_outcome", client=workshop.client, day=wall_day(), destination="paid_work")
    workshop.write("idea", kind="friction", day=wall_day(), own_words="Lista tulee myöhässä", status="open")
    workshop.write("ticket", client=workshop.client, kind="bus_ticket", start=last_month(),
                   end=wall_day() + timedelta(days=3), price=8400)  # fmt: skip
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.push_screen(ProgressPage(workshop.client))
        await settled(pilot)
        assert "osaan jo" in text(app)
        assert "+2" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        await pilot.press("escape")
        await settled(pilot)
        await app.run_action("app.go('placement_results')")
        await settled(pilot)
        assert isinstance(app.screen, ResultsPage)
        seen = text(app)
        for said in ("2 kokeili", "1 töihin", "1 jatkaa", "Lista tulee myöhässä", "84,00 €", "(kuitti puuttuu)"):
            assert said in seen, said
        await pilot.press("end")
        await settled(pilot)
        assert "Yhteensä" in text(app)


@pytest.mark.parametrize("name", ["places", "needs", "agreements", "placement_results", "week_sheet", "agreement"])
async def test_every_page_stands_at_every_size_and_in_every_language(workshop: Workshop, name: str) -> None:
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        if name == "week_sheet":
            await app.push_screen(WeekSheetPage(workshop.place, this_monday()))
        elif name == "agreement":
            await app.push_screen(AgreementPage(workshop.agreement))
        else:
            await app.run_action(f"app.go('{name}')")
        async for width, height in every_way(pilot):
            seen = lines(app)
            assert len(seen) == height
            assert seen[0].strip()
            assert "F9" in seen[-1] or width < 80, seen[-1]


async def test_the_offices_counting_is_not_offered_to_a_coach(workshop: Workshop, tmp_path: Path) -> None:
    from tests.notebooks import make_notebook

    make_notebook(tmp_path / "coach").close()
    async with opened(Home(tmp_path / "coach")) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('places')")
        await settled(pilot)
        assert "F5" not in lines(app)[-1]
        assert "Yhtään paikkaa ei ole kirjattu" in text(app)
