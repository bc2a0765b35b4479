"""Varmuuskopiot says what a stick elsewhere still holds, until it is back or a person says that it is gone."""

from __future__ import annotations

from screens.notebook.backups import ELSEWHERE, BackupsPage
from store.backup import BEFORE_ERASURE
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.pages import show as put
from tui.widgets.ask import Ask
from tui.widgets.rows import Rows

SAID = "ajalta ennen asiakkaan poistamista"


async def test_a_stick_from_before_an_erasure_is_said_until_somebody_says_that_it_is_no_more(
    planted: Planted,
) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        notebook.set_setting(BEFORE_ERASURE, "reppu-0123456789ab")
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await put(app, BackupsPage())
        await settled(pilot)
        assert SAID in " ".join(text(app).split())
        for keys in (("enter",), ("right", "enter")):
            rows = app.screen.query_one(Rows)
            rows.cursor = next(place for place, line in enumerate(rows.lines) if line.target == ELSEWHERE)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, Ask)
            await pilot.press(*keys)
            await settled(pilot)
            shown = " ".join(text(app).split())
            assert (SAID in shown) is (keys == ("enter",)), "the harmless answer has the focus"
