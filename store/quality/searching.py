"""Criteria 15 to 17: how soon, for whose wishes and how often employers are met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from store.quality.counted import MAIN, Counted, Facts, LeftOut, main_rows
from store.quality.criteria import Criterion
from store.quality.rows import Client, Event, Plan, holds
from store.quality.workload import open_clients

WORKDAYS = 5
WHOLE = 100


def first_contact(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 15: days from entry to the first face-to-face contact with an employer on the client's behalf.

    Of those who entered in the period. Who still waits is in no mean, but is shown with the days so far.
    """
    days: dict[str, int] = {}
    left: list[LeftOut] = []
    waiting: list[int] = []
    last = facts.asked.last
    for client in facts.rows.client:
        if client.entry is None:
            left.append(LeftOut("client", client.id, "no_entry"))
            continue
        if not facts.asked.within(client.entry):
            continue
        if client.in_work_at_entry:
            left.append(LeftOut("client", client.id, "in_work_at_entry"))
            continue
        found = _first(facts, client, client.entry)
        if found is not None:
            days[client.id] = (found - client.entry).days
        elif client.closed is not None and client.closed <= last:
            left.append(LeftOut("client", client.id, "closed_before"))
        else:
            left.append(LeftOut("client", client.id, "waiting"))
            waiting.append((last - client.entry).days)
    beside = {"waiting": len(waiting), "longest_waiting": max(waiting, default=0)}
    if days:
        beside["median"] = int(median(days.values()))
    rows = main_rows("client", list(days))
    return Counted({MAIN: (sum(days.values()), len(days))}, rows, rows, tuple(sorted(left)), beside, days)


def _first(facts: Facts, client: Client, entry: date) -> date | None:
    return next(
        (
            one.day
            for one in facts.contacts.get(client.id, ())
            if one.day >= entry
            and one.event.kind == "employer_visit"
            and one.event.mode == "face_to_face"
            and one.part.client_specific
        ),
        None,
    )


def own_goals(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 16: contacts with employers that served a goal of a client, of all contacts."""
    contacts = facts.employer_contacts
    hits, in_plan = [], 0
    for event in contacts:
        parts = facts.parts.get(event.id, ())
        if any(part.job_goal is not None or part.has_plan_goal for part in parts):
            hits.append(event.id)
            in_plan += any(
                part.job_goal is not None and part.job_goal in _planned(facts, part.client, event) for part in parts
            )
    return Counted(
        parts={MAIN: (len(hits), len(contacts)), "in_plan": (in_plan, len(contacts))},
        rows=main_rows("event", [event.id for event in contacts]),
        hits=main_rows("event", hits),
    )


def _planned(facts: Facts, client: str, event: Event) -> tuple[str, ...]:
    """Return the goals of the plan that the client had on the day of an event."""
    plans = [
        plan
        for plan in facts.of_client("job_search_plan", client)
        if plan.drawn_up_on is not None and event.day and plan.drawn_up_on <= event.day
    ]
    if not plans:
        return ()
    latest: Plan = max(plans, key=lambda plan: (plan.drawn_up_on, plan.id))
    return latest.job_goals or ()


def contacts_a_week(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 17: face-to-face contacts with employers for each coach and worked week, and who looked at the log.

    Only whole weeks, Monday to Sunday, within the period. A week of leave is none, so that holidays lower nothing.
    """
    contacts, left = _face_to_face(facts)
    numbers = criterion.numbers
    main, weekly, monthly, weight = 0, 0, 0, 0
    weeks: list[tuple[str, date, int]] = list(_worked(facts))
    counted: list[str] = []
    for worker, monday, percent in weeks:
        of_week = contacts.pop((worker, monday), [])
        main += len(of_week)
        weight += percent
        counted += [event.id for event in of_week]
        weekly += _reviewed(facts, worker, monday, of_week, numbers["weekly_review_days"])
        monthly += _reviewed(facts, worker, monday, of_week, numbers["monthly_review_days"])
    whole = set(facts.weeks())
    for (_, monday), events in contacts.items():
        why = "not_working" if monday in whole else "outside_whole_weeks"
        left += [LeftOut("event", event.id, why) for event in events]
    working = {job.client for job in facts.rows.job if holds(job.start, job.end, facts.asked.last)}
    seekers = [client for client in open_clients(facts) if client.id not in working]
    rows = main_rows("event", counted)
    held = sum(facts.asked.within(event.day) for event in facts.held.values())
    return Counted(
        parts={
            MAIN: (main, weight),
            "weekly_review": (weekly, len(weeks)),
            "monthly_review": (monthly, len(weeks)),
            "seekers": (len(seekers), 1),
            "held": (held, 1),
        },
        rows=rows,
        hits=rows,
        left_out=tuple(sorted(left)),
        beside={"weeks": len(weeks), "weeks_of_leave": _weeks_of_leave(facts)},
    )


def _face_to_face(facts: Facts) -> tuple[dict[tuple[str, date], list[Event]], list[LeftOut]]:
    """Return the contacts by worker and Monday, and those that cannot be anybody's."""
    found: dict[tuple[str, date], list[Event]] = defaultdict(list)
    left: list[LeftOut] = []
    for event in facts.employer_contacts:
        if event.mode != "face_to_face":
            left.append(LeftOut("event", event.id, "not_face_to_face"))
        elif event.worker is None or event.day is None:
            left.append(LeftOut("event", event.id, "no_worker"))
        else:
            found[event.worker, event.day - timedelta(days=event.day.weekday())].append(event)
    return found, left


def _workers(facts: Facts) -> list[str]:
    if facts.asked.worker is not None:
        return [facts.asked.worker]
    shared = {row.worker for row in facts.rows.working_share}
    return sorted(shared | {event.worker for event in facts.employer_contacts if event.worker is not None})


def _worked(facts: Facts) -> Iterator[tuple[str, date, int]]:
    """Return each coach's worked weeks with the percent of a whole week that they count as."""
    shares = facts.rows.working_share
    for worker in _workers(facts):
        own = [row for row in shares if row.worker == worker]
        spans = _leaves(facts, worker)
        for monday in facts.weeks():
            # The share of the week is that of its middle; who has none written down at all works whole weeks.
            middle = monday + timedelta(days=2)
            percent = sum(row.percent or 0 for row in own if holds(row.start, row.end, middle)) if own else WHOLE
            if percent == 0 or _on_leave(spans, monday):
                continue
            yield worker, monday, percent if facts.asked.rules.set["part_time"] == "by_share" else WHOLE


def _leaves(facts: Facts, worker: str) -> list[tuple[date, date]]:
    """Return the spans of a worker's leave; one without an end is one day, and a part of a day is none."""
    return [
        (row.start, row.end or row.start)
        for row in facts.rows.leave
        if row.worker == worker and row.start is not None and not row.part_of_day
    ]


def _on_leave(spans: list[tuple[date, date]], monday: date) -> bool:
    """Tell whether every weekday of a week was leave."""
    days = [monday + timedelta(days=number) for number in range(WORKDAYS)]
    return all(any(start <= day <= end for start, end in spans) for day in days)


def _weeks_of_leave(facts: Facts) -> int:
    return sum(_on_leave(_leaves(facts, worker), monday) for worker in _workers(facts) for monday in facts.weeks())


def _reviewed(facts: Facts, worker: str, monday: date, contacts: list[Event], days: int) -> bool:
    """Tell whether a week's contacts were looked through in time, as a whole or each by itself."""
    friday, until = monday + timedelta(days=WORKDAYS - 1), monday + timedelta(days=6 + days)
    if any(
        first <= monday and friday <= last and day <= until for first, last, day in facts.log_reviews.get(worker, ())
    ):
        return True
    seen = facts.reviewed_on
    return bool(contacts) and all(event.id in seen and seen[event.id] <= until for event in contacts)
