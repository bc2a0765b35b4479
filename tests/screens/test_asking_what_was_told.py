"""What was told at a visit is asked where somebody could have heard something, and nowhere else (USERS, rule 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.day.event import EventForm
from screens.day.event_known import telling
from screens.day.today import Today
from store.disclosure import agree
from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records, show
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled
from tests.screens.visits import plant_permissions
from tui.forms.days import wall_day


def _field(pilot: Pilot[str], name: str) -> Input:
    return next(field for field in app_of(pilot).screen.query(Input) if field.name == name)


async def _write_visit(pilot: Pilot[str], planted: Planted, *, meeting: str = "") -> bool:
    """Write the visit of today down; tell whether it waits to be completed."""
    app = app_of(pilot)
    app.push_screen(EventForm(planted.event))
    await settled(pilot)
    if meeting:
        _field(pilot, "new_contact").value = meeting
    await pilot.press(*"Hyvin.", "f2")
    await settled(pilot)
    assert isinstance(app.screen, Today)
    assert list_records(app.opened, "told") == []
    [part] = list_records(app.opened, "event_client_part", where={"event": planted.event})
    assert "nothing_told" not in part.values
    return show(app.opened, "event", planted.event).values.get("to_be_completed") is True


@pytest.mark.parametrize("ask_first", [False, True])
async def test_a_support_visit_where_nothing_may_be_told_is_saved_for_good(planted: Planted, ask_first: bool) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("event", {"kind": "support_visit"}, id=planted.event))
        if ask_first:
            item: dict[str, Value | None] = {"client": planted.client, "item": "medication", "decision": "tell"}
            id = save(
                notebook, Entry("disclosure_item", item | {"employers": (planted.employer,), "wording": "Niin."})
            ).id
            before = wall_day() - timedelta(days=1)
            agree(notebook, planted.client, [id], agreed_on=before, review_on=before)
        found = telling(notebook, planted.client, planted.employer, wall_day())
        assert (found.sentences, found.ask_first) == ((), ask_first)
    async with opened(planted.home) as pilot:
        assert not await _write_visit(pilot, planted)


@pytest.mark.parametrize(("kind", "meeting"), [("support_visit", "Esko Esihenkilö"), ("employer_visit", "")])
async def test_where_somebody_could_have_heard_it_is_asked_what_was_told(
    planted: Planted, kind: str, meeting: str
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("event", {"kind": kind}, id=planted.event))
    async with opened(planted.home) as pilot:
        assert await _write_visit(pilot, planted, meeting=meeting)


async def test_where_something_may_be_told_it_is_asked_what_was_told(planted: Planted) -> None:
    plant_permissions(planted)
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("event", {"kind": "support_visit"}, id=planted.event))
    async with opened(planted.home) as pilot:
        assert await _write_visit(pilot, planted)
