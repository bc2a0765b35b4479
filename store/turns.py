"""Whose turn it is to write: one thread after the other. A turn may be begun in one thread and ended in another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class NotNowError(Exception):
    """It cannot be done without waiting; whoever cannot wait asks again in a thread of its own."""


class Turns:
    """The turns of one notebook."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: int | None = None

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
        if not self._lock.acquire(blocking=wait):
            raise NotNowError
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None
            self._lock.release()

    def hand_on(self) -> None:
        """Let another thread end what this one began."""
        self._thread = None
