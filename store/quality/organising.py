"""Criteria 3 to 11: what records show of the service's organisation; a person gives or confirms the score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from store.quality.counted import MAIN, Counted, Facts, LeftOut, main_rows, share_holds
from store.quality.criteria import Criterion
from store.quality.rows import Meeting, Supervision, holds
from store.quality.workload import open_clients

MONTH, QUARTER, WEEK = 30, 91, 7
FOLLOWING = 90
"""Days after a job began from which support is follow-along (criterion 3)."""

AUTHORITIES = ("employment_area", "kela", "rehabilitation")
MOST_COACHES = 10
FULL_TIME = 100


def phases(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 3: of the six phases, those of which there is a record in the period."""
    rows, within = facts.rows, facts.asked.within
    held = [event for event in facts.held.values() if within(event.day)]
    starts = {job.client: job.start for job in rows.job if job.start is not None}

    def supported(late: bool) -> list[tuple[str, str]]:
        return [
            ("event", one.event.id)
            for client, start in starts.items()
            for one in facts.contacts.get(client, ())
            if within(one.day) and one.day >= start and ((one.day - start).days > FOLLOWING) is late
        ]

    found = (
        [("service_agreement", row.id) for row in rows.service_agreement if within(row.agreed_on)]
        + [("referral", row.id) for row in rows.referral if within(row.day)],
        [("event", event.id) for event in held if event.kind == "client_meeting"]
        + [("outreach_attempt", row.id) for row in rows.outreach_attempt if within(row.day)],
        [("profile_session", row.id) for row in rows.profile_session if within(row.day)]
        + [("vocational_profile", row.id) for row in rows.vocational_profile if within(row.drawn_up_on)],
        [("event", event.id) for event in held if event.kind == "employer_visit"],
        supported(late=False),
        supported(late=True),
    )
    evidence = sorted({pair for phase in found for pair in phase})
    count = sum(bool(phase) for phase in found)
    shown = tuple(row for record, id in evidence for row in main_rows(record, [id]))
    return Counted({MAIN: (count, len(found) if count else 0)}, shown, shown)


def two_teams(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 4: clients of the two largest teams, of all whose team is written down."""
    clients = open_clients(facts)
    named = {row.id: " ".join(row.team.split()).casefold() for row in clients if row.team and row.team.strip()}
    sizes = Counter(named.values())
    largest = {team for team, _ in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))[:2]}
    hits = [id for id, team in named.items() if team in largest]
    left = [LeftOut("client", row.id, "no_team") for row in clients if row.id not in named]
    return Counted(
        {MAIN: (len(hits), len(named))},
        main_rows("client", list(named)),
        main_rows("client", hits),
        tuple(sorted(left)),
        {"teams": len(sizes)},
    )


def team_contact(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 5: three of the five components stand in the meetings; two are ticked by a person."""
    team = _meetings(facts, lambda row: row.meeting_kind == "team" and _attended(facts, row))
    weeks = _blocks_met(facts, WEEK, [row.day for row in team])
    components = (
        share_holds(weeks, facts.asked.rules.share),
        any(row.shared_decisions for row in team),
        any(row.referral_ideas for row in team),
    )
    rows = main_rows("meeting", [row.id for row in team])
    return Counted({MAIN: (sum(components), 5 if team else 0), "weeks": weeks}, rows, rows)


def partners(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 6: how regularly the employment authority, Kela and rehabilitation are met about clients."""
    share = facts.asked.rules.share
    met = _meetings(facts, lambda row: row.meeting_kind == "partner" and row.partner_kind in AUTHORITIES)
    about = [row.day for row in met if row.client_related]
    sat = [row.day for row in met if row.scheduled and row.mode == "face_to_face"]
    weekly = _blocks_met(facts, WEEK, about)
    monthly, quarterly = _blocks_met(facts, MONTH, about), _blocks_met(facts, QUARTER, about)
    sat_monthly, sat_quarterly = _blocks_met(facts, MONTH, sat), _blocks_met(facts, QUARTER, sat)
    if share_holds(sat_monthly, share) and share_holds(weekly, share):
        level = 5
    elif share_holds(sat_quarterly, share) or share_holds(weekly, share):
        level = 4
    elif share_holds(monthly, share):
        level = 3
    else:
        level = 2 if share_holds(quarterly, share) else 1
    rows = main_rows("meeting", [row.id for row in met])
    parts = {"weeks": weekly, "months": monthly, "quarters": quarterly}
    parts |= {"scheduled_months": sat_monthly, "scheduled_quarters": sat_quarterly}
    return Counted({MAIN: (level, 5 if met else 0), **parts}, rows, rows)


def unit(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 7: how many coaches there are, and how often they talk clients over together."""
    share = facts.asked.rules.share
    group = [row for row in facts.rows.supervision if row.supervision_kind == "group" and facts.asked.within(row.day)]
    unit = _meetings(facts, lambda row: row.meeting_kind == "unit")
    days = [row.day for row in group] + [row.day for row in unit]
    shares = [row for row in facts.rows.working_share if holds(row.start, row.end, facts.asked.last)]
    coaches = {row.worker for row in shares}
    whole = {row.worker for row in shares if (row.percent or 0) >= FULL_TIME}
    weeks = _blocks_met(facts, WEEK, days)
    months = max(1, ((facts.asked.last - facts.asked.first).days + 1) // MONTH)
    twice = len(days) >= 2 * months
    if len(whole) >= 2 and share_holds(weeks, share):
        level = 5
    elif len(coaches) >= 2 and twice:
        level = 4
    else:
        level = 3 if twice else 2
    rows = (
        *main_rows("meeting", [row.id for row in unit]),
        *main_rows("supervision", [row.id for row in group]),
    )
    parts = {"weeks": weeks, "coaches": (len(whole), len(coaches))}
    return Counted({MAIN: (level, 5 if days else 0), **parts}, rows, rows)


def supervisor(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 8: which of the supervisor's five roles the logs show."""
    share, asked = facts.asked.rules.share, facts.asked
    log = [row for row in facts.rows.supervision if asked.within(row.day)]
    out = [row for row in facts.rows.field_mentoring if asked.within(row.day)]
    weekly = [row.day for row in log if row.supervision_kind in ("group", "individual") and row.situations_reviewed]
    shares = [row for row in facts.rows.working_share if holds(row.start, row.end, asked.last)]
    led = Counter(row.supervisor for row in {row.worker: row for row in shares}.values() if row.supervisor)
    parts = {
        "weeks": _blocks_met(facts, WEEK, weekly),
        "team_leader": _blocks_met(facts, QUARTER, _days(log, "team_leader")),
        "mentoring": _blocks_met(facts, MONTH, [row.day for row in out]),
        "goals": _blocks_met(facts, QUARTER, _days(log, "goals")),
    }
    roles = sum(share_holds(part, share) for part in parts.values())
    roles += bool(led) and max(led.values()) <= MOST_COACHES
    rows = (
        *main_rows("supervision", [row.id for row in log]),
        *main_rows("field_mentoring", [row.id for row in out]),
    )
    return Counted({MAIN: (roles, 5 if rows else 0), **parts}, rows, rows)


def zero_exclusion(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 9: referrals of the period, and those refused; a person rates."""
    came = [row for row in facts.rows.referral if facts.asked.within(row.day)]
    unnamed = [row for row in facts.rows.unnamed_refusal if facts.asked.within(row.day)]
    refused = [row.id for row in came if row.referral_outcome == "refused"]
    hits = (*main_rows("referral", refused), *main_rows("unnamed_refusal", [row.id for row in unnamed]))
    rows = (*main_rows("referral", [row.id for row in came]), *main_rows("unnamed_refusal", [r.id for r in unnamed]))
    sources = {row.source_kind for row in came} | {row.source_kind for row in unnamed}
    return Counted({MAIN: (len(hits), len(rows))}, rows, hits, (), {"sources": len(sources - {None})})


def agency_focus(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 10: clients in work of all in the service: one of the five parts; a person rates."""
    clients = open_clients(facts)
    working = {job.client for job in facts.rows.job if holds(job.start, job.end, facts.asked.last)}
    hits = [row.id for row in clients if row.id in working]
    rows = main_rows("client", [row.id for row in clients])
    return Counted({MAIN: (len(hits), len(clients))}, rows, main_rows("client", hits))


def executives(facts: Facts, criterion: Criterion) -> Counted:
    """Criterion 11: quarters with a meeting of the steering group; a person rates."""
    met = _meetings(facts, lambda row: row.meeting_kind == "steering")
    rows = main_rows("meeting", [row.id for row in met])
    return Counted({MAIN: _blocks_met(facts, QUARTER, [row.day for row in met])}, rows, rows)


def _meetings(facts: Facts, wanted: Callable[[Meeting], bool]) -> list[Meeting]:
    return [row for row in facts.rows.meeting if facts.asked.within(row.day) and wanted(row)]


def _attended(facts: Facts, row: Meeting) -> bool:
    """Tell whether a coach was there: the one asked about, or anybody who has a working share."""
    present = set(row.attended or ())
    if facts.asked.worker is not None:
        return facts.asked.worker in present
    coaches = {share.worker for share in facts.rows.working_share}
    return bool(present & coaches if coaches else present)


def _days(log: Iterable[Supervision], kind: str) -> list[date | None]:
    return [row.day for row in log if row.supervision_kind == kind]


def _blocks_met(facts: Facts, length: int, days: Iterable[date | None]) -> tuple[int, int]:
    """Return in how many stretches of so many days something was, and how many there are in the period.

    Counted back from the rating day; a period shorter than one stretch is one.
    """
    last = facts.asked.last
    number = max(1, ((last - facts.asked.first).days + 1) // length)
    met = {(last - day).days // length for day in days if day is not None}
    return sum(place < number for place in met), number
