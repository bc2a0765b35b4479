"""Showing a page: all that it shows is read in one look, and given to the screen while its lines are being kept.

Each function that reads writes its line into the use log, in the transaction in which it reads. For a whole page they
share one transaction, so that the page shows one state of the notebook. To bring its lines to the disk takes longer
than all the rest; whoever waits for the page is given it once they are written, and it is taken back where they
cannot be kept: what no line tells of does not stay on any screen.

A page may be read ahead for somebody who is about to open it. Nobody is given what was read, and no line says that
somebody looked, until it is opened: then its lines are written as if it were read at that moment, which is the same,
as nothing was written since; otherwise it is read anew.

What is in memory already may be read at a glance, in the very thread that paints: to go to another thread and back
takes longer than to read it. The transaction is then begun by the one thread and ended by the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Generic, TypeVar

from store.turns import NotNowError
from store.use_log import Waiting, waiting_lines, write_waiting

if TYPE_CHECKING:
    from store.notebook import Notebook

T = TypeVar("T")


class Ahead(Generic[T]):
    """A page that was read ahead and that nobody has seen yet; ``read_page`` opens it.

    Args:
        written: how often anything had been committed before it was read.
        found: what was read.
        lines: what is to be written into the use log when it is shown.
    """

    def __init__(self, written: int, found: T, lines: list[Waiting]) -> None:
        self._written, self._found, self._lines = written, found, lines

    def opened(self, notebook: Notebook) -> tuple[T, list[Waiting]] | None:
        """Return what was read and the lines to be written with it; None where anything may have been written since.

        What several workers share is always read anew: what the others wrote is not counted here.

        Args:
            notebook: inside ``writing()``.
        """
        return (self._found, self._lines) if self._written == notebook.written and not notebook.is_shared else None


def read_ahead(notebook: Notebook, read: Callable[[Notebook], T]) -> Ahead[T]:
    """Read a page that is about to be opened; it is given to nobody yet.

    Args:
        notebook: an open notebook.
        read: reads all of it, through the doors of the store; it alters nothing.

    Raises:
        Refusal: it could not be read.
    """
    written = notebook.written
    with notebook.reading() as connection, notebook.joined.on(connection), waiting_lines(connection) as lines:
        found = read(notebook)
    return Ahead(written, found, lines)


def read_page(
    notebook: Notebook,
    read: Callable[[Notebook], T],
    shown: Callable[[T], None] = lambda found: None,
    ahead: Ahead[T] | None = None,
) -> T:
    """Return what a screen shows, read in one look.

    Args:
        notebook: an open notebook.
        read: reads all of it, through the doors of the store; it alters nothing.
        shown: takes what was read, in this thread, before its lines in the use log are on the disk; what this
            function raises afterwards takes it back.
        ahead: the same page, where it was read ahead.

    Raises:
        Refusal: it could not be read, or the use log could not be written.
    """
    with notebook.writing() as connection:
        ready = ahead.opened(notebook) if ahead is not None else None
        if ready is None:
            with notebook.joined.on(connection), waiting_lines(connection) as lines:
                ready = read(notebook), lines
        found, lines = ready
        write_waiting(connection, notebook.identity, lines)
        shown(found)
    return found


class Glance(Generic[T]):
    """What was read at a glance, and what is still to be done for it: ``keep`` must be called, in whatever thread.

    Args:
        found: what was read.
        keep: writes its lines, and ends the transaction in which it was read.
    """

    def __init__(self, found: T, keep: Callable[[], None]) -> None:
        self.found = found
        self._keep: Callable[[], None] | None = keep
        self._ending = threading.Lock()
        self._error: Exception | None = None

    def end(self) -> None:
        """Do what ``keep`` does, for somebody else: what went wrong is told there."""
        with self._ending:
            keep, self._keep = self._keep, None
            if keep is not None:
                try:
                    keep()
                except Exception as error:  # noqa: BLE001, RUF100 - raised by keep
                    self._error = error

    def keep(self) -> None:
        """Bring its lines in the use log to the disk and end the transaction.

        Raises:
            Refusal: they could not be kept: what they tell of must not stay on any screen.
        """
        self.end()
        if self._error is not None:
            raise self._error


def glance(notebook: Notebook, read: Callable[[Notebook], T]) -> Glance[T] | None:
    """Read in this thread what is at hand; None where somebody writes, and where it would take long.

    Args:
        notebook: an open notebook.
        read: reads all of it, through the doors of the store; it alters nothing.

    Raises:
        Refusal: it could not be read.
    """
    if notebook.is_shared:
        return None
    try:
        with ExitStack() as stack:
            connection = stack.enter_context(notebook.writing(wait=False))
            with notebook.joined.on(connection), waiting_lines(connection) as lines:
                found = read(notebook)
            begun = stack.pop_all()
    except NotNowError:
        return None

    def keep() -> None:
        with begun:
            write_waiting(connection, notebook.identity, lines)

    seen = Glance(found, keep)
    notebook.turns.hand_on(seen.end)
    return seen
