"""The end of a session from outside: the terminal was closed, or the machine shuts down."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

ENDS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""SIGBREAK is what Windows sends when the window of the terminal is closed."""

HUNG_UP = 1
"""Number of SIGHUP, on systems too that do not have it."""


def listen(loop: asyncio.AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """Call ``leave`` inside the loop when the session ends, instead of dying with the text on the screen.

    Args:
        loop: the running loop of the program.
        leave: what keeps the drafts and ends; it gets the number of the signal.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ENDS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave, number)
        except NotImplementedError:
            # Windows: the loop knows no signals.
            signal.signal(number, lambda number, frame: _soon(loop, leave, number))


def has_terminal() -> bool:
    """Tell whether there is a terminal to type at. One that was closed is none, whether a signal said so or not."""
    return os.isatty(0)


def _soon(loop: asyncio.AbstractEventLoop, leave: Callable[[int], None], number: int) -> None:
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(leave, number)
