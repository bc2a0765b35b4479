"""Due around a job: support before and after its start, benefits, the talk at its start and at trouble, its loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from store.due.putting_off import Postponed
from store.due.rules import Rule
from store.due.shown import Due, Person, due_of, person_of, standing_people
from store.records import RECORD_TYPES

BACK = timedelta(days=62)
"""So far back contacts are read: a longer silence is late anyway, and Today must not read a whole history."""

_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_clients = RECORD_TYPES["client"].table
_jobs = RECORD_TYPES["job"].table
_terms = RECORD_TYPES["job_terms"].table
_reviews = RECORD_TYPES["job_review"].table
_talks = RECORD_TYPES["disclosure_discussion"].table
_benefits = RECORD_TYPES["benefits_counselling"].table
_profiles = RECORD_TYPES["vocational_profile"].table
_plans = RECORD_TYPES["job_support_plan"].table

_recent_jobs = (
    select(
        *(_clients.c[name] for name in ("id", "given_name", "family_name")),
        _jobs.c.id.label("job"),
        *(_jobs.c[name] for name in ("start", "end", "offered_on", "loss_heard_on")),
    )
    .join(_jobs, _jobs.c.client == _clients.c.id)
    .where(
        _clients.c.removed.is_(False),
        _clients.c.closed.is_(None),
        _jobs.c.removed.is_(False),
        _jobs.c.start.is_not(None),
        or_(_jobs.c.end.is_(None), _jobs.c.end >= bindparam("since")),
    )
    .order_by(_jobs.c.start, _jobs.c.id)
)
_contacts = (
    select(_parts.c.client, _events.c.day, _events.c.mode, _events.c.status, _parts.c.client_declined)
    .join(_events, _events.c.id == _parts.c.event)
    .where(
        _parts.c.client.in_(bindparam("clients", expanding=True)),
        _parts.c.removed.is_(False),
        _events.c.removed.is_(False),
        _events.c.day >= bindparam("first"),
        _events.c.day <= bindparam("day"),
        _events.c.kind.not_in(("internal", "network_contact")),
    )
)


@dataclass(frozen=True)
class _Job:
    """One job with what is known around it."""

    id: str
    client: Person
    start: date
    end: date | None
    offered_on: date | None
    loss_heard_on: date | None

    def ended(self, day: date) -> bool:
        """Tell whether it is over on a day."""
        return self.end is not None and self.end < day


@dataclass(frozen=True)
class _Around:
    """What the clients of the jobs have had: days by client."""

    met: Mapping[str, set[date]]
    reached: Mapping[str, set[date]]
    talks: Mapping[str, set[date]]
    benefits: Mapping[str, set[date]]
    profiles: Mapping[str, set[date]]

    def since(self, days: Mapping[str, set[date]], client: Person, first: date) -> bool:
        """Tell whether there was one on a day or later."""
        return any(day >= first for day in days.get(client.id, ()))


def around_work(
    connection: Connection, rules: Mapping[str, Rule], postponed: Postponed, day: date, stands: Mapping[str, str]
) -> Iterator[Due]:
    """Yield what is due for clients with a job, one that begins soon, or one that ended not long ago.

    Args:
        connection: an open transaction.
        rules: as they are on that day.
        postponed: support that was put off because the client did not want it was offered: its block is met.
        day: the day on the wall.
        stands: for each joined card the one that stands for it: what was done under any of them was done.
    """
    longest = max(rules[code].lasts for code in ("job_loss", "profile_review"))
    rows = connection.execute(_recent_jobs, {"since": day - timedelta(days=longest)}).mappings().all()
    if not rows:
        return
    people = standing_people(connection, {stands[row["id"]] for row in rows if row["id"] in stands})
    jobs = [
        _Job(
            row["job"],
            people.get(stands.get(row["id"], ""), person_of(row)),
            *(row[name] for name in ("start", "end", "offered_on", "loss_heard_on")),
        )
        for row in rows
    ]
    around = _read_around(connection, {job.client.id for job in jobs}, day, stands)
    for job in jobs:
        met = around.met.get(job.client.id, set()) | postponed.support.get(job.id, set())
        yield from _support(job, met, rules, day)
        yield from _loss(job, around, rules["job_loss"], day)
        yield from _before_start(job, around, rules, day)
        yield from _profile(job, around, rules["profile_review"], day)
    by_id = {job.id: job for job in jobs}
    yield from _changes(connection, by_id, around, rules["benefits_change"], day)
    yield from _trouble(connection, by_id, around, rules["talk_at_trouble"], day)
    yield from _support_plans(connection, by_id, rules["support_plan_review"], day)


def _read_around(connection: Connection, people: set[str], day: date, stands: Mapping[str, str]) -> _Around:
    clients = sorted(people | {id for id, card in stands.items() if card in people})
    met: dict[str, set[date]] = {}
    reached: dict[str, set[date]] = {}
    values = {"clients": clients, "first": day - BACK, "day": day}
    for row in connection.execute(_contacts, values):
        client = stands.get(row.client, row.client)
        if row.client_declined or row.status == "held":
            reached.setdefault(client, set()).add(row.day)
        if row.client_declined or (row.status == "held" and row.mode == "face_to_face"):
            met.setdefault(client, set()).add(row.day)
    return _Around(
        met,
        reached,
        _days(connection, _talks, "day", clients, stands),
        _days(connection, _benefits, "day", clients, stands),
        _days(connection, _profiles, "drawn_up_on", clients, stands),
    )


def _days(
    connection: Connection, table: Any, name: str, clients: list[str], stands: Mapping[str, str]
) -> dict[str, set[date]]:
    query = select(table.c.client, table.c[name].label("day")).where(
        table.c.client.in_(clients), table.c.removed.is_(False), table.c[name].is_not(None)
    )
    found: dict[str, set[date]] = {}
    for row in connection.execute(query):
        found.setdefault(stands.get(row.client, row.client), set()).add(row.day)
    return found


def _support(job: _Job, met: set[date], rules: Mapping[str, Rule], day: date) -> Iterator[Due]:
    """Yield the meeting that is due now: before the start, after it, this week, or this month (criterion 23)."""
    if job.ended(day) or job.end == day:
        return
    if day < job.start:
        rule = rules["support_before"]
        first = job.start - timedelta(days=rule.within)
        if not any(first <= one < job.start for one in met):
            yield due_of(rule, job.client, job.start, job.start - timedelta(days=1), subject=job.id)
        return
    start, weekly = rules["support_start"], rules["support_weekly"]
    if not any(one >= job.start for one in met) and day < job.start + timedelta(days=max(weekly.within, 1)):
        yield due_of(start, job.client, job.start, subject=job.id)
        return
    monthly = rules["support_monthly"]
    first_month = job.start + timedelta(days=weekly.lasts)
    if day < first_month:
        until = _unmet(met, job.start, weekly.within, day)
        rule = weekly
    elif day <= job.start + timedelta(days=monthly.lasts):
        until = _unmet(met, first_month, monthly.within, day)
        rule = monthly
    else:
        return
    if until is not None:
        yield due_of(rule, job.client, job.start, until, subject=job.id)


def _unmet(met: set[date], begin: date, length: int, day: date) -> date | None:
    """Return the last day of the first block since the last meeting, None where this block has one already.

    Blocks of so many days are laid from a day on, as the criterion counts them.
    """
    length = max(length, 1)
    block = (day - begin).days // length
    until: date | None = None
    while block >= 0:
        first = begin + timedelta(days=block * length)
        last = first + timedelta(days=length - 1)
        if any(first <= one <= last for one in met) or last < day - BACK:
            break
        until = last
        block -= 1
    return until


def _loss(job: _Job, around: _Around, rule: Rule, day: date) -> Iterator[Due]:
    if job.end is None or job.end > day:
        return
    heard = job.loss_heard_on or job.end
    if heard <= day <= heard + timedelta(days=rule.lasts) and not around.since(around.reached, job.client, heard):
        yield due_of(rule, job.client, heard, subject=job.id)


def _before_start(job: _Job, around: _Around, rules: Mapping[str, Rule], day: date) -> Iterator[Due]:
    """Yield benefits counselling and the talk about telling, which belong before the start of each job."""
    if job.ended(day):
        return
    known = job.offered_on or job.start - timedelta(days=rules["benefits_before"].ahead)
    for code, days in (("benefits_before", around.benefits), ("talk_at_start", around.talks)):
        rule = rules[code]
        begins = min(known, job.start - timedelta(days=rule.ahead))
        if day <= job.start + timedelta(days=rule.lasts) and not around.since(days, job.client, begins):
            yield due_of(rule, job.client, job.start, subject=job.id)


def _profile(job: _Job, around: _Around, rule: Rule, day: date) -> Iterator[Due]:
    """Yield the update of the profile after a job began or ended: the newer of the two (criterion 14)."""
    last = job.end if job.end is not None and job.end <= day else job.start
    if last <= day <= last + timedelta(days=rule.lasts) and not around.since(around.profiles, job.client, last):
        yield due_of(rule, job.client, last, subject=job.id)


def _changes(
    connection: Connection, jobs: Mapping[str, _Job], around: _Around, rule: Rule, day: date
) -> Iterator[Due]:
    """Yield benefits counselling where hours or pay change after the start."""
    query = select(_terms.c.id, _terms.c.job, _terms.c.from_day).where(
        _terms.c.removed.is_(False),
        _terms.c.job.in_(sorted(jobs)),
        _terms.c.from_day >= day - timedelta(days=rule.lasts),
    )
    for row in connection.execute(query.order_by(_terms.c.from_day, _terms.c.id)):
        job = jobs[row.job]
        begins = row.from_day - timedelta(days=rule.ahead)
        changed = row.from_day > job.start and not job.ended(day)
        if changed and not around.since(around.benefits, job.client, begins):
            yield due_of(rule, job.client, row.from_day, subject=row.id)


def _trouble(
    connection: Connection, jobs: Mapping[str, _Job], around: _Around, rule: Rule, day: date
) -> Iterator[Due]:
    query = select(_reviews.c.id, _reviews.c.job, _reviews.c.day).where(
        _reviews.c.removed.is_(False),
        _reviews.c.job.in_(sorted(jobs)),
        _reviews.c.job_occasion == "trouble",
        _reviews.c.day >= day - timedelta(days=rule.lasts),
        _reviews.c.day <= day,
    )
    for row in connection.execute(query.order_by(_reviews.c.day, _reviews.c.id)):
        job = jobs[row.job]
        if not job.ended(day) and not around.since(around.talks, job.client, row.day):
            yield due_of(rule, job.client, row.day, subject=row.id)


def _support_plans(connection: Connection, jobs: Mapping[str, _Job], rule: Rule, day: date) -> Iterator[Due]:
    query = select(_plans.c.id, _plans.c.job, _plans.c.drawn_up_on, _plans.c.review_on).where(
        _plans.c.removed.is_(False), _plans.c.job.in_(sorted(jobs)), _plans.c.drawn_up_on.is_not(None)
    )
    newest = {row.job: row for row in connection.execute(query.order_by(_plans.c.drawn_up_on, _plans.c.id))}
    for row in newest.values():
        job = jobs[row.job]
        if not job.ended(day):
            until = row.review_on or row.drawn_up_on + timedelta(days=rule.within)
            yield due_of(rule, job.client, row.drawn_up_on, until, subject=row.id)
