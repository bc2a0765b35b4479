"""Promise: a key in a long note of the event form, which keeps drafts by itself, costs little more than elsewhere.

The note is as long as notes get (4 000 characters in paragraphs, pasted before), and so is the text in the bare
field. Every tenth
key comes about a second after the one before it, just when the form writes its draft into the notebook: those keys
are the ones that could be slow, and they are a tenth of all, so that they decide the p99.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Pair, Setting, percentile, ratio_found, tail_found
from benchmarks.limits import text_area
from benchmarks.notebooks import CLIENTS, make_practice_home
from benchmarks.opened import NEW_EVENT, open_app, open_bare

if TYPE_CHECKING:
    from benchmarks.terminal import Terminal

PROMISE = "a key in a long note of the event form, drafts written meanwhile, p99 against p99"
MEDIAN = "the same, median (no promise of its own)"
AGAINST = "the same key in a bare TextArea"
LIMIT = 1.3
KEYS = 500
LONG = 4_000
"""Characters of the note."""

PARAGRAPH = "Keskustelimme siitä miten viikko on mennyt ja mitä seuraavaksi tehdään yhdessä. " * 3 + "\r"
LINE = 40
"""Letters of each line that is typed."""

LETTERS = "qxzwcbdfg"
"""Not the ones that words are made of: they cannot be taken for the text before them."""

EVERY = 10
DRAFT_AFTER = 1.0
"""Seconds after the last key in which the form begins to write its draft."""

STEP = 0.004
"""Seconds by which each late key comes later than the late one before it: they fall before, into and behind it."""


def measure(setting: Setting) -> list[Finding]:
    """Measure key by key, ours and the bare field in turn."""
    home = make_practice_home(setting.folder / "home", clients=setting.choose(CLIENTS, 1))
    with ExitStack() as stack:
        ours = open_app(stack, home)
        bare = open_bare(stack, text_area.__name__)
        ours.press(NEW_EVENT)
        ours.rest(1.5)
        ours.press("\r")
        ours.rest(1.5)
        for terminal in (ours, bare):
            _fill(terminal)
        pairs = _pairs(ours, bare, setting.choose(KEYS, EVERY + 2))
    late = pairs[EVERY::EVERY]
    beside = {
        "p99 of the pairs' ratios": percentile([pair.ratio for pair in pairs], 0.99),
        "late keys, ours p99 ms": 1000 * percentile([pair.ours for pair in late], 0.99),
    }
    return [tail_found(PROMISE, AGAINST, pairs, LIMIT, beside), ratio_found(MEDIAN, AGAINST, pairs, LIMIT)]


def _fill(terminal: Terminal) -> None:
    """Paste the long note, as one pastes, and wait until it stands there."""
    text = (PARAGRAPH * (LONG // len(PARAGRAPH) + 1))[:LONG]
    for start in range(0, LONG, 1000):
        terminal.press(f"\x1b[200~{text[start : start + 1000]}\x1b[201~")
        terminal.rest(0.5)
    terminal.rest(2.0)


def _pairs(ours: Terminal, bare: Terminal, number: int) -> list[Pair]:
    """Press so many keys; what a key must paint is the last line of the note with its letter."""
    pairs, tail, last = [], "", time.perf_counter()
    for place in range(number):
        if place % LINE == 0:
            # A new line is not counted: a bare TextArea shows what it wraps only at the next key.
            tail = ""
            for terminal in (ours, bare):
                terminal.press("\r")
                terminal.rest(0.3)
        if place % EVERY == 0:
            late = DRAFT_AFTER + (place // EVERY % 15 - 5) * STEP
            ours.rest(max(0.0, last + late - time.perf_counter()))
        letter = LETTERS[place * 7 % len(LETTERS)]
        tail += letter
        took = []
        for terminal in (ours, bare):
            pressed = terminal.press(letter)
            if terminal is ours:
                last = pressed
            took.append(terminal.settle(_ends_with(tail)) - pressed)
        pairs.append(Pair(*took))
    return pairs


def _ends_with(tail: str) -> Callable[[list[str]], bool]:
    """Return what tells whether the line that is being typed stands on the screen."""
    return lambda screen: any(tail in line for line in screen)
