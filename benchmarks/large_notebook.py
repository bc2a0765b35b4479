"""A notebook of a hundred thousand events: what an office or a long working life brings together.

It is invented as the practice notebook is, woven into changes on three chains, and taken in as bundles are: every
row, every word of the index and every line of the use log is made by the store itself. Only what was taken to the
client record system is left out: it holds no text, is nowhere searched, and would add a third to the making.
"""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from benchmarks.filling import fill
from store.home import Home

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = 100_000
EVENTS_A_CLIENT = 100

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
    from store.practice.notebook import USUAL_MONTHS, invent

    invention = invent(7, -(-events // EVENTS_A_CLIENT), USUAL_MONTHS, datetime.now().astimezone().date())
    steps = (step for step in invention.steps if step.record != _LEFT_OUT)
    fill(home, invention, invention.first_day, steps)
