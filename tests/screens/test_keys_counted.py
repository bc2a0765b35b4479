"""docs/keys.md is true: each of its tasks is done with exactly the keys that it names, and they are counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from screens.day.before_visit import BeforeVisit
from screens.day.call import CallPage
from screens.day.case_entry import CaseEntryPage
from screens.day.event import EventForm
from screens.day.for_employer import ForEmployer
from screens.day.reminders import Reminders
from screens.day.today import Today
from screens.disclosure.withdraw import Withdraw
from store.history.change import Value
from store.notebook import Notebook
from store.reading import history_of, list_records, show
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled
from tests.screens.visits import plant_permissions
from tui.forms.days import wall_day
from tui.language import LANGUAGES

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
PRESSED = {
    "Enter": "enter",
    "Space": "space",
    "PgDn": "pagedown",
    "PgUp": "pageup",
    "Tab": "tab",
    "Esc": "escape",
    "Ctrl+Z": "ctrl+z",
}
TYPED = {"*notes*": "Hyvin sujui.", "*name*": "kahvila", "*number*": "7788", "*client*": "testi"}


def rows() -> list[tuple[str, str, int]]:
    """Return task, keys and their number of each row of the table."""
    found = re.findall(r"^\| (.+?) \| (.+?) \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(task, keys, int(count)) for task, keys, count in found]


def in_notes(pilot: Pilot[str], planted: Planted) -> bool:
    app = app_of(pilot)
    return isinstance(app.screen, EventForm) and isinstance(app.focused, TextArea)


def new_form(pilot: Pilot[str], planted: Planted) -> bool:
    screen = app_of(pilot).screen
    return isinstance(screen, EventForm) and screen.record_id is None


def saved(pilot: Pilot[str], planted: Planted) -> bool:
    values = show(app_of(pilot).opened, "event", planted.event).values
    told = list_records(app_of(pilot).opened, "told")
    return isinstance(app_of(pilot).screen, Today) and "to_be_completed" not in values and len(told) == 1


def kept(pilot: Pilot[str], planted: Planted) -> bool:
    values = show(app_of(pilot).opened, "event", planted.event).values
    return isinstance(app_of(pilot).screen, Today) and values.get("to_be_completed") is True


def called(pilot: Pilot[str], planted: Planted) -> bool:
    calls = list_records(app_of(pilot).opened, "event", where={"kind": "call", "employer": planted.employer})
    return isinstance(app_of(pilot).screen, Today) and len(calls) == 1


def withdrawn(pilot: Pilot[str], planted: Planted) -> bool:
    found = list_records(app_of(pilot).opened, "withdrawal", where={"client": planted.client, "scope": "all"})
    return isinstance(app_of(pilot).screen, Withdraw) and len(found) == 1


def copied(pilot: Pilot[str], planted: Planted) -> bool:
    return isinstance(app_of(pilot).screen, CaseEntryPage) and "Jotain sovittiin." in app_of(pilot).clipboard


def brought_back(pilot: Pilot[str], planted: Planted) -> bool:
    acts = [line.removed for line in history_of(app_of(pilot).opened, planted.event)]
    parts = list_records(app_of(pilot).opened, "event_client_part", where={"event": planted.event})
    return isinstance(app_of(pilot).screen, Today) and acts[-2:] == [True, False] and len(parts) == 1


def plant_the_rest(planted: Planted) -> None:
    """Plant the employer's number, and a meeting of yesterday that waits to be taken."""
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("employer", {"phone": "000 7788"}, id=planted.employer))
        yesterday = wall_day() - timedelta(days=1)
        values: dict[str, Value | None] = {"kind": "client_meeting", "status": "held", "day": yesterday}
        event = save(notebook, Entry("event", values | {"worker": notebook.identity.worker})).id
        part = {"client": planted.client, "event": event, "agreed": "Jotain sovittiin."}
        save(notebook, Entry("event_client_part", part))


def on(kind: type) -> Callable[[Pilot[str], Planted], bool]:
    return lambda pilot, planted: isinstance(app_of(pilot).screen, kind)


DONE: tuple[Callable[[Pilot[str], Planted], bool], ...] = (
    in_notes,
    new_form,
    saved,
    kept,
    called,
    on(Reminders),
    on(BeforeVisit),
    on(ForEmployer),
    on(CallPage),
    withdrawn,
    copied,
    brought_back,
)
"""How it is seen that a task is done, in the order of the table."""


def test_every_row_of_the_table_is_pressed_and_counts_right() -> None:
    assert len(rows()) == len(DONE)
    for task, keys, count in rows():
        assert sum(not part.startswith("*") for part in keys.split(", ")) == count, task


@pytest.mark.parametrize("place", range(len(DONE)))
async def test_a_task_is_done_with_the_keys_that_the_table_names(planted: Planted, place: int) -> None:
    plant_permissions(planted)
    plant_the_rest(planted)
    _task, keys, _count = rows()[place]
    async with opened(planted.home, language=LANGUAGES[place % len(LANGUAGES)]) as pilot:
        for part in keys.split(", "):
            if part.startswith("*"):
                await pilot.press(*TYPED[part])
            else:
                await pilot.press(PRESSED.get(part, part.lower()))
            await settled(pilot)
        assert DONE[place](pilot, planted)
