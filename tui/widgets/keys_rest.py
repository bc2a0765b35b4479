"""What is done when the keys rest: a wait that costs next to nothing to begin, as each key begins it anew."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.widgets.page import Page, Work


class KeysRest:
    """A wait for the keys to rest.

    Args:
        page: the page on which somebody types.
        seconds: how long they must rest.
        work: what is then done, beside the screen.
    """

    def __init__(self, page: Page[Any], seconds: float, work: Work) -> None:
        self._page, self._work = page, work
        self._waiting = asyncio.get_running_loop().call_later(seconds, self._rested)

    def stop(self) -> None:
        """Wait no longer; what was begun goes on."""
        self._waiting.cancel()

    def _rested(self) -> None:
        if self._page.is_attached:
            self._page.begin(self._work, group="rest")
