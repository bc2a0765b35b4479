"""What raters do on the screen: rounds, differences with names, the pack as PDF, and the counts of several units."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.quality.quality import QualityPage
from screens.quality.quality_folder import QualityFolder
from screens.quality.write_quality import WriteQuality
from screens.records.record_form import RecordForm
from store.history.change import Value
from store.home import Home
from store.notebook import Notebook
from store.quality.criteria import read_criteria
from store.quality.looking import quality
from store.quality.together import counts_of, counts_text, read_folder
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.test_quality import on
from tui.app.application import ReppuApp
from tui.forms.days import wall_day
from tui.language import speaking
from tui.paper.quality_pages import pack_sheet
from tui.paper.sheet import to_text
from tui.widgets.rows import Rows
from tui.widgets.ticks import Choices


@pytest.fixture
def rated(home: Home, notebook_template: Path) -> Home:
    """A notebook with a finished round of last spring and an open one, two raters who differ, and an improvement."""
    shutil.copytree(notebook_template, home.folder, dirs_exist_ok=True)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        criteria, today = read_criteria(), wall_day()
        about: dict[str, Value | None] = {"criteria_set": criteria.id, "criteria_version": criteria.version}
        spring = today - timedelta(days=200)
        span: dict[str, Value | None] = {"first_day": spring - timedelta(days=180), "last_day": spring}
        save(notebook, Entry("quality_review", {**about, **span, "held_on": spring, "finished": True}))
        span = {"first_day": today - timedelta(days=181), "last_day": today, "held_on": today, "unit": "Testitiimi"}
        review = save(notebook, Entry("quality_review", {**about, **span})).id
        given: dict[str, Value | None] = {"review": review, "criterion": 9, "score_state": "confirmed"}
        given["scored_on"] = today
        own: dict[str, Value | None] = {
            "score": "4",
            "scored_by": notebook.identity.worker,
            "evidence": "Ohje luettu.",
        }
        save(notebook, Entry("item_score", {**given, **own}))
        save(notebook, Entry("item_score", {**given, "score": "3", "outside_rater": "Keksitty Arvioija"}))
        action: dict[str, Value | None] = {"action": "Sovitaan työnjaosta.", "criterion": 9, "review": review}
        action |= {"owner": notebook.identity.worker, "due_on": today + timedelta(days=30)}
        save(notebook, Entry("improvement_action", action))
    return home


async def on_quality(app: ReppuApp) -> QualityPage:
    await app.run_action("app.go('quality')")
    page = app.screen
    assert isinstance(page, QualityPage)
    return page


def written(folder: Path) -> None:
    """Assert that there is one pack, and that it is a PDF."""
    [file] = folder.glob("reppu-pack-*.pdf")
    assert file.read_bytes().startswith(b"%PDF-")


def said(page: QualityPage) -> str:
    return "\n".join(" ".join(line.cells) for line in page.query_one(Rows).lines)


async def test_who_differs_who_improves_and_the_rounds_are_on_the_screen(rated: Home) -> None:
    async with opened(rated) as pilot:
        page = await on_quality(app_of(pilot))
        await settled(pilot)
        assert "Testi Valmentaja 4, Keksitty Arvioija 3" in said(page)
        assert "Sovitaan työnjaosta.\n kriteeri 9, vastuu Testi Valmentaja, viimeistään" in said(page)
        assert page.found is not None
        spring = page.found.rounds[-1]
        on(page.query_one(Rows), spring)
        await pilot.press("enter")
        await settled(pilot)
        assert (page.first, page.last) == (spring.first_day, spring.last_day)
        assert page.found.current == spring
        on(page.query_one(Rows), spring)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, RecordForm)


async def test_the_pack_is_written_from_the_screen_as_a_pdf(rated: Home, tmp_path: Path) -> None:
    async with opened(rated) as pilot:
        app = app_of(pilot)
        await on_quality(app)
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, WriteQuality)
        assert page.query_one("#unit", Input).value == "Testitiimi"
        await pilot.press("f2")
        await settled(pilot)
        assert "Kirjoita, mihin kansioon" in text(app)
        page.query_one("#place", Input).value = str(tmp_path)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, QualityPage)
    written(tmp_path)


async def test_the_counts_of_two_units_are_added_on_the_screen(rated: Home, tmp_path: Path) -> None:
    folder = tmp_path / "luvut"
    folder.mkdir()
    async with opened(rated) as pilot:
        app = app_of(pilot)
        page = await on_quality(app)
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        write = app.screen
        assert isinstance(write, WriteQuality)
        write.query_one("#which", Choices).focus()
        await pilot.press("down", "down")
        assert write.query_one("#which", Choices).code == "counts"
        write.query_one("#place", Input).value = str(folder)
        await pilot.press("f2")
        await settled(pilot)
        [counts], _ = read_folder(folder)
        assert counts.unit == "Testitiimi"
        assert page.found is not None
        other = counts_text(counts_of(page.found, "Toinen")).replace("\n    0,\n    0,", "\n    1,\n    2,")
        (folder / "toinen.toml").write_text(other)
        (folder / "vieras.toml").write_text("a = 1")
        await pilot.press("f8")
        await settled(pilot)
        together = app.screen
        assert isinstance(together, QualityFolder)
        together.query_one("#folder", Input).value = str(folder)
        await pilot.press("f2")
        await settled(pilot)
        shown = "\n".join(" ".join(line.cells) for line in together.query_one(Rows).lines)
        assert "Yhdessä 2 yksikköä" in shown
        assert "vieras.toml: tiedostossa ei ole lukuja" in shown
        assert "1 / 2  1 yksikkö" in shown


@pytest.mark.parametrize(
    ("language", "differ", "owner"),
    [
        ("fi", "Arvioijien erot", "vastuu Testi Valmentaja"),
        ("sv", "Skillnader", "ansvarig Testi Valmentaja"),
        ("en", "differ", "owner Testi Valmentaja"),
    ],
)
def test_the_pack_holds_the_differences_and_the_improvements(
    rated: Home, language: str, differ: str, owner: str
) -> None:
    with Notebook.unlock(rated, PASSPHRASE) as notebook:
        found = quality(notebook, wall_day() - timedelta(days=181), wall_day())
    with speaking(language):
        printed = to_text(pack_sheet(found))
    after = printed[printed.index(differ) :]
    assert "Keksitty Arvioija: 3" in after
    assert owner in after
    assert "Ohje luettu." in printed
    assert all(f"\n{number}. " in printed for number in range(1, 26))
