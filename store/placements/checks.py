"""Whether hours can be right: in an agreement, within a day, not twice, not in the future. Pure functions (M3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from store.money.reading import ATTENDED, minutes_of, same_hours
from store.placements.agreements import Placement

DAY_OF_MINUTES = 24 * 60


class Fault(StrEnum):
    """What cannot be right with hours."""

    FUTURE = "future_day"
    OVER_DAY = "over_24_hours"
    OVERLAP = "overlap"
    TWICE = "written_twice"
    OUTSIDE = "outside_agreement"


ASKED = frozenset({Fault.OUTSIDE})
"""What a person may say is right all the same: somebody was there, whatever the paper says."""


@dataclass(frozen=True)
class Hours:
    """One client on one day at one place.

    Attributes:
        client: id.
        day: the day.
        presence: code of attendance or of the kind of absence.
        came: when they came, or None.
        went: when they went, or None.
        minutes: as written, or None.
        activity_place: id of the place, or None.
        entry: id of the entry that it alters, or None for a new one.
        knew: heads of that entry that were on the screen.
        task: what was done.
        row: number of the row in a file, or 0.
        recorded_by: who wrote it down, where a row says so itself.
    """

    client: str
    day: date
    presence: str
    came: time | None = None
    went: time | None = None
    minutes: int | None = None
    activity_place: str | None = None
    entry: str | None = None
    knew: tuple[str, ...] = ()
    task: str | None = None
    row: int = 0
    recorded_by: str | None = None

    @property
    def attended(self) -> bool:
        """Whether the client was there."""
        return self.presence == ATTENDED

    @property
    def length(self) -> int:
        """Minutes of attendance."""
        return minutes_of(self.came, self.went, self.minutes) if self.attended else 0


@dataclass(frozen=True)
class Beside:
    """What hours are held against.

    Attributes:
        today: the day on the wall.
        placements: agreements, also those that are over.
        held: entries that are there already.
    """

    today: date
    placements: Sequence[Placement] = ()
    held: Sequence[Hours] = field(default=())


def faults_of(hours: Sequence[Hours], beside: Beside) -> tuple[tuple[Hours, Fault], ...]:
    """Return what cannot be right, in the order of the hours; one that alters an entry is not held against that.

    Args:
        hours: what somebody wants to save.
        beside: what it is held against.
    """
    altered = {one.entry for one in hours if one.entry is not None}
    there = [one for one in beside.held if one.entry not in altered]
    found: list[tuple[Hours, Fault]] = []
    for place, one in enumerate(hours):
        others = [*there, *hours[:place]]
        same_day = [other for other in others if (other.client, other.day) == (one.client, one.day)]
        found += [(one, fault) for fault in _faults(one, same_day, beside)]
    return tuple(found)


def _faults(one: Hours, same_day: Sequence[Hours], beside: Beside) -> Iterable[Fault]:
    if one.day > beside.today:
        yield Fault.FUTURE
    if one.length + sum(other.length for other in same_day) > DAY_OF_MINUTES:
        yield Fault.OVER_DAY
    if any(other.activity_place == one.activity_place and not _apart(one, other) for other in same_day):
        yield Fault.TWICE
    elif any(one.attended and other.attended and same_hours(one, other) for other in same_day):
        yield Fault.OVERLAP
    mine = [each for each in beside.placements if each.client == one.client and each.in_force(one.day)]
    if not any(one.activity_place in (None, each.place) for each in mine):
        yield Fault.OUTSIDE


def _apart(one: Hours, other: Hours) -> bool:
    """Tell whether two entries of one day and place are two attendances at different times, and no repetition."""
    return one.attended and other.attended and not same_hours(one, other)
