"""Promise: the app with a large notebook open holds little more memory than a bare Textual app.

What counts is the proportional set size: a page that several programs share counts in parts for each. It is read when
the app has shown Today, searched and opened what it found, is back on Today and has rested: that is how it stands on
a coach's machine the whole day. Both programs run alone, one after the other. The resident set size stands beside it.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Pair, Setting, interleaved
from benchmarks.limits import bare_app
from benchmarks.opened import ESCAPE, SEARCH, home_of_all, open_app, open_bare

if TYPE_CHECKING:
    from benchmarks.terminal import Terminal

PROMISE = "memory (PSS) of reppu at rest, a notebook of 100 000 events open, after searching and opening"
AGAINST = "memory of a bare Textual app"
LIMIT = 2.4
RUNS = 5
RESTED = 3.0
MEBIBYTE = 1024.0
"""Kibibytes in one."""


def measure(setting: Setting) -> list[Finding]:
    """Measure in turn with the bare app."""
    from statistics import median

    home = home_of_all(setting)
    resident: list[Pair] = []

    def ours() -> float:
        with ExitStack() as stack:
            terminal = open_app(stack, home)
            _use(terminal)
            terminal.rest(RESTED)
            resident.append(Pair(_memory(terminal, "Rss"), 1.0))
            return _memory(terminal, "Pss")

    def bare() -> float:
        with ExitStack() as stack:
            terminal = open_bare(stack, bare_app.__name__)
            terminal.rest(RESTED)
            resident[-1] = Pair(resident[-1].ours, _memory(terminal, "Rss"))
            return _memory(terminal, "Pss")

    pairs = interleaved(ours, bare, pairs=setting.choose(RUNS, 1), warm_up=0)
    ratios = [pair.ratio for pair in pairs]
    beside = {
        "ours, PSS MiB": median(pair.ours for pair in pairs),
        "limit, PSS MiB": median(pair.limit for pair in pairs),
        "ours, RSS MiB": median(pair.ours for pair in resident),
        "limit, RSS MiB": median(pair.limit for pair in resident),
        "× by RSS": median(pair.ratio for pair in resident),
    }
    return [Finding(PROMISE, AGAINST, median(ratios), max(ratios), LIMIT, runs=len(pairs), beside=beside)]


def _use(terminal: Terminal) -> None:
    """Search for several things, open what is found, and come back to Today."""
    for word in ("sovittiin", "kauppa", "työpaikalla"):
        terminal.press(SEARCH)
        terminal.rest(1.0)
        terminal.type_in(word, seconds=1.0)
        terminal.rest(2.0)
        terminal.press("\r")
        terminal.rest(1.0)
        for _ in range(3):
            terminal.press(ESCAPE)
            terminal.rest(0.5)


def _memory(terminal: Terminal, name: str) -> float:
    """Return mebibytes of a program's memory, as the system counts them.

    Args:
        terminal: where it runs.
        name: "Pss" or "Rss".
    """
    lines = Path(f"/proc/{terminal.process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kibibytes = next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    return kibibytes / MEBIBYTE
