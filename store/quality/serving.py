"""Criteria 12, 13, 14, 18, 22 and 25: provisional scores of what is done with and for clients; a person confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from store.quality.counted import MAIN, Contact, Counted, Facts, LeftOut, Row, main_rows, share_holds
from store.quality.criteria import Criterion
from store.quality.rows import Client, Counselling, Job

ADVISERS = {"contact_given": 2, "coach": 3, "trained": 4, "specialist": 5}
"""Who counselled → the level of criterion 12 that this reaches before a job begins."""

SESSIONS = 2
LONG_WITHOUT = 60
"""Days in the service after which disclosure is talked about again (criterion 13 d)."""

VISIT_LEVELS = {
    "handed_in_application": 1,
    "asked_for_vacancies": 2,
    "followed_advertised_job": 3,
    "introduced_service": 3,
    "described_strengths": 4,
}
RELATIONSHIP = ("learned_needs", "introduced_service", "described_strengths")
"""What is done over several visits to one employer at level 5 of criterion 18."""

KINDS_OF_SUPPORT = 3
MOVING_ON = ("change_of_job", "studies")
VISITS = ("home_visit", "community_visit", "joint_visit")


def benefits(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 12: the level of counselling that is reached for as many jobs as the office has set."""
    levels: dict[str, int] = {}
    left = [LeftOut("job", job.id, "no_start") for job in facts.rows.job if job.start is None]
    for job in facts.rows.job:
        if job.start is not None and facts.asked.within(job.start):
            levels[job.id] = _counselling_level(facts, job, job.start)
    level = _reached(levels.values(), facts.asked.rules.share)
    hits = [id for id, one in levels.items() if one >= 4]
    return Counted(
        {MAIN: (level, 5 if levels else 0), "before_start": (len(hits), len(levels))},
        main_rows("job", list(levels)),
        main_rows("job", hits),
        tuple(sorted(left)),
    )


def _counselling_level(facts: Facts, job: Job, start: date) -> int:
    own = [
        row
        for row in facts.of_client("benefits_counselling", job.client)
        if row.job in (None, job.id) and row.day is not None
    ]
    before = [row for row in own if row.day is not None and row.day <= start]
    if any(row.client_declined for row in before):
        return 4
    best = max((ADVISERS.get(row.adviser_kind or "", 1) for row in before), default=1)
    return best if best < 5 or _goes_on(facts, job, start, own) else 4


def _goes_on(facts: Facts, job: Job, start: date, own: list[Counselling]) -> bool:
    """Tell whether counselling went on at each change of hours or pay, with help in reporting earnings."""
    terms = facts.terms.get(job.id, ())
    changes = [day for day in terms if start < day <= facts.asked.last]
    again = sum(row.counselled_when == "hours_or_pay_change" for row in own)
    return again >= len(changes) and any(row.reporting_help for row in own)


def disclosure(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 13 b to d; that disclosure is never required (a) is policy and is ticked by a person."""
    asked = facts.asked
    met: dict[str, list[bool]] = defaultdict(list)
    rows: list[Row] = []
    for client in facts.rows.client:
        if client.entry is None or client.entry > asked.last or (client.closed and client.closed < asked.first):
            continue
        talks = [row for row in facts.of_client("disclosure_discussion", client.id) if row.day]
        talks = [row for row in talks if row.day <= asked.last]
        rows += [Row("disclosure_discussion", row.id) for row in talks]
        first = _first_on_behalf(facts, client)
        if first is not None:
            earlier = [row for row in talks if row.day <= first]
            met["b"].append(
                any(row.pros_and_cons for row in earlier)
                and any(row.accommodation_linked for row in earlier)
                and any(row.role_explained for row in earlier)
            )
            items = facts.of_client("disclosure_item", client.id)
            met["c"].append(any(row.decision is not None and row.has_wording for row in items))
        trouble = any(row.occasion == "trouble_at_work" for row in talks)
        if trouble or (asked.last - client.entry).days > LONG_WITHOUT:
            met["d"].append(len(talks) >= 2)
    parts = {name: (sum(met[name]), len(met[name])) for name in "bcd"}
    count = sum(share_holds(part, asked.rules.share) for part in parts.values())
    shown = tuple(sorted(rows))
    return Counted({MAIN: (count, 4 if any(met.values()) else 0), **parts}, shown, shown)


def _first_on_behalf(facts: Facts, client: Client) -> date | None:
    """Return the day of the first contact with an employer on a client's behalf, or of the first thing told."""
    days = [one.day for one in facts.contacts.get(client.id, ()) if one.part.client_specific]
    last = facts.asked.last
    days += [row.day for row in facts.of_client("told", client.id) if row.day and row.day <= last]
    return min(days, default=None)


def assessment(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 14: sessions behind the profile, losses thought over, and the profile renewed after each job."""
    asked, rows = facts.asked, facts.rows
    entered = [row for row in rows.client if asked.within(row.entry)]
    made = {row.id: sum(one.client == row.id for one in rows.profile_session) >= SESSIONS for row in entered}
    made = {id: good for id, good in made.items() if good or any(one.client == id for one in rows.vocational_profile)}
    experiences = [
        (job, day) for job in rows.job for day in (job.start, job.end) if day is not None and asked.within(day)
    ]
    renewed = [_renewed(facts, job.client, day) for job, day in experiences]
    lost = [job for job in rows.job if asked.within(job.end)]
    thought = [
        any(row.job == job.id and row.job_occasion == "end" for row in facts.of_client("job_review", job.client))
        for job in lost
    ]
    parts = {
        "sessions": (sum(made.values()), len(made)),
        "renewed": (sum(renewed), len(renewed)),
        "losses": (sum(thought), len(thought)),
    }
    share = asked.rules.share
    held = {name: part[1] == 0 or share_holds(part, share) for name, part in parts.items()}
    level = 5 if all(held.values()) else 4 if held["sessions"] and held["losses"] else 3
    counted = sorted({job.id for job, _ in experiences})
    shown = (*main_rows("client", list(made)), *main_rows("job", counted))
    return Counted({MAIN: (level, 5 if shown else 0), **parts}, shown, shown)


def _renewed(facts: Facts, client: str, day: date) -> bool:
    return any(
        row.drawn_up_on is not None and day <= row.drawn_up_on <= facts.asked.last
        for row in facts.of_client("vocational_profile", client)
    )


def contact_quality(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 18: the level that at least half of the employers met in the period have reached."""
    met = _met(facts)
    levels = levels_of(facts)
    left = [LeftOut("employer", id, "no_purposes") for id in sorted(met) if id not in levels]
    rows = main_rows("employer", list(levels))
    hits = main_rows("employer", [id for id, level in levels.items() if level >= 4])
    level = _reached(levels.values(), 50)
    return Counted({MAIN: (level, 5 if levels else 0), "employers": (len(hits), len(rows))}, rows, hits, tuple(left))


def _met(facts: Facts) -> set[str]:
    return {event.employer for event in facts.employer_contacts if event.employer is not None}


def levels_of(facts: Facts) -> dict[str, int]:
    """Return the level of criterion 18 of each employer met in the period, by what was ever done there.

    Args:
        facts: the rows, put together.
    """
    met = _met(facts)
    mode = {event.id: event.mode for event in facts.held.values()}
    purposes: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for part in facts.rows.event_employer_part:
        if part.employer in met and part.event in mode:
            purposes[part.employer or ""].append((part.event, part.purposes or ()))
    return {
        employer: employer_level([(mode[event] == "face_to_face", done) for event, done in visits])
        for employer, visits in purposes.items()
    }


def employer_level(visits: Iterable[tuple[bool, tuple[str, ...]]]) -> int:
    """Return the level of criterion 18 that the visits to one employer reach together.

    Args:
        visits: of each whether it was face to face, and what was done at it.
    """
    several = list(visits)
    done = {purpose for _, purposes in several for purpose in purposes}
    if sum(in_person for in_person, _ in several) >= 2 and done.issuperset(RELATIONSHIP):
        return 5
    in_person = {purpose for present, purposes in several if present for purpose in purposes}
    if "described_strengths" in in_person:
        return 4
    return max((min(VISIT_LEVELS.get(purpose, 1), 3) for purpose in done), default=1)


def support_kinds(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 22: working clients with support, its different kinds, who gave it, and help to move on."""
    asked = facts.asked
    working = {
        job.client: job.start
        for job in sorted(facts.rows.job, key=lambda job: (job.start or date.min, job.id))
        if job.start is not None and job.start <= asked.last and (job.end is None or job.end >= asked.first)
    }
    contacts: dict[str, list[Contact]] = {
        client: [
            one
            for one in facts.contacts.get(client, ())
            if asked.within(one.day) and one.day >= start and one.part.support_types
        ]
        for client, start in working.items()
    }
    supported = [client for client, several in contacts.items() if several]
    parts = [one.part for several in contacts.values() for one in several]
    kinds = {kind for part in parts for kind in part.support_types or ()}
    wide = len(kinds) >= KINDS_OF_SUPPORT and any(part.employer_support_requested for part in parts)
    more = any(kind in MOVING_ON for kind in kinds) and any(
        "team_member" in (part.support_by or ()) for part in parts
    )
    main = (len(supported), len(working))
    if not share_holds(main, 40):
        level = 1
    elif not share_holds(main, 60):
        level = 2
    else:
        level = 3 if not wide else 5 if more else 4
    return Counted(
        {MAIN: (level, 5 if working else 0), "supported": main},
        main_rows("client", list(working)),
        main_rows("client", supported),
        (),
        {"kinds": len(kinds)},
    )


def outreach(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 25: of six strategies, those that the tries show; that nobody is let go, a person ticks."""
    tries = [row for row in facts.rows.outreach_attempt if facts.asked.within(row.day)]
    visits: dict[str, int] = defaultdict(int)
    for row in tries:
        visits[row.client] += row.outreach_kind in VISITS
    strategies = (
        bool(tries),
        any(row.outreach_by in ("team_member", "peer_coach") for row in tries),
        any(number >= 2 for number in visits.values()),
        any(row.outreach_kind == "joint_visit" for row in tries),
        any(row.outreach_kind == "family_contact" for row in tries),
    )
    rows = main_rows("outreach_attempt", [row.id for row in tries])
    return Counted({MAIN: (sum(strategies), 6 if tries else 0)}, rows, rows)


def _reached(levels: Iterable[int], percent: int) -> int:
    """Return the highest level that so many percent reach."""
    several = list(levels)
    return max(
        (
            level
            for level in range(1, 6)
            if share_holds((sum(one >= level for one in several), len(several)), percent)
        ),
        default=1,
    )
