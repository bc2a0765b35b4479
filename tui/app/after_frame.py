"""What is to be done as soon as a frame is painted, beside the screen; at the end of the program at the latest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

PAINTED = 0.005
"""Seconds in which the frame is painted: a second thread would make it later, and nobody waits for this."""


class AfterFrame:
    """A thread of its own: what it does may be what all the others wait for."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._thread: ThreadPoolExecutor | None = None

    def add(self, function: Callable[[], None], refused: Callable[[Exception], None]) -> None:
        """Do something as soon as the frame is painted.

        Args:
            function: what is done, in a thread.
            refused: is told in the loop of the screen what it raised.
        """
        loop = asyncio.get_running_loop()

        def done() -> None:
            try:
                function()
            except Exception as error:  # noqa: BLE001, RUF100 - told to whoever asked
                if not loop.is_closed():
                    loop.call_soon_threadsafe(refused, error)

        self._waiting.append(done)
        loop.call_later(PAINTED, partial(self._begin, done))

    def _begin(self, done: Callable[[], None]) -> None:
        if done in self._waiting:
            self._waiting.remove(done)
            if self._thread is None:
                self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="frame")
            self._thread.submit(done)

    def flush(self) -> None:
        """Do what is still waiting, and wait for it."""
        for done in list(self._waiting):
            self._begin(done)
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
