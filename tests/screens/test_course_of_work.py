"""Stages, records, what is due and the pictures with the keys that a person presses, in a terminal of 80 × 24."""

from __future__ import annotations

from datetime import timedelta

import pytest

from screens.clients.client import ClientPage
from screens.clients.client_records import ClientRecords
from screens.clients.stages import StagesPage
from screens.day.due import DuePage
from screens.day.event import EventForm
from screens.day.event_support import Support
from screens.day.route import RoutePage
from screens.day.today import Today
from screens.quality.follow_up import FollowUpPage, bar
from screens.records.kind_list import KindList
from screens.records.record_form import RecordForm
from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save, save_all
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, lines, opened, settled, text
from tui.forms.days import wall_day


def late(planted: Planted) -> None:
    """Let the planted client have come long ago."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        values: dict[str, Value] = {"entry": wall_day() - timedelta(days=45)}
        save(notebook, Entry("client", values, id=planted.client))


def at_work(planted: Planted) -> tuple[str, str]:
    """Let the planted client have a wish of work and a job that began today; return their ids."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        wish: dict[str, Value] = {"client": planted.client, "job_type": "Hyllyttäjä"}
        job: dict[str, Value] = {"client": planted.client, "title": "Varastotyö", "start": wall_day()}
        saved = save_all(notebook, [Entry("job_goal", wish), Entry("job", job)])
        return saved[0].id, saved[1].id


def written(planted: Planted, record: str) -> list[dict[str, Value]]:
    """Return the values of the records of a type."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        return [dict(one.values) for one in list_records(notebook, record)]


async def test_today_says_why_something_is_due_and_puts_it_off_with_a_reason(planted: Planted) -> None:
    late(planted)
    async with opened(planted.home) as pilot:
        assert "1. työnantajatapaaminen" in text(app_of(pilot))
        await pilot.press("down", "f8")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, DuePage)
        seen = " ".join(text(app_of(pilot)).split())
        assert "kasvokkain 30 päivän kuluessa (laatukriteeri 15" in seen
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
        assert "1. työnantajatapaaminen" not in text(app_of(pilot))
    [put_off] = written(planted, "postponed_due")
    assert (put_off["due_rule"], put_off["postponed_why"]) == ("first_contact", "client_declined")


async def test_something_is_put_off_to_a_day_that_lies_ahead(planted: Planted) -> None:
    late(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("down", "f8")
        await settled(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        await pilot.press(*"-1", "enter")
        await settled(pilot)
        assert "vasta edessä" in text(app_of(pilot))
        await pilot.press("backspace", "backspace", *"+9", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    [put_off] = written(planted, "postponed_due")
    assert (put_off["postponed_why"], put_off["until"]) == ("agreed_later", wall_day() + timedelta(days=9))


async def test_a_client_enters_a_stage_from_the_board_and_the_days_are_counted(planted: Planted) -> None:
    late(planted)
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(StagesPage())
        await settled(pilot)
        assert "päivä?" in text(app_of(pilot))
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("down", "down", "down", "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, StagesPage)
        line = next(line for line in lines(app_of(pilot)) if "Testi S." in line)
        assert "0 pv" in line
    [period] = [one for one in written(planted, "stage_period") if one.get("left_on") is None]
    assert (period["stage"], period["entered"]) == ("work_agreed", wall_day())


async def test_the_clients_page_leads_to_every_kind_and_a_new_record(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        page = ClientPage(planted.client)
        app_of(pilot).push_screen(page)
        await settled(pilot)
        await pilot.press("ctrl+down")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, ClientRecords)
        assert "KIRJAUKSET LAJEITTAIN" in text(app_of(pilot))
        app_of(pilot).push_screen(KindList("job_goal", planted.client))
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        form = app_of(pilot).screen
        assert isinstance(form, RecordForm)
        assert form.rows["client"].typed() == planted.client
        await pilot.press(*"Kokki", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, KindList)
        assert "Kokki" in text(app_of(pilot))


async def test_the_next_version_of_a_plan_begins_with_what_stands(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        values: dict[str, Value] = {"client": planted.client, "drawn_up_on": wall_day(), "area": "Lahti"}
        first = save(notebook, Entry("job_search_plan", values)).id
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(KindList("job_search_plan", planted.client))
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "korvattu" in text(app_of(pilot)).lower()
    replaced = {plan.get("replaces") for plan in written(planted, "job_search_plan") if plan["area"] == "Lahti"}
    assert replaced == {None, (first,)}


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("employer_visit", ("Työtavoite",), ("Millaista tukea",)),
        ("support_visit", ("Millaista tukea", "Kuka tuki", "Asiakas ei halunnut"), ("Työtavoite",)),
        ("client_meeting", ("Millaista tukea",), ("Työtavoite",)),
    ],
)
async def test_the_form_shows_support_where_it_matters_and_never_to_an_employer(
    planted: Planted, kind: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    at_work(planted)
    async with opened(planted.home, (80, 50)) as pilot:
        employer = None if kind == "client_meeting" else planted.employer
        app_of(pilot).push_screen(EventForm(kind=kind, client=planted.client, employer=employer))
        await settled(pilot)
        if employer is not None:
            assert not any(word in text(app_of(pilot)) for word in (*shown, "Hyllyttäjä"))
            await pilot.press("f6")
            await settled(pilot)
        seen = text(app_of(pilot))
        assert all(word in seen for word in shown)
        assert not any(word in seen for word in hidden)


async def test_what_support_was_given_is_saved_with_the_visit(planted: Planted) -> None:
    at_work(planted)
    async with opened(planted.home) as pilot:
        form = EventForm(kind="support_visit", client=planted.client, employer=planted.employer)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        support = form.query_one(Support)
        for name in ("support_types.coping", "support_by.coach", "employer_support_requested"):
            next(box for box in support.query("Checkbox") if box.name == name).focus()
            await pilot.press("space")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    part = next(one for one in written(planted, "event_client_part") if "support_types" in one)
    assert (part["support_types"], part["support_by"]) == (("coping",), ("coach",))
    assert part["employer_support_requested"] is True
    assert "client_declined" not in part


async def test_the_pictures_fit_and_say_their_numbers(planted: Planted) -> None:
    late(planted)
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(FollowUpPage())
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "ASIAKKAAT VAIHEITTAIN" in seen
        assert "TYÖNANTAJIEN TAPAAMISET VIIKOSSA" in seen
        assert any("työnetsintä" in line and " 1 " in line and "█" in line for line in lines(app_of(pilot)))


@pytest.mark.parametrize(
    ("number", "most", "goal", "drawn"),
    [(0, 0, 0, ""), (2, 4, 0, "█" * 20), (3, 3, 6, "█" * 18 + "·" * 18), (80, 80, 20, "█" * 40), (1, 80, 0, "█")],
)
def test_a_bar_is_as_long_as_its_number(number: int, most: int, goal: int, drawn: str) -> None:
    assert bar(number, most, goal) == drawn


async def test_the_route_is_written_as_a_text_without_clients(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("event", {"worker": notebook.identity.worker}, id=planted.event))
    folder = planted.home.folder.parent / "auto"
    folder.mkdir()
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(RoutePage())
        await settled(pilot)
        assert "Kahvila Keksitty" in text(app_of(pilot))
        assert "Testi S." not in text(app_of(pilot)).replace("Testi Valmentaja", "")
        await pilot.press("f2", *str(folder), "enter")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, RoutePage)
    [file] = folder.iterdir()
    assert "9.30  Kahvila Keksitty  Lahti" in file.read_text(encoding="utf-8")
