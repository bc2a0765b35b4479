"""The shade: one key hides everything at once, and nothing is read over a shoulder (USERS, rule 1)."""

from __future__ import annotations

from textual.widgets import Input

from screens.clients.client import ClientPage
from screens.day.today import Today
from screens.help import Help
from screens.notebook.shade import OPEN_SECONDS, Shade
from screens.records.record_form import RecordForm
from store.drafts import Draft, keep_draft
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE
from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.pages import every_page, show
from tui.app.idling import SLEPT_SECONDS


async def test_it_hides_every_word_at_once_and_shows_it_again(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        for page in every_page(planted)[:4]:
            await show(app, page)
            await settled(pilot)
            await pilot.press("f9")
            await pilot.pause()
            assert isinstance(app.screen, Shade)
            assert not any(word in text(app) for word in (SECRET, "Testi", "Keksitty"))
            await pilot.press("enter", "ctrl+p", "tab")
            assert SECRET not in text(app)
            await pilot.press("f9")
            await pilot.pause()
            assert app.screen is page


async def test_a_notice_that_is_read_already_is_not_read_on_under_the_shade(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.notify(SECRET, markup=False, timeout=60)
        await settled(pilot)
        assert SECRET in text(app)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        assert SECRET not in text(app)


async def test_a_notice_that_comes_under_the_shade_waits_until_it_is_opened(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await pilot.press("f9")
        await settled(pilot)
        app.notify(SECRET, markup=False, timeout=60)
        await settled(pilot)
        assert SECRET not in text(app)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        assert SECRET in text(app)


async def test_nothing_leads_around_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await show(app, ClientPage(planted.client))
        await settled(pilot)
        await pilot.press("f9", "f1")
        await settled(pilot)
        assert isinstance(app.screen, Help)
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, Help)
        for action in ("app.go('clients')", "app.new('client')", "app.commands"):
            await app.run_action(action)
            await settled(pilot)
            assert app.shaded
            assert SECRET not in text(app)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Shade)


async def test_a_question_waits_until_it_is_opened(planted: Planted) -> None:
    with Notebook.unlock(planted.home, PASSPHRASE) as notebook:
        keep_draft(notebook, Draft("employer", {"name": "Puoti"}))
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(RecordForm("employer"))
        app.action_shade()
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        await pilot.press("f9")
        await settled(pilot)
        assert "luonnos" in text(app)


async def test_a_form_that_was_saved_under_it_is_closed_behind_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        form = RecordForm("client", planted.client)
        await show(app, form)
        await settled(pilot)
        form.query_one("#field-municipality Input", Input).value = "Lahti"
        await pilot.pause()
        form.action_save()
        app.action_shade()
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Today)


async def test_after_two_minutes_it_asks_for_the_passphrase(planted: Planted) -> None:
    now = [1000.0]
    async with opened(planted.home, clock=lambda: now[0]) as pilot:
        app = app_of(pilot)

        async def gone_by(seconds: float) -> None:
            """Let time go by as it does: a jump that the program sees between two of its looks is a sleep."""
            until = now[0] + seconds
            while now[0] < until:
                now[0] = min(now[0] + SLEPT_SECONDS / 2, until)
                await app._look()

        await pilot.press("f9")
        await gone_by(OPEN_SECONDS)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        await pilot.press("f9")
        await settled(pilot)
        await gone_by(OPEN_SECONDS + 1)
        await pilot.press("f9", *"vaara", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        assert "Tunnuslause ei ole oikea" in " ".join(text(app).split())
        app.screen.query_one(Input).value = PASSPHRASE
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Today)
