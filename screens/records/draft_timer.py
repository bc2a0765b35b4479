"""When a draft is written: a second after the first key that no draft holds, however long somebody goes on typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tui.widgets.page import Page

DRAFT_SECONDS = 1.0
"""A draft is written so long after the first key that no draft holds: a kill costs no more than two seconds."""


class DraftTimer:
    """Waits for a second of typing. It is not begun anew by the next key: who types without a pause is kept too.

    The loop's own clock, and not Textual's timer: that one leaves a tick out when its moment passed on a busy screen.

    Args:
        page: the form.
        write: writes its draft.
    """

    def __init__(self, page: Page[Any], write: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._page = page
        self._write = write
        self._handle: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether something was typed that no draft holds yet."""
        return self._handle is not None

    def typed(self) -> None:
        """Note a key."""
        if self._handle is None:
            self._handle = asyncio.get_running_loop().call_later(DRAFT_SECONDS, self._begin)

    def stop(self) -> None:
        """Forget the keys: a draft is being written now, or none is wanted."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _begin(self) -> None:
        # Beside the screen: a key need not wait for the disk.
        if self._page.is_attached:
            self._page.begin(self.rested, group="rest")

    async def rested(self) -> None:
        """Write the draft, unless that was done meanwhile."""
        if self._handle is None:
            return
        # Keys from here on are not in what is written now: they wait for the next.
        self._handle = None
        await self._write()
