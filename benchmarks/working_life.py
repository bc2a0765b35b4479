"""A notebook of a working life: the practice notebook over and over, a hundred thousand rows together.

The newest eighteen months are the practice notebook's own. Before them lie as many others as are needed, each
invented from a seed of its own, for the same coach, and with its clients gone: a coach has twenty clients at a time
and writes as much in a year as in any other, however long the notebook is. Everything is taken in as bundles are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.large_notebook import TAKEN_IN_AT_ONCE
from benchmarks.notebooks import CLIENTS, PASSPHRASE
from store.home import Home

if TYPE_CHECKING:
    from pathlib import Path

    from store.history.change import Value
    from store.practice.invention import Hand, Invention, Step

ROWS = 100_000
"""Of all record types together."""

SEED = 7
MOST_PIECES = 60

_ONCE = ("worker", "working_share", "criteria_choice", "dated_rule")
"""What holds for the whole life is written once, by its newest piece."""


def working_life_home(folder: Path, rows: int = ROWS) -> Home:
    """Return a home whose notebook holds so many rows, made where it is not there yet.

    Args:
        folder: of the home.
        rows: how many, at least.
    """
    home = Home(folder)
    if not home.has_notebook:
        print(f"inventing a working life of {rows} rows …", file=sys.stderr, flush=True)
        _make(home, rows)
    return home


def _make(home: Home, rows: int) -> None:
    from screens.notebook.tour import keep_seen
    from store.first_run import create_notebook
    from store.identifiers import new_id
    from store.practice.chains import begin_chains
    from store.practice.invention import Hand
    from store.practice.people import WORKER_NAMES
    from store.practice.weaving import Weaver
    from store.records import shapes
    from store.writing import take_in

    pieces, newest = _pieces(rows)
    started = datetime.combine(pieces[-1].first_day, datetime.min.time(), UTC).replace(hour=6)
    own = iter((new_id(), new_id(), newest.workers[Hand.OWN]))
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
            pens = begin_chains(connection, notebook.identity, newest.workers, started)
        weaver = Weaver(shapes(), pens, {})
        steps = sorted((step for piece in pieces for step in piece.steps), key=lambda step: step.at)
        for first in range(0, len(steps), TAKEN_IN_AT_ONCE):
            with notebook.writing() as connection:
                take_in(connection, notebook.identity, weaver.weave(steps[first : first + TAKEN_IN_AT_ONCE]))
        # Whoever has worked for so long was shown around long ago.
        keep_seen(notebook)


def _pieces(rows: int) -> tuple[list[Invention], Invention]:
    """Return the pieces of a life, the newest first, and the newest."""
    from store.practice.notebook import USUAL_MONTHS, invent

    newest = invent(SEED, CLIENTS, USUAL_MONTHS, datetime.now().astimezone().date())
    pieces, found = [newest], _rows(newest)
    while found < rows and len(pieces) < MOST_PIECES:
        piece = invent(SEED + len(pieces), CLIENTS, USUAL_MONTHS, pieces[-1].first_day)
        piece.steps[:] = _of_old(piece, newest.workers)
        found += _rows(piece)
        pieces.append(piece)
    return pieces, newest


def _rows(piece: Invention) -> int:
    return len({step.id for step in piece.steps})


def _of_old(piece: Invention, workers: Mapping[Hand, str]) -> Iterator[Step]:
    """Yield the steps of an older piece: by the workers of today, and with every client gone at its end.

    Args:
        piece: as it was invented.
        workers: those of the newest piece.
    """
    same = {piece.workers[hand]: id for hand, id in workers.items()}
    steps = [step for step in piece.steps if step.record not in _ONCE]
    changed: dict[int, Step] = {}
    for step in steps:
        # What a step knew are steps again: those of this notebook, not the ones that they were made of.
        new = replace(
            step,
            values={name: _with_workers(value, same) for name, value in step.values.items()},
            knew=None if step.knew is None else tuple(changed[id(known)] for known in step.knew),
            agrees=tuple(changed[id(item)] for item in step.agrees),
        )
        changed[id(step)] = new
        yield new
    at = piece.moment(piece.today, 16)
    for client in sorted({step.id for step in steps if step.record == "client"}):
        yield piece.write(
            "client", {"closed": _end(piece), "closed_reason": "palvelu päättyi"}, at, client=client, id=client
        )
    for job in [step for step in steps if step.record == "job" and "start" in step.values]:
        yield piece.amend(job, {"end": _end(piece)}, at)


def _end(piece: Invention) -> date:
    return piece.today - timedelta(days=1)


def _with_workers(value: Value | None, same: Mapping[str, str]) -> Value | None:
    if isinstance(value, str):
        return same.get(value, value)
    if isinstance(value, tuple):
        return tuple(same.get(one, one) if isinstance(one, str) else one for one in value)
    return value
