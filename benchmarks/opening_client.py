"""Promise: a client of two hundred events is opened in the time of three key echoes.

On the large notebook, in the list of clients: Enter on a client, until every line of the page in sight is right and
the program keeps still; then back, which is not counted, and the next client. Several clients have that many events,
so that none is opened twice in a row. What must stand there was asked of the store before the program was started.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Pair, Setting, percentile, ratio_found
from benchmarks.limits import key_echo
from benchmarks.notebooks import PASSPHRASE
from benchmarks.opened import ESCAPE, SEARCH, home_of_all, open_app, open_bare, standing
from benchmarks.terminal import COLUMNS

if TYPE_CHECKING:
    from benchmarks.terminal import Terminal
    from store.home import Home
    from store.writing import Writer

PROMISE = "Enter on a client of 200 events → last byte of the client's page, 100 000 events"
AGAINST = "key echo in a bare Textual app with Input and Static"
LIMIT = 3.0
EVENTS = 200
CLIENTS = 5
RUNS = 100
FIRST_ROW, LAST_ROW = 2, 22
"""Lines of the screen on which the page's list stands."""

FAMILY = "Mittanen"
"""Family name of the clients whose page is opened: invented here, and in no list of names of the invention."""


def measure(setting: Setting) -> list[Finding]:
    """Measure page by page, in turn with the bare field."""
    home = home_of_all(setting)
    number = setting.choose(CLIENTS, 2)
    pages = _clients(home, number, setting.choose(EVENTS, 3))
    with ExitStack() as stack:
        ours = open_app(stack, home)
        bare = open_bare(stack, key_echo.__name__)
        ours.press(SEARCH)
        ours.rest(2.0)
        ours.press(FAMILY)
        ours.settle(lambda screen: sum(FAMILY in line for line in screen[4:]) >= number)
        ours.rest(0.5)
        pairs = _pairs(ours, bare, pages, setting.choose(RUNS, 3))
    beside = {"p99 of the pairs' ratios": percentile([pair.ratio for pair in pairs], 0.99)}
    return [ratio_found(PROMISE, AGAINST, pairs, LIMIT, beside)]


def _pairs(ours: Terminal, bare: Terminal, pages: list[Callable[[list[str]], bool]], runs: int) -> list[Pair]:
    pairs = []
    for run in range(runs + 1):
        pressed = ours.press("\r")
        took = ours.settle(pages[run % len(pages)]) - pressed
        letter = chr(ord("a") + run % 26)
        pressed = bare.press(letter)
        pairs.append(Pair(took, bare.settle(partial(_echoed, letter)) - pressed))
        ours.press(ESCAPE)
        ours.rest(0.5)
        ours.press("\x1b[A" * (len(pages) - 1) if run % len(pages) == len(pages) - 1 else "\x1b[B")
        ours.rest(0.5)
    return pairs[1:]


def _echoed(letter: str, screen: list[str]) -> bool:
    return letter in screen[1]


def _clients(home: Home, number: int, events: int) -> list[Callable[[list[str]], bool]]:
    """Save clients with so many visits each; return what tells whether their pages stand on the screen."""
    from screens.clients.client_lines import client_lines
    from screens.clients.client_view import read_client
    from store.notebook import Notebook
    from store.reading import list_records
    from store.writing import Entry, Writer
    from tui.language import choose

    choose("fi")
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        held = list_records(notebook, "client", where={"family_name": FAMILY})
        employer = list_records(notebook, "employer", limit=1)[0].id
        if not held:
            with notebook.writing() as connection:
                writer = Writer(connection, notebook.identity)
                for place in range(number):
                    names = {"given_name": f"Koe{'abcdefgh'[place]}", "family_name": FAMILY}
                    client = writer.save(Entry("client", names)).id
                    for back in range(events):
                        _save_visit(writer, client, employer, notebook.identity.worker, back)
            held = list_records(notebook, "client", where={"family_name": FAMILY})
        views = [read_client(notebook, client.id) for client in held]
    return [standing(client_lines(view, COLUMNS - 2), FIRST_ROW, LAST_ROW) for view in views]


def _save_visit(writer: Writer, client: str, employer: str, worker: str, back: int) -> None:
    from store.writing import Entry

    day = date(2026, 11, 20) - timedelta(days=2 * back)
    event = writer.save(
        Entry(
            "event",
            {"kind": "employer_visit", "day": day, "status": "held", "employer": employer, "worker": worker},
        )
    ).id
    notes = f"Kerta {back}: sovittiin miten työpäivä jatkuu ja kuka neuvoo keikalla."
    writer.save(Entry("event_client_part", {"event": event, "client": client, "notes": notes}))
