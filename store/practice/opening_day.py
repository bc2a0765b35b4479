"""The day that the practice notebook opens on: a programme, something unfinished, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from store.practice.days import Country, write_event
from store.practice.invention import Invention, Step
from store.practice.people import Life
from store.practice.telling import REVIEW_AFTER, may_be_told

COMING_DAYS = (1, 2, 3, 6, 7)
FRIDAY = 4


def write_opening_day(invention: Invention, lives: Sequence[Life], country: Country) -> None:
    """Write a held call, three planned events of today, one event to be completed, and some days ahead."""
    working = [life for life in lives if life.job_start and life.closed is None]
    open_lives = [life for life in lives if life.closed is None]
    _write_held_call(invention, open_lives[0])
    visitor = _visitor(invention, open_lives)
    _planned(invention, visitor, "employer_visit", 0, time(9, 30), employer=visitor.employers[0])
    _planned(invention, open_lives[len(open_lives) // 2], "client_meeting", 0, time(12, 0))
    if working:
        _planned(invention, working[-1], "support_visit", 0, time(14, 15), employer=working[-1].employer)
    _write_unfinished(invention, open_lives[-1], country)
    for number, ahead in enumerate(COMING_DAYS):
        life = open_lives[(number * 3) % len(open_lives)]
        _planned(invention, life, "client_meeting", ahead, time(10 + number % 4, 0))


def _visitor(invention: Invention, lives: Sequence[Life]) -> Life:
    """Return whom today's employer visit is for: a client who looks for work and has agreed on what may be told.

    Where nobody has, the last who came; then the visit shows that the client is to be asked first.
    """
    agreed = [
        life
        for life in lives
        if life.job_start is None
        and len(may_be_told(life, invention.today)) > 1
        and life.agreements[-1].at.date() > invention.today - timedelta(days=REVIEW_AFTER)
    ]
    return agreed[-1] if agreed else lives[-1]


def _planned(
    invention: Invention, life: Life, kind: str, ahead: int, start: time, *, employer: str | None = None
) -> tuple[Step, Step]:
    """Plan an event so many days ahead, with its still empty client part: so the list knows whom it is with."""
    day = invention.today + timedelta(days=ahead)
    if ahead and day.weekday() > FRIDAY:
        day += timedelta(days=7 - day.weekday())
    planned_at = invention.moment(invention.today - timedelta(days=1), 11, start.hour + start.minute)
    event = write_event(invention, kind, day, start, employer=employer, status="planned", saved_at=planned_at)
    part = invention.write(
        "event_client_part",
        {"client": life.id, "event": event.id},
        planned_at + timedelta(minutes=1),
        client=life.id,
    )
    return event, part


def _write_held_call(invention: Invention, life: Life) -> None:
    """Write this morning's call: planned yesterday, held, and what came of it."""
    call, part = _planned(invention, life, "call", 0, time(8, 15))
    sentences = invention.tables.sentences["call"]
    at = invention.moment(invention.today, 6, 40)
    invention.amend(call, {"status": "held", "minutes": 15}, at)
    said = {name: invention.one(sentences[name]).format(given=life.given) for name in ("notes", "agreed")}
    invention.amend(part, said, at + timedelta(minutes=1))


def _write_unfinished(invention: Invention, life: Life, country: Country) -> None:
    """Write the last working day's visit that was kept with F8: safe, listed, to be completed."""
    yesterday = invention.today - timedelta(days=1)
    day = yesterday - timedelta(days=max(0, yesterday.weekday() - FRIDAY))
    employer = next(iter(country.employers))
    event = write_event(invention, "employer_visit", day, time(15, 0), employer=employer)
    invention.amend(event, {"to_be_completed": True}, event.at + timedelta(minutes=1))
    invention.write(
        "event_client_part",
        {"client": life.id, "event": event.id},
        event.at + timedelta(minutes=2),
        client=life.id,
    )
