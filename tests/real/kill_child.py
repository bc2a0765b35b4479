"""The app with one form open and the cursor in a text of it: ``kill_child.py FORM NUMBER READY``."""

from __future__ import annotations

import asyncio
import errno
import itertools
import os
import signal
import sys
from pathlib import Path

from textual.widget import Widget

import tui.app.application as application
from store.home import Home
from store.notebook import Notebook
from store.reading import list_records
from tests.real.disk_layer import Disk
from tui.app.start import start
from tui.widgets.finder import Finder

FORM = sys.argv[1]
DISK = os.environ.get("LD_PRELOAD", "") if "failing_disk" in os.environ.get("LD_PRELOAD", "") else ""
"""The layer of C that lets writes fail: SIGUSR2 fills the disk, or whatever DISK_ERROR says, and mends it again."""


class Opens(application.ReppuApp):
    """The app; it opens the form by itself."""

    def entered(self, notebook: Notebook) -> None:
        """Open the form when the first page is there."""
        super().entered(notebook)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self._nobody_is_there)
        if DISK:
            disk = Disk(DISK)
            code = int(os.environ.get("DISK_ERROR", errno.ENOSPC))
            states = itertools.cycle((lambda: disk.fail(self.home.folder, 1, code, True, True), disk.mend))
            asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, lambda: next(states)())
        self.call_after_refresh(self._begin)

    def _nobody_is_there(self) -> None:
        """Let the idle time be over; what follows is the program's own doing."""
        self.last_key -= 3600
        self.run_worker(self._lock_when_idle())

    def _begin(self) -> None:
        kind, _, name = FORM.partition(":")
        client = list_records(self.opened, "client")[0].id
        if kind == "record":
            from screens.records.record_form import RecordForm

            self.push_screen(RecordForm(name))
        elif kind == "event":
            from screens.day.event import EventForm

            self.push_screen(EventForm(kind=name, client=client))
        else:
            from screens.disclosure.what_is_told import WhatIsTold

            self.push_screen(WhatIsTold(client))
        self.set_timer(0.05, self._into_a_text)

    def _into_a_text(self) -> None:
        """Put the cursor into the first text that can be typed into, once there is one."""
        screen: object = self.screen
        if FORM == "told":
            from screens.disclosure.told_item import ItemPart

            if getattr(screen, "said", None) is None:
                self.set_timer(0.05, self._into_a_text)
                return
            if screen.said.at < 0:  # type: ignore[attr-defined]
                screen.action_turn(1)  # type: ignore[attr-defined]
                self.screen.query_one(ItemPart).decide("tell")
                self.set_timer(0.2, self._into_a_text)
                return
        # What is typed into a finder is a search, and chosen from what it finds.
        fields = [
            one
            for one in self.screen.query("TextArea, Input")
            if one.focusable and one.region and not any(isinstance(around, Finder) for around in one.ancestors)
        ]
        if not fields or not getattr(screen, "ready", True):
            self.set_timer(0.05, self._into_a_text)
            return
        chosen = fields[int(sys.argv[2]) % len(fields)]
        chosen.focus()
        self.set_timer(0.4, lambda: self._rests_in(chosen))

    def _rests_in(self, chosen: Widget) -> None:
        """Say that somebody can type, once the form has done with placing the cursor itself."""
        if self.focused is chosen:
            Path(sys.argv[3]).touch()
        else:
            self._into_a_text()


if __name__ == "__main__":
    application.ReppuApp = Opens  # type: ignore[misc]
    sys.exit(start(Home.chosen(), None))
