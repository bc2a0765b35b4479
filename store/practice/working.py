"""The invented team's work around the clients: working time, meetings, supervision, and the rounds of rating."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention

WEEKS = 26
"""So far back working time and reviews of the contact log reach: the half-year between two rounds."""

FULL_WEEK = 2250
"""Minutes of a full working week, 37 h 30 min."""

RECORDING = 45
"""Minutes a day."""

SET, VERSION = "tuettu-tyohonvalmennus", "2015.1"
"""The set of criteria that the practice office goes by (``store/quality/criteria.toml``)."""

_ACTIVITIES = {
    "employer_visit": "employer_work",
    "support_visit": "job_support",
    "client_meeting": "client_work",
    "call": "client_work",
    "network_contact": "team_and_partners",
    "internal": "team_and_partners",
}
_PLACES = {"workplace": "community", "community": "community", "office": "office", "remote": "remote"}


def write_working(invention: Invention) -> None:
    """Write what the team's working time went into, who met whom, and what the office rates itself with."""
    _write_shares(invention)
    _write_time(invention)
    _write_meetings(invention)
    _write_supervision(invention)
    _write_rating(invention)


def _save(
    invention: Invention, record: str, day: date, values: Mapping[str, Value | None], hand: Hand = Hand.OWN
) -> str:
    at = invention.moment(day, 14, invention.random.randrange(50))
    return invention.write(record, values, at, hand=hand).id


def _write_shares(invention: Invention) -> None:
    values: dict[str, Value | None] = {
        "worker": invention.workers[Hand.OWN],
        "start": invention.first_day,
        "percent": 100,
        "full_week": FULL_WEEK,
        "supervisor": invention.workers[Hand.OFFICE],
    }
    _save(invention, "working_share", invention.first_day, values, Hand.OFFICE)
    day = invention.day(52)
    day -= timedelta(days=day.weekday())
    leave: dict[str, Value | None] = {"worker": invention.workers[Hand.OWN], "start": day, "end": day}
    _save(invention, "leave", max(day, invention.first_day), {**leave, "part_of_day": True})


def _write_time(invention: Invention) -> None:
    """Fill working time from what was held, as the form does, and add travel and recording to each day."""
    since = invention.day(WEEKS * 7)
    days: dict[date, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    latest: dict[str, dict[str, Value | None]] = {}
    for step in sorted(invention.steps, key=lambda step: step.at):
        if step.record == "event":
            latest.setdefault(step.id, {}).update(step.values)
    for values in latest.values():
        day, minutes, kind = values["day"], values.get("minutes"), str(values["kind"])
        if values["status"] != "held" or not isinstance(day, date) or not isinstance(minutes, int):
            continue
        if since <= day < invention.today:
            days[day][_ACTIVITIES[kind], _PLACES[str(values["place_kind"])]] += minutes
            metres = values.get("metres")
            if isinstance(metres, int):
                days[day]["travel", "travel"] += max(5, metres // 1000)
    for day in sorted(days):
        days[day]["recording", "office"] += RECORDING
        if invention.happens(4):
            days[day]["other_service", "office"] += 60
        for (activity, place), minutes in sorted(days[day].items()):
            row: dict[str, Value | None] = {"worker": invention.workers[Hand.OWN], "day": day, "minutes": minutes}
            _save(invention, "time_use", day, {**row, "activity": activity, "time_place": place})


def _weeks(invention: Invention, weekday: int) -> Iterator[tuple[int, date]]:
    """Return number and day of each week of the half-year, the oldest first."""
    monday = invention.today - timedelta(days=invention.today.weekday())
    for number in range(WEEKS):
        day = monday - timedelta(days=7 * (WEEKS - number)) + timedelta(days=weekday)
        if day >= invention.first_day:
            yield number, day


def _write_meetings(invention: Invention) -> None:
    own, office = invention.workers[Hand.OWN], invention.workers[Hand.OFFICE]
    subjects = invention.tables.coaching["subjects"]
    for number, day in _weeks(invention, 1):
        team: dict[str, Value | None] = {
            "meeting_kind": "team",
            "day": day,
            "minutes": 60,
            "mode": "face_to_face",
            "attended": (own,) if number % 9 != 4 else (office,),
            "client_related": True,
            "shared_decisions": number % 2 == 0,
            "referral_ideas": number % 5 == 0,
            "subject": invention.one(subjects),
        }
        _save(invention, "meeting", day, team)
        if number % 2 == 0:
            partner: dict[str, Value | None] = {
                "meeting_kind": "partner",
                "day": day,
                "mode": "face_to_face" if number % 4 == 0 else "phone",
                "partner_kind": "employment_area" if number % 4 == 0 else "kela",
                "attended": (own,),
                "scheduled": number % 4 == 0,
                "client_related": True,
            }
            _save(invention, "meeting", day, partner)
        if number % 4 == 3:
            unit: dict[str, Value | None] = {"meeting_kind": "unit", "day": day, "mode": "face_to_face"}
            _save(invention, "meeting", day, {**unit, "attended": tuple(sorted((own, office)))})
        if number == 12:
            _save(invention, "meeting", day, {"meeting_kind": "steering", "day": day, "attended": (office,)})


def _write_supervision(invention: Invention) -> None:
    own, office = invention.workers[Hand.OWN], invention.workers[Hand.OFFICE]
    words = invention.tables.coaching
    for number, day in _weeks(invention, 4):
        by: dict[str, Value | None] = {"supervisor": office, "workers": (own,), "day": day}
        held: dict[str, Value | None] = {
            **by,
            "supervision_kind": "goals" if number % 12 == 6 else "group",
            "minutes": 60,
            "situations_reviewed": True,
            "strategies_agreed": True,
        }
        _save(invention, "supervision", day, held, Hand.OFFICE)
        if number % 10 != 7:
            seen: dict[str, Value | None] = {
                "worker": own,
                "first_day": day - timedelta(days=4),
                "last_day": day + timedelta(days=2),
                "reviewer": office,
                "day": min(day + timedelta(days=3), invention.today - timedelta(days=1)),
            }
            _save(invention, "contact_log_review", day + timedelta(days=3), seen, Hand.OFFICE)
        if number % 5 == 2:
            out: dict[str, Value | None] = {
                "worker": own,
                "mentor": office,
                "day": day,
                "done_well": invention.one(words["done_well"]),
                "to_try": invention.one(words["to_try"]),
            }
            _save(invention, "field_mentoring", day, out, Hand.OFFICE)


def _write_rating(invention: Invention) -> None:
    """Write which criteria hold, how travel counts, and a round half a year ago with one improvement."""
    first = invention.first_day
    chosen: dict[str, Value | None] = {"criteria_set": SET, "criteria_version": VERSION}
    _save(invention, "criteria_choice", first, {**chosen, "start": first}, Hand.OFFICE)
    rule: dict[str, Value | None] = {"rule": "travel_time", "setting": "left_out", "start": first}
    _save(invention, "dated_rule", first, rule, Hand.OFFICE)
    held = invention.day(150)
    begin = max(held - timedelta(days=180), first)
    office = invention.workers[Hand.OFFICE]
    reviewed: dict[str, Value | None] = {
        **chosen,
        "held_on": held,
        "review_kind": "own",
        "first_day": begin,
        "last_day": held,
        "raters": (office,),
        "finished": True,
        "next_on": held + timedelta(days=182),
    }
    review = _save(invention, "quality_review", held, reviewed, Hand.OFFICE)
    for criterion, score in ((1, "5"), (15, "3"), (17, "2"), (24, "4")):
        given: dict[str, Value | None] = {"review": review, "criterion": criterion, "score": score}
        given |= {"score_state": "confirmed", "scored_by": office, "scored_on": held}
        _save(invention, "item_score", held, given, Hand.OFFICE)
    action: dict[str, Value | None] = {
        "action": "Yhteyksien loki käydään läpi joka perjantai.",
        "criterion": 17,
        "review": review,
        "owner": office,
        "due_on": min(held + timedelta(days=60), invention.today),
    }
    _save(invention, "improvement_action", held, action, Hand.OFFICE)
