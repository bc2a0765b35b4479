"""Due for every client in the service: the first employer contact, the talk about telling, reviews of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, literal_column, or_, select

from store.due.putting_off import Postponed
from store.due.rules import Rule
from store.due.shown import Due, due_of, person_of, standing_people
from store.records import RECORD_TYPES

IN_WORK = ("work_agreed", "keeping_job")
"""Stages in which nobody looks for a job."""

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_clients = RECORD_TYPES["client"].table
_talks = RECORD_TYPES["disclosure_discussion"].table
_jobs = RECORD_TYPES["job"].table
_plans = RECORD_TYPES["job_search_plan"].table

_contacted = exists(
    select(literal_column("1"))
    .select_from(_parts.join(_events, _events.c.id == _parts.c.event))
    .where(
        _parts.c.client == _clients.c.id,
        _parts.c.removed.is_(False),
        _events.c.removed.is_(False),
        _events.c.employer.is_not(None),
        _events.c.mode == "face_to_face",
        _events.c.status == "held",
        _events.c.kind != "support_visit",
    )
    .correlate(_clients)
)
_last_talk = (
    select(func.max(_talks.c.day))
    .where(_talks.c.client == _clients.c.id, _talks.c.removed.is_(False))
    .correlate(_clients)
    .scalar_subquery()
)
_has_job = exists(
    select(literal_column("1"))
    .where(
        _jobs.c.client == _clients.c.id,
        _jobs.c.removed.is_(False),
        _jobs.c.start <= bindparam("day"),
        or_(_jobs.c.end.is_(None), _jobs.c.end >= bindparam("day")),
    )
    .correlate(_clients)
)
_last_loss = (
    select(func.max(_jobs.c.end))
    .where(_jobs.c.client == _clients.c.id, _jobs.c.removed.is_(False), _jobs.c.end < bindparam("day"))
    .correlate(_clients)
    .scalar_subquery()
)
_open_clients = select(
    _clients.c.id,
    _clients.c.given_name,
    _clients.c.family_name,
    _clients.c.entry,
    _clients.c.stage,
    _contacted.label("contacted"),
    _last_talk.label("last_talk"),
    _has_job.label("has_job"),
    _last_loss.label("last_loss"),
).where(_clients.c.removed.is_(False), _clients.c.closed.is_(None), _clients.c.entry.is_not(None))
_of_open_clients = (_clients.c.removed.is_(False), _clients.c.closed.is_(None))
_search_plans = (
    select(
        _clients.c.id,
        _clients.c.given_name,
        _clients.c.family_name,
        _clients.c.stage,
        _plans.c.id.label("plan"),
        _plans.c.drawn_up_on,
        _plans.c.review_on,
    )
    .join(_plans, _plans.c.client == _clients.c.id)
    .where(*_of_open_clients, _plans.c.removed.is_(False))
    .order_by(_plans.c.drawn_up_on, _plans.c.id)
)


def in_service(
    connection: Connection, rules: Mapping[str, Rule], postponed: Postponed, day: date, stands: Mapping[str, str]
) -> Iterator[Due]:
    """Yield what is due for clients who are in the service, whether it is soon or not.

    Args:
        connection: an open transaction.
        rules: as they are on that day.
        postponed: what was put off: a talk that the client did not want was offered, and comes again later.
        day: the day on the wall.
        stands: for each joined card the one that stands for it.
    """
    rows = connection.execute(_open_clients, {"day": day}).mappings().all()
    for row in _each_once(rows, stands):
        if row["entry"] > day or row["stage"] in IN_WORK or row["has_job"]:
            continue
        client, entry = person_of(row), row["entry"]
        if not row["contacted"]:
            yield due_of(rules["first_contact"], client, entry)
        offered = postponed.offered_on(client.id, "disclosure_talk")
        days = (entry, row["last_talk"], row["last_loss"], offered)
        yield due_of(rules["disclosure_talk"], client, max(one for one in days if one is not None))
    yield from _plans_to_review(connection, rules["plan_review"], stands)


def _each_once(rows: Sequence[Mapping[Any, Any]], stands: Mapping[str, str]) -> Iterable[Mapping[Any, Any]]:
    """Return the open clients, several cards of one person as one: what was done under any of them was done."""
    found: dict[str, Mapping[Any, Any]] = {}
    # The card that stands comes first among its own: its name and stage are said.
    for row in sorted(rows, key=lambda row: stands.get(row["id"], row["id"]) != row["id"]) if stands else rows:
        id = stands.get(row["id"], row["id"])
        held = found.get(id)
        if held is None:
            found[id] = {**row, "id": id} if id in stands else row
            continue
        found[id] = {
            **held,
            "entry": min(held["entry"], row["entry"]),
            "contacted": held["contacted"] or row["contacted"],
            "has_job": held["has_job"] or row["has_job"],
            **{name: _later(held[name], row[name]) for name in ("last_talk", "last_loss")},
        }
    return found.values()


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day is not None), default=None)


def _plans_to_review(connection: Connection, rule: Rule, stands: Mapping[str, str]) -> Iterator[Due]:
    newest: dict[str, Mapping[Any, Any]] = {}
    in_work: set[str] = set()
    for row in connection.execute(_search_plans).mappings():
        id = stands.get(row["id"], row["id"])
        newest[id] = row
        in_work |= {id} if row["stage"] in IN_WORK else set()
    cards = standing_people(connection, newest.keys() & stands.keys())
    for id, plan in newest.items():
        if id not in in_work and plan["drawn_up_on"] is not None:
            until = plan["review_on"] or plan["drawn_up_on"] + timedelta(days=rule.within)
            person = cards.get(id) or person_of(plan)
            yield due_of(rule, person, plan["drawn_up_on"], until, subject=plan["plan"])
