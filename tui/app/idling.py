"""Nobody there: the lock after idle time and after a sleep of the machine, and the end where the terminal is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from textual.events import Event, Key, MouseEvent, Paste

from tui.app.in_turn import InTurn
from tui.app.places import Places
from tui.app.signals import HUNG_UP, has_terminal
from tui.app.start import LOCKED

LOOK_SECONDS = 2.0
"""So often it is looked whether somebody is still there."""

SLEPT_SECONDS = 20.0
"""Where so much time has gone by between two looks, the machine slept: with its lid closed, perhaps in a bag."""


class Idling(Places):
    """The part of the app that locks when nobody is there.

    Attributes:
        clock: tells the seconds that have gone by, those in which the machine slept too.
        last_key: when somebody last pressed a key, by that clock.
    """

    clock: Callable[[], float]
    last_key: float
    _last_look: float
    _had_terminal: bool

    @cached_property
    def in_turn(self) -> InTurn:
        """The keys that wait for their turn."""
        return InTurn(self, super().on_event)

    def look_after_it(self) -> None:
        """Begin to look whether somebody is there."""
        self._last_look = self.clock()
        self._had_terminal = has_terminal()
        self.set_interval(LOOK_SECONDS, self._look)

    def end_of_session(self, number: int) -> None:
        """Keep what is being typed and end; see `tui.app.application`."""
        raise NotImplementedError

    async def read_idle(self) -> None:
        """Take the idle time that holds now: the coach's own, and never longer than the office allows."""
        from store.idle import idle_minutes

        self.idle_minutes = await self.read(idle_minutes, self.opened)

    async def on_event(self, event: Event) -> None:
        """Note that somebody is there; a key is given when its turn has come."""
        if isinstance(event, Key | MouseEvent | Paste):
            self.last_key = self.clock()
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.in_turn.take(event)
        else:
            await super().on_event(event)

    async def _look(self) -> None:
        """Lock after a sleep, however long the idle time is; and when nobody was there for that time.

        Where the terminal is gone without a signal (its window was closed while this process replaced another) the
        session ends as with one: otherwise the program would wait for ever for keys, with the key in its memory.
        """
        if self._had_terminal and not has_terminal():
            self.end_of_session(HUNG_UP)
            return
        before, self._last_look = self._last_look, self.clock()
        if self._last_look - before > SLEPT_SECONDS:
            # Whoever opens the lid may be somebody else, and a key pressed since may be theirs.
            self.last_key = min(self.last_key, self._last_look - 60 * self.idle_minutes - 1)
        await self._lock_when_idle()

    async def _lock_when_idle(self) -> None:
        """Lock; where a draft is refused, hide it behind the passphrase instead, so that its text is not lost."""
        if self.notebook is None or self.clock() - self.last_key <= self.idle_minutes * 60:
            return
        if not await self.keep_everything():
            self.exit(LOCKED)
        elif not self.shaded:
            self.action_shade()
