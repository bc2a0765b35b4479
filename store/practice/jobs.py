"""Invented jobs: their terms and plans of support, what was counselled and learned, and what each visit supported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from store.history.change import Value
from store.practice.coaching import write_about
from store.practice.invention import Invention, Step
from store.practice.people import Life
from store.records.events import SUPPORT_TYPES

EARLIER_JOB_DAYS = 45
"""So long an earlier job lasted that was lost before the one that the client has now."""

ROOM_FOR_ANOTHER = 130
"""Days between entry and job that leave room for an earlier one."""

LOST_JOBS = 2


def write_jobs(invention: Invention, lives: Sequence[Life]) -> None:
    """Write the jobs of those who have or had one, and what the visits to them were for."""
    working = [(life, life.job_start) for life in lives if life.job_start is not None]
    roomy = [life.id for life, start in working if (start - life.entry).days > ROOM_FOR_ANOTHER]
    for number, (life, start) in enumerate(working):
        if life.id in roomy[-LOST_JOBS:]:
            _write_lost_job(invention, life, start - timedelta(days=ROOM_FOR_ANOTHER - 40))
        if start >= invention.today:
            continue
        job = _write_job(invention, life, start, number)
        _write_terms(invention, life, job, start)
        _write_support(invention, life, job, start)
        _write_counselling(invention, life, job, start, number)
        _say_what_for(invention, life, job)


def _write_job(invention: Invention, life: Life, start: date, number: int) -> Step:
    kind = invention.one(invention.tables.coaching["jobs"])
    permanent = number % 4 != 2
    values: dict[str, Value | None] = {
        "employer": life.employer,
        "title": kind["title"],
        "job_type": kind["type"],
        "offered_on": start - timedelta(days=9),
        "start": start,
        "permanent": permanent,
        "competitive": True,
        "wage_basis": "collective_agreement",
        "wage_subsidy": number % 5 == 1,
    }
    if not permanent:
        values["fixed_term_until"] = invention.today + timedelta(days=60)
    at = invention.moment(start, 13, 30)
    return invention.write("job", {"client": life.id, **values}, at, client=life.id)


def _write_lost_job(invention: Invention, life: Life, start: date) -> None:
    """Write a job that ended, how the coach heard of it, and what it taught."""
    words = invention.tables.coaching
    kind = invention.one(words["jobs"])
    end = start + timedelta(days=EARLIER_JOB_DAYS)
    values: dict[str, Value | None] = {
        "employer": life.employers[-1],
        "title": kind["title"],
        "job_type": kind["type"],
        "start": start,
        "permanent": True,
        "competitive": True,
        "wage_basis": "collective_agreement",
    }
    job = write_about(invention, life, "job", start, 13, values)
    if job is None or end >= invention.today:
        return
    ending: dict[str, Value | None] = {"end": end, "end_reason": "trial_period_ended", "ended_by": "employer"}
    invention.amend(job, {**ending, "loss_heard_on": end}, invention.moment(end, 14))
    taught: dict[str, Value | None] = {
        "job": job.id,
        "day": end + timedelta(days=5),
        "job_occasion": "end",
        "thought_over_with": ("client", "team"),
        "what_worked": invention.one(words["worked"]),
        "what_did_not": invention.one(words["did_not"]),
        "lesson": invention.one(words["lessons"]),
    }
    write_about(invention, life, "job_review", end + timedelta(days=5), 14, taught)


def _write_terms(invention: Invention, life: Life, job: Step, start: date) -> None:
    hours = invention.one((10, 15, 20))
    wage = invention.one((1180, 1220, 1265, 1310))
    for after, more in ((0, 0), (120, 5)):
        day = start + timedelta(days=after)
        values: dict[str, Value | None] = {
            "job": job.id,
            "from_day": day,
            "weekly_hours": (hours + more) * 60,
            "hourly_wage": wage,
        }
        write_about(invention, life, "job_terms", day, 14, values)


def _write_support(invention: Invention, life: Life, job: Step, start: date) -> None:
    words = invention.tables.coaching
    planned = []
    for place, support in enumerate(invention.some(SUPPORT_TYPES[:8], 2)):
        values: dict[str, Value | None] = {
            "job": job.id,
            "place": "mr"[place],
            "support_type": support,
            "given_by": "coach",
            "how_often": words["how_often"][place],
            "support_place": "workplace",
        }
        step = write_about(invention, life, "planned_support", start, 15, values)
        planned += [step.id] if step else []
    plan: dict[str, Value | None] = {
        "job": job.id,
        "drawn_up_on": start,
        "supports": tuple(planned),
        "early_signs": invention.one(words["early_signs"]),
        "client_agrees": True,
        "copy_given": True,
        "review_on": start + timedelta(days=90),
    }
    write_about(invention, life, "job_support_plan", start, 16, plan)
    for after, occasion in ((14, "start"), (150, "success")):
        day = start + timedelta(days=after)
        learned: dict[str, Value | None] = {
            "job": job.id,
            "day": day,
            "job_occasion": occasion,
            "thought_over_with": ("client",),
            "what_worked": invention.one(words["worked"]),
            "lesson": invention.one(words["lessons"]),
        }
        write_about(invention, life, "job_review", day, 14, learned)


def _write_counselling(invention: Invention, life: Life, job: Step, start: date, number: int) -> None:
    kind = ("trained", "specialist", "coach", "trained")[number % 4]
    before = start - timedelta(days=5)
    values: dict[str, Value | None] = {
        "job": job.id,
        "day": before,
        "counselled_when": "before_start",
        "mode": "face_to_face",
        "adviser_kind": kind,
        "effect": invention.one(invention.tables.coaching["effects"]),
        "in_writing": kind != "coach",
        "reporting_help": kind == "specialist",
    }
    write_about(invention, life, "benefits_counselling", before, 11, values)
    after = start + timedelta(days=118)
    change: dict[str, Value | None] = {**values, "day": after, "counselled_when": "hours_or_pay_change"}
    write_about(invention, life, "benefits_counselling", after, 11, change)
    if number == 1 and start + timedelta(days=21) < invention.today:
        day = start + timedelta(days=21)
        put_off: dict[str, Value | None] = {
            "due_rule": "support_weekly",
            "subject": job.id,
            "due_on": day,
            "day": day,
            "postponed_why": "client_declined",
        }
        write_about(invention, life, "postponed_due", day, 12, put_off)


def _say_what_for(invention: Invention, life: Life, job: Step) -> None:
    """Say for which job, and with which kinds of support, the client was met while at work."""
    for part, kind, day in life.parts:
        if life.at_work(day) and kind in ("support_visit", "client_meeting"):
            part["job"] = job.id
            part["support_types"] = tuple(sorted(invention.some(SUPPORT_TYPES[:9], invention.random.randint(1, 2))))
            part["support_by"] = ("coach", "team_member") if invention.happens(10) else ("coach",)
            if kind == "support_visit" and invention.happens(40):
                part["employer_support_requested"] = True
