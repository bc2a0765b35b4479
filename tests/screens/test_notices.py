"""A notice covers nothing that is read: it stands on the line above the keys."""

from __future__ import annotations

import pytest

from screens.clients.client import ClientPage
from tests.screens.conftest import Planted
from tests.screens.looking import app_of, lines, opened, settled
from tui.language import LANGUAGES, word


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_notice_covers_no_text_of_the_next_screen(
    planted: Planted, size: tuple[int, int], language: str
) -> None:
    async with opened(planted.home, size, language) as pilot:
        app = app_of(pilot)
        app.push_screen(ClientPage(planted.client))
        await settled(pilot)
        before = lines(app)
        for _time in range(2):
            app.notify(word("form.saved"), markup=False)
            await settled(pilot)
            after = lines(app)
            changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
            assert changed == [size[1] - 2]
            assert word("form.saved") in after[-2]
        assert set(before[-2].strip()) == {"─"}


async def test_a_refusal_stays_beside_what_is_said_after_it(planted: Planted) -> None:
    async with opened(planted.home) as pilot:
        app = app_of(pilot)
        app.notify("Levy on täynnä.", severity="error", markup=False)
        app.notify("Tallennettu.", markup=False)
        await settled(pilot)
        seen = lines(app)
        assert "Levy on täynnä." in seen[-3]
        assert "Tallennettu." in seen[-2]
