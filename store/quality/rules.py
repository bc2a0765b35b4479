"""The office's dated rules for its figures: what the scale leaves open is set by the office, and shown (USERS 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from store.quality.rows import holds
from store.records import RECORD_TYPES

CHOICES: Mapping[str, tuple[str, ...]] = {
    "travel_time": ("left_out", "community", "not_community"),
    "average_share": (),
    "wage_subsidy": ("not_open", "open"),
    "fixed_term": ("not_permanent", "permanent"),
    "part_time": ("as_full", "by_share"),
    "new_programme": ("no", "yes"),
    "coach_view": ("team_only", "agreed"),
}
"""Name of a rule → what it can be set to, the usual reading first; none: a percentage.

``travel_time``: criterion 24, sources differ. ``average_share``: of how many a condition must hold to hold for a team
(13, 23, and where a half-automatic figure needs one). ``wage_subsidy`` and ``fixed_term``: criterion 21 in Finland.
``part_time``: whether a week of a part-time coach is a whole week of criterion 17. ``coach_view``: whether the office
may look at one coach's figures (USERS 13).
"""

USUAL_SHARE = 80


class DatedRule(NamedTuple):
    """A rule as the office saved it."""

    id: str
    rule: str | None
    setting: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Rules:
    """The rules of a day.

    Attributes:
        set: name → setting, of every rule.
        since: name → first day, of those that the office set.
    """

    set: Mapping[str, str]
    since: Mapping[str, date]

    @property
    def share(self) -> int:
        """Return of how many percent a condition must hold."""
        return int(self.set["average_share"])


def read_rules(connection: Connection) -> tuple[DatedRule, ...]:
    """Read every dated rule."""
    table = RECORD_TYPES["dated_rule"].table
    columns = [table.c[name] for name in DatedRule._fields]
    return tuple(map(DatedRule._make, connection.execute(select(*columns).where(table.c.removed.is_(False)))))


def rules_of(saved: Iterable[DatedRule], day: date) -> Rules:
    """Return the rules that hold on a day; of several that hold, the one that began last.

    What cannot be read (of a newer program) is as if it were not set.

    Args:
        saved: every rule.
        day: the rating day.
    """
    found = {name: (choices[0] if choices else str(USUAL_SHARE)) for name, choices in CHOICES.items()}
    since: dict[str, date] = {}
    for row in sorted(saved, key=lambda row: (row.start or date.min, row.id)):
        if row.rule is None or row.setting is None or row.start is None or row.rule not in CHOICES:
            continue
        choices = CHOICES[row.rule]
        readable = row.setting in choices or (not choices and _is_percentage(row.setting))
        if readable and holds(row.start, row.end, day):
            found[row.rule], since[row.rule] = row.setting, row.start
    return Rules(found, since)


def _is_percentage(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= 100
