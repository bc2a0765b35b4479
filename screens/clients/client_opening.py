"""Opening the page of a client: one page is kept for whoever is opened next, and read ahead for whom one rests on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from store.refusal import Refusal
from tui.widgets.page import Page

if TYPE_CHECKING:
    from screens.clients.client import ClientPage

KEPT = "client"
"""Name under which the page is kept: to make one anew takes longer than to read what it shows."""

RESTING = 0.3
"""Seconds for which the cursor stands on a client before the page is read ahead: longer than between two keys."""


def open_client(page: Page[Any], client: str) -> None:
    """Open the page of a client.

    Args:
        page: where the client was chosen.
        client: id of the client.
    """
    from screens.clients.client import ClientPage

    kept = kept_page(page)
    if kept in page.app.screen_stack:
        # A client was looked for from another client's page, which stays below.
        kept = ClientPage(client)
    else:
        kept.turn_to(client)
    page.app.push_screen(kept)


def kept_page(page: Page[Any]) -> ClientPage:
    """Return the page that is kept, made at the first call.

    Args:
        page: any page of the program.
    """
    from screens.clients.client import ClientPage

    if not page.app.is_screen_installed(KEPT):
        page.app.install_screen(ClientPage(""), KEPT)
    return cast(ClientPage, page.app.get_screen(KEPT))


class Resting:
    """Reads ahead for the client on whom the cursor of a list rests.

    Args:
        page: the page of the list.
        client: returns the id of the client that the cursor is on, or None.
    """

    def __init__(self, page: Page[Any], client: Callable[[], str | None]) -> None:
        self._page, self._client = page, client
        self._waiting: asyncio.TimerHandle | None = None

    def moved(self) -> None:
        """Begin to wait anew: the cursor was moved, or the list is another."""
        self.stop()
        self._waiting = asyncio.get_running_loop().call_later(RESTING, self._rested)

    def stop(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()

    def _rested(self) -> None:
        client = self._client() if self._page.is_current else None
        if client is not None:
            self._page.begin(partial(self._read, client), group="ahead")

    async def _read(self, client: str) -> None:
        kept = kept_page(self._page)
        # What cannot be read is told when it is opened.
        with suppress(Refusal):
            if kept not in self._page.app.screen_stack:
                await kept.read_ahead(client)
