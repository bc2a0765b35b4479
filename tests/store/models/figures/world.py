"""A small world of rows made by hand, and figures as lines that a person can read and reckon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from store.history.change import Value
from store.models.figure import Figure, Unit
from store.models.rows import COUNTED, Asked, Row, Rows
from store.records import RECORD_TYPES

ASKED = Asked(date(2026, 3, 1), date(2026, 3, 31))
"""March, and every group shown."""

TODAY = date(2026, 4, 15)
BEFORE, FIRST, LAST, AFTER = date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)
"""The days around both ends of March."""


def march(day: int) -> date:
    """Return a day of March."""
    return date(2026, 3, day)


def world(**records: list[dict[str, Value | None]]) -> Rows:
    """Return rows as the notebook holds them: every field is there, and an id where the test names none.

    Raises:
        AssertionError: a row has a field that its record type has not.
    """
    none: dict[str, tuple[Row, ...]] = dict.fromkeys(COUNTED, ())
    return Rows({**none, **{record: tuple(_rows(record, rows)) for record, rows in records.items()}})


def _rows(record: str, rows: Iterable[dict[str, Value | None]]) -> Iterable[Row]:
    fields = RECORD_TYPES[record].fields
    numbers = count(1)
    for row in rows:
        assert not set(row) - set(fields) - {"id"}, (record, row)
        yield {**dict.fromkeys(fields), "id": f"{record}-{next(numbers)}", **row}


def said(figures: Iterable[Figure]) -> list[str]:
    """Return a line for each figure: what, of what, the number with its unit, and of how many."""
    return [_line(one) for one in figures]


def _line(one: Figure) -> str:
    of = "".join(f" {field}={value}" for field, value in one.of)
    number = "hidden" if one.hidden else "none" if one.number is None else str(one.number)
    unit = "" if one.unit is Unit.COUNT else f" {one.unit.value}"
    return f"{one.system} {one.code}{of}: {number}{unit}{'' if one.n is None else f' of {one.n}'}"
