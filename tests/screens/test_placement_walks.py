"""Each system of model 3 is walked: a form on a laptop, a list there, the bundle, and the figure at the office.

The forms are filled once, with keys, for all systems; what each left is then looked at on a page of the laptop and
as the office's figure.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import TextArea

from screens.day.event import EventForm
from screens.money.client_month import ClientMonthPage
from screens.placements.agreement import AgreementPage
from screens.placements.need_answer import NeedAnswer
from screens.placements.place import PlacePage
from screens.placements.places import PlacesPage
from screens.placements.progress import ProgressPage
from screens.placements.week_sheet import WeekSheetPage
from screens.records.record_form import RecordForm
from store.bundle import export, receive
from store.history.change import Value
from store.home import Home
from store.money.closing import close_month
from store.money.months import Standing, office_month
from store.money.reckoning import first_of_month
from store.notebook import Notebook
from store.placements.agreements import placements
from store.placements.costs import cost_of, tickets
from store.placements.places import needs, places_on
from store.placements.results import cooperation, progress, results_by_house
from store.placements.visits import support_visits
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.screens.looking import app_of, lines, opened, settled, text
from tests.store.bundle.delivered import assign, found, hand_over, join, new_client, send
from tui.forms.days import wall_day

LONG_AGO = date(2020, 1, 1)
MONDAY = wall_day() - timedelta(days=wall_day().weekday() + 7)
"""Of last week: all of its days are over, whatever today is."""


@dataclass(frozen=True)
class Walked:
    """An office and a laptop on which every form of the model was filled, after the hand-over.

    Attributes:
        office: home of the office.
        laptop: home of the coach.
        client: id of the client.
    """

    office: Home
    laptop: Home
    client: str


def _begin(folder: Path) -> tuple[str, str]:
    """Make an office with a class and a laptop with a client; return the ids of both."""
    with make_notebook(folder / "office", role="office", name="Testi Toimisto") as office:
        found(office)
        with make_notebook(folder / "laptop", name="Ulla Keksitty") as laptop:
            principal = join(office, laptop, folder)
            client = new_client(laptop, "Aino")
            hand_over(laptop, office, folder)
            assign(office, client, laptop.identity.worker, start=LONG_AGO)
            values: dict[str, Value | None] = {"name": "tavallinen", "paid_for": "allowance", "start": LONG_AGO}
            pay_class = save(office, Entry("pay_class", {**values, "basis": "per_day", "rate": 500})).id
            send(office, principal, laptop, folder)
    return client, pay_class


async def _form(pilot: Pilot[str], record: str, **preset: Value) -> None:
    """Open the form of a record with these values, and save it with F2."""
    app = app_of(pilot)
    below = app.screen
    await app.push_screen(RecordForm(record, preset=preset))
    await settled(pilot)
    await pilot.press("f2")
    await settled(pilot)
    assert app.screen is below, "\n".join(lines(app))


async def _fill(laptop: Home, client: str, pay_class: str) -> None:
    """Fill every form, with the keys that a coach presses."""
    today = wall_day()
    async with opened(laptop) as pilot:
        app = app_of(pilot)
        await _form(pilot, "activity_place", name="Purkupaja Malli", capacity=2, tasks="tietokoneiden purkaminen")
        await app.run_action("app.go('needs')")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        form: Screen[Any] = app.screen
        assert isinstance(form, RecordForm)
        form.rows["client"].put(client)
        form.rows["day"].put(f"{MONDAY:%d.%m.%Y}")
        form.rows["needs"].query_one(TextArea).focus()
        await pilot.press(*"haluaa purkaa laitteita", "f2")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, NeedAnswer)
        await pilot.press("enter")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, RecordForm)
        form.rows["start"].put(f"{MONDAY:%d.%m.%Y}")
        form.rows["end"].put(f"{today + timedelta(days=14):%d.%m.%Y}")
        form.rows["sending_unit"].put("Mallilan vammaispalvelut")
        await pilot.press("f2")
        await settled(pilot)
        await app.run_action("app.go('places')")
        await settled(pilot)
        assert isinstance(app.screen, PlacesPage)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PlacePage)
        place = app.screen.place
        await app.push_screen(WeekSheetPage(place, MONDAY))
        await settled(pilot)
        await pilot.press(*"4,5", "right", "s", "right", *"9-13", "f8", *"Merja Malli", "enter", "f2")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        event = EventForm(kind="support_visit", client=client)
        await app.push_screen(event)
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert app.screen is not event, "\n".join(lines(app))
        about: dict[str, Value] = {"client": client}
        await _form(pilot, "allowance_decision", **about, pay_class=pay_class, start=MONDAY, payroll_number="P-1")
        await _form(pilot, "ticket", **about, kind="bus_ticket", start=MONDAY, end=today, price=8400)
        await app.push_screen(ProgressPage(client))
        await settled(pilot)
        await _form(
            pilot, "goal", **about, kind="skill", own_words="Työn aloittaminen", started=MONDAY, start_level=2
        )
        assert isinstance(app.screen, ProgressPage)
        app.screen.read_again()
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, RecordForm)
        form.rows["level"].put("4")
        await pilot.press("f2")
        await settled(pilot)
        await _form(pilot, "path_outcome", **about, day=today, destination="paid_work")
        await _form(pilot, "idea", kind="friction", day=today, own_words="Lista tulee myöhässä", status="open")


@pytest.fixture(scope="module")
def walked_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The office and the laptop after everything was typed and handed over; the folder and the client."""
    folder = tmp_path_factory.mktemp("walked")
    client, pay_class = _begin(folder)
    asyncio.run(_fill(Home(folder / "laptop"), client, pay_class))
    stick = folder / "stick"
    stick.mkdir()
    with (
        Notebook.unlock(Home(folder / "laptop"), PASSPHRASE) as laptop,
        Notebook.unlock(Home(folder / "office"), PASSPHRASE) as office,
    ):
        assert receive(office, export(laptop, stick).files)
    return folder, client


@pytest.fixture
def walked(tmp_path: Path, walked_template: tuple[Path, str]) -> Walked:
    """A copy of both."""
    folder, client = walked_template
    for name in ("office", "laptop"):
        shutil.copytree(folder / name, tmp_path / name)
    return Walked(Home(tmp_path / "office"), Home(tmp_path / "laptop"), client)


async def seen_at(home: Home, place: str) -> str:
    """Return the text of a page of a notebook, read to its end."""
    async with opened(home, (80, 60)) as pilot:
        await app_of(pilot).run_action(f"app.go('{place}')")
        await settled(pilot)
        return text(app_of(pilot))


async def test_m3_1_a_need_is_listed_and_answered_at_the_office(walked: Walked) -> None:
    assert "Purkupaja Malli" in await seen_at(walked.laptop, "needs")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [need] = needs(office)
        assert (need.status, need.place_name, need.given_name) == ("placed", "Purkupaja Malli", "Aino")


async def test_m3_2_a_place_has_its_free_places_at_the_office(walked: Walked) -> None:
    assert "1 / 2 vapaana" in await seen_at(walked.laptop, "places")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [place] = places_on(office, wall_day())
        assert (place.capacity, place.taken, place.free) == (2, 1, 1)


async def test_m3_3_an_agreement_warns_on_the_laptop_and_at_the_office(walked: Walked) -> None:
    assert "14 päivää jäljellä" in await seen_at(walked.laptop, "agreements")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [one] = placements(office)
        assert one.warning(wall_day()) == 14
        assert one.place_name == "Purkupaja Malli"


async def test_m3_4_a_support_visit_stands_with_the_agreement(walked: Walked) -> None:
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [one] = placements(office)
        [visit] = support_visits(office, one.client, one.start, one.last, wall_day()).visits
        assert visit.day == wall_day()
    async with opened(walked.laptop, (80, 60)) as pilot:
        await app_of(pilot).push_screen(AgreementPage(one.id))
        await settled(pilot)
        assert "TUKIKÄYNNIT" in text(app_of(pilot))


async def test_m3_5_the_supervisors_hours_are_confirmed_and_counted(walked: Walked) -> None:
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        entries = list_records(office, "work_entry")
        assert {entry.values["recorded_by"] for entry in entries} == {"Merja Malli"}
        assert all("confirmed_on" in entry.values for entry in entries)
        days = [entry.values for entry in entries if entry.values["work_presence"] == "attended"]
        assert sorted(str(values.get("minutes") or values.get("came")) for values in days) == ["09:00:00", "270"]
        months = {first_of_month(MONDAY), first_of_month(MONDAY + timedelta(days=2))}
        assert sum(one.minutes for month in months for one in office_month(office, month, wall_day()).clients) == 510
    async with opened(walked.laptop, (80, 40)) as pilot:
        app = app_of(pilot)
        await app.push_screen(WeekSheetPage(str(entries[0].values["activity_place"]), MONDAY))
        await settled(pilot)
        assert "merkinnyt Merja Malli" in " ".join(text(app).split())


async def test_m3_6_the_allowance_is_the_same_on_the_laptop_in_the_statement_and_at_the_office(
    walked: Walked,
) -> None:
    months = sorted({first_of_month(MONDAY), first_of_month(MONDAY + timedelta(days=2))})
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        total = sum(close_month(office, month, wall_day()).total for month in months)
        assert total == 1000
        assert sum(int(str(one.values["total"])) for one in list_records(office, "statement")) == 1000
        assert office_month(office, months[0], wall_day()).clients[0].standing is Standing.LOCKED
    async with opened(walked.laptop) as pilot:
        app = app_of(pilot)
        for month in months:
            await app.push_screen(ClientMonthPage(walked.client, month))
            await settled(pilot)
            assert "× 5,00 € =" in text(app)


async def test_m3_7_a_ticket_is_listed_with_its_end_and_counted(walked: Walked) -> None:
    assert "84,00 €" in await seen_at(walked.laptop, "placement_results")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [ticket] = tickets(office, MONDAY.year)
        assert (ticket.given_name, ticket.end, ticket.price) == ("Aino", wall_day(), 8400)


async def test_m3_8_skills_stand_before_and_after(walked: Walked) -> None:
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [skill] = progress(office, walked.client)
        assert (skill.words, skill.step) == ("Työn aloittaminen", 2)
    async with opened(walked.laptop) as pilot:
        await app_of(pilot).push_screen(ProgressPage(walked.client))
        await settled(pilot)
        assert "+2" in text(app_of(pilot))


async def test_m3_9_where_the_path_led_is_counted_by_house(walked: Walked) -> None:
    assert "1 töihin" in await seen_at(walked.laptop, "placement_results")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        [house] = results_by_house(office, wall_day().year)
        assert (house.tried, house.employed, house.going_on) == (1, 1, 0)


async def test_m3_10_what_rubs_is_open_at_the_office_too(walked: Walked) -> None:
    assert "Lista tulee myöhässä" in await seen_at(walked.laptop, "placement_results")
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        assert [one.open for one in cooperation(office)] == [True]


async def test_m3_11_the_cost_is_the_sum_of_what_was_typed(walked: Walked) -> None:
    with Notebook.unlock(walked.office, PASSPHRASE) as office:
        cost = cost_of(office, MONDAY.year, wall_day())
        same_year = MONDAY.year == (MONDAY + timedelta(days=2)).year
        assert (cost.allowances, cost.tickets) == (1000 if same_year else 500, 8400)
        assert cost.total == cost.allowances + cost.tickets
    assert "94,00 €" in await seen_at(walked.office, "placement_results") or not same_year
