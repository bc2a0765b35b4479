"""Every system of models 0, 2 and 4, from a form to its list, by a bundle to the office, and to the office's figure.

The program is opened once at the laptop and once at the office, and all forms are filled in there one after the
other; each test then asks what became of one system.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from textual.pilot import Pilot

from screens.models.attendance import AttendancePage
from screens.models.status_list import StatusList
from screens.models.system_page import SystemPage
from screens.records.record_form import RecordForm
from store.bundle import export
from store.models.figure import Figure
from store.models.looking import model_figures
from store.models.systems import systems
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices_template
from tests.screens.walks import LAPTOP, OFFICE, WALKS, Walk, make_ready, make_surveys
from tests.store.bundle.delivered import office_takes

__all__ = ["offices_template"]

YEAR = date(2026, 1, 1), date(2026, 12, 31)
BY_SYSTEM = {walk.system: walk for walk in WALKS}


@dataclass(frozen=True)
class Walked:
    """What the walk came to.

    Attributes:
        seen: system → the list as the screen showed it after saving.
        figures: what the office counts.
    """

    seen: Mapping[str, str]
    figures: tuple[Figure, ...]

    def numbers(self, system: str, code: str) -> list[int | Decimal | None]:
        """Return the numbers that the office counts under a code."""
        return [one.number for one in self.figures if (one.system, one.code) == (system, code)]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, offices_template: tuple[object, str]) -> Walked:
    """Everything typed, handed over, taken in and counted."""
    offices = copied(tmp_path_factory, offices_template)
    with Notebook.unlock(offices.laptop, PASSPHRASE) as laptop:
        made = make_ready(laptop, offices.client)
    seen = asyncio.run(walk(offices, LAPTOP, made))
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        made |= make_surveys(office)
        with Notebook.unlock(offices.laptop, PASSPHRASE) as laptop:
            for path in export(laptop, offices.folder).files:
                office_takes(office, path)
    seen |= asyncio.run(walk(offices, OFFICE, made))
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        figures = model_figures(office, systems(), *YEAR, YEAR[1]).figures
    return Walked(seen, figures)


def copied(tmp_path_factory: pytest.TempPathFactory, template: tuple[object, str]) -> Offices:
    """Return an office and a laptop of one's own."""
    import shutil
    from pathlib import Path

    from store.home import Home

    folder = tmp_path_factory.mktemp("walk")
    (folder / "nippuja").mkdir()
    for name in ("office", "laptop"):
        shutil.copytree(Path(str(template[0])) / name, folder / name)
    return Offices(Home(folder / "office"), Home(folder / "laptop"), folder / "nippuja", template[1])


async def walk(offices: Offices, at: str, made: Mapping[str, str]) -> dict[str, str]:
    """Fill in the forms of one machine with keys; return what each list showed afterwards."""
    home = offices.laptop if at == LAPTOP else offices.office
    seen: dict[str, str] = {}
    async with opened(home, (100, 40)) as pilot:
        for one in (one for one in WALKS if one.at == at):
            app = app_of(pilot)
            listing = systems()[one.system].lists[one.place]
            page = StatusList(listing) if listing.listed else SystemPage(one.system)
            app.push_screen(page)
            await settled(pilot)
            await pilot.press("f2")
            await settled(pilot)
            form = app.screen
            assert isinstance(form, RecordForm), one.system
            await fill(pilot, form, one, made)
            await pilot.press("f2")
            await settled(pilot)
            assert app.screen is not form, (one.system, text(app))
            if one.ticked:
                await tick(pilot, made)
            seen[one.system] = text(app)
            await back_to_first_page(pilot)
    return seen


async def back_to_first_page(pilot: Pilot[str]) -> None:
    """Leave every screen with Esc, as often as there are screens."""
    app = app_of(pilot)
    for _screen in app.screen_stack[2:]:
        await pilot.press("escape")
        await settled(pilot)
    assert app.screen is app.first_page, text(app)


async def fill(pilot: Pilot[str], form: RecordForm, one: Walk, made: Mapping[str, str]) -> None:
    """Choose what is chosen, then type one field key by key."""
    for name, value in one.values.items():
        value = made[value[1:]] if isinstance(value, str) and value.startswith("@") else value
        form.rows[name].put(form.rows[name].typed_for(value))
    name, typed = one.typed
    form.rows[name].query("Input, TextArea").first().focus()
    await pilot.pause()
    await pilot.press(*typed.replace(" ", "_").replace("_", " "))


async def tick(pilot: Pilot[str], made: Mapping[str, str]) -> None:
    """Open what was saved, tick the client, and take the hours to the list of hours."""
    await pilot.press("enter")
    await settled(pilot)
    sheet = app_of(pilot).screen
    assert isinstance(sheet, AttendancePage)
    await pilot.press("enter", "f8")
    await settled(pilot)
    assert "[x] Aino" in text(app_of(pilot)).replace("[x]   ", "[x] ")
    await pilot.press("escape")
    await settled(pilot)


@pytest.mark.parametrize("system", BY_SYSTEM)
def test_what_is_typed_stands_in_the_list_and_in_the_figures_of_the_office(walked: Walked, system: str) -> None:
    one = BY_SYSTEM[system]
    said = one.typed[1] if one.shown is None else one.shown
    assert said in walked.seen[system]
    for code, number in one.figures.items():
        assert number in walked.numbers(system, code), (code, walked.numbers(system, code))


def test_the_table_of_years_is_counted_from_what_the_other_systems_hold(walked: Walked) -> None:
    assert walked.numbers("M0.12", "trained") == [1]
    assert walked.numbers("M0.12", "outreach") == [1]


def test_every_system_that_is_no_money_is_walked() -> None:
    of_money = {"M0.4", "M0.5", "M4.7"}
    all_of_them = {code for code in systems() if not code.startswith("M3.")}
    assert set(BY_SYSTEM) | {"M0.12"} == all_of_them - of_money
