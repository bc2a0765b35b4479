"""When a draft is written: a second after the last key, and soon all the same while somebody types without pause."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from textual.timer import Timer
from textual.widget import Widget

DRAFT_SECONDS = 1.0
"""A draft is written so long after the last key."""

LONGEST_SECONDS = 1.0
"""So long the first key that no draft holds waits: who types without a pause loses no more than two seconds."""


class DraftTimer:
    """Waits for the keys to rest, though never long.

    Args:
        page: the form.
        write: writes its draft.
    """

    def __init__(self, page: Widget, write: Callable[[], Awaitable[None]]) -> None:
        self._page = page
        self._write = write
        self._timer: Timer | None = None
        self._since = 0.0

    @property
    def waits(self) -> bool:
        """Whether something was typed that no draft holds yet."""
        return self._timer is not None

    def typed(self) -> None:
        """Note a key."""
        now = time.monotonic()
        if self._timer is None:
            self._since = now
        else:
            self._timer.stop()
        wait = min(DRAFT_SECONDS, self._since + LONGEST_SECONDS - now)
        self._timer = self._page.set_timer(max(wait, 0.0), self._rested)

    def stop(self) -> None:
        """Forget the keys: a draft is being written now, or none is wanted."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    async def _rested(self) -> None:
        # Keys from here on are not in what is written now: they begin to wait anew.
        self._timer = None
        await self._write()
