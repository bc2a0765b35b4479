"""Whose hours of the last full month have not come, coach by coach: the office asks before it closes (USERS 8)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Connection, select

from store.money.reading import closed_months
from store.money.reckoning import first_of_month
from store.one_person import stands_within
from store.placements.agreements import read_placements
from store.records import RECORD_TYPES

_entry = RECORD_TYPES["work_entry"].table
_assignment = RECORD_TYPES["assignment"].table


def missing_hours(connection: Connection, day: date) -> Counter[str]:
    """Return of how many clients of each worker nobody has written an entry for the month before a day's.

    Only clients with an agreement in force in that month count, and a closed month lacks nothing.

    Args:
        connection: an open transaction; the caller writes the line in the log, no client is named.
        day: the day on the wall.
    """
    last = first_of_month(day) - timedelta(days=1)
    month = first_of_month(last)
    training = {one.client for one in read_placements(connection) if one.within(month, last)}
    if not training or month in closed_months(connection, "allowance"):
        return Counter()
    stands = stands_within(connection)
    entered = connection.scalars(
        select(_entry.c.client)
        .where(_entry.c.removed.is_(False), _entry.c.day >= month, _entry.c.day <= last)
        .distinct()
    )
    missing = training - {stands.get(client, client) for client in entered}
    coached = connection.execute(
        select(_assignment.c.worker, _assignment.c.client).where(
            _assignment.c.removed.is_(False),
            _assignment.c.start <= day,
            _assignment.c.end.is_(None) | (_assignment.c.end >= day),
        )
    )
    pairs = {(row.worker, stands.get(row.client, row.client)) for row in coached}
    return Counter(worker for worker, client in pairs if client in missing)
