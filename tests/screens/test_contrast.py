"""Every screen can be read in every theme: text at 7:1, lines around fields at 3:1 (WCAG 2)."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from screens.commands import Commands
from screens.day.today import Today
from screens.help import Help
from screens.notebook.shade import OPEN_SECONDS, Shade
from screens.notebook.wizard import STEPS, Wizard
from screens.records.record_form import RecordForm
from store.home import Home
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, cells, contrast, opened, running, settled, text
from tests.screens.pages import every_page, show
from tui.app.application import ReppuApp
from tui.widgets.theme import THEMES

LINES_OF_BOXES = frozenset("─│╭╮╰╯━┃┏┓┗┛▎▊▁▂▃▄▅▆▇█▏▐▌▼▲")


def require_contrast(app: ReppuApp, where: str) -> None:
    """Look at every cell of the screen."""
    seen = 0
    for character, front, behind in cells(app):
        least = 3 if character in LINES_OF_BOXES else 7
        found = contrast(front, behind)
        assert found >= least, f"{where}: {character!r} {front} on {behind}: {found:.1f}"
        seen += 1
    assert seen > 20, where


async def require_contrast_in_every_theme(pilot: Pilot[str], where: str) -> None:
    """Look at every cell of the screen in each theme."""
    app = app_of(pilot)
    for theme in THEMES:
        app.theme = theme
        await settled(pilot)
        require_contrast(app, f"{where}, {theme}")


async def test_behind_the_passphrase(planted: Planted) -> None:
    """One walk over every screen, in practice: it also says so, and names the window after nobody."""
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        await require_contrast_in_every_theme(pilot, "today")
        app.practice = True
        for page in [*every_page(planted), Help(Today()), Commands(Today()), Shade(app.clock)]:
            where = type(page).__name__
            await show(app, page)
            await require_contrast_in_every_theme(pilot, where)
            assert "HARJOITUS" in text(app), where
            assert (app.title, app.sub_title) == ("Reppu", ""), where
            assert (page.title or "", page.sub_title or "") in (("", ""), ("Reppu", "")), where


@pytest.mark.parametrize("theme", THEMES)
async def test_an_opened_list_and_a_refused_field(planted: Planted, theme: str) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.theme = theme
        form = RecordForm("event")
        await show(app, form)
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        require_contrast(app, "a refused form")
        field = form.query_one("#field-kind Select", Select)
        field.focus()
        await pilot.press("enter", "down")
        await settled(pilot)
        assert field.expanded
        require_contrast(app, "an opened list")


@pytest.mark.parametrize("theme", THEMES)
async def test_the_shade(planted: Planted, theme: str) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.theme = theme
        await pilot.press("f9")
        await settled(pilot)
        require_contrast(app, "shade")
        assert isinstance(app.screen, Shade)
        app.screen.since -= OPEN_SECONDS + 1
        await pilot.press("f9", *"vaara", "enter")
        await settled(pilot)
        require_contrast(app, "shade with the passphrase")


@pytest.mark.parametrize("theme", THEMES)
async def test_the_passphrase_and_what_it_refuses(planted: Planted, theme: str) -> None:
    async with running(planted.home) as pilot:
        app_of(pilot).theme = theme
        await settled(pilot)
        require_contrast(app_of(pilot), "unlock")
        await pilot.press(*"vaara", "enter")
        await settled(pilot)
        require_contrast(app_of(pilot), "unlock refused")


async def test_every_step_of_the_first_run(home: Home) -> None:
    async with running(home) as pilot:
        wizard = app_of(pilot).screen
        assert isinstance(wizard, Wizard)
        for steps in STEPS.values():
            for step in steps:
                wizard._show(step)
                await settled(pilot)
                wizard._say("wizard.name_missing")
                await require_contrast_in_every_theme(pilot, step)
