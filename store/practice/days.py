"""The invented coach's days: what was planned, held, cancelled and missed, with its employer and client parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from store.history.change import Value
from store.practice.invention import Hand, Invention, Step
from store.practice.people import Life
from store.practice.telling import write_told

EVENTS_A_CLIENT = 100
"""Over eighteen months: 20 clients make the 2 000 events that the promises of speed are measured on."""

MONTHS_OF_THAT = 18

WAITING = timedelta(days=4)
"""So far back the invented coach has not yet taken everything to the client record system."""

FIRST_HOUR = 8
MINUTES_OF_A_DAY = 465

_VISITED = ("employer_visit", "support_visit")
_PURPOSES = (
    "asked_for_vacancies",
    "introduced_service",
    "described_strengths",
    "learned_needs",
    "followed_advertised_job",
)


@dataclass(frozen=True)
class Country:
    """Where the coach goes: the employers and whom one meets there."""

    employers: Mapping[str, Step]
    contacts: Mapping[str, list[str]]


def write_days(invention: Invention, lives: list[Life], country: Country) -> None:
    """Write the events of every working day from the first to yesterday."""
    days = list(_working_days(invention))
    wanted = len(lives) * EVENTS_A_CLIENT * invention.months // MONTHS_OF_THAT
    for number, day in enumerate(days):
        so_far, after = number * wanted // len(days), (number + 1) * wanted // len(days)
        _write_day(invention, lives, country, day, after - so_far)


def _working_days(invention: Invention) -> Iterator[date]:
    day = invention.first_day + timedelta(days=7)
    while day < invention.today:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _write_day(invention: Invention, lives: list[Life], country: Country, day: date, number: int) -> None:
    with_us = [life for life in lives if life.in_service(day)]
    for place in range(number):
        minute = MINUTES_OF_A_DAY * place // number // 15 * 15
        start = time(FIRST_HOUR + minute // 60, minute % 60)
        if not with_us or invention.happens(12):
            _write_without_client(invention, country, day, start)
        else:
            write_with_client(invention, invention.one(with_us), country, day, start)


def _write_without_client(invention: Invention, country: Country, day: date, start: time) -> None:
    """Write a meeting of the team or the network, or a visit to an employer on nobody's behalf."""
    kind = invention.one(("internal", "network_contact", "employer_visit"))
    employer = invention.one(list(country.employers)) if kind == "employer_visit" else None
    event = write_event(invention, kind, day, start, employer=employer)
    if employer:
        write_employer_part(invention, country, event, employer, day)


def write_with_client(invention: Invention, life: Life, country: Country, day: date, start: time) -> Step:
    """Write one event with a client, of a kind that fits where the client is on the way."""
    kind = _kind(invention, life, day)
    employer = None
    if kind == "support_visit":
        employer = life.employer
    elif kind == "employer_visit":
        employer = invention.one(life.employers)
    chance = invention.random.randrange(100)
    status = "cancelled" if chance < 5 else "no_show" if chance < 9 and kind == "client_meeting" else "held"
    event = write_event(invention, kind, day, start, employer=employer, status=status)
    if status == "held":
        if employer:
            write_employer_part(invention, country, event, employer, day)
        write_client_part(invention, life, event, kind, employer, day)
    return event


def _kind(invention: Invention, life: Life, day: date) -> str:
    if life.at_work(day):
        return invention.one(("support_visit", "support_visit", "client_meeting", "call"))
    if (day - life.entry).days < 25:
        return invention.one(("client_meeting", "client_meeting", "call"))
    return invention.one(("employer_visit", "employer_visit", "client_meeting", "call"))


def write_event(
    invention: Invention,
    kind: str,
    day: date,
    start: time,
    *,
    employer: str | None = None,
    status: str = "held",
    saved_at: datetime | None = None,
) -> Step:
    """Write the event itself; now and then it had been planned before, and was then held.

    Args:
        invention: where it is written.
        kind: kind of event.
        day: its day.
        start: when it begins.
        employer: id of the employer that is visited.
        status: how it ended.
        saved_at: when it was written down, UTC; in the afternoon of its day when None.
    """
    sentences = invention.tables.sentences[kind]
    minutes = invention.one((15, 20)) if kind == "call" else invention.one((30, 45, 45, 60, 90))
    values: dict[str, Value | None] = {
        "kind": kind,
        "status": status,
        "day": day,
        "start": start,
        "minutes": minutes,
        "mode": "phone" if kind == "call" else "face_to_face",
        "place_kind": _place_kind(invention, kind),
        "worker": invention.workers[Hand.OWN],
        "present": ("coach",) if kind in ("internal", "network_contact") else ("coach", "client"),
    }
    if employer:
        values |= {"employer": employer, "metres": invention.random.randrange(1, 60) * 500}
    if kind in ("internal", "network_contact"):
        values["subject"] = invention.one(sentences["notes"])
    at = saved_at or invention.moment(day, 13) + timedelta(minutes=start.hour * 7 + start.minute)
    if saved_at or not invention.happens(10):
        return invention.write("event", values, at)
    planned = invention.write(
        "event", {**values, "status": "planned"}, at - timedelta(days=invention.random.randint(2, 9))
    )
    return invention.amend(planned, {"status": status}, at)


def _place_kind(invention: Invention, kind: str) -> str:
    if kind in _VISITED:
        return "workplace"
    if kind == "call":
        return "remote"
    return invention.one(("office", "community")) if kind == "client_meeting" else "office"


def write_employer_part(invention: Invention, country: Country, event: Step, employer: str, day: date) -> Step:
    """Write what a visit gave about the employer: nothing of any client."""
    tables = invention.tables
    values: dict[str, Value | None] = {
        "event": event.id,
        "employer": employer,
        "met": (invention.one(country.contacts[employer]),),
        "purposes": tuple(sorted(invention.some(_PURPOSES, invention.random.randint(1, 3)))),
        "learned": invention.one(tables.employers["needs"] + tables.employers["facts"]),
    }
    if invention.happens(60):
        values["next_step"] = invention.one(tables.sentences["employer_visit"]["next"])
        values["next_day"] = day + timedelta(days=invention.random.randint(2, 14))
    return invention.write("event_employer_part", values, event.at + timedelta(minutes=1))


def write_client_part(
    invention: Invention, life: Life, event: Step, kind: str, employer: str | None, day: date
) -> Step:
    """Write what the event was for its client, and what of the plan was told at it."""
    sentences = invention.tables.sentences[kind]
    told = bool(employer) and kind == "employer_visit" and write_told(invention, life, event.id, employer or "", day)
    values: dict[str, Value | None] = {
        "client": life.id,
        "event": event.id,
        "notes": invention.one(sentences["notes"]).format(given=life.given),
        "agreed": invention.one(sentences["agreed"]).format(given=life.given),
    }
    if kind == "employer_visit":
        values |= {"client_specific": True, "nothing_told": not told}
    if invention.happens(50):
        values["next_step"] = invention.one(sentences["next"])
        values["next_day"] = day + timedelta(days=invention.random.randint(2, 14))
    life.parts.append((values, kind, day))
    return invention.write("event_client_part", values, event.at + timedelta(minutes=2), client=life.id)


def write_transfers(invention: Invention) -> None:
    """Let the coach have taken what is older to the client record system; it draws after all others."""
    days = {
        step.id: step.values["day"] for step in invention.steps if step.record == "event" and "day" in step.values
    }
    for part in [step for step in invention.steps if step.record == "event_client_part" and "event" in step.values]:
        day = days.get(str(part.values["event"]))
        if isinstance(day, date) and day < invention.today - WAITING:
            values: dict[str, Value | None] = {"client": part.client, "part": part.id, "day": day}
            invention.write("case_record_transfer", values, part.at + timedelta(minutes=7), client=part.client)
