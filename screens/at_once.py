"""Reading beside the screen what is then painted in one frame: no empty page before it, and no wait for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

from store.notebook import Notebook
from store.refusal import Refusal
from store.showing import Ahead, glance, read_page
from tui.widgets.page import Page

SOON = 0.02
"""Seconds for which a key waits to be painted together with what it asks for; nobody sees so short a time."""

T = TypeVar("T")


async def read_at_once(
    page: Page[Any],
    read: Callable[[Notebook], T],
    take: Callable[[T], None],
    *,
    ahead: Ahead[T] | None = None,
    soon: float = SOON,
) -> None:
    """Read what a page shows and let it be shown; what comes soon is painted together with what asked for it.

    It is shown while its lines in the use log are being brought to the disk. Where that is refused, whoever asked
    takes it off the screen again (``store.showing``). What was read for a page that was left meanwhile, or that
    asked for something else since, is not shown.

    Args:
        page: the page.
        read: reads all that is shown, in a thread of its own.
        take: shows it.
        ahead: the same, where it was read ahead.
        soon: seconds that the screen waits.

    Raises:
        Refusal: it could not be read, or its lines could not be kept: what was taken must not stay on the screen.
    """
    loop, there, wanted = asyncio.get_running_loop(), asyncio.Event(), True

    def taken(found: T) -> None:
        if wanted and page.is_attached:
            take(found)
        there.set()

    def shown(found: T) -> None:
        loop.call_soon_threadsafe(taken, found)

    # As ``Shell.read`` does it, but begun at once: a task of its own would wait for everything that is due before it.
    reading = partial(copy_context().run, read_page, page.shell.opened, read, shown, ahead)
    asked: asyncio.Future[T] = loop.run_in_executor(None, reading)
    asked.add_done_callback(lambda done: there.set())
    try:
        with page.app.batch_update(), suppress(TimeoutError):
            await asyncio.wait_for(there.wait(), soon)
        page.check_idle()
        await asked
    finally:
        wanted = False
        asked.cancel()


def glance_at_once(
    page: Page[Any],
    read: Callable[[Notebook], T],
    take: Callable[[T], None],
    refused: Callable[[Refusal], None],
) -> bool:
    """Read in this thread what is at hand and show it, in the frame of the key that asked for it.

    Its lines in the use log are brought to the disk in a thread, as soon as the frame is painted.

    Args:
        page: the page.
        read: reads all that is shown; it must not take long.
        take: shows it.
        refused: is told what could not be read or kept; what was taken must not stay on the screen.

    Returns:
        Whether it was; otherwise it must be asked for with ``read_at_once``.
    """
    try:
        seen = glance(page.shell.opened, read)
    except Refusal as refusal:
        refused(refusal)
        return True
    if seen is None:
        return False
    page.shell.after_frame(seen.keep, partial(_tell, page, refused))
    take(seen.found)
    return True


def _tell(page: Page[Any], refused: Callable[[Refusal], None], error: Exception) -> None:
    """Tell what could not be kept; anything else that went wrong is a crash, as it is in a worker."""
    if not isinstance(error, Refusal):
        page.app._handle_exception(error)
    elif page.is_attached:
        refused(error)
