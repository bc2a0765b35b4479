"""Hearing what comes into the notebook: after each write the open screens learn which records have changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.widgets.shell import ChangesArrived

if TYPE_CHECKING:
    from store.notebook import Notebook
    from tui.app.idling import Idling


class Hearing:
    """Knows how far the screens have been told.

    Args:
        app: the program whose screens are told.
    """

    def __init__(self, app: Idling) -> None:
        self._app = app
        self._told_to: int | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def begin(self) -> None:
        """Take what the notebook holds now as told, and tell from now on."""
        from store.arrivals import place_of_last

        if self._told_to is None:
            self._told_to = await self._app.read(place_of_last, self._app.opened)
        self._loop = asyncio.get_running_loop()

    def listen(self) -> None:
        """Tell the screens what a write has brought; runs in the thread that wrote, whatever became of the write."""
        from store.refusal import Refusal

        notebook, loop = self._app.notebook, self._loop
        if notebook is None or loop is None or loop.is_closed():
            return
        with suppress(Refusal):  # what was written stands; the next write tells it
            records = self._come_in(notebook)
            if records:
                loop.call_soon_threadsafe(self._tell, records)

    def _come_in(self, notebook: Notebook) -> frozenset[str]:
        from store.arrivals import place_of_last, records_after

        before, now = self._told_to, place_of_last(notebook)
        records = records_after(notebook, before) if before is not None and before < now else frozenset()
        self._told_to = now
        return records

    def _tell(self, records: frozenset[str]) -> None:
        if self._app.notebook is not None:
            # Among what came in may be the office's longest idle time.
            self._app.run_worker(self._app.read_idle(), exit_on_error=False, exclusive=True, group="idle")
        for screen in self._app.screen_stack:
            screen.post_message(ChangesArrived(records))
