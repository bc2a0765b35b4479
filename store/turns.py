"""Whose turn it is to write: one thread after the other. A turn may be begun in one thread and ended in another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class NotNowError(Exception):
    """It cannot be done without waiting; whoever cannot wait asks again in a thread of its own."""


class Turns:
    """The turns of one notebook."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: int | None = None
        self._end: Callable[[], None] | None = None

    @contextmanager
    def taken(self, *, wait: bool = True) -> Iterator[None]:
        """Have the turn inside the block.

        Args:
            wait: for whoever has it now.

        Raises:
            NotNowError: somebody else has it, and nobody is to wait.
            RuntimeError: this very thread has it.
        """
        if self._thread == threading.get_ident():
            raise RuntimeError("writing() inside writing()")
        if not self._lock.acquire(blocking=False):
            if not wait:
                raise NotNowError
            self._end_what_was_handed_on()
            self._lock.acquire()
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None
            self._lock.release()

    def hand_on(self, end: Callable[[], None]) -> None:
        """Let another thread end what this one began; whoever waits for the turn ends it at once.

        Args:
            end: ends it. Where several threads do so, one does and the others wait; it raises nothing.
        """
        self._thread, self._end = None, end

    def _end_what_was_handed_on(self) -> None:
        end, self._end = self._end, None
        if end is not None:
            end()
