"""Keys in their turn: each is given to the page on which the one before it has ended, however fast somebody types.

Whoever knows the keys types F2, a text and F2 faster than a machine paints. What such a row of keys does must not
depend on the machine: a key goes on its way once everything that the key before it asked for stands there, the page
that it opened and the cursor on it too. Letters that go into a field need no turn: they stand in its queue in order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea

from tui.widgets.keys import TWINS
from tui.widgets.page import Page

if TYPE_CHECKING:
    from tui.app.places import Places

Typed: TypeAlias = Key | Paste
"""What somebody types or pastes."""

LOOK_SECONDS = 0.01
"""So often a page that does not listen yet is asked again."""

LOST_SECONDS = 0.5
"""After so long it is looked whether a widget is gone with what was to come back from it."""

_SHADE = ("f9", TWINS["f9"])
"""What hides the screen waits for nothing."""


class InTurn:
    """The row of the keys that wait.

    Args:
        app: the program.
        give: gives a key to what has the focus, as Textual does it.
    """

    def __init__(self, app: Places, give: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._give = app, give
        self.waiting: deque[Typed] = deque()
        self._aside: deque[Typed] = deque()
        self._follows: asyncio.Task[None] | None = None
        self._last = ""
        self._ended = False

    async def done(self) -> None:
        """Wait until no key is on its way and none waits."""
        while self._follows is not None:
            await asyncio.wait({self._follows})

    async def take(self, event: Typed) -> None:
        """Give a key now, or when its turn has come.

        Args:
            event: what was typed.
        """
        if self._follows is None and self._listens():
            self._follow(await self._pass(event))
        elif self._overtakes(event):
            await self._give(event)
        else:
            self.waiting.append(event)
            if self._follows is None:
                self._follow(())

    def come_back(self) -> None:
        """Go on with what waited when the screen was hidden: it was typed for the page under the shade."""
        self.waiting.extendleft(reversed(self._aside))
        self._aside.clear()
        if self.waiting and self._follows is None:
            self._follow(())

    def stop(self) -> None:
        """Let go of everything: the program ends."""
        self.waiting.clear()
        if self._follows is not None:
            self._follows.cancel()

    # ---- what waits for nothing

    def _overtakes(self, event: Typed) -> bool:
        """Tell whether a key is given at once, though the page does not listen.

        Hiding the screen waits for nothing, and what waits under the shade is not typed into it. Leaving waits for no
        work, only for what was typed before it; Esc pressed again waits for that no more either.
        """
        if isinstance(event, Paste):
            return False
        if event.key in _SHADE and self._app.notebook is not None:
            self._aside = deque() if self._app.shaded else self._aside + self.waiting
            self.waiting = deque()
            return True
        if event.key == "escape" and any(isinstance(one, Key) and one.key == "escape" for one in self.waiting):
            self.waiting.clear()
            return True
        return self._ended and not self.waiting and (event.key == "escape" or self._at_once(event.key))

    def _at_once(self, key: str) -> bool:
        bound = self._app._bindings.key_to_bindings.get(key, ())
        return any(binding.priority for binding in bound)

    # ---- one after the other

    async def _pass(self, event: Typed) -> Iterable[MessagePump]:
        """Give a key; return the widgets that it goes through, or none where it is text for a field."""
        focused = self._app.focused
        typing = isinstance(event, Paste) or event.is_printable
        if typing and isinstance(focused, Input | TextArea):
            await self._give(event)
            return ()
        way = tuple((focused or self._app.screen).ancestors_with_self)
        self._last = event.key if isinstance(event, Key) else ""
        await self._give(event)
        return way

    def _follow(self, way: Iterable[MessagePump]) -> None:
        if self._follows is None and (way or self.waiting):
            self._follows = asyncio.create_task(self._go_on(way))

    async def _go_on(self, way: Iterable[MessagePump]) -> None:
        try:
            while way or self.waiting:
                self._ended = False
                await self._gone_through(way)
                await self._handled()
                await self._heard()
                way = ()
                while self.waiting and not way:
                    way = await self._pass(self.waiting.popleft())
        except Exception as error:  # noqa: BLE001, RUF100 - as anything that goes wrong with a key
            self._app._handle_exception(error)
        finally:
            self._follows = None

    async def _gone_through(self, way: Iterable[MessagePump]) -> None:
        """Wait until a key that was given has gone through these widgets, from the focus up to the program."""
        done = asyncio.Event()
        left: Iterator[MessagePump] = iter(way)
        at: MessagePump | None = None

        def further() -> None:
            nonlocal at
            for at in left:
                if at.is_running and at.call_later(further):
                    return
            at = None
            done.set()

        further()
        while not done.is_set():
            try:
                await asyncio.wait_for(done.wait(), LOST_SECONDS)
            except TimeoutError:
                if at is not None and not at.is_running:
                    further()

    async def _handled(self) -> None:
        """Wait until everything that the key led to is handled: a line that was opened, a choice that was made."""
        while busy := [one for one in self._pumps() if one.message_queue_size and one.is_running]:
            for one in busy:
                await self._gone_through(tuple(one.ancestors_with_self))

    async def _heard(self) -> None:
        """Wait until the page on top listens, with the cursor where it belongs."""
        while True:
            page = self._app.screen
            self._drop_repeated(page)
            if not self._listens():
                self._ended = True
                await asyncio.sleep(LOOK_SECONDS)
                continue
            # A cursor that somebody asked for stands in the queue of the program.
            await self._gone_through((page, self._app))
            await self._handled()
            if page is self._app.screen and self._listens():
                return

    def _listens(self) -> bool:
        """Tell whether the page on top can be given a key; a question lets go of what was typed unseen."""
        page = self._app.screen
        if not isinstance(page, Page):
            return True
        if page.QUESTION and not page.listening:
            self.waiting.clear()
        return page.listening

    def _drop_repeated(self, page: object) -> None:
        """Let go of the same key pressed again while it acts: nobody wants that on the page that comes next."""
        while self.waiting and isinstance(page, Page) and page.acting:
            first = self.waiting[0]
            if not isinstance(first, Key) or first.is_printable or first.key != self._last:
                return
            self.waiting.popleft()

    def _pumps(self) -> list[MessagePump]:
        return [self._app, *self._app.screen.walk_children(with_self=True)]
