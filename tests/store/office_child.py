"""A worker of the office in a process of their own: opens a home, waits for the word, does one thing many times.

``python -m tests.store.office_child HOME DEED ARGUMENT [--without-lock]``. It says "ready", a line on standard input
is the word, and then one line for each transaction: "done", or the reason of the refusal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from store.held import held_change
from store.home import Home
from store.notebook import Notebook
from store.postgresql import engine
from store.refusal import Refusal
from store.taking_in import take_in
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE


def say(word: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def takings(notebook: Notebook, file: str) -> Iterator[Callable[[], object]]:
    """Yield what takes in one bundle's changes after another: a list of lists of header and body."""
    for bundle in json.loads(Path(file).read_text(encoding="utf-8")):
        changes = [held_change(header, body) for header, body in bundle]

        def take(changes=changes) -> None:  # type: ignore[no-untyped-def]  # bound here, called below
            with notebook.writing() as connection:
                take_in(connection, notebook.identity, changes)

        yield take


def edits(notebook: Notebook, id: str) -> Iterator[Callable[[], object]]:
    """Yield what edits one employer again and again, each time as it is then."""
    for number in range(25):
        entry = Entry("employer", {"notes": f"{notebook.identity.worker} {number}"}, id=id)
        yield lambda entry=entry: save(notebook, entry)  # type: ignore[misc]  # bound here, called below


DEEDS = {"take_in": takings, "edit": edits}


def main(home: str, deed: str, argument: str, *options: str) -> None:
    """Do it."""
    if options:
        # A planted fault: what then keeps two workers apart is the database alone.
        engine._lock = lambda raw: None
    with Notebook.unlock(Home(Path(home)), PASSPHRASE) as notebook:
        deeds = list(DEEDS[deed](notebook, argument))
        say("ready")
        sys.stdin.readline()
        for act in deeds:
            try:
                act()
            except Refusal as refusal:
                say(refusal.reason.value)
            else:
                say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
