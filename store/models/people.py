"""Figures of people who take part: the registers, pairs, training, interviews, agreements and the year (M0, M4.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from store.models.figure import Figure, Unit, share
from store.models.rows import Asked, Row, Rows, standing_on
from store.records.participants import REGISTER_STATUSES, WAITING_REASONS

PEER, EXPERT = "peer_coach", "expert_by_experience"
NOT_YET = ("trained", "waiting")
"""Trained, and not working yet (M0.1)."""

PRESENT = ("present", "remote")


def register(rows: Rows, system: str, part: str) -> Iterator[Figure]:
    """Yield a register: how many have each status, who waits and why (M0.1, M4.1)."""
    roles = [row for row in rows["person_role"] if row["part_played"] == part]
    by_status: dict[str, set[str]] = {}
    for row in roles:
        by_status.setdefault(row["status"], set()).add(row["person"])
    for status in REGISTER_STATUSES:
        if status in by_status:
            yield Figure(system, "by_status", len(by_status[status]), of=(("status", status),))
    waiting = set().union(*(by_status.get(status, set()) for status in NOT_YET))
    yield Figure(system, "not_yet_working", len(waiting))
    reasons = Counter(
        reason
        for row in rows["person_details"]
        if row["person"] in waiting
        for reason in row["waiting_reasons"] or ()
    )
    for reason in WAITING_REASONS:
        if reasons[reason]:
            yield Figure(system, "waiting_reason", reasons[reason], of=(("waiting_reasons", reason),))


def pairs(rows: Rows, day: date) -> Iterator[Figure]:
    """Yield the named pairs of a day: coaches with none and with several, and pairs without secrecy (M0.2)."""
    current = pairs_on(rows, day)
    coaches = active_coaches(rows)
    yield Figure("M0.2", "coaches", len(coaches))
    yield Figure("M0.2", "pairs", sum(len(found) for found in current.values()))
    for id in sorted(coaches):
        held = len(current.get(id, ()))
        if held == 0:
            yield Figure("M0.2", "without_pair", 1, of=(("worker", id),))
        elif held > 1:
            yield Figure("M0.2", "several_pairs", held, of=(("worker", id),))
    open_secrecy = sum(row["secrecy_signed_on"] is None for found in current.values() for row in found)
    yield Figure("M0.2", "without_secrecy", open_secrecy)


def pairs_on(rows: Rows, day: date) -> dict[str, list[Row]]:
    """Return the pairs that hold on a day, by coach."""
    found: dict[str, list[Row]] = {}
    for row in rows["working_pair"]:
        if standing_on(row, day):
            found.setdefault(row["worker"], []).append(row)
    return found


def active_coaches(rows: Rows) -> frozenset[str]:
    """Return the workers who coach now."""
    return frozenset(
        row["id"] for row in rows["worker"] if row["active"] is not False and "coach" in (row["roles"] or ())
    )


def training(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield the training of a period: courses, who completed, coaches who took part, and who trained (M0.3)."""
    courses = {row["id"]: row for row in rows["series"] if row["kind"] == "course"}
    members = [row for row in rows["series_member"] if row["series"] in courses]
    yield Figure("M0.3", "courses", sum(asked.meets(row) for row in courses.values()))
    yield Figure("M0.3", "trained", len(trained(rows, asked)))
    taking = [row for row in members if asked.meets(row)]
    coaches = {row["worker"] for row in taking if row["takes_part_as"] == "coach" and row["worker"]}
    yield Figure("M0.3", "coaches_trained", len(coaches))
    trainers = {row["person"] for row in taking if row["takes_part_as"] == "trainer" and row["person"]}
    yield Figure("M0.3", "peer_trainers", len(trainers))
    days = [row for row in rows["gathering"] if row["kind"] == "training_day" and asked.holds(row["day"])]
    yield Figure("M0.3", "training_days", sum(row["status"] == "held" for row in days))


def trained(rows: Rows, asked: Asked) -> frozenset[str]:
    """Return the persons who completed a course in a period."""
    courses = {row["id"] for row in rows["series"] if row["kind"] == "course"}
    return frozenset(
        row["person"]
        for row in rows["series_member"]
        if row["series"] in courses
        and row["person"]
        and row["takes_part_as"] == "trainee"
        and asked.holds(row["completed_on"])
    )


def paid(rows: Rows, asked: Asked) -> frozenset[str]:
    """Return the persons who were paid for something in a period: by the day of payment, or by a locked month."""
    by_day = {row["person"] for row in rows["fee_assignment"] if asked.holds(row["paid_on"])}
    return frozenset(by_day | {row["person"] for row in rows["fee_statement"] if asked.holds(row["month"])})


def active_peers(rows: Rows, asked: Asked) -> frozenset[str]:
    """Return the peer coaches who did something in a period: a task, a meeting, or a pair that held."""
    peers = {row["person"] for row in rows["person_role"] if row["part_played"] == PEER}
    days = {row["id"]: row["day"] for name in ("gathering", "meeting") for row in rows[name]}
    at_work = {row["person"] for row in rows["fee_assignment"] if row["status"] == "held" and asked.holds(row["day"])}
    there = {
        row["person"]
        for row in rows["attendance"]
        if row["presence"] in PRESENT and asked.holds(days.get(row["gathering"] or row["meeting"]))
    }
    paired = {row["person"] for row in rows["working_pair"] if asked.meets(row)}
    return frozenset((at_work | there | paired) & peers)


def interviews(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield the interviews of a period by theme, and how many may be quoted (M0.10)."""
    held = [row for row in rows["interview"] if asked.holds(row["day"])]
    yield Figure("M0.10", "interviews", len(held))
    themes = Counter(theme for row in held for theme in row["interview_themes"] or ())
    for theme, count in sorted(themes.items(), key=lambda one: (-one[1], one[0])):
        yield Figure("M0.10", "by_theme", count, of=(("interview_themes", theme),))
    yield Figure("M0.10", "may_be_quoted", sum(row["quotes_allowed"] is True and bool(row["quotes"]) for row in held))


def consensus(rows: Rows, day: date) -> Iterator[Figure]:
    """Yield the consensus agreements that nothing replaces, and when they are reviewed (M0.11)."""
    kept = [row for row in rows["agreement"] if row["kind"] == "consensus_agreement"]
    replaced = {id for row in kept for id in row["replaces"] or ()}
    standing = [row for row in kept if row["id"] not in replaced and standing_on(row, day)]
    yield Figure("M0.11", "standing", len(standing))
    reviews = [row["review_on"] for row in standing if row["review_on"] is not None]
    if reviews:
        yield Figure("M0.11", "next_review", min(reviews).toordinal(), Unit.DAY)


def years(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield the table of years: trained, paid, active, outreach, hours and fees, each year by itself (M0.12)."""
    for year in years_of(rows, asked):
        one = Asked(max(date(year, 1, 1), asked.first), min(date(year, 12, 31), asked.last), asked.smallest)
        of = (("year", str(year)),)
        held = [row for row in rows["fee_assignment"] if row["status"] == "held" and one.holds(row["day"])]
        outreach = sum(
            row["kind"] == "outreach" and row["status"] == "held" and one.holds(row["day"])
            for row in rows["gathering"]
        )
        yield Figure("M0.12", "trained", len(trained(rows, one)), of=of)
        yield Figure("M0.12", "paid", len(paid(rows, one)), of=of)
        yield Figure("M0.12", "active", len(active_peers(rows, one)), of=of)
        yield Figure("M0.12", "outreach", outreach, of=of)
        yield Figure("M0.12", "worked", sum(row["minutes"] or 0 for row in held), Unit.MINUTES, of)
        yield Figure("M0.12", "fees", sum(row["amount"] or 0 for row in held), Unit.CENTS, of)


def years_of(rows: Rows, asked: Asked) -> Iterable[int]:
    """Return the years of the period in which something was written down, the first one in front."""
    days: set[date | None] = {row["day"] for name in ("fee_assignment", "gathering", "meeting") for row in rows[name]}
    days |= {row["completed_on"] for row in rows["series_member"]}
    days |= {row["paid_on"] for row in rows["fee_assignment"]}
    days |= {row["month"] for row in rows["fee_statement"]}
    return sorted({day.year for day in days if day is not None and asked.holds(day)})


def experts(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield who was asked how often in a period, and who oftener than agreed with them (M4.1)."""
    people = {row["person"] for row in rows["person_role"] if row["part_played"] == EXPERT}
    most = {row["person"]: row["most_assignments"] for row in rows["person_details"]}
    for person, count in sorted(assignments(rows, asked).items(), key=lambda one: (-one[1], one[0])):
        if person not in people:
            continue
        yield Figure("M4.1", "assignments", count, of=(("person", person),))
        limit = most.get(person)
        if limit is not None and count > limit:
            yield Figure("M4.1", "over_used", count - limit, of=(("person", person),))
    shares = [row for row in rows["person_role"] if row["part_played"] == EXPERT and row["status"] == "active"]
    used = len({row["person"] for row in shares} & set(assignments(rows, asked)))
    yield share("M4.1", "asked_of_active", used, len({row["person"] for row in shares}))


def assignments(rows: Rows, asked: Asked) -> Counter[str]:
    """Return how often each person was at something in a period: gatherings, and paid tasks that are none of them."""
    days = {row["id"]: row["day"] for row in rows["gathering"] if row["status"] != "cancelled"}
    found: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for row in rows["attendance"]:
        if row["person"] and row["presence"] in PRESENT and asked.holds(days.get(row["gathering"])):
            seen.add((row["person"], row["gathering"]))
    found.update(person for person, _gathering in seen)
    for row in rows["fee_assignment"]:
        counted = (row["person"], row["gathering"]) in seen
        if row["status"] != "cancelled" and asked.holds(row["day"]) and not counted:
            found[row["person"]] += 1
    return found
