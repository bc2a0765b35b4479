"""A slow and obviously right second counting of the automatic criteria and of the fourth, day by day and row by row.

Written from criteria.md 1.4 alone; it shares nothing with ``store.quality`` but the plain rows.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from store.quality.rows import Event, Job, Rows

ONE = timedelta(days=1)


class Figure(NamedTuple):
    """What was counted: numerator, denominator, and the ids that make the numerator and the denominator."""

    numerator: int
    denominator: int
    hits: frozenset[str]
    counted: frozenset[str]


def days(first: date, last: date) -> list[date]:
    """Return each day of a span."""
    found = []
    while first <= last:
        found.append(first)
        first += ONE
    return found


def on(start: date | None, end: date | None, day: date) -> bool:
    """Tell whether a span holds a day."""
    if start is None or day < start:
        return False
    return end is None or not day > end


def figures(rows: Rows, first: date, last: date, travel: str = "left_out") -> dict[int, Figure]:
    """Return the figures of all ten automatic criteria, and of the two largest teams."""
    return {
        1: one(rows, last),
        2: two(rows, first, last),
        4: four(rows, last),
        15: fifteen(rows, first, last),
        16: sixteen(rows, first, last),
        17: seventeen(rows, first, last),
        19: nineteen(rows, last, "job_type"),
        20: nineteen(rows, last, "employer"),
        21: twenty_one(rows, last),
        23: twenty_three(rows, first, last),
        24: twenty_four(rows, first, last, travel),
    }


def one(rows: Rows, last: date) -> Figure:
    """Clients in the service on the day, over percent of working time."""
    clients = frozenset(c.id for c in rows.client if on(c.entry, c.closed, last))
    percent = 0
    for share in rows.working_share:
        if on(share.start, share.end, last) and share.percent is not None:
            percent += share.percent
    return Figure(len(clients), percent, clients, clients)


def four(rows: Rows, last: date) -> Figure:
    """Clients of the two largest teams, of those in the service whose team is written down."""
    teams: dict[str, set[str]] = {}
    for client in rows.client:
        if on(client.entry, client.closed, last) and (client.team or "").strip():
            teams.setdefault(" ".join(str(client.team).lower().split()), set()).add(client.id)
    # Of two that are as large the first by name: ``max`` keeps the first that it meets.
    first = max(sorted(teams), key=lambda name: len(teams[name]), default=None)
    second = max(sorted(set(teams) - {first}), key=lambda name: len(teams[str(name)]), default=None)
    hits = frozenset(id for name in (first, second) if name for id in teams[name])
    counted = frozenset(id for several in teams.values() for id in several)
    return Figure(len(hits), len(counted), hits, counted)


def two(rows: Rows, first: date, last: date) -> Figure:
    """Minutes of employment service over all minutes."""
    ours, all_minutes, hits, counted = 0, 0, set(), set()
    for day in days(first, last):
        for row in rows.time_use:
            if row.day != day or row.minutes is None or row.activity is None:
                continue
            all_minutes += row.minutes
            counted.add(row.id)
            if row.activity == "other" or row.activity == "other_service":
                continue
            ours += row.minutes
            hits.add(row.id)
    return Figure(ours, all_minutes, frozenset(hits), frozenset(counted))


def fifteen(rows: Rows, first: date, last: date) -> Figure:
    """Days from entry to the first face-to-face employer contact for the client."""
    total, counted = 0, set()
    for client in rows.client:
        if client.entry is None or not first <= client.entry <= last or client.in_work_at_entry:
            continue
        for day in days(client.entry, last):
            met = [
                part
                for part in rows.event_client_part
                if part.client == client.id and part.client_specific and visit_on(rows, part.event, day)
            ]
            if met:
                total += (day - client.entry).days
                counted.add(client.id)
                break
    return Figure(total, len(counted), frozenset(counted), frozenset(counted))


def visit_on(rows: Rows, id: str, day: date) -> bool:
    """Tell whether an event was a face-to-face employer visit held on a day."""
    for event in rows.event:
        if event.id == id:
            return (event.kind, event.mode, event.status, event.day) == (
                "employer_visit",
                "face_to_face",
                "held",
                day,
            )
    return False


def visits(rows: Rows, first: date, last: date) -> list[Event]:
    """Return the employer visits held in the period."""
    return [
        e
        for e in rows.event
        if e.kind == "employer_visit" and e.status == "held" and e.day is not None and first <= e.day <= last
    ]


def sixteen(rows: Rows, first: date, last: date) -> Figure:
    """Contacts for a goal of the client, over all contacts."""
    all_visits = visits(rows, first, last)
    hits = set()
    for part in rows.event_client_part:
        for event in all_visits:
            if part.event == event.id and (part.job_goal or part.has_plan_goal):
                hits.add(event.id)
    return Figure(len(hits), len(all_visits), frozenset(hits), frozenset(e.id for e in all_visits))


def seventeen(rows: Rows, first: date, last: date) -> Figure:
    """Face-to-face contacts in worked weeks, over percent of worked weeks (every week whole)."""
    all_visits = visits(rows, first, last)
    workers = {e.worker for e in all_visits if e.worker} | {s.worker for s in rows.working_share}
    hits, weeks = set(), 0
    for worker in workers:
        for monday in days(first, last):
            if monday.weekday() != 0 or monday + 6 * ONE > last:
                continue
            wednesday, own = monday + 2 * ONE, [s for s in rows.working_share if s.worker == worker]
            if own and sum(s.percent or 0 for s in own if on(s.start, s.end, wednesday)) == 0:
                continue
            off = 0
            for day in days(monday, monday + 4 * ONE):
                off += any(
                    leave.worker == worker
                    and not leave.part_of_day
                    and on(leave.start, leave.end if leave.end else leave.start, day)
                    for leave in rows.leave
                )
            if off == 5:
                continue
            weeks += 100
            week = days(monday, monday + 6 * ONE)
            hits |= {e.id for e in all_visits if e.worker == worker and e.mode == "face_to_face" and e.day in week}
    return Figure(len(hits), weeks, frozenset(hits), frozenset(hits))


def nineteen(rows: Rows, last: date, field: str) -> Figure:
    """Different values over jobs that are current or began in the last six months."""
    since = last
    while (last.year - since.year) * 12 + last.month - since.month < 6 or since.day > last.day:
        since -= ONE
    values, counted = [], set()
    for job in rows.job:
        value = getattr(job, field)
        if job.start is None or job.start > last or value is None or not value.strip():
            continue
        if job.start >= since or job.end is None or job.end >= last:
            counted.add(job.id)
            values.append(" ".join(value.lower().split()))
    return Figure(len(set(values)), len(counted), frozenset(), frozenset(counted))


def twenty_one(rows: Rows, last: date) -> Figure:
    """Current jobs that are competitive, unsubsidised, fairly paid and permanent, over those of known terms."""
    hits, counted = set(), set()
    for job in rows.job:
        if not on(job.start, job.end, last) or None in (job.competitive, job.permanent, job.wage_basis):
            continue
        counted.add(job.id)
        fair = job.wage_basis in {"collective_agreement", "usual_wage"}
        if job.competitive and job.permanent and not job.wage_subsidy and fair:
            hits.add(job.id)
    return Figure(len(hits), len(counted), frozenset(hits), frozenset(counted))


def twenty_three(rows: Rows, first: date, last: date) -> Figure:
    """Jobs of the period in which nothing due was missed, over jobs of the period."""
    hits, counted = set(), set()
    for job in rows.job:
        if job.start is None or job.start > last or (job.end is not None and job.end < first):
            continue
        counted.add(job.id)
        if not missed(rows, job, job.start, last):
            hits.add(job.id)
    return Figure(len(hits), len(counted), frozenset(hits), frozenset(counted))


def missed(rows: Rows, job: Job, start: date, last: date) -> list[str]:
    """Return which of p, q, w, m and l a job missed; what is not due yet is not missed."""
    seen, any_mode, unwanted = [], [], []
    for event in rows.event:
        if event.status != "held" or event.day is None or event.day > last:
            continue
        for part in rows.event_client_part:
            if part.event == event.id and part.client == job.client:
                any_mode.append(event.day)
                if event.mode == "face_to_face":
                    seen.append(event.day)
                if part.client_declined and part.job in (None, job.id):
                    unwanted.append(event.day)
    for row in rows.postponed_due:
        if row.client == job.client and row.subject in (None, job.id) and row.postponed_why == "client_declined":
            unwanted += [row.due_on] if row.due_on else []
    end = min(last, job.end) if job.end else last
    good = set(seen) | set(unwanted)
    found = []
    if not good & set(days(start - 7 * ONE, start - ONE)):
        found.append("p")
    if start + 3 * ONE <= last and not good & set(days(start, start + 3 * ONE)):
        found.append("q")
    for week in range(4):
        block = days(start + 7 * week * ONE, start + (7 * week + 6) * ONE)
        if block[-1] <= end and not good & set(block):
            found.append("w")
    day = 28
    while day + 29 <= 365:
        block = days(start + day * ONE, start + (day + 29) * ONE)
        if block[-1] <= end and not good & set(block):
            found.append("m")
        day += 30
    heard = job.loss_heard_on
    if (
        heard is not None
        and heard + 3 * ONE <= last
        and not (good | set(any_mode)) & set(days(heard, heard + 3 * ONE))
    ):
        found.append("l")
    return found


def twenty_four(rows: Rows, first: date, last: date, travel: str) -> Figure:
    """Minutes in the community over minutes of known place; travel by the office's rule."""
    minutes, total, hits, counted = 0, 0, set(), set()
    for row in rows.time_use:
        if row.day is None or not first <= row.day <= last or row.minutes is None or row.activity is None:
            continue
        place = "travel" if row.activity == "travel" else row.time_place
        if place is None or (place == "travel" and travel == "left_out"):
            continue
        total += row.minutes
        counted.add(row.id)
        if place == "community" or (place == "travel" and travel == "community"):
            minutes += row.minutes
            hits.add(row.id)
    return Figure(minutes, total, frozenset(hits), frozenset(counted))
