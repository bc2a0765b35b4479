"""What was put off, with the reason: that the client does not want it counts as offered (USERS 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from store.due.shown import Due
from store.history.change import Value
from store.records import RECORD_TYPES
from store.writing import Entry

OFFERED = ("client_declined", "done_elsewhere")
"""Reasons after which it is not asked for again: it was offered, or somebody else has done it."""

_table = RECORD_TYPES["postponed_due"].table
_postponed = select(
    *(_table.c[name] for name in ("client", "due_rule", "subject", "due_on", "day", "until", "postponed_why"))
).where(_table.c.removed.is_(False))


@dataclass(frozen=True)
class _PutOff:
    until: date
    offered: bool


@dataclass(frozen=True)
class Postponed:
    """Everything that was put off.

    Attributes:
        put_off: by client, rule, subject and the day until which it was due.
        offered: by client and rule, the last day on which it counted as offered.
        support: by job, the days until which support was due that counted as offered: as good as a meeting.
    """

    put_off: Mapping[tuple[str, str, str, date | None], _PutOff]
    offered: Mapping[tuple[str, str], date]
    support: Mapping[str, set[date]]

    def hides(self, due: Due, day: date) -> bool:
        """Tell whether something due is not shown on a day."""
        found = self.put_off.get((due.whom.id, due.code, due.subject or "", due.until))
        return found is not None and (found.offered or day < found.until)

    def offered_on(self, client: str, code: str) -> date | None:
        """Return the last day on which a rule counted as offered to a client, or None."""
        return self.offered.get((client, code))


def read_postponed(connection: Connection, days: int, stands: Mapping[str, str]) -> Postponed:
    """Return everything that was put off, without a line in the log.

    Args:
        connection: an open transaction.
        days: so long something is put off where no day was named.
        stands: for each joined card the one that stands for it: what was put off under either was.
    """
    put_off: dict[tuple[str, str, str, date | None], _PutOff] = {}
    offered: dict[tuple[str, str], date] = {}
    support: dict[str, set[date]] = {}
    for row in connection.execute(_postponed.order_by(_table.c.day, _table.c.id)):
        was_offered = row.postponed_why in OFFERED
        until = row.until or row.day + timedelta(days=days)
        client = stands.get(row.client, row.client)
        put_off[client, row.due_rule, row.subject or "", row.due_on] = _PutOff(until, was_offered)
        if was_offered:
            offered[client, row.due_rule] = row.day
            if row.due_rule.startswith("support_") and row.subject and row.due_on:
                support.setdefault(row.subject, set()).add(row.due_on)
    return Postponed(put_off, offered, support)


def postponement(due: Due, why: str, day: date, until: date | None = None, notes: str = "") -> Entry:
    """Return what is saved when something that is due for a client is put off.

    Args:
        due: what is put off.
        why: code of the reason.
        day: the day on the wall.
        until: until when; needed where another day was agreed.
        notes: in the person's words.
    """
    values: dict[str, Value | None] = {
        "client": due.whom.id,
        "due_rule": due.code,
        "subject": due.subject,
        "due_on": due.until,
        "day": day,
        "until": until,
        "postponed_why": why,
        "notes": notes.strip() or None,
    }
    return Entry("postponed_due", values)


__all__ = ["OFFERED", "Postponed", "postponement", "read_postponed"]
