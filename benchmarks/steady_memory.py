"""Promise: the app with a large notebook open holds little more memory than a bare Textual app.

What counts is the resident set size: every page in full, whoever else may hold it too. On a coach's machine no other
program has Python's pages, so that is what the app costs there. The proportional set size, which divides a page
among all programs that share it, stands beside it: the more Python programs happen to run, the lower it is. It is
read when the app has shown Today, searched and opened what it found, is back on Today and has rested: so it stands
the whole day. Both programs run alone, one after the other, and are read in the same way.
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

PROMISE = "memory (RSS) of reppu at rest, a notebook of 100 000 events open, after searching and opening"
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
    proportional: list[Pair] = []

    def ours() -> float:
        with ExitStack() as stack:
            terminal = open_app(stack, home)
            _use(terminal)
            terminal.rest(RESTED)
            proportional.append(Pair(_memory(terminal, "Pss"), 1.0))
            return _memory(terminal, "Rss")

    def bare() -> float:
        with ExitStack() as stack:
            terminal = open_bare(stack, bare_app.__name__)
            terminal.rest(RESTED)
            proportional[-1] = Pair(proportional[-1].ours, _memory(terminal, "Pss"))
            return _memory(terminal, "Rss")

    pairs = interleaved(ours, bare, pairs=setting.choose(RUNS, 1), warm_up=0)
    ratios = [pair.ratio for pair in pairs]
    beside = {
        "ours, RSS MiB": median(pair.ours for pair in pairs),
        "limit, RSS MiB": median(pair.limit for pair in pairs),
        "ours, PSS MiB": median(pair.ours for pair in proportional),
        "limit, PSS MiB": median(pair.limit for pair in proportional),
        "× by PSS": median(pair.ratio for pair in proportional),
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
