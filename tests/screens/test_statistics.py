"""The statistics of the office: a period, its groups, and a file only where somebody chose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from screens.office.statistics import StatisticsPage, WriteStatistics
from screens.period_page import MONTHS, period_of
from store.notebook import Notebook
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.office import Offices, offices, offices_template
from tui.forms.days import wall_day

__all__ = ["offices", "offices_template"]


@pytest.fixture
def counted(offices: Offices) -> Offices:
    """An office with clients in two municipalities."""
    with Notebook.unlock(offices.office, PASSPHRASE) as office:
        for name, size in (("Lahti", 6), ("Salo", 1)):
            for _ in range(size):
                card = Entry("client", {"given_name": "Keksitty", "municipality": name, "entry": wall_day()})
                save(office, card)
    return offices


@given(st.dates(date(1999, 1, 1), date(2100, 12, 31)), st.sampled_from(MONTHS))
def test_a_period_holds_its_day_and_follows_on_the_one_before(day: date, months: int) -> None:
    first, last = period_of(day, months)
    assert first <= day <= last
    assert (first.day, (first.month - 1) % months) == (1, 0)
    assert period_of(date.fromordinal(last.toordinal() + 1), months)[0].toordinal() == last.toordinal() + 1


@pytest.mark.parametrize(
    ("language", "typed", "in_service", "field", "others"),
    [
        ("fi", "tilastot", "asiakkaita palvelussa", "PALVELUN PERUSTE", "muut (pienet"),
        ("sv", "statistik", "klienter i servicen", "SERVICEGRUND", "övriga (små"),
        ("en", "statistics", "clients in the service", "SERVICE GROUND", "others (small"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_period_is_counted_and_written(
    counted: Offices, language: str, typed: str, in_service: str, field: str, others: str, size: tuple[int, int]
) -> None:
    async with opened(counted.office, size, language) as pilot:
        app = app_of(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*typed, "enter")
        await settled(pilot)
        assert isinstance(app.screen, StatisticsPage)
        [line] = [line for line in text(app).splitlines() if in_service in line]
        assert line.split()[-1] == "7"
        assert app.screen.found is not None
        assert [(name, counts.people) for name, counts in app.screen.found.groups] == [("Lahti", 6), ("Salo", 1)]
        await pilot.press("left")
        await settled(pilot)
        assert app.screen.found.groups == ()
        await pilot.press("right", "f5", "f5")
        await settled(pilot)
        assert (app.screen.first, app.screen.last) == (date(wall_day().year, 1, 1), date(wall_day().year, 12, 31))
        await pilot.press("f4")
        await settled(pilot)
        assert app.screen.found.dimension == "service_ground"
        await pilot.press("end")
        await settled(pilot)
        assert field in text(app) or size[1] < 24
        await pilot.press("f4", "f4", "f4", "f2")
        await settled(pilot)
        assert isinstance(app.screen, WriteStatistics)
        app.screen.query_one("#file", Input).value = str(counted.folder)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, StatisticsPage)
    [path] = counted.folder.iterdir()
    written = path.read_text(encoding="utf-8-sig")
    assert path.suffix == ".csv"
    assert "Salo" not in written
    assert others in written


async def test_a_file_that_is_there_is_not_written_over(counted: Offices, tmp_path: Path) -> None:
    path = tmp_path / "tilasto.csv"
    path.write_text("vanha")
    async with opened(counted.office) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('statistics')")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita kansio tai tiedosto." in text(app)
        app.screen.query_one("#file", Input).value = str(path)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, WriteStatistics)
    assert path.read_text() == "vanha"
