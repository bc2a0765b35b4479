"""The rules of what is due: read from the data file beside this one, with the numbers that the office has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import tomli
from sqlalchemy import Connection, bindparam, or_, select

from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

PREFIX = "due."
"""Dated rules of the office whose names begin so set a number of a rule here: ``due.<rule>.<number>``."""

MOST_DAYS = 3650
"""A number larger than ten years is no number of days that anybody means."""

_dated = RECORD_TYPES["dated_rule"].table
_set = (
    select(_dated.c.rule, _dated.c.setting)
    .where(
        _dated.c.removed.is_(False),
        _dated.c.rule.like(PREFIX + "%"),
        _dated.c.start <= bindparam("day"),
        or_(_dated.c.end.is_(None), _dated.c.end >= bindparam("day")),
    )
    .order_by(_dated.c.start, _dated.c.id)
)


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: its name.
        weight: how much it matters; a smaller number matters more.
        source: where it comes from.
        numbers: its numbers by name, the office's where it has set them.
        by_office: names of the numbers that the office has set.
    """

    code: str
    weight: int
    source: str
    numbers: Mapping[str, int]
    by_office: tuple[str, ...] = ()

    @property
    def within(self) -> int:
        """Days within which it is to be done."""
        return self.numbers["within"]

    @property
    def ahead(self) -> int:
        """Days before its day on which it is shown."""
        return self.numbers["ahead"]

    @property
    def lasts(self) -> int:
        """Days after which it is asked for no more."""
        return self.numbers.get("lasts", MOST_DAYS)


def read_rules(connection: Connection, day: date) -> dict[str, Rule]:
    """Return the rules by name as they are on a day, without a line in the log: the caller writes it.

    Of two numbers that the office has set for one day the later holds; what is no number of days changes nothing.

    Args:
        connection: an open transaction.
        day: the day.
    """
    rules = dict(_as_written())
    for row in connection.execute(_set, {"day": day}):
        code, _dot, name = str(row.rule or "").removeprefix(PREFIX).rpartition(".")
        rule, number = rules.get(code), _number(row.setting)
        if rule is not None and name in rule.numbers and number is not None:
            numbers = {**rule.numbers, name: number}
            rules[code] = replace(rule, numbers=numbers, by_office=(*rule.by_office, name))
    return rules


def due_rules(notebook: Notebook, day: date) -> dict[str, Rule]:
    """Return the rules by name as they are on a day, for a page that says why something is due.

    Args:
        notebook: an open notebook.
        day: the day.
    """
    with notebook.writing() as connection:
        rules = read_rules(connection, day)
        write_line(connection, notebook.identity, Act.LISTED, record="dated_rule")
    return rules


@lru_cache(maxsize=1)
def _as_written() -> Mapping[str, Rule]:
    written = tomli.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return {
        code: Rule(code, table.pop("weight"), table.pop("source"), dict(table)) for code, table in written.items()
    }


def _number(setting: str | None) -> int | None:
    text = (setting or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= MOST_DAYS else None
