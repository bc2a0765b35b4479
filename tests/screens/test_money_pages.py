"""Closing a month, fees and budgets at the office, with the keys that a person presses."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.money.budgets import BudgetsPage
from screens.money.client_month import ClientMonthPage
from screens.money.fees import FeesPage
from screens.money.month_close import MonthClosePage
from screens.money.write_payroll import WritePayroll
from screens.write_paper import WritePaper
from store.home import Home
from store.money.reckoning import first_of_month
from store.notebook import Notebook
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, every_way, lines, opened, settled, text
from tests.screens.workshop import LONG_AGO, Workshop, last_month, make_workshop
from tui.forms.days import wall_day
from tui.widgets.ask import Ask


@pytest.fixture(scope="session")
def money_template(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Made once; `workshop` is a copy of it."""
    return make_workshop(tmp_path_factory.mktemp("money") / "home")


@pytest.fixture
def workshop(tmp_path: Path, money_template: Workshop) -> Workshop:
    """A workshop of one's own."""
    home = Home(tmp_path / "workshop")
    shutil.copytree(money_template.home.folder, home.folder)
    return Workshop(home, *(getattr(money_template, name) for name in tuple(Workshop.__annotations__)[1:]))


def attend(workshop: Workshop, days: Sequence[date], client: str | None = None) -> None:
    """Write entries of attendance, not confirmed."""
    for day in days:
        workshop.write("work_entry", client=client or workshop.client, day=day, work_presence="attended",
                       minutes=240, activity_place=workshop.place)  # fmt: skip


def is_printed(folder: Path) -> bool:
    """Tell whether one PDF lies in a folder."""
    [path] = [one for one in folder.iterdir() if one.suffix == ".pdf"]
    return path.read_bytes().startswith(b"%PDF")


async def test_a_month_is_confirmed_locked_and_written_for_the_payroll(workshop: Workshop, tmp_path: Path) -> None:
    attend(workshop, [last_month() + timedelta(days=number) for number in range(3)])
    folder = tmp_path / "out"
    folder.mkdir()
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('month_close')")
        await settled(pilot)
        assert isinstance(app.screen, MonthClosePage)
        seen = text(app)
        assert "puuttuu 1, tullut 1" in seen
        assert "vahvistamatta" in seen
        await pilot.press("f5")
        await settled(pilot)
        assert "Lukitse kuukausi ensin" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "ei voi vielä lukita" in " ".join(text(app).split())
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "3 merkintää vahvistettiin" in " ".join(text(app).split())
        await pilot.press("f2")
        await settled(pilot)
        assert "15,00 €" in text(app)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "puuttuu 1, lukittu 1" in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, WritePayroll)
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("f2")
        await settled(pilot)
    [path] = folder.iterdir()
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    month = f"{last_month().month}/{last_month().year}"
    assert rows[1:] == [["P-1", month, "3", "12", "0,00", "0,00", "15,00"]]
    assert "Aino" not in path.read_text(encoding="utf-8-sig")


async def test_one_clients_month_says_what_keeps_it_open_and_is_printed(workshop: Workshop, tmp_path: Path) -> None:
    attend(workshop, [last_month()], workshop.other)
    attend(workshop, [last_month()])
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('month_close')")
        await settled(pilot)
        assert "vahvistamatta" in text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ClientMonthPage)
        assert "Aino Keksitty" in text(app)
        await pilot.press("right")
        await settled(pilot)
        assert app.screen.month == first_of_month(wall_day())
        await pilot.press("left", "f2")
        await settled(pilot)
        assert isinstance(app.screen, WritePaper)
        app.screen.query_one("#folder", Input).value = str(tmp_path)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ClientMonthPage)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert "vahvistamatta" in text(app)
    assert is_printed(tmp_path)


async def test_fees_are_approved_locked_and_paid(workshop: Workshop) -> None:
    person = workshop.write("person", name="Pirkko Vertainen")
    fee_class = workshop.write("pay_class", name="kerta", paid_for="fee", start=LONG_AGO, basis="per_time", rate=4000)
    fee = workshop.write("fee_assignment", person=person, kind="talk_work", status="held", minutes=90,
                         day=first_of_month(wall_day()), pay_class=fee_class)  # fmt: skip
    workshop.write("person_details", person=person, tax_card_until=LONG_AGO)
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('fees')")
        await settled(pilot)
        assert isinstance(app.screen, FeesPage)
        seen = text(app)
        for said in (
            "Pirkko Vertainen",
            "odottaa hyväksyntää",
            "etuusvaikutuksesta",
            "verokortti päättyi",
            "40,00 €",
        ):
            assert said in seen, said
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("escape", "f2")
        await settled(pilot)
        assert "hyväksytty" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert "ei ole hyväksyttävää" in text(app)
        await pilot.press("f8")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "lukittu" in lines(app)[2]
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "maksettu" in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, WritePayroll)
        assert "puuttuu palkkanumero" in text(app)
    with Notebook.unlock(workshop.home, PASSPHRASE) as notebook:
        [one] = list_records(notebook, "fee_assignment")
        assert (one.id, one.values["amount"], one.values["paid_on"]) == (fee, 4000, wall_day())
        assert len(list_records(notebook, "fee_statement")) == 1


async def test_a_budget_warns_and_stands_beside_hourly_employment(workshop: Workshop) -> None:
    workshop.write("budget", name="Kunnan raha", year=wall_day().year, paid_for="fee", allocation=4000)
    person = workshop.write("person", name="Pirkko Vertainen")
    workshop.write("fee_assignment", person=person, kind="talk_work", status="held", minutes=60, day=wall_day(),
                   amount=4000, approved_on=wall_day())  # fmt: skip
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('budgets')")
        await settled(pilot)
        assert isinstance(app.screen, BudgetsPage)
        for said in (
            "Kunnan raha",
            "100 %",
            "käytetty tai luvattu kokonaan",
            "40,00 €",
            "ei ole antanut tuntipalkkaa",
        ):
            assert said in text(app), said
    workshop.write("dated_rule", rule="fee.hourly_wage", setting="14,20", start=LONG_AGO)
    workshop.write("dated_rule", rule="fee.side_costs", setting="25", start=LONG_AGO)
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('budgets')")
        await settled(pilot)
        assert "17,75 €" in text(app)


@pytest.mark.parametrize("name", ["month_close", "fees", "budgets", "client_month"])
async def test_every_page_stands_at_every_size_and_in_every_language(workshop: Workshop, name: str) -> None:
    attend(workshop, [last_month()])
    async with opened(workshop.home) as pilot:
        app = app_of(pilot)
        if name == "client_month":
            await app.push_screen(ClientMonthPage(workshop.client, last_month()))
        else:
            await app.run_action(f"app.go('{name}')")
        async for width, height in every_way(pilot):
            seen = lines(app)
            assert len(seen) == height
            assert "F9" in seen[-1] or width < 80, seen[-1]


async def test_money_is_the_offices(tmp_path: Path) -> None:
    from screens.day.today import Today
    from tests.notebooks import make_notebook

    make_notebook(tmp_path / "coach").close()
    async with opened(Home(tmp_path / "coach")) as pilot:
        app = app_of(pilot)
        for name in ("month_close", "fees", "budgets"):
            await app.run_action(f"app.go('{name}')")
            await settled(pilot)
            assert isinstance(app.screen, Today)
