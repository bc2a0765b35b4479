"""The event form with the keys that a person presses: one save writes every part, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.day.before_visit import BeforeVisit
from screens.day.event import EventForm
from screens.day.event_kinds import EventKinds
from screens.day.today import Today
from screens.records.draft_timer import DRAFT_SECONDS
from store.disclosure import withdraw
from store.drafts import list_drafts
from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records, show
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.visits import FORBIDDEN, SENTENCE, plant_permissions
from tui.forms.days import wall_day
from tui.widgets.ask import Ask

NOTES = "Tarvitsee hyllyttäjän aamuihin."


def values(notebook: Notebook, record: str, **where: Value) -> list[Mapping[str, Value]]:
    """Return the values of the records of a type."""
    return [one.values for one in list_records(notebook, record, where=where)]


def focused_name(pilot: Pilot[str]) -> str | None:
    """Return the name of the field that the cursor is in."""
    focused = app_of(pilot).screen.focused
    return focused.name if focused is not None else None


@pytest.mark.parametrize(
    ("language", "told", "agreed"),
    [
        ("fi", "Kerroin", "Sovittiin asiakkaan asiassa"),
        ("sv", "Jag berättade", "Överenskommet i klientens ärende"),
        ("en", "I told", "Agreed in the client's matter"),
    ],
)
async def test_a_visit_is_written_in_five_keys(planted: Planted, language: str, told: str, agreed: str) -> None:
    visit = plant_permissions(planted)
    async with opened(planted.home, language=language) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        seen = text(app_of(pilot))
        for word in ("Kahvila Keksitty", "Testi S.", SENTENCE, told, agreed):
            assert word in seen
        assert focused_name(pilot) == "learned"
        await pilot.press(*NOTES, "pagedown", "space", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        event = show(notebook, "event", planted.event).values
        assert event["status"] == "held"
        assert "to_be_completed" not in event
        [part] = values(notebook, "event_employer_part", event=planted.event)
        assert (part["learned"], part["employer"]) == (NOTES, planted.employer)
        [said] = values(notebook, "told", client=planted.client)
        assert (said["item"], said["words"], said["event"]) == (visit.told, SENTENCE, planted.event)
        assert (said["day"], said["to_whom"], said["told_by"]) == (wall_day(), ("supervisor",), "coach")
        assert list_drafts(notebook) == []


async def test_what_nobody_said_anything_about_waits_on_today(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*NOTES, "f2")
        await settled(pilot)
        assert "täydennettävä" in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("pagedown", "down", "right", "space", "f2")
        await settled(pilot)
        app_of(pilot).clear_notifications()
        await settled(pilot)
        assert "täydennettävä" not in text(app_of(pilot))
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [part] = values(notebook, "event_client_part", event=planted.event)
        assert part["nothing_told"] is True
        assert values(notebook, "told") == []


async def test_f8_keeps_what_there_is_and_lists_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert "täydennettävä" in text(app_of(pilot))
        assert show(app_of(pilot).opened, "event", planted.event).values["to_be_completed"] is True


async def test_something_else_needs_the_day_on_which_the_client_heard_of_it(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("pagedown", "down", "space")
        await settled(pilot)
        await pilot.press(*"Bussista", "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, EventForm)
        assert "sai tietää" in text(app_of(pilot))
        assert focused_name(pilot) == "other_day"
        await pilot.press("f8")
        await settled(pilot)
        assert values(app_of(pilot).opened, "told") == []
        await pilot.press("enter")
        await settled(pilot)
        assert "Bussista" in text(app_of(pilot))
        app_of(pilot).screen.query_one(".deviation .day", Input).value = "tänään"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [said] = values(notebook, "told", client=planted.client)
        assert (said["words"], said["deviation"]) == ("Bussista", True)
        assert said["client_informed_on"] == wall_day()
        assert list_drafts(notebook) == []


async def test_nothing_told_and_something_told_exclude_each_other(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("pagedown", "space", "down", "right", "space")
        await settled(pilot)
        assert "[ ] ”Pidän" in text(app_of(pilot))
        assert "[x] en kertonut" in text(app_of(pilot))
        await pilot.press("up", "space")
        await settled(pilot)
        assert "[x] ”Pidän" in text(app_of(pilot))
        assert "[ ] en kertonut" in text(app_of(pilot))


async def test_what_was_told_stands_and_is_not_told_twice(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        for _time in range(2):
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("pagedown", "space", "f2")
            await settled(pilot)
            assert isinstance(app_of(pilot).screen, Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert len(values(notebook, "told")) == 1


async def test_a_new_call_finds_the_employer_and_a_new_employer_is_made_on_the_way(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f2", "4")
        await settled(pilot)
        await pilot.press(*"keksi", "enter")
        await settled(pilot)
        assert focused_name(pilot) == "learned"
        await pilot.press(*NOTES, "f2")
        await settled(pilot)
        await pilot.press("f2", "1")
        await settled(pilot)
        await pilot.press(*"Uusi Verstas", "enter")
        await settled(pilot)
        assert focused_name(pilot) == "learned"
        await pilot.press(*NOTES, "f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, EventKinds | Today)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [call] = values(notebook, "event", kind="call")
        assert (call["employer"], call["mode"], call["status"]) == (planted.employer, "phone", "held")
        assert call["worker"] == notebook.identity.worker
        [made] = list_records(notebook, "employer", where={"name": "Uusi Verstas"})
        assert [one["learned"] for one in values(notebook, "event_employer_part", employer=made.id)] == [NOTES]


async def test_a_meeting_keeps_a_part_for_each_client_and_a_day_ahead_plans_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f2", "3")
        await settled(pilot)
        for name in ("testi", "toinen"):
            app_of(pilot).screen.query_one("#client Input", Input).focus()
            await pilot.press(*name, "enter")
            await settled(pilot)
        assert "Asiakas 2/2: Toinen K." in " ".join(text(app_of(pilot)).split())
        app_of(pilot).screen.query_one("#time-and-place .day", Input).value = "+3d"
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        [event] = list_records(notebook, "event", where={"kind": "client_meeting"})
        assert event.values["status"] == "planned"
        assert event.values["day"] == wall_day() + timedelta(days=3)
        parts = list_records(notebook, "event_client_part", where={"event": event.id})
        assert {part.client for part in parts} >= {planted.client}
        assert len(parts) == 2


@pytest.mark.parametrize(
    ("typed", "days", "odd"),
    [("eilen", -1, False), ("+3d", 3, False), ("-90d", -90, True), ("huomisko", None, False)],
)
async def test_days_are_echoed_with_their_weekday_and_odd_ones_are_asked_about(
    planted: Planted, typed: str, days: int | None, odd: bool
) -> None:
    async with opened(planted.home, (80, 40)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        form.query_one("#time-and-place .day", Input).value = typed
        await settled(pilot)
        echo = text(app_of(pilot))
        if days is None:
            assert "! esim. 22.11. tai eilen" in echo
            await pilot.press("f2")
            await settled(pilot)
            assert app_of(pilot).screen is form
            return
        meant: date = wall_day() + timedelta(days=days)
        assert f"{meant.day}.{meant.month}.{meant.year}" in echo
        assert ("onko oikein?" in echo) is odd
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Ask) is odd
        if odd:
            await pilot.press("enter")
            await settled(pilot)
            assert app_of(pilot).screen is form
            await pilot.press("f2")
            await settled(pilot)
            await pilot.press("right", "enter")
            await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
        assert show(app_of(pilot).opened, "event", planted.event).values["day"] == meant


async def test_escape_asks_in_a_changed_form_and_the_harmless_answer_has_the_focus(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
        await pilot.press("enter")
        await settled(pilot)
        form = app_of(pilot).screen
        await pilot.press(*"abc", "escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert app_of(pilot).screen is form
        assert form.query_one(TextArea).text == "abc"


async def test_drafts_are_kept_a_client_and_come_back_with_every_part(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"abc", "pagedown", "space")
        await pilot.pause(DRAFT_SECONDS + 0.3)
        await settled(pilot)
        assert "Luonnos tallessa" in text(app_of(pilot))
        drafts = list_drafts(app_of(pilot).opened)
        assert {draft.form: draft.client for draft in drafts} == {
            "event": None,
            "event_client_part": planted.client,
        }
        await pilot.press(*"de", "f10")
    async with opened(planted.home) as pilot:
        assert "luonnos" in text(app_of(pilot))
        await pilot.press("enter")
        await settled(pilot)
        assert app_of(pilot).screen.query_one(TextArea).text == "abc"
        assert "[x] ”Pidän" in text(app_of(pilot))
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert len(values(notebook, "told")) == 1
        assert list_drafts(notebook) == []


async def test_a_draft_of_a_new_event_is_taken_up_from_today_and_another_event_begins_empty(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await pilot.press("f2", "4")
        await settled(pilot)
        await pilot.press(*"keksi", "enter")
        await settled(pilot)
        await pilot.press(*NOTES, "f10")
    async with opened(planted.home) as pilot:
        await pilot.press("f2", "4")
        await settled(pilot)
        assert app_of(pilot).screen.query_one(TextArea).text == ""
        await pilot.press("escape", "escape")
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert app_of(pilot).screen.query_one(TextArea).text == NOTES
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert len(values(notebook, "event", kind="call")) == 1
        assert list_drafts(notebook) == []


async def test_a_permission_that_was_withdrawn_is_not_on_the_form(planted: Planted) -> None:
    visit = plant_permissions(planted)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        withdraw(notebook, planted.client, item=visit.told)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert SENTENCE not in text(app_of(pilot))
        assert "ei sovittua kerrottavaa" in text(app_of(pilot))


async def test_the_language_changes_and_what_was_typed_and_ticked_stays(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"abc", "pagedown", "space")
        app_of(pilot).choose_language("sv")
        await settled(pilot)
        seen = text(app_of(pilot))
        assert "abc" in seen
        assert "[x] ”Pidän" in seen
        assert "något annat" in seen


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Tämän saa kertoa", "Tätä ei sanota", "0 päivää sitten")),
        ("sv", ("Detta får berättas", "Detta sägs inte", "för 0 dagar sedan")),
        ("en", ("This may be told", "This is not said", "0 days ago")),
    ],
)
async def test_before_the_visit_everything_is_read_in_the_car(
    planted: Planted, language: str, words: tuple[str, ...]
) -> None:
    plant_permissions(planted)
    async with opened(planted.home, (100, 60), language) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, BeforeVisit)
        seen = text(app_of(pilot))
        for word in (*words, SENTENCE, *FORBIDDEN, "Esko Esihenkilö"):
            assert word in seen
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, EventForm)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Today)
