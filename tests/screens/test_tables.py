"""A table is looked at first: each bad row is named and nothing saved; then all is taken in, and written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.exchange.tables import TablesPage, lines_of
from store.csv_in import BadRow
from store.home import Home
from store.notebook import Notebook
from store.placements.hours_files import HoursRead
from store.reading import list_records
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tui.widgets.ask import Ask


async def typed(pilot: Pilot[str], path: Path) -> None:
    """Put the name of a file into the field."""
    page = app_of(pilot).screen
    page.query_one("#file", Input).value = str(path)
    page.query_one("#file", Input).focus()
    await settled(pilot)


async def test_bad_rows_are_named_then_the_table_is_taken_in_and_written_again(
    filled_home: Home, tmp_path: Path
) -> None:
    table = tmp_path / "asiakkaat.csv"
    table.write_text(
        "Etunimi;Palveluun tulo;Kenkä\nAalto;31.2.2026;41\n;;\nVuono;;\n;24.11.2026;\n", encoding="utf-8"
    )
    async with opened(filled_home, (80, 24)) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('tables')")
        await settled(pilot)
        assert isinstance(app.screen, TablesPage)
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita tiedoston nimi." in text(app)
        await typed(pilot, table)
        await pilot.press("enter")
        await settled(pilot)
        seen = " ".join(text(app).split())
        assert "2 riviä on virheellisiä. Mitään ei ole tallennettu" in seen
        assert "Rivi 2: Tuli palveluun: ei ole päivä" in seen
        assert "Rivi 5: Etunimi: puuttuu" in seen
        assert "otsikkoa ei tunneta: Kenkä" in seen
        await pilot.press("f2")
        await settled(pilot)
        assert "2 riviä on virheellisiä" in text(app)
        table.write_text("Etunimi\nAalto\nVuono\n", encoding="utf-8")
        await pilot.press("f2")
        await settled(pilot)
        assert "Kunnossa 2 riviä" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert "Tuotiin 2 riviä." in text(app)
        await typed(pilot, tmp_path)
        assert "Tuotiin" not in text(app)
        await pilot.press("f5")
        await settled(pilot)
        assert "2 riviä kirjoitettiin tiedostoon" in " ".join(text(app).split())
        await pilot.press("f5")
        await settled(pilot)
        assert "kirjoitettiin" not in text(app)
    written = (tmp_path / "reppu-asiakkaat.csv").read_text(encoding="utf-8-sig")
    assert [line.split(";")[0] for line in written.splitlines()] == ["given_name", "Aalto", "Vuono"]
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        names = {one.values["given_name"] for one in list_records(notebook, "client")}
    assert names == {"Aalto", "Vuono"}


async def test_hours_outside_an_agreement_are_asked_about(filled_home: Home, tmp_path: Path) -> None:
    table = tmp_path / "tunnit.csv"
    table.write_text("person;day;hours;place\nAino;2026-03-02;4,5;Paja\n", encoding="utf-8")
    people = tmp_path / "asiakkaat.csv"
    people.write_text("Etunimi\nAino\n", encoding="utf-8")
    places = tmp_path / "paikat.csv"
    places.write_text("name;kind\nPaja;workshop\n", encoding="utf-8")
    async with opened(filled_home, (80, 24)) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('tables')")
        await settled(pilot)
        for path, down in ((people, 0), (places, 2), (table, 2)):
            app.screen.query_one("#kind").focus()
            await pilot.press(*["down"] * down)
            await typed(pilot, path)
            await pilot.press("f4")
            await settled(pilot)
            assert "Kunnossa 1 rivi." in text(app), path
            await pilot.press("f2")
            await settled(pilot)
        assert "sopimus" in text(app)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert "Tuotiin 1 rivi." in text(app)
        await pilot.press("f4")
        await settled(pilot)
        assert "1 rivi on täällä jo." in text(app)
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        [entry] = list_records(notebook, "work_entry")
    assert (entry.values["minutes"], entry.values["taken_from"]) == (270, "csv_file")


@pytest.mark.parametrize(("bad", "said"), [((), "Kunnossa 0"), ((BadRow(3, "", "future_day"),), "1 rivi on")])
def test_rows_outside_an_agreement_stand_among_the_bad_ones(bad: tuple[BadRow, ...], said: str) -> None:
    outside = (BadRow(2, "", "outside_agreement"), BadRow(7, "", "outside_agreement"))
    found = lines_of(HoursRead((), bad, outside, 0, (), "csv_file"), 80)
    assert found[0].cells[-1].startswith(said)
    assert [cell.split(":")[0] for line in found for cell in line.cells if cell.startswith("Rivi ")] == [
        f"Rivi {number}" for number in sorted({2, 7, *(row.row for row in bad)})
    ]
