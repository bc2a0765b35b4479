"""A call that is written down from the page that one reads while it rings."""

from __future__ import annotations

from textual.widgets import Input

from screens.day.call import CallPage
from screens.day.today import Today
from store.notebook import Notebook
from store.reading import list_records
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled
from tui.forms.days import read_clock, wall_clock


async def test_a_call_has_the_time_at_which_it_rang_and_leads_back_to_where_one_was(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        save(notebook, Entry("employer", {"phone": "000 7788"}, id=planted.employer))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("f3", *"7788")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CallPage)
        before = wall_clock()
        await pilot.press("f2")
        await settled(pilot)
        rang = read_clock(next(field for field in app.screen.query(Input) if field.name == "start").value)
        assert rang in (before, wall_clock())
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, CallPage)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press(*"Soittivat.", "f2")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        [call] = list_records(app.opened, "event", where={"kind": "call"})
        assert call.values["start"] is not None
