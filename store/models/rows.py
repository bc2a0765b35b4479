"""The rows that the models are counted from, read in one look a record type, with joined doubles as one client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from store.one_person import stands_within
from store.records import RECORD_TYPES

Row = Mapping[str, Any]
"""The values of one record by field, with its ``id``."""

COUNTED = (
    *("worker", "client", "meeting", "working_share"),
    *("person", "person_role", "person_details", "working_pair", "interview"),
    *("series", "series_member", "client_member", "gathering", "attendance", "client_attendance"),
    *("agreement", "goal", "goal_rating", "activity_period", "work_entry", "fee_assignment", "fee_statement"),
    *("work_share", "share_use", "survey", "survey_round", "question", "answer", "feedback"),
    *("idea", "idea_raiser", "path_model", "path_step", "client_step", "client_type", "client_typing"),
    *("path_outcome", "outcome_check", "material", "material_version", "dated_rule"),
)
"""The record types that are counted."""


@dataclass(frozen=True)
class Asked:
    """What is counted.

    Attributes:
        first: first day of the period.
        last: last day.
        smallest: groups of fewer clients are hidden; 1 on the screen, five in what is handed out.
    """

    first: date
    last: date
    smallest: int = 1

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in the period."""
        return day is not None and self.first <= day <= self.last

    def meets(self, row: Row) -> bool:
        """Tell whether something that lasts from ``start`` to ``end`` lies in the period for a day at least."""
        start, end = row.get("start"), row.get("end")
        return (start is None or start <= self.last) and (end is None or end >= self.first)


class Rows(dict[str, tuple[Row, ...]]):
    """Record type → its rows. What was not read is not there: nobody takes it for none."""

    def by_id(self, record: str) -> dict[str, Row]:
        """Return the rows of a record type by their ids."""
        return {row["id"]: row for row in self[record]}


def read_rows(connection: Connection, records: Iterable[str] = COUNTED) -> Rows:
    """Read the rows, without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
        records: the record types.
    """
    stands = stands_within(connection)
    found = Rows()
    for record in records:
        table = RECORD_TYPES[record].table
        rows = connection.execute(select(table).where(table.c.removed.is_(False)).order_by(table.c.id)).mappings()
        found[record] = tuple(_as_one(dict(row), stands) for row in rows)
    return found


def _as_one(row: dict[str, Any], stands: Mapping[str, str]) -> Row:
    client = row.get("client")
    return row if client is None or client not in stands else {**row, "client": stands[client]}


def rows_where(connection: Connection, record: str, **where: str | None) -> list[Row]:
    """Return the rows of a record type with these values, by id; none where a value is not known.

    Args:
        connection: an open transaction, in which the caller logs the look.
        record: record type.
        where: field → its value.
    """
    table = RECORD_TYPES[record].table
    query = select(table).where(table.c.removed.is_(False)).order_by(table.c.id)
    for name, value in where.items():
        if value is None:
            return []
        query = query.where(table.c[name] == value)
    return [dict(row) for row in connection.execute(query).mappings()]


def one_row(connection: Connection, record: str, id: str | None) -> Row | None:
    """Return the row of a record, or None where it is not here.

    Args:
        connection: an open transaction, in which the caller logs the look.
        record: record type.
        id: of the record.
    """
    return next(iter(rows_where(connection, record, id=id)), None)


def standing_on(row: Row, day: date) -> bool:
    """Tell whether something that lasts from ``start`` to ``end`` holds on a day."""
    start, end = row.get("start"), row.get("end")
    return (start is None or start <= day) and (end is None or end >= day)
