"""Which set of criteria is counted with: the one that the office goes by on the rating day, if this program has it.

Two Finnish versions of the criteria exist (criteria.md 1.1), so the office says which is meant, from when
(``criteria_choice``). What this program does not hold cannot be counted with; that is said and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from store.quality.criteria import CriteriaSet, read_criteria
from store.quality.rows import holds
from store.records import RECORD_TYPES


class Choice(NamedTuple):
    """A choice as the office saved it."""

    id: str
    criteria_set: str | None
    criteria_version: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Chosen:
    """What is counted with.

    Attributes:
        criteria: the set.
        since: from which day the office has gone by it; None where it has chosen none.
        missing: set and version that the office has chosen and this program does not hold, or None.
    """

    criteria: CriteriaSet
    since: date | None = None
    missing: tuple[str, str] | None = None


def held_sets() -> tuple[CriteriaSet, ...]:
    """Return every set that this version of the program holds, the usual one first."""
    return (read_criteria(),)


def read_choices(connection: Connection) -> tuple[Choice, ...]:
    """Read every choice of the office."""
    table = RECORD_TYPES["criteria_choice"].table
    columns = [table.c[name] for name in Choice._fields]
    return tuple(map(Choice._make, connection.execute(select(*columns).where(table.c.removed.is_(False)))))


def chosen_on(choices: Iterable[Choice], held: tuple[CriteriaSet, ...], day: date) -> Chosen:
    """Return what is counted with on a day; of several choices that hold, the one that began last.

    Args:
        choices: every choice.
        held: the sets of this program, the usual one first.
        day: the rating day.
    """
    standing = [row for row in choices if holds(row.start, row.end, day)]
    if not standing:
        return Chosen(held[0])
    last = max(standing, key=lambda row: (row.start or date.min, row.id))
    wanted = (last.criteria_set or "", last.criteria_version or "")
    for one in held:
        if (one.id, one.version) == wanted:
            return Chosen(one, last.start)
    return Chosen(held[0], missing=wanted)
