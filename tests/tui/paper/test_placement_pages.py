"""Papers of placements: the agreement and the statement in three languages, the weekly sheet with initials only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.clear_files import clear_files
from store.history.change import Value
from store.money.closing import close_month
from store.money.months import client_month
from store.notebook import Notebook
from store.placements.hours import week_sheet
from store.placements.results import progress
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.store.placements.house import TODAY, House, open_house
from tui.forms.money_table import allowance_rows, euros, without_number
from tui.forms.offers import names_of
from tui.language import LANGUAGES, speaking, word
from tui.paper.grid import grid_to_pdf
from tui.paper.placement_pages import SIGNATURES, agreement_sheet, progress_sheet, statement_sheet, week_grid
from tui.paper.placement_writing import AgreementPaper, ProgressPaper, StatementPaper, WeekPaper
from tui.paper.sheet import to_pdf, to_text

JANUARY = date(2026, 1, 1)


@pytest.fixture
def house(office: Notebook) -> House:
    """A workshop at the office."""
    return open_house(office)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agreement_has_all_its_parts_and_lines_to_sign(house: House, language: str) -> None:
    office, client = house.notebook, house.client("Aino", pay_class=None)
    whole = {"weekdays": ("monday", "friday"), "weekly_hours": 720, "goals": "rohkeus", "supporter": "Merja",
             "hours_recorder": "Merja", "pay_class": house.classes["ordinary"], "rate": 500, "insurance": "kunta",
             "travel": "bussi", "ending_rules": "viikon irtisanomisaika"}  # fmt: skip
    id = house.agreement(client, **whole)  # type: ignore[arg-type]
    values = show(office, "placement_agreement", id).values
    with speaking(language):
        names = names_of(office, "placement_agreement", [values])
        sheet = agreement_sheet(values, names, "Aino Keksitty", TODAY)
        said = to_text(sheet)
        assert sheet.title == word("paper", "agreement")
        for key in SIGNATURES.values():
            assert word(key) in said
        for section in ("parties", "time_and_tasks", "terms"):
            assert word("section", section) in said
    for part in (
        "Purkupaja Malli",
        "Mallilan vammaispalvelut",
        "rohkeus",
        "viikon irtisanomisaika",
        "kunta",
        "bussi",
    ):
        assert part in said
    assert to_pdf(sheet).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_says_what_the_sum_is_made_of(house: House, language: str) -> None:
    office, client = house.notebook, house.client("Aino", payroll_number="P-7")
    house.entry(client, date(2026, 1, 7))
    close_month(office, JANUARY, TODAY)
    house.entry(client, date(2026, 1, 8))
    february = client_month(office, client, date(2026, 2, 1), TODAY)
    with speaking(language):
        said = to_text(statement_sheet(february.clients[0], february.month, february.class_names, TODAY))
        assert word("paper", "no_wage") in said
    for part in ("1/2026", "2/2026", "5", "P-7", "Mallilan vammaispalvelut"):
        assert part in said
    january = client_month(office, client, JANUARY, TODAY)
    with speaking("fi"):
        said = to_text(statement_sheet(january.clients[0], JANUARY, january.class_names, TODAY))
    assert "1 × 5,00 € = 5,00 €" in said


def test_the_weekly_sheet_has_initials_and_no_name(house: House) -> None:
    house.client("Aino", "Keksitty"), house.client("Eero", "Esimerkki")
    grid = week_grid(week_sheet(house.notebook, house.place, date(2026, 3, 2)))
    said = str(grid)
    assert [row[0] for row in grid.rows[:2]] == ["A.K.", "E.E."]
    assert "Aino" not in said
    assert "Keksitty" not in said
    assert len(grid.heads) == len(grid.rows[0]) == 8
    assert grid.rows[-1] == ("",) * 8, "room for whoever came without being expected"
    assert grid_to_pdf(grid).startswith(b"%PDF")


def test_papers_lie_where_somebody_chose_and_are_listed(house: House, tmp_path: Path) -> None:
    office, client = house.notebook, house.client("Aino")
    house.entry(client, date(2026, 1, 7))
    save(office, Entry("goal", {"client": client, "kind": "skill", "own_words": "Aloitus", "started": JANUARY}))
    folder = tmp_path / "papers"
    folder.mkdir()
    agreement = list_records(office, "placement_agreement")[0].id
    papers = (AgreementPaper(agreement), StatementPaper(client, JANUARY), ProgressPaper(client),
              WeekPaper(house.place, date(2026, 1, 5)))  # fmt: skip
    for paper in papers:
        path = paper.write(office, folder, "sv", TODAY)
        assert path.read_bytes().startswith(b"%PDF")
        assert "Aino" not in path.name
    assert [one.what for one in clear_files(office)] == [
        "week_sheet",
        "progress",
        "allowance_statement",
        "placement_agreement",
    ]
    with pytest.raises(Refusal) as caught:
        papers[0].write(office, tmp_path / "none", "fi", TODAY)
    assert caught.value.reason is Reason.FOLDER_MISSING
    with pytest.raises(Refusal):
        StatementPaper(client, date(2025, 1, 1)).write(office, folder, "fi", TODAY)


def test_skills_are_printed_with_the_clients_view(house: House) -> None:
    office, client = house.notebook, house.client("Aino")
    goal: dict[str, Value | None] = {
        "client": client,
        "kind": "skill",
        "own_words": "Aloitus",
        "started": JANUARY,
        "start_level": 2,
    }
    id = save(office, Entry("goal", goal)).id
    rating: dict[str, Value | None] = {
        "client": client,
        "goal": id,
        "day": TODAY,
        "level": 4,
        "client_view": "osaan jo",
    }
    save(office, Entry("goal_rating", rating))
    said = to_text(progress_sheet(progress(office, client), "Aino", TODAY))
    assert "osaan jo" in said
    assert "+2" in said


def test_the_payrolls_table_has_numbers_and_no_name(house: House) -> None:
    from store.money.months import office_month

    one, other = house.client("Aino", payroll_number="P-7"), house.client("Eero", pay_class=None)
    house.decide(other, "ordinary", payroll_number=None)
    for client in (one, other):
        house.entry(client, date(2026, 1, 7))
    rows = allowance_rows(office_month(house.notebook, JANUARY, TODAY))
    assert [row[0] for row in rows[1:]] == ["P-7", ""]
    assert without_number(rows) == 1
    assert "Aino" not in str(rows)
    assert (euros(-1205), euros(5), euros(123400)) == ("-12,05", "0,05", "1234,00")
