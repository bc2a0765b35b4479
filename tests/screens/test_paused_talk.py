"""A talk about telling that was paused stands on Today as a draft, and Enter goes on with it."""

from __future__ import annotations

from screens.day.today import Today
from screens.disclosure.what_is_told import WhatIsTold
from screens.notebook.shade import Shade
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, opened, settled, text
from tests.screens.visits import plant_permissions


async def test_a_paused_talk_is_opened_from_today(planted: Planted) -> None:
    plant_permissions(planted)
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.push_screen(WhatIsTold(planted.client))
        await settled(pilot)
        await pilot.press("pagedown", "right", "space", "escape")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, Shade)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Today)
        line = next(place for place, line in enumerate(text(app).splitlines()) if "luonnos" in line)
        await pilot.click(offset=(10, line))
        await settled(pilot)
        assert isinstance(app.screen, WhatIsTold)
        assert "Jatketaan siitä" in text(app)
