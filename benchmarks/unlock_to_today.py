"""Promise: from Enter on the passphrase to Today's rows takes little more than a bare app's first frame.

The passphrase is typed as a person types it, in about three seconds: what the app does meanwhile is its own business.
From the time between Enter and the last painted byte the key derivation is taken out, because it is slow on purpose:
right before each run the very slot that is about to be opened is opened three times in this process
(``store.keys.slots.open_slot``, which derives the key and nothing else worth a millisecond), and the median of these
is subtracted. A program that did useful work beside the derivation would gain by this, as the person does.
"""

from __future__ import annotations

import time
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.first_frame import paint_bare, reppu, words_of_unlock
from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.notebooks import CLIENTS, PASSPHRASE, make_practice_home
from benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from store.home import Home

PROMISE = "Enter on the passphrase → Today's rows, 20 clients, 2 000 events, key derivation taken out"
AGAINST = "first painted frame of a bare Textual app"
LIMIT = 1.6
TYPED_IN = 3.0
"""Seconds: five words at forty words a minute take longer."""

LOADED = 0.4
"""Seconds without a byte after which Today is taken for complete: its rows may come in several frames."""


def measure(setting: Setting) -> list[Finding]:
    """Measure on the practice notebook of 20 clients, opened on its own day."""
    home = make_practice_home(setting.folder / "home", clients=setting.choose(CLIENTS, 1))
    first, rows = words_of_unlock(), words_of_today(home)
    derivations: list[float] = []
    whole: list[float] = []

    def ours() -> float:
        derivation = median(_derive(home) for _ in range(3))
        took = _open(home, first, rows, typed_in=TYPED_IN if not setting.quick else 1.0)
        derivations.append(derivation)
        whole.append(took)
        return took - derivation

    pairs = interleaved(ours, paint_bare, pairs=setting.choose(20, 1))
    beside = {
        "derivation taken out, median ms": 1000 * median(derivations),
        "with derivation, median ms": 1000 * median(whole),
    }
    return [ratio_found(PROMISE, AGAINST, pairs, LIMIT, beside)]


def words_of_today(home: Home) -> tuple[str, ...]:
    """Return what must stand on Today once its rows are painted: the name of every client and employer of the day."""
    from store.notebook import Notebook
    from store.today import today

    with Notebook.unlock(home, PASSPHRASE) as notebook:
        shown = today(notebook, datetime.now().astimezone().date())
    names = {client.given_name for event in shown.events for client in event.clients}
    if not names:
        raise AssertionError("nothing happens today in this notebook: there is no row to wait for")
    return tuple(sorted(names))


def _derive(home: Home) -> float:
    from store.keys.slots import open_slot

    started = time.perf_counter()
    open_slot(home, PASSPHRASE)
    return time.perf_counter() - started


def _open(home: Home, first: tuple[str, ...], rows: tuple[str, ...], *, typed_in: float) -> float:
    with Terminal(reppu(home.folder)) as terminal:
        terminal.wait_for(*first)
        terminal.type_in(PASSPHRASE, seconds=typed_in)
        entered = terminal.press("\r")
        return terminal.wait_for(*rows, still=LOADED) - entered
