"""The invented course of coaching: referral, agreement, stages, sessions, goals, the plan, and who stays away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from store.history.change import Value
from store.practice.invention import Invention, Step
from store.practice.people import Life

GOALS_AFTER = 20
"""Days after entry on which the goals are set."""

PLAN_AFTER = 24
OWN_GOAL_PERCENT = 85
"""So often an employer was approached for a goal of the client, and not because there was a vacancy."""

_SOURCES = {
    "työllisyysalue": "employment_services",
    "vammaispalvelut": "disability_services",
    "työpaja": "workshop",
    "itse": "self",
    "Kela": "kela",
}


def write_coaching(invention: Invention, lives: Sequence[Life]) -> None:
    """Write the course of coaching of each client, after everything else was drawn."""
    for number, life in enumerate(lives):
        _write_beginning(invention, life)
        _write_stage_periods(invention, life)
        _write_sessions(invention, life)
        _write_goals(invention, life)
        if number % 4 == 1:
            _write_outreach(invention, life)
        if number % 3 == 0 and (invention.today - life.entry).days > 150:
            _write_evaluation(invention, life)
    _write_unnamed(invention)


def write_about(
    invention: Invention, life: Life, record: str, day: date, hour: int, values: Mapping[str, Value | None]
) -> Step | None:
    """Write a record about a client, unless its day has not come."""
    if day >= invention.today:
        return None
    at = invention.moment(day, hour, invention.random.randrange(50))
    return invention.write(record, {"client": life.id, **values}, at, client=life.id)


def _write_beginning(invention: Invention, life: Life) -> None:
    card = life.card.values if life.card else {}
    words = invention.tables.coaching
    came: dict[str, Value | None] = {
        "day": card.get("referral_day"),
        "source_kind": _SOURCES.get(str(card.get("referral_source")), "other"),
        "referral_outcome": "accepted",
        "decided_on": life.entry,
    }
    write_about(invention, life, "referral", life.entry, 9, came)
    basis: dict[str, Value | None] = {"start": life.entry, "service_ground": "työhönvalmennus"}
    write_about(invention, life, "service_basis", life.entry, 10, basis)
    agreed = life.entry + timedelta(days=2)
    agreement: dict[str, Value | None] = {
        "agreed_on": agreed,
        "how": invention.one(("signed", "spoken")),
        "own_goals": invention.one(words["own_words"]),
        "service_offers": invention.one(words["offers"]),
        "contact_ways": invention.one(words["contact_ways"]),
        "rights_explained": True,
        "telling_is_free": True,
        "data_explained": True,
        "copy_given": True,
    }
    write_about(invention, life, "service_agreement", agreed, 11, agreement)


def _write_stage_periods(invention: Invention, life: Life) -> None:
    reached = [("seeking", 0), ("profiling", 8), ("job_search", 30)]
    days = [(stage, life.entry + timedelta(days=after)) for stage, after in reached]
    if life.job_start:
        days += [("work_agreed", life.job_start - timedelta(days=6)), ("keeping_job", life.job_start)]
    held = [(stage, day) for stage, day in days if day < invention.today]
    for place, (stage, day) in enumerate(held):
        left = held[place + 1][1] if place + 1 < len(held) else life.closed
        values: dict[str, Value | None] = {"stage": stage, "entered": day}
        if left is not None:
            values["left_on"] = left
        write_about(invention, life, "stage_period", day, 13, values)


def _write_sessions(invention: Invention, life: Life) -> None:
    """Write the sessions that each version of the profile names."""
    profiles = [s for s in invention.steps if s.record == "vocational_profile" and s.client == life.id]
    for profile in profiles:
        days = profile.values["session_days"]
        for day in days if isinstance(days, tuple) else ():
            if isinstance(day, date):
                sources = ("client", invention.one(("relative", "school", "team", "papers")))
                values: dict[str, Value | None] = {
                    "day": day,
                    "minutes": invention.one((45, 60, 90)),
                    "mode": "face_to_face",
                    "profile": profile.id,
                    "on_a_form": invention.happens(80),
                    "sources": tuple(sorted(sources)),
                }
                write_about(invention, life, "profile_session", day, 12, values)


def _write_goals(invention: Invention, life: Life) -> None:
    """Write two goals and the plan that holds them, and say for which goal each employer was visited."""
    words = invention.tables.coaching
    set_on, drawn_up = (life.entry + timedelta(days=after) for after in (GOALS_AFTER, PLAN_AFTER))
    goals = []
    for place, job in enumerate(invention.some(words["jobs"], 2)):
        values: dict[str, Value | None] = {
            "place": "mr"[place],
            "job_type": job["type"],
            "set_on": set_on,
            "why": invention.one(words["why"]),
            "goal_state": "current",
        }
        goal = write_about(invention, life, "job_goal", set_on, 14, values)
        goals += [goal.id] if goal else []
    if len(goals) < 2:
        return
    plan: dict[str, Value | None] = {
        "drawn_up_on": drawn_up,
        "own_words": invention.one(words["own_words"]),
        "job_goals": tuple(goals),
        "weekly_hours": invention.one((10, 15, 20, 25)) * 60,
        "weekly_contacts": 2,
        "client_agrees": True,
        "copy_given": True,
        "review_on": drawn_up + timedelta(days=90),
    }
    write_about(invention, life, "job_search_plan", drawn_up, 14, plan)
    for part, kind, day in life.parts:
        if kind == "employer_visit" and day >= drawn_up and invention.happens(OWN_GOAL_PERCENT):
            part["job_goal"] = invention.one(goals)


def _write_outreach(invention: Invention, life: Life) -> None:
    start = invention.today - timedelta(days=invention.random.randrange(20, 120))
    tries = (
        ("phone", "coach", "not_reached"),
        ("message", "coach", "not_reached"),
        ("home_visit", "team_member", "reached"),
        ("community_visit", "coach", "came_back"),
    )
    for number, (kind, by, result) in enumerate(tries):
        day = start + timedelta(days=4 * number)
        if life.in_service(day):
            values: dict[str, Value | None] = {"day": day, "outreach_kind": kind, "outreach_by": by}
            write_about(invention, life, "outreach_attempt", day, 15, {**values, "outreach_result": result})


def _write_evaluation(invention: Invention, life: Life) -> None:
    marks = ("wish_heard", "support_fits", "pace_fits", "job_fits", "own_say")
    day = life.entry + timedelta(days=140)
    values: dict[str, Value | None] = {"day": day, "evaluation_time": "middle", "answered": "alone"}
    values |= {mark: invention.random.randint(3, 5) for mark in marks}
    write_about(invention, life, "client_evaluation", day, 15, {**values, "result_shown": True})


def _write_unnamed(invention: Invention) -> None:
    """Write two people who asked and were not taken in: counted, not named."""
    for ago, reason in ((75, "other_service"), (160, "not_seeking_work")):
        if ago < (invention.today - invention.first_day).days:
            day = invention.day(ago)
            values: dict[str, Value | None] = {"day": day, "source_kind": "employment_services"}
            invention.write("unnamed_refusal", {**values, "refusal_reason": reason}, invention.moment(day, 12))
