"""Due in the rhythm of the work itself: the weekly look at contacts, monthly mentoring, the review of the criteria.

A rhythm begins on a day that somebody wrote down: that of the last time; where there was none, the day on which the
coach's working share began, and for the criteria the day from which the office goes by them. No day is invented.
Mentoring is monthly for new coaches and for those who have it already (criterion 8); nobody else is asked for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, or_, select

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
_shares = RECORD_TYPES["working_share"].table
_choices = RECORD_TYPES["criteria_choice"].table


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
    begun = _begun(connection, day)
    for code, table, column in (
        ("log_review", _log_reviews, _log_reviews.c.last_day),
        ("mentoring", _mentoring, _mentoring.c.day),
    ):
        rule = rules[code]
        since = {who: first for who, first in begun.items() if day <= first + timedelta(days=rule.lasts)}
        for who, last in (since | _last_by_worker(connection, table, column)).items():
            if who in names and (everybody or who == identity.worker):
                yield due_of(rule, Person(who, names[who], ""), last, record="worker")
    yield from _criteria(connection, rules["criteria_review"], day)


def _last_by_worker(connection: Connection, table: Any, column: Any) -> dict[str, date]:
    query = select(table.c.worker, func.max(column).label("last")).where(table.c.removed.is_(False))
    rows = connection.execute(query.group_by(table.c.worker)).all()
    return {row.worker: row.last for row in rows if row.last is not None}


def _begun(connection: Connection, day: date) -> dict[str, date]:
    """Return on which day the work began of each coach who has a share of working time now."""
    query = select(_shares.c.worker, func.min(_shares.c.start).label("first")).where(
        _shares.c.removed.is_(False), _shares.c.start <= day, or_(_shares.c.end.is_(None), _shares.c.end >= day)
    )
    return {row.worker: row.first for row in connection.execute(query.group_by(_shares.c.worker))}


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
    if not units:
        chosen = select(_choices.c.id, _choices.c.start).where(
            _choices.c.removed.is_(False),
            _choices.c.start <= day,
            or_(_choices.c.end.is_(None), _choices.c.end >= day),
        )
        first = connection.execute(chosen.order_by(_choices.c.start, _choices.c.id)).first()
        if first is not None:
            yield due_of(rule, Person(first.id, "", ""), first.start, record="criteria_choice")


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
