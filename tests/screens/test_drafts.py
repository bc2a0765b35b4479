"""Drafts: nothing typed is lost, neither on leaving a field nor when the disk says no."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.clients.clients import Clients
from screens.day.event import EventForm
from screens.day.today import Today
from screens.notebook.shade import Shade
from screens.records import draft_timer, form_drafts
from screens.records.draft_timer import DRAFT_SECONDS
from screens.records.record_form import RecordForm
from store.drafts import Draft, keep_draft, list_drafts
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tui.app.start import LOCKED
from tui.widgets.ask import Ask
from tui.widgets.rows import Rows


def field(form: RecordForm, name: str) -> Input:
    """Return the input of a field."""
    return form.query_one(f"#field-{name} Input", Input)


async def type_employer(pilot: Pilot[str]) -> RecordForm:
    """Open an empty form and type a name."""
    form = RecordForm("employer")
    app_of(pilot).push_screen(form)
    await settled(pilot)
    await pilot.press(*"Puoti")
    return form


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every draft be refused, as a full disk does."""

    def refuse(notebook: Notebook, draft: Draft) -> str:
        raise Refusal(Reason.FULL_DISK)

    monkeypatch.setattr(form_drafts, "keep_draft", refuse)


async def test_what_is_typed_is_a_draft_after_a_second(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await type_employer(pilot)
        await pilot.pause(DRAFT_SECONDS + 0.3)
        await settled(pilot)
        assert "Luonnos tallessa" in text(app_of(pilot))
        [draft] = list_drafts(app_of(pilot).opened)
        assert draft.values["name"] == "Puoti"


async def test_leaving_a_field_writes_the_draft_at_once(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_timer, "DRAFT_SECONDS", 600)
    async with opened(planted.home) as pilot:
        await type_employer(pilot)
        assert list_drafts(app_of(pilot).opened) == []
        await pilot.press("tab")
        await settled(pilot)
        assert [draft.values["name"] for draft in list_drafts(app_of(pilot).opened)] == ["Puoti"]


async def test_leaving_the_program_keeps_what_was_typed_a_moment_ago(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await type_employer(pilot)
        await pilot.press("f10")
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti"]


@pytest.mark.parametrize("answer", ["recover", "discard"])
async def test_a_form_with_a_draft_asks_and_recovering_has_the_focus(planted: Planted, answer: str) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        keep_draft(notebook, Draft("employer", {"name": "Puoti"}))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        assert "luonnos" in text(app)
        form = RecordForm("employer")
        app.push_screen(form)
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press(*([] if answer == "recover" else ["right"]), "enter")
        await settled(pilot)
        assert app.screen_stack[-1] is form
        assert field(form, "name").value == ("Puoti" if answer == "recover" else "")
        assert bool(list_drafts(app.opened)) is (answer == "recover")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Ask if answer == "recover" else Today)


async def test_a_draft_brings_back_what_was_typed_and_leaves_the_rest_as_it_stands_now(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = RecordForm("client", planted.client)
        app_of(pilot).push_screen(form)
        await settled(pilot)
        field(form, "municipality").value = "Lahti"
        await pilot.press("f10")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("client", {"phone": "000 777"}, id=planted.client))
    async with opened(planted.home) as pilot:
        app_of(pilot).push_screen(RecordForm("client", planted.client))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        client = show(notebook, "client", planted.client)
        assert (client.values["municipality"], client.values["phone"]) == ("Lahti", "000 777")
        assert client.conflicts == ()


async def test_a_draft_of_an_event_remembers_whom_it_is_about(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f2", "3")
        await settled(pilot)
        assert isinstance(app.screen, EventForm)
        await pilot.press(*"Kahvit")
        await pilot.press("f10")
        await settled(pilot)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        of_nobody = EventForm(kind="client_meeting")
        app.push_screen(of_nobody)
        await settled(pilot)
        assert app.screen_stack[-1] is of_nobody
        assert "Kahvit" not in text(app)
        await pilot.press("escape")
        await settled(pilot)
        today = app.screen
        assert isinstance(today, Today)
        rows = today.query_one(Rows)
        [target] = [
            line.target for line in rows.lines if isinstance(line.target, tuple) and line.target[0] == "begun_event"
        ]
        today.post_message(Rows.Opened(rows, target))
        await settled(pilot)
        form = app.screen
        assert isinstance(form, EventForm)
        assert "Kahvit" in text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert list_drafts(app.opened) == []
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        parts = list_records(notebook, "event_client_part", where={"client": planted.client})
        assert "Kahvit" in [part.values.get("notes") for part in parts]


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("way", ["f10", "app.lock", "app.go('clients')"])
async def test_a_refused_draft_is_told_and_the_text_stays(planted: Planted, way: str) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = await type_employer(pilot)
        if way == "f10":
            await pilot.press(way)
        else:
            await app.run_action(way)
        await settled(pilot)
        assert {"Levy", "täynnä"} <= set("".join(c if c.isalnum() else " " for c in text(app)).split())
        assert app.return_value is None
        assert form in app.screen_stack
        assert field(form, "name").value == "Puoti"
        assert not any(isinstance(screen, Clients) for screen in app.screen_stack)


@pytest.mark.usefixtures("full_disk")
async def test_a_refused_draft_does_not_hold_anybody_who_wants_to_leave(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        await type_employer(pilot)
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app_of(pilot).screen, Ask)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert app_of(pilot).return_code == 0
        assert app_of(pilot)._exit


@pytest.mark.usefixtures("full_disk")
async def test_a_refused_draft_is_hidden_and_kept_when_nobody_is_there(planted: Planted) -> None:
    now = [1000.0]
    async with opened(planted.home, clock=lambda: now[0]) as pilot:
        app = app_of(pilot)
        form = await type_employer(pilot)
        now[0] += app.idle_minutes * 60 + 1
        await app._lock_when_idle()
        await settled(pilot)
        assert app.return_value is None
        assert isinstance(app.screen, Shade)
        assert "Puoti" not in text(app)
        assert field(form, "name").value == "Puoti"


async def test_idle_time_locks_and_keeps_the_draft(planted: Planted) -> None:
    now = [1000.0]
    async with opened(planted.home, clock=lambda: now[0]) as pilot:
        app = app_of(pilot)
        await type_employer(pilot)
        now[0] += app.idle_minutes * 60
        await app._lock_when_idle()
        assert not app._exit
        now[0] += 1
        await app._lock_when_idle()
        assert app.return_value == LOCKED
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_the_end_of_the_session_keeps_the_draft(planted: Planted, number: signal.Signals) -> None:
    async with opened(planted.home) as pilot:
        await type_employer(pilot)
        os.kill(os.getpid(), number)
        await settled(pilot)
        assert app_of(pilot).return_code == 128 + number
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert [draft.values["name"] for draft in list_drafts(notebook)] == ["Puoti"]


async def test_saving_twice_at_once_saves_one(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        form = await type_employer(pilot)
        for _ in range(5):
            form.action_save()
            await asyncio.sleep(0)
        await settled(pilot)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        assert len(list_records(notebook, "employer", where={"name": "Puoti"})) == 1
