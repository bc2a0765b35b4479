"""Due in the rhythm of the work itself: the weekly look at contacts, monthly mentoring, the review of the criteria.

A rhythm is asked for once it has begun: where there never was a review, no day is invented from which it is late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from store.due.rules import Rule
from store.due.shown import Due, Person, due_of
from store.records import RECORD_TYPES
from store.records.quality_reviews import SCORES

if TYPE_CHECKING:
    from store.notebook import Identity

ITEMS = 25
"""Criteria that a whole sum needs (criteria.md 1.1)."""

_workers = RECORD_TYPES["worker"].table
_log_reviews = RECORD_TYPES["contact_log_review"].table
_mentoring = RECORD_TYPES["field_mentoring"].table
_reviews = RECORD_TYPES["quality_review"].table
_scores = RECORD_TYPES["item_score"].table


def rhythm(connection: Connection, identity: Identity, rules: Mapping[str, Rule], day: date) -> Iterator[Due]:
    """Yield what is due of the rhythm: a supervisor sees everybody whom they review, a coach only their own.

    Args:
        connection: an open transaction.
        identity: who is at work.
        rules: as they are on that day.
        day: the day on the wall.
    """
    worker = _workers.c
    names: dict[str, str] = {}
    everybody = False
    for row in connection.execute(select(worker.id, worker.name, worker.roles).where(worker.removed.is_(False))):
        names[row.id] = row.name or ""
        everybody |= row.id == identity.worker and "supervisor" in (row.roles or ())
    for code, table, column in (
        ("log_review", _log_reviews, _log_reviews.c.last_day),
        ("mentoring", _mentoring, _mentoring.c.day),
    ):
        for who, last in _last_by_worker(connection, table, column).items():
            if who in names and (everybody or who == identity.worker):
                yield due_of(rules[code], Person(who, names[who], ""), last, record="worker")
    yield from _criteria(connection, rules["criteria_review"], day)


def _last_by_worker(connection: Connection, table: Any, column: Any) -> dict[str, date]:
    query = select(table.c.worker, func.max(column).label("last")).where(table.c.removed.is_(False))
    rows = connection.execute(query.group_by(table.c.worker)).all()
    return {row.worker: row.last for row in rows if row.last is not None}


def _criteria(connection: Connection, rule: Rule, day: date) -> Iterator[Due]:
    columns = (_reviews.c[name] for name in ("id", "unit", "held_on", "next_on"))
    held = (
        select(*columns)
        .where(_reviews.c.removed.is_(False), _reviews.c.finished.is_(True), _reviews.c.held_on <= day)
        .order_by(_reviews.c.held_on.desc(), _reviews.c.id.desc())
    )
    units: set[str] = set()
    for row in connection.execute(held).all():
        unit = row.unit or ""
        if unit in units:
            continue
        units.add(unit)
        enough = (_sum(connection, row.id) or 0) >= rule.numbers["points"]
        days = rule.numbers["yearly"] if enough else rule.within
        until = row.next_on or row.held_on + timedelta(days=days)
        yield due_of(rule, Person(row.id, unit, ""), row.held_on, until, record="quality_review")


def _sum(connection: Connection, review: str) -> int | None:
    """Return the sum of a round: of two raters the lower score counts; None while a criterion is not rated."""
    query = select(_scores.c.criterion, _scores.c.score).where(
        _scores.c.review == review, _scores.c.removed.is_(False), _scores.c.score_state == "confirmed"
    )
    lowest: dict[int, int] = {}
    for row in connection.execute(query):
        if row.score in SCORES[:5]:
            lowest[row.criterion] = min(int(row.score), lowest.get(row.criterion, 5))
    return sum(lowest.values()) if len(lowest) >= ITEMS else None
