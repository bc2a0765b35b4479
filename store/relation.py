"""The relation with an employer over all visits: the level of criterion 18 with its reasons, and what is agreed next.

It is worked out from what was ticked at each visit, and is never shown while somebody ticks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.employers import EmployerVisit
from store.quality.serving import RELATIONSHIP, employer_level

MANY_VISITS = 2
"""Meetings face to face without which what was done over *many visits* (level 5 of criterion 18) was one visit."""

MEETINGS = "meetings"
"""Code of what lacks where there were too few meetings."""

MOST_STEPS = 5


@dataclass(frozen=True)
class Relation:
    """The relation with one employer.

    Attributes:
        level: of criterion 18, 1 to 5; None where there was no contact yet.
        meetings: visits that were held face to face.
        contacts: all contacts that were held; support visits are none (USERS 3).
        first: day of the first contact, or None.
        last: day of the last one, or None.
        done: how often each thing was done, by code.
        lacking: codes of what the next level asks for and is not there: things to do, or ``meetings``.
        steps: what was agreed to come next and has not been passed by a later contact, the nearest first.
    """

    level: int | None
    meetings: int
    contacts: int
    first: date | None
    last: date | None
    done: Mapping[str, int]
    lacking: tuple[str, ...]
    steps: tuple[EmployerVisit, ...]


def relation(visits: Sequence[EmployerVisit], day: date) -> Relation:
    """Return the relation that some visits make.

    Args:
        visits: all events with the employer.
        day: the day on the wall.
    """
    held = [one for one in visits if one.status == "held" and one.kind != "support_visit" and one.day <= day]
    meetings = sum(one.mode == "face_to_face" for one in held)
    done = Counter(code for one in held for code in one.purposes)
    days = [one.day for one in held]
    level = employer_level((one.mode == "face_to_face", one.purposes) for one in held) if held else None
    return Relation(
        level=level,
        meetings=meetings,
        contacts=len(held),
        first=min(days, default=None),
        last=max(days, default=None),
        done=dict(done),
        lacking=_lacking(level, meetings, done),
        steps=_steps(visits, day),
    )


def _lacking(level: int | None, meetings: int, done: Mapping[str, int]) -> tuple[str, ...]:
    """Return what the next level asks for; level 4 is the nearest from everywhere below it."""
    if level == 5:
        return ()
    wanted = RELATIONSHIP if level == 4 else ("described_strengths",)
    few = meetings < (MANY_VISITS if level == 4 else 1)
    return (*((MEETINGS,) if few else ()), *(code for code in wanted if not done.get(code)))


def _steps(visits: Sequence[EmployerVisit], day: date) -> tuple[EmployerVisit, ...]:
    """Return the steps that lie ahead, and that of the newest contact whenever it was."""
    named = [one for one in visits if (one.next_step or one.next_day) and one.status == "held"]
    newest = max((one.day for one in visits if one.status == "held"), default=day)
    open_steps = [one for one in named if (one.next_day is not None and one.next_day >= day) or one.day == newest]
    return tuple(sorted(open_steps, key=lambda one: one.next_day or date.max)[:MOST_STEPS])
