"""Small things a coach expects: what an unfinished visit lacks, and the keys between a visit and its employer."""

from __future__ import annotations

import pytest
from textual.widgets import Checkbox

from screens.day.before_visit import BeforeVisit
from screens.day.event import EventForm
from screens.day.for_employer import ForEmployer
from screens.employers.employer import EmployerPage
from store.history.change import Value
from store.notebook import Notebook
from store.today import today
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.visits import plant_permissions
from tui.app.application import ReppuApp
from tui.forms.days import wall_day
from tui.language import LANGUAGES, word
from tui.widgets.clipboard import NOTHING


def leave_unfinished(planted: Planted) -> None:
    """Keep the visit of today for the evening."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("event", {"status": "held", "to_be_completed": True}, id=planted.event))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_unfinished_says_that_nobody_said_what_was_told(
    planted: Planted, language: str, size: tuple[int, int]
) -> None:
    leave_unfinished(planted)
    async with opened(planted.home, size, language) as pilot:
        await pilot.press("end")
        seen = text(app_of(pilot))
        assert word("today.missing_told") in seen
        assert word("today.unfinished").upper() in seen


def test_once_it_is_said_it_is_not_missing(planted: Planted) -> None:
    leave_unfinished(planted)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [event.missing for event in today(notebook, wall_day()).unfinished] == ["told"]
        told: dict[str, Value | None] = {"client": planted.client, "event": planted.event, "day": wall_day()}
        save(notebook, Entry("told", told | {"words": "Sanottu."}))
        assert [event.missing for event in today(notebook, wall_day()).unfinished] == [""]


async def test_a_visit_opens_its_employer_and_the_employer_the_page_before_the_visit(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"Hei", "f4")
        await settled(pilot)
        assert isinstance(app.screen, EmployerPage)
        for key, page in (("f5", ForEmployer), ("f6", BeforeVisit)):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, page)
            await pilot.press("escape")
            await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        assert "Hei" in text(app)


async def test_a_crash_takes_what_was_copied_off_the_clipboard(planted: Planted) -> None:
    seen: list[ReppuApp] = []

    async def fall() -> None:
        async with opened(planted.home) as pilot:
            app = app_of(pilot)
            seen.append(app)
            app.clip.copy("Testin asia")
            app._handle_exception(ValueError("kaatui"))

    with pytest.raises(ValueError, match="kaatui"):
        await fall()
    assert seen[0].clipboard == NOTHING
    assert seen[0].crash


async def test_the_end_of_the_session_takes_it_off_too(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.clip.copy("Testin asia")
        app.end_of_session(15)
        await settled(pilot)
        assert app.clipboard == NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
async def test_somebody_who_is_not_to_hear_it_is_a_warning_and_no_refusal(planted: Planted, language: str) -> None:
    visit = plant_permissions(planted)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("contact_person", {"role": "workmate"}, id=visit.contact))
    async with opened(planted.home, (80, 40), language) as pilot:
        app = app_of(pilot)
        await pilot.press("enter")
        await settled(pilot)
        warning = word("event.outside_audience", roles=word("choice.to_whom", "workmate"))
        app.screen.query_one("#contacts Checkbox", Checkbox).value = True
        await settled(pilot)
        assert warning not in " ".join(text(app).split())
        app.screen.query_one(".sentences Checkbox", Checkbox).value = True
        await settled(pilot)
        assert warning in " ".join(text(app).split())
        await pilot.press("f2")
        await settled(pilot)
        assert [event.missing for event in today(app.opened, wall_day()).unfinished] == []


async def test_before_a_visit_a_contact_person_has_the_title_and_else_the_role(planted: Planted) -> None:
    people: tuple[dict[str, Value], ...] = (
        {"name": "Eka Keksitty", "title": "leipomon vetäjä", "role": "supervisor"},
        {"name": "Toka Keksitty", "role": "personnel"},
        {"name": "Kolmas Keksitty"},
    )
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        for values in people:
            save(notebook, Entry("contact_person", {"employer": planted.employer, **values}))
    async with opened(planted.home) as pilot:
        for key, page in (("f4", BeforeVisit), ("f4", EmployerPage)):
            app = app_of(pilot)
            if page is EmployerPage:
                await pilot.press("enter")
                await settled(pilot)
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, page)
            seen = text(app)
            assert "leipomon vetäjä" in seen
            assert word("choice.role", "supervisor") not in seen
            assert word("choice.role", "personnel") in seen
            assert "Kolmas Keksitty" in seen
            await pilot.press("escape")
            await settled(pilot)
