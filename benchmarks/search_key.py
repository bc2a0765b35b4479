"""Promises: a key in the search is answered with what it finds nearly as fast as a bare field echoes it.

A hundred thousand events; five hundred keys that spell names, words of notes in other forms than they stand there,
two words, telephone digits and customer numbers. A key is pressed when the one before is settled. What must stand on
the screen then was asked of the store before the program was started: the frame counts when every line of the list is
right and the program keeps still, and its time is that of its last byte. Between two words the field is emptied,
which is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Pair, Setting, percentile, ratio_found, tail_found
from benchmarks.limits import key_echo
from benchmarks.notebooks import PASSPHRASE
from benchmarks.opened import BEGINNING_OF_FIELD, SEARCH, home_of_all, open_app, open_bare, standing

if TYPE_CHECKING:
    from benchmarks.terminal import Terminal
    from store.home import Home

PROMISE = "key in the search → last byte of its settled results, 100 000 events"
SLOWEST = "the same, p99 against p99"
AGAINST = "key echo in a bare Textual app with Input and Static"
LIMIT = 1.2
LIMIT_OF_SLOWEST = 2.0
KEYS = 500
FIELD, FIRST_ROW, LAST_ROW = 3, 5, 21
"""Lines of the screen: of what is typed, of the first of the list, and behind its last."""

RESTED = 0.3
"""Seconds after the field was emptied, in which whatever that began comes to its end."""

WORDS = (
    "esihenkilö",
    "työpaikalla",
    "varastossa",
    "sovittiin",
    "perehdytys",
    "kauppaan",
    "vuorolista",
    "puhelimitse",
    "palaveri torstaina",
    "jaksaminen",
    "arbetsplats",
    "meeting",
    "000 1",
    "H-4",
)
"""Words of notes in forms of their own, and beginnings of numbers."""


def measure(setting: Setting) -> list[Finding]:
    """Measure key by key, ours and the bare field in turn."""
    home = home_of_all(setting)
    asked = _asked(home, setting.choose(KEYS, 6))
    with ExitStack() as stack:
        ours = open_app(stack, home)
        bare = open_bare(stack, key_echo.__name__)
        ours.press(SEARCH)
        ours.rest(2.0)
        pairs = _pairs(ours, bare, asked)
    beside = {
        "p99 of the pairs' ratios": percentile([pair.ratio for pair in pairs], 0.99),
    }
    return [
        ratio_found(PROMISE, AGAINST, pairs, LIMIT, beside),
        tail_found(SLOWEST, AGAINST, pairs, LIMIT_OF_SLOWEST),
    ]


def _pairs(ours: Terminal, bare: Terminal, asked: Sequence[tuple[str, Callable[[list[str]], bool]]]) -> list[Pair]:
    pairs = []
    for typed, stands in asked:
        if len(typed) == 1:
            for terminal in (ours, bare):
                terminal.press(BEGINNING_OF_FIELD)
                terminal.rest(RESTED)

        def settled(screen: list[str], typed: str = typed, stands: Callable[[list[str]], bool] = stands) -> bool:
            return typed.rstrip() in screen[FIELD] and stands(screen)

        def echoed(screen: list[str], typed: str = typed) -> bool:
            return typed.rstrip() in screen[1]

        pressed = ours.press(typed[-1])
        took = ours.settle(settled) - pressed
        pressed = bare.press(typed[-1])
        pairs.append(Pair(took, bare.settle(echoed) - pressed))
    return pairs


def _asked(home: Home, number: int) -> list[tuple[str, Callable[[list[str]], bool]]]:
    """Return what stands in the field after each key, and what tells whether its results stand on the screen."""
    from screens.search import lines_of
    from store.finding import find_as_typed
    from store.notebook import Notebook
    from store.reading import list_records
    from tui.language import choose

    choose("fi")
    asked = []
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        names = [
            str(shown.values["given_name"]) + " " + str(shown.values["family_name"])[:2]
            for shown in list_records(notebook, "client", limit=60)
        ]
        names += [str(shown.values["name"]) for shown in list_records(notebook, "employer", limit=40)]
        words = [word for pair in zip(names, WORDS * len(names), strict=False) for word in pair]
        for word in words:
            for end in range(1, len(word) + 1):
                found = find_as_typed(notebook, word[:end], LAST_ROW - FIRST_ROW)
                asked.append(
                    (word[:end], standing(lines_of(found), FIRST_ROW, LAST_ROW) if found.findings else _nothing)
                )
            if len(asked) >= number:
                break
    return asked[:number]


def _nothing(screen: list[str]) -> bool:
    """Tell whether the list says that nothing was found."""
    from tui.language import _

    return _("search.nothing")[:40] in screen[FIRST_ROW]
