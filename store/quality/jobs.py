"""Criteria 19 to 21: how different the jobs and the employers are, and how many jobs are open and permanent."""

from __future__ import annotations

from datetime import date

from store.quality.counted import MAIN, Counted, Facts, LeftOut, main_rows
from store.quality.criteria import Criterion
from store.quality.rows import Job, holds

FAIR_WAGES = ("collective_agreement", "usual_wage")
"""Wage bases of a competitive job; the usual wage is that of a field without an agreement."""

MONTHS_A_YEAR = 12


def job_types(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 19: different types of job, of the jobs that are current or began in the last months."""
    return _different(facts, criterion, "job_type")


def employers(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 20: different employers, of the same jobs."""
    return _different(facts, criterion, "employer")


def open_jobs(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 21: current jobs that are competitive and permanent; what the law leaves open, the office has set."""
    current, left = _current(facts)
    counted, hits = [], []
    for job in current:
        if job.competitive is None or job.permanent is None or job.wage_basis is None:
            left.append(LeftOut("job", job.id, "terms_unknown"))
            continue
        counted.append(job.id)
        if _is_open(facts, job):
            hits.append(job.id)
    return Counted(
        parts={MAIN: (len(hits), len(counted))},
        rows=main_rows("job", counted),
        hits=main_rows("job", hits),
        left_out=tuple(sorted(left)),
    )


def _is_open(facts: Facts, job: Job) -> bool:
    rules = facts.asked.rules.set
    if not job.competitive or job.wage_basis not in FAIR_WAGES:
        return False
    if job.wage_subsidy and rules["wage_subsidy"] == "not_open":
        return False
    return bool(job.permanent) or rules["fixed_term"] == "permanent"


def _current(facts: Facts) -> tuple[list[Job], list[LeftOut]]:
    left = [LeftOut("job", job.id, "no_start") for job in facts.rows.job if job.start is None]
    return [job for job in facts.rows.job if holds(job.start, job.end, facts.asked.last)], left


def _different(facts: Facts, criterion: Criterion, field: str) -> Counted:
    """Count the different values of a field among the jobs; a job without it is in no number."""
    last = facts.asked.last
    since = months_before(last, criterion.numbers["months"])
    left = [LeftOut("job", job.id, "no_start") for job in facts.rows.job if job.start is None]
    first_of: dict[str, str] = {}
    counted: list[str] = []
    for job in sorted(facts.rows.job, key=lambda job: (job.start or date.min, job.id)):
        if job.start is None or not (holds(job.start, job.end, last) or since <= job.start <= last):
            continue
        value = " ".join(str(getattr(job, field) or "").split()).casefold()
        if not value:
            left.append(LeftOut("job", job.id, f"no_{field}"))
            continue
        counted.append(job.id)
        first_of.setdefault(value, job.id)
    return Counted(
        parts={MAIN: (len(first_of), len(counted))},
        rows=main_rows("job", counted),
        hits=main_rows("job", list(first_of.values())),
        left_out=tuple(sorted(left)),
    )


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it has no such day."""
    number = day.year * MONTHS_A_YEAR + day.month - 1 - months
    for last in range(day.day, 0, -1):
        try:
            return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
