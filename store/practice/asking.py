"""What invented clients asked about their own data, and from when the times of keeping run for those who left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from store.history.change import Value
from store.practice.invention import Invention
from store.practice.people import Life

ANSWERED, OPEN = 60, 6
"""Days ago on which two clients asked: one was answered, the other waits."""


def write_requests(invention: Invention, lives: Sequence[Life]) -> None:
    """Write two requests, and for each matter that was closed from when it is kept; drawn after everything else.

    Args:
        invention: the invention, with all other steps.
        lives: of the clients.
    """
    answered, waiting = lives[0], lives[min(1, len(lives) - 1)]
    for life, ago, asked in ((answered, ANSWERED, "told"), (waiting, OPEN, "looked")):
        day = max(invention.day(ago), life.entry)
        values: dict[str, Value | None] = {"client": life.id, "asked": asked, "asked_on": day}
        if ago == ANSWERED:
            values |= {"answered_on": day + timedelta(days=3), "answer": "luettiin yhdessä, annettiin paperina"}
        if day + timedelta(days=3) < invention.today:
            at = invention.moment(day + timedelta(days=3 if ago == ANSWERED else 0), 11, 5)
            invention.write("data_request", values, at, client=life.id)
    # The first came from another service, whose matter was closed when this one began.
    ended = [(lives[0], lives[0].entry), *((life, life.closed) for life in lives if life.closed is not None)]
    for life, day in ended:
        start: dict[str, Value | None] = {"client": life.id, "beginning": "matter_closed", "day": day}
        invention.write("keeping_start", start, invention.moment(day, 13, 45), client=life.id)
