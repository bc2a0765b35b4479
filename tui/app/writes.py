"""Writes to the store: one after the other, and none is lost when the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


class Writes:
    """A queue with one thread: what was asked first is written first.

    Args:
        after: called in that thread after each write, whatever became of it.
    """

    def __init__(self, after: Callable[[], None] = lambda: None) -> None:
        self._after = after
        self._thread: ThreadPoolExecutor | None = None

    async def write(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Wait for the turn, run the function and give back what it returns.

        A screen that goes away meanwhile does not take the write with it.

        Args:
            function: a writing function of the store.
            values: its arguments.
            named: its named arguments.

        Raises:
            Refusal: what the function refused.
        """
        return await asyncio.shield(asyncio.wrap_future(self.later(function, *values, **named)))

    def later(self, function: Callable[..., T], *values: Any, **named: Any) -> Any:
        """Queue a write and return its future at once, for those who cannot wait."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writes")
        return self._thread.submit(self._write, partial(function, *values, **named))

    def _write(self, function: Callable[[], T]) -> T:
        try:
            return function()
        finally:
            self._after()

    def flush(self) -> None:
        """Wait until everything asked for is written; then the queue is new again."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
