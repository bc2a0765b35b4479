"""Filling a notebook with what was invented, as bundles are taken in: the store itself writes every row of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from benchmarks.notebooks import PASSPHRASE

if TYPE_CHECKING:
    from store.home import Home
    from store.practice.invention import Invention, Step

TAKEN_IN_AT_ONCE = 10_000
"""Changes: as many as two parts of a bundle hold."""


def fill(home: Home, invention: Invention, first_day: date, steps: Iterable[Step]) -> None:
    """Make a coach's notebook and take in what was invented.

    Args:
        home: where no notebook is yet.
        invention: whose workers write.
        first_day: the day on which the notebook was begun.
        steps: what they write, in any order.
    """
    from screens.notebook.tour import keep_seen
    from store.first_run import create_notebook
    from store.identifiers import new_id
    from store.practice.chains import begin_chains
    from store.practice.invention import Hand
    from store.practice.people import WORKER_NAMES
    from store.practice.weaving import Weaver
    from store.records import shapes
    from store.writing import take_in

    started = datetime.combine(first_day, datetime.min.time(), UTC).replace(hour=6)
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
        in_order = sorted(steps, key=lambda step: step.at)
        for first in range(0, len(in_order), TAKEN_IN_AT_ONCE):
            with notebook.writing() as connection:
                take_in(connection, notebook.identity, weaver.weave(in_order[first : first + TAKEN_IN_AT_ONCE]))
        # Whoever has so much written down was shown around long ago.
        keep_seen(notebook)
