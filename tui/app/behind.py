"""Work behind the screen: the quick look at every start, a backup once a day, and sticks that came back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.language import _, word
from tui.widgets.shell import Shell

if TYPE_CHECKING:
    from store.notebook import Notebook
    from store.self_check import Finding

FIRST_SECONDS = 20
"""So long after the passphrase: Today is read first."""

RESTED_SECONDS = 5
"""It begins when nobody has typed for so long: on a large notebook it takes a while, and keys would wait for it."""

EVERY_SECONDS = 900
"""How often it is asked whether a backup is due."""

FINDINGS = {
    "damaged_pages": "finding.damaged_pages",
    "damaged_structure": "finding.damaged_structure",
    "altered_history": "finding.altered_history",
    "altered_use_log": "finding.altered_use_log",
    "damaged_recovery_slot": "finding.damaged_recovery_slot",
    "missing_recovery_slot": "finding.missing_recovery_slot",
    "damaged_keys": "finding.damaged_keys",
    "lost_saves": "finding.lost_saves",
}
"""What a look can find → key of its words."""


class Behind:
    """What goes on without anybody waiting for it.

    Args:
        app: the program.
        rested: tells for how many seconds nobody has pressed a key.
    """

    def __init__(self, app: Shell, rested: Callable[[], float]) -> None:
        self._app, self._rested = app, rested
        self._stopped = self._looked = False
        self._ending = asyncio.Event()
        self._work: asyncio.Task[tuple[Finding, ...]] | None = None

    def begin(self) -> None:
        """Begin a while after the passphrase, and ask again every quarter of an hour."""
        self._app.set_timer(FIRST_SECONDS, self.work)
        self._app.set_interval(EVERY_SECONDS, self.work)

    async def work(self) -> None:
        """Look at the notebook the first time, and make a backup when one is due; what is wrong is said."""
        while not self._stopped and (left := RESTED_SECONDS - self._rested()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), left)
        notebook = self._app.notebook
        if notebook is None or self._stopped or (self._work is not None and not self._work.done()):
            return
        self._work = asyncio.create_task(asyncio.to_thread(self._do, notebook))
        found = await self._work
        if found and not self._stopped:
            said = word(FINDINGS[found[0].value])
            self._app.notify(_("check.at_start", finding=said), severity="error", timeout=60, markup=False)

    async def stop(self) -> None:
        """Let go of a backup that is being made, and wait until it has; the earlier ones stand."""
        self._stopped = True
        self._ending.set()
        if self._work is not None:
            with suppress(Exception):
                await self._work

    def _do(self, notebook: Notebook) -> tuple[Finding, ...]:
        from store.backup import StoppedError
        from store.keeping_backups import back_up_when_due, replace_on_sticks
        from store.refusal import Refusal
        from store.self_check import quick_check

        found: tuple[Finding, ...] = ()
        with suppress(Refusal, StoppedError):
            if not self._looked:
                self._looked = True
                found = quick_check(notebook)
            if not found and not self._stopped:
                # A full disk is said where somebody saves; here it only means that there is no new backup.
                back_up_when_due(notebook, datetime.now(UTC), stopped=lambda: self._stopped)
                replace_on_sticks(notebook)
        return found
