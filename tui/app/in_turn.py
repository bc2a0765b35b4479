"""Keys in their turn: each is given to the page on which the one before it has ended, however fast somebody types.

Whoever knows the keys types F2, a text and F2 faster than a machine paints. What such a row of keys does must not
depend on the machine: a key goes on its way once everything that the key before it asked for stands there, the page
that it opened and the cursor on it too. Letters that go into a field need no turn: they stand in its queue in order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.app import ScreenStackError
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
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
        self._way: tuple[MessagePump, ...] = ()
        """Through what the last key goes: from the focus up to the program."""
        self._last = ""
        self._page_works = False

    async def done(self) -> None:
        """Wait until no key is on its way and none waits."""
        while self._follows is not None:
            await asyncio.wait({self._follows})

    async def take(self, event: Typed) -> None:
        """Give a key now, or when its turn has come.

        Args:
            event: what was typed.
        """
        behind = bool(self._way) and not self._is_text(event)
        if self._follows is None and not behind and self._listens(event):
            if not await self._pass(event):
                self._follow()
        elif self._overtakes(event):
            await self._give(event)
        else:
            self.waiting.append(event)
            self._follow()

    def come_back(self) -> None:
        """Go on with what waited when the screen was hidden: it was typed for the page under the shade."""
        self.waiting.extendleft(reversed(self._aside))
        self._aside.clear()
        if self.waiting:
            self._follow()

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
        if self.waiting or not (self._page_works or self._follows is None):
            return False
        return event.key == "escape" or self._at_once(event.key)

    def _at_once(self, key: str) -> bool:
        bound = self._app._bindings.key_to_bindings.get(key, ())
        return any(binding.priority for binding in bound)

    # ---- one after the other

    async def _pass(self, event: Typed) -> bool:
        """Give a key; tell whether it is text for a field, behind which more text may follow at once."""
        text = self._is_text(event)
        page = self._page
        self._way = () if page is None else tuple((page.focused or page).ancestors_with_self)
        if not text:
            self._last = event.key if isinstance(event, Key) else ""
        await self._give(event)
        return text

    def _is_text(self, event: Typed) -> bool:
        """Tell whether it goes into a field and leads nowhere else."""
        typing, page = isinstance(event, Paste) or event.is_printable, self._page
        return typing and page is not None and isinstance(page.focused, Input | TextArea)

    def _follow(self) -> None:
        if self._follows is None:
            self._follows = asyncio.create_task(self._go_on())

    async def _go_on(self) -> None:
        try:
            text = False
            while self.waiting or not text:
                way, self._way = self._way, ()
                self._page_works = False
                await self._gone_through(way)
                await self._handled()
                await self._heard()
                text = True
                while text and self.waiting and self._listens(self.waiting[0]):
                    if self._way and not self._is_text(self.waiting[0]):
                        break  # the text that was given stands in the field first
                    text = await self._pass(self.waiting.popleft())
        except Exception as error:  # noqa: BLE001, RUF100 - as anything that goes wrong with a key
            self._app._handle_exception(error)
        finally:
            self._follows = None

    async def _gone_through(self, way: tuple[MessagePump, ...]) -> None:
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
            page = self._page
            self._drop_repeated(page)
            if page is None or not self._listens(self.waiting[0] if self.waiting else None):
                self._page_works = True
                await asyncio.sleep(LOOK_SECONDS)
                continue
            # A cursor that somebody asked for stands in the queue of the program.
            await self._gone_through((page, self._app))
            await self._handled()
            if page is self._page and self._listens(self.waiting[0] if self.waiting else None):
                return

    def _listens(self, event: Typed | None) -> bool:
        """Tell whether the page on top can be given a key; a question lets go of what was typed unseen.

        Args:
            event: the key; None where none waits.
        """
        page = self._page
        if not isinstance(page, Page):
            return page is not None
        if page.QUESTION and not page.listening:
            self.waiting.clear()
        return page.listening and (event is None or self._is_text(event) or not page.answering)

    def _drop_repeated(self, page: object) -> None:
        """Let go of the same key pressed again while it acts: nobody wants that on the page that comes next."""
        while self.waiting and isinstance(page, Page) and page.acting:
            first = self.waiting[0]
            if not isinstance(first, Key) or first.is_printable or first.key != self._last:
                return
            self.waiting.popleft()

    def _pumps(self) -> list[DOMNode]:
        page = self._page
        return [self._app] if page is None else [self._app, *page.walk_children(with_self=True)]

    @property
    def _page(self) -> Screen[Any] | None:
        """The page on top; None while the program begins or ends."""
        try:
            return self._app.screen
        except ScreenStackError:
            return None
