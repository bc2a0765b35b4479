"""A crash shows where, and nothing of what was on the screen or in memory."""

from __future__ import annotations

import pytest

from tests.screens.conftest import SECRET, Planted
from tests.screens.looking import app_of, opened, settled
from tui.app.application import ReppuApp


async def test_a_crash_prints_no_locals_and_closes_the_notebook(planted: Planted) -> None:
    seen: list[ReppuApp] = []

    def fail() -> None:
        held = SECRET
        raise ValueError(held)

    async def run() -> None:
        async with opened(planted.home) as pilot:
            seen.append(app_of(pilot))
            app_of(pilot).call_later(fail)
            await settled(pilot)

    with pytest.raises(ValueError, match=SECRET):
        await run()
    [app] = seen
    assert "ValueError" in app.crash
    assert SECRET not in app.crash
    assert app._exit_renderables == []
    assert app.notebook is None
