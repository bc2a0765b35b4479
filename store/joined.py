"""The connection that all which one thread reads for a page shares (``store.showing``)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


class Joined(threading.local):
    """What is asked for in the block of a thread is given one connection: one state, one transaction.

    Attributes:
        connection: of the block that this thread is in, or None.
    """

    connection: Connection | None = None

    @contextmanager
    def on(self, connection: Connection) -> Iterator[None]:
        """Let all that this thread reads in the block be one look.

        Args:
            connection: from ``Notebook.reading()`` or ``Notebook.writing()``.
        """
        self.connection = connection
        try:
            yield
        finally:
            self.connection = None
