"""The quality screen: 25 rows, the rows behind a figure and the records themselves, and what a figure means."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from screens.clients.client import ClientPage
from screens.day.event import EventForm
from screens.quality.quality import MONTHS, QualityPage, period_until
from screens.quality.quality_definition import QualityDefinition
from screens.quality.quality_rows import QualityRows
from screens.records.record_form import RecordForm
from store.history.change import Value
from store.home import Home
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save, save_all
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tui.forms.days import wall_day
from tui.widgets.rows import Rows


@pytest.fixture
def worked(home: Home, notebook_template: Path) -> Home:
    """A coach's notebook with work in the community and at the office, and a visit to an employer."""
    shutil.copytree(notebook_template, home.folder, dirs_exist_ok=True)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        day = wall_day() - timedelta(days=3)
        time: dict[str, Value | None] = {"worker": notebook.identity.worker, "day": day, "activity": "client_work"}
        employer = save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
        client = save(notebook, Entry("client", {"given_name": "Usva", "entry": day - timedelta(days=12)})).id
        event = new_id()
        visit: dict[str, Value | None] = {
            "kind": "employer_visit",
            "status": "held",
            "day": day,
            "employer": employer,
        }
        save_all(
            notebook,
            [
                Entry("time_use", {**time, "minutes": 90, "time_place": "community"}),
                Entry("time_use", {**time, "minutes": 60, "time_place": "office"}),
                Entry("time_use", {**time, "minutes": 15}),
                Entry("event", {**visit, "mode": "face_to_face", "worker": notebook.identity.worker}, id=event),
                Entry("event_client_part", {"event": event, "client": client, "client_specific": True}),
            ],
        )
    return home


def on(app_rows: Rows, target: object) -> None:
    """Put the cursor on a line."""
    app_rows.cursor = next(place for place, line in enumerate(app_rows.lines) if line.target == target)
    app_rows.refresh_bindings()


@pytest.mark.parametrize(
    ("language", "name", "least", "means", "cut"),
    [
        ("fi", "Jalkautuva palvelu", "Vähintään", "Jalkautuvan työn minuutit", "vähintään 65"),
        ("sv", "Samhällsbaserade tj", "Minst", "Minuter ute i samhället", "minst 65"),
        ("en", "Community-based", "At least", "Minutes in the community", "at least 65"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_figure_its_rows_and_its_definition(
    worked: Home, language: str, name: str, least: str, means: str, cut: str, size: tuple[int, int]
) -> None:
    async with opened(worked, size, language) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('quality')")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, QualityPage)
        assert least in text(app)
        rows = page.query_one(Rows)
        assert [line.target for line in rows.lines if isinstance(line.target, int)] == list(range(1, 26))
        [community] = [line for line in rows.lines if line.target == 24]
        assert community.cells[1].startswith(name)
        assert community.cells[3] == "■■■■·"
        assert "90 / 150 = 60 %" in community.cells[-1]
        on(rows, 24)
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(app.screen, QualityDefinition)
        said = " ".join(" ".join(line.cells) for line in app.screen.query_one(Rows).lines)
        assert means in said
        assert cut in said
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, QualityRows)
        several = app.screen.query_one(Rows)
        rows = [line for line in several.lines if isinstance(line.target, tuple)]
        assert len(rows) == 3
        beside = [line.cells[-1].split()[0] for line in rows]
        assert sum(said.isdecimal() for said in beside) == 2, f"minutes beside the rows counted: {beside}"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)


async def test_the_rows_open_what_they_are(worked: Home) -> None:
    async with opened(worked) as pilot:
        app = app_of(pilot)
        for criterion, page in ((16, EventForm), (15, ClientPage)):
            await app.run_action("app.go('quality')")
            await settled(pilot)
            on(app.screen.query_one(Rows), criterion)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, page)


async def test_a_score_is_given_in_a_round(worked: Home) -> None:
    async with opened(worked) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('quality')")
        await settled(pilot)
        on(app.screen.query_one(Rows), 9)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        assert app.screen.record == "quality_review"
        await pilot.press("f2")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, QualityPage)
        on(page.query_one(Rows), 9)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, RecordForm)
        assert (app.screen.record, app.screen.preset["criterion"]) == ("item_score", 9)
    with Notebook.unlock(worked, PASSPHRASE) as notebook:
        [review] = list_records(notebook, "quality_review")
    assert review.values["criteria_set"] == "tuettu-tyohonvalmennus"


async def test_another_period_and_ones_own(worked: Home) -> None:
    async with opened(worked) as pilot:
        app = app_of(pilot)
        await app.run_action("app.go('quality')")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, QualityPage)
        first = page.first
        await pilot.press("left")
        await settled(pilot)
        assert page.last == first - timedelta(days=1)
        assert page.found is not None
        assert page.found.measure(24).score is None
        await pilot.press("right", "f4")
        await settled(pilot)
        assert page.last == wall_day()
        assert page.worker == page.found.worker == app.opened.identity.worker
        await pilot.press("f5")
        await settled(pilot)
        assert page.months == MONTHS[1]


@pytest.mark.parametrize(
    ("last", "months", "first"),
    [
        (date(2026, 11, 22), 6, date(2026, 5, 23)),
        (date(2026, 8, 31), 6, date(2026, 3, 1)),
        (date(2026, 12, 31), 12, date(2026, 1, 1)),
    ],
)
def test_a_period_ends_on_its_day(last: date, months: int, first: date) -> None:
    assert period_until(last, months) == (first, last)
