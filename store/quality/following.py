"""Criterion 23: whether support in a job has no end: before the start, after it, weekly, monthly, and at a loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from store.quality.counted import MAIN, Contact, Counted, Facts, LeftOut, main_rows
from store.quality.criteria import Criterion
from store.quality.rows import Job

CONDITIONS = ("before", "after", "weekly", "monthly", "loss", "long", "month")
"""Before the start, just after it, each week of the first month, monthly to a year, at a loss; and for the lower
scores: met for four months, and met at all after the first month."""

_WEEK = 7


def support_over_time(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 23: of how many jobs each condition holds, of those in which its time has come by the rating day.

    Jobs that ran on some day of the period. A week or month in which the client did not want it counts as met.
    """
    met: Counter[str] = Counter()
    due: Counter[str] = Counter()
    rows, hits = [], []
    left = [LeftOut("job", job.id, "no_start") for job in facts.rows.job if job.start is None]
    for job in facts.rows.job:
        if job.start is None or job.start > facts.asked.last or (job.end and job.end < facts.asked.first):
            continue
        found = _conditions(facts, job, job.start, criterion.numbers)
        if all(value is None for value in found.values()):
            left.append(LeftOut("job", job.id, "too_new"))
            continue
        rows.append(job.id)
        due.update(name for name, value in found.items() if value is not None)
        met.update(name for name, value in found.items() if value)
        if all(found[name] is not False for name in CONDITIONS[:5]):
            hits.append(job.id)
    parts = {name: (met[name], due[name]) for name in CONDITIONS}
    return Counted(
        parts={MAIN: (len(hits), len(rows)), **parts},
        rows=main_rows("job", rows),
        hits=main_rows("job", hits),
        left_out=tuple(sorted(left)),
    )


def _conditions(facts: Facts, job: Job, start: date, numbers: Mapping[str, int]) -> dict[str, bool | None]:
    """Return each condition of a job: met, not met, or None while it is not due."""
    last = facts.asked.last
    until = min(last, job.end or last)
    contacts = facts.contacts.get(job.client, [])
    seen = [one.day for one in contacts if one.event.mode == "face_to_face"]
    unwanted = _unwanted(facts, job, contacts)

    def met(first: date, end: date) -> bool:
        return any(first <= day <= end for day in (*seen, *unwanted))

    def after(days: int) -> date:
        return start + timedelta(days=days)

    blocks = [(after(_WEEK * week), after(_WEEK * week + _WEEK - 1)) for week in range(numbers["weeks"])]
    first, length = _WEEK * numbers["weeks"], numbers["block_days"]
    months = [
        (after(day), after(day + length - 1))
        for day in range(first, numbers["longest_days"], length)
        if day + length - 1 <= numbers["longest_days"]
    ]
    during = [day for day in seen if start <= day <= until]
    found: dict[str, bool | None] = dict.fromkeys(CONDITIONS)
    found["before"] = met(after(-numbers["before_days"]), after(-1))
    if (day := after(numbers["after_days"])) <= last:
        found["after"] = met(start, day)
    for name, several in (("weekly", blocks), ("monthly", months)):
        ended = [met(*block) for block in several if block[1] <= until]
        found[name] = all(ended) if ended else None
    if job.loss_heard_on is not None and job.loss_heard_on <= last:
        end = job.loss_heard_on + timedelta(days=numbers["loss_days"])
        heard = any(job.loss_heard_on <= one.day <= end for one in contacts) or met(job.loss_heard_on, end)
        found["loss"] = heard if heard or end <= last else None
    if after(numbers["long_days"]) <= until:
        found["long"] = any(day >= after(numbers["long_days"]) for day in during)
    if after(numbers["month_days"]) < until:
        found["month"] = any(day > after(numbers["month_days"]) for day in during)
    return found


def _unwanted(facts: Facts, job: Job, contacts: list[Contact]) -> list[date]:
    """Return days of which the client said that support was not wanted."""
    days = [one.day for one in contacts if one.part.client_declined and one.part.job in (None, job.id)]
    return days + [
        row.due_on
        for row in facts.of_client("postponed_due", job.client)
        if row.subject in (None, job.id) and row.postponed_why == "client_declined" and row.due_on is not None
    ]
