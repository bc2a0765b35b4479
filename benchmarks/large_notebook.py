"""A notebook of a hundred thousand events: what an office or a long working life brings together.

It is invented as the practice notebook is, woven into changes on three chains, and taken in as bundles are: every
row, every word of the index and every line of the use log is made by the store itself. Only what was taken to the
client record system is left out: it holds no text, is nowhere searched, and would add a third to the making.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.notebooks import PASSPHRASE
from store.home import Home

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = 100_000
EVENTS_A_CLIENT = 100
TAKEN_IN_AT_ONCE = 10_000
"""Changes: as many as two parts of a bundle hold."""

_LEFT_OUT = "case_record_transfer"


def large_home(folder: Path, events: int = EVENTS) -> Home:
    """Return a home whose notebook holds so many events, made where it is not there yet.

    Args:
        folder: of the home.
        events: how many, at least; a hundred for each client.
    """
    home = Home(folder)
    if not home.has_notebook:
        print(f"inventing a notebook of {events} events …", file=sys.stderr, flush=True)
        _make(home, events)
    return home


def _make(home: Home, events: int) -> None:
    from screens.notebook.tour import keep_seen
    from store.first_run import create_notebook
    from store.identifiers import new_id
    from store.practice.chains import begin_chains
    from store.practice.invention import Hand
    from store.practice.notebook import USUAL_MONTHS, invent
    from store.practice.people import WORKER_NAMES
    from store.practice.weaving import Weaver
    from store.records import shapes
    from store.writing import take_in

    invention = invent(7, -(-events // EVENTS_A_CLIENT), USUAL_MONTHS, datetime.now().astimezone().date())
    started = datetime.combine(invention.first_day, datetime.min.time(), UTC).replace(hour=6)
    own = iter((new_id(), new_id(), invention.workers[Hand.OWN]))
    with create_notebook(
        home,
        role="coach",
        name=WORKER_NAMES[Hand.OWN],
        language="fi",
        passphrase=PASSPHRASE,
        practice=True,
        at=started,
        ids=lambda: next(own, None) or new_id(),
    ) as notebook:
        with notebook.writing() as connection:
            pens = begin_chains(connection, notebook.identity, invention.workers, started)
        weaver = Weaver(shapes(), pens, {})
        steps = sorted((step for step in invention.steps if step.record != _LEFT_OUT), key=lambda step: step.at)
        for first in range(0, len(steps), TAKEN_IN_AT_ONCE):
            with notebook.writing() as connection:
                take_in(connection, notebook.identity, weaver.weave(steps[first : first + TAKEN_IN_AT_ONCE]))
        # Whoever has so large a notebook was shown around long ago.
        keep_seen(notebook)
