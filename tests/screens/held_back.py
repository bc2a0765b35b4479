"""Typing while the store is held back: it is certain then, and not luck, that the keys come before the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app.application import ReppuApp

LONGEST = 60.0
"""Seconds after which a store that is held back goes on in any case: a test that fails ends too."""


class Store:
    """The store as the screens see it, held back until it is let go."""

    def __init__(self) -> None:
        self._loop, self._asked = asyncio.get_running_loop(), asyncio.Event()
        self._go = Event()

    async def asked(self) -> None:
        """Wait until somebody waits for the store."""
        async with asyncio.timeout(LONGEST):
            await self._asked.wait()

    def let_go(self) -> None:
        """Answer everything that was asked, and what is asked from now on."""
        self._go.set()

    def held(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that waits with everything that it is asked."""

        def wait(*values: Any, **named: Any) -> Any:
            self._loop.call_soon_threadsafe(self._asked.set)
            self._go.wait(LONGEST)
            return function(*values, **named)

        return wait


@contextmanager
def held_back(app: ReppuApp) -> Iterator[Store]:
    """Hold back whatever the screens read or write, until they are let go."""
    store, read, write = Store(), app.read, app.write

    async def slow_read(function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        return await read(store.held(function), *values, **named)

    async def slow_write(function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        return await write(store.held(function), *values, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "read", slow_read)
        patch.setattr(app, "write", slow_write)
        try:
            yield store
        finally:
            store.let_go()


def type_keys(app: ReppuApp, *keys: str) -> None:
    """Press keys faster than anything can be done: all of them stand in the queue at once.

    Args:
        app: the program.
        keys: names of keys; what is longer than a character and no name of a key is a text.
    """
    for name in keys:
        if name in NAMED:
            app.post_message(Key(name, None))
        else:
            for character in name:
                app.post_message(Key(_character_to_key(character), character))


async def shown(pilot: Pilot[str], page: type[Screen[Any]]) -> None:
    """Wait until a page is on top, while the store is held back."""
    async with asyncio.timeout(LONGEST):
        while not isinstance(pilot.app.screen, page):
            await pilot.pause()


NAMED = frozenset(("enter", "escape", "tab", "down", "up", "f2", "f3", "f6", "f7", "f8", "f9", "ctrl+p"))
