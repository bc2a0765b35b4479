"""Figures of gatherings: how many, their rhythm, who was there in which role, and themes (M0.6 to M0.8, M2, M4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from store.models.figure import Figure, Unit, hidden_below, share
from store.models.people import PRESENT
from store.models.rows import Asked, Row, Rows, standing_on
from store.records.gatherings import TAKES_PART_AS

WEEK = 7
"""A week: the team meets at least so often (M0.6)."""


def gaps(days: Iterable[date], most: int, until: date) -> list[tuple[date, int]]:
    """Return where a rhythm broke: the day after which nobody met, and for how many days.

    Args:
        days: on which people met.
        most: at most so many days lie between two of them.
        until: the last day that is looked at: a silence that still lasts counts too.
    """
    met = sorted({day for day in days if day <= until})
    ends = [*met[1:], until] if met else []
    return [
        (first, (after - first).days) for first, after in zip(met, ends, strict=True) if (after - first).days > most
    ]


def team_meetings(rows: Rows, asked: Asked, today: date) -> Iterator[Figure]:
    """Yield the team's meetings, the gaps of more than a week, and how often peers were there (M0.6)."""
    held = [row for row in rows["meeting"] if row["meeting_kind"] == "team" and asked.holds(row["day"])]
    yield Figure("M0.6", "meetings", len(held))
    yield from _gaps("M0.6", held, WEEK, min(asked.last, today), ())
    ids = {row["id"] for row in held}
    yield from _roles("M0.6", [row for row in rows["attendance"] if row["meeting"] in ids], asked.smallest)
    peers = {row["meeting"] for row in rows["attendance"] if _is_there(row) and row["takes_part_as"] == "peer_coach"}
    with_peer = sum(row["id"] in peers or row["peer_coach_present"] is True for row in held)
    yield share("M0.6", "with_peer", with_peer, len(held))


def held_gatherings(rows: Rows, asked: Asked, *kinds: str) -> list[Row]:
    """Return the gatherings of some kinds that were held in a period, by the day."""
    found = [
        row
        for row in rows["gathering"]
        if row["kind"] in kinds and row["status"] == "held" and asked.holds(row["day"])
    ]
    return sorted(found, key=lambda row: (row["day"], row["id"]))


def counted(system: str, rows: Rows, asked: Asked, today: date, *kinds: str) -> Iterator[Figure]:
    """Yield how many were held, the gaps of each group's own rhythm, and who was there in which role.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period.
        today: the day on the wall: no gap lies beyond it.
        kinds: kinds of gatherings.
    """
    held = held_gatherings(rows, asked, *kinds)
    yield Figure(system, "held", len(held))
    series = rows.by_id("series")
    for id in sorted({row["series"] for row in held if row["series"] in series}):
        rhythm = series[id]["rhythm_days"]
        if rhythm is not None:
            until = min(asked.last, today, series[id]["end"] or asked.last)
            yield from _gaps(system, [row for row in held if row["series"] == id], rhythm, until, (("series", id),))
    yield from _roles(system, attended(rows, held), asked.smallest)


def attended(rows: Rows, held: Sequence[Row]) -> list[Row]:
    """Return who is written down for some gatherings: workers, people of the registers, and clients."""
    ids = {row["id"] for row in held}
    clients = [
        {"takes_part_as": "client", **_given(row)} for row in rows["client_attendance"] if row["gathering"] in ids
    ]
    return [*(row for row in rows["attendance"] if row["gathering"] in ids), *clients]


def _given(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "takes_part_as" or value is not None}


def _gaps(
    system: str, held: Iterable[Row], most: int, until: date, of: tuple[tuple[str, str], ...]
) -> Iterator[Figure]:
    for first, days in gaps((row["day"] for row in held), most, until):
        yield Figure(system, "gap", days, Unit.DAYS, (*of, ("day", first.isoformat())))


def _is_there(row: Row) -> bool:
    return row["presence"] in PRESENT


def _roles(system: str, attendance: Sequence[Row], smallest: int) -> Iterator[Figure]:
    """Yield for each role how many seats were filled, and what share of those written down; of few clients none."""
    asked: Counter[str] = Counter()
    there: Counter[str] = Counter()
    clients = {row.get("client") for row in attendance if row["takes_part_as"] == "client"}
    for row in attendance:
        asked[row["takes_part_as"]] += 1
        there[row["takes_part_as"]] += _is_there(row)
    for role in TAKES_PART_AS:
        if asked[role]:
            figure = share(system, "attendance", there[role], asked[role], (("takes_part_as", role),))
            yield hidden_below(figure, len(clients), smallest) if role == "client" else figure


def outreach(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield outreach by channel: how often, and how many people it reached (M0.8)."""
    held = held_gatherings(rows, asked, "outreach")
    yield Figure("M0.8", "held", len(held))
    yield Figure("M0.8", "reach", sum(row["reach"] or 0 for row in held))
    for channel, count in sorted(Counter(row["channel"] for row in held if row["channel"]).items()):
        yield Figure("M0.8", "by_channel", count, of=(("channel", channel),))


def mobile_days(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield mobile work activity: days, clients, their hours, and days whose risks nobody wrote down (M2.2)."""
    held = held_gatherings(rows, asked, "mobile_work_day")
    ids = {row["id"]: row for row in held}
    there = [row for row in rows["client_attendance"] if row["gathering"] in ids and _is_there(row)]
    yield Figure("M2.2", "held", len(held))
    people = len({row["client"] for row in there})
    yield hidden_below(Figure("M2.2", "clients", people), people, asked.smallest)
    minutes = sum(
        row["minutes"] if row["minutes"] is not None else ids[row["gathering"]]["minutes"] or 0 for row in there
    )
    yield hidden_below(Figure("M2.2", "worked", minutes, Unit.MINUTES), people, asked.smallest)
    yield Figure("M2.2", "without_risks", sum(row["site_risks"] is None for row in held))
    taken = {(row["client"], row["gathering"]) for row in rows["work_entry"]}
    missing = sum((row["client"], row["gathering"]) not in taken for row in there)
    yield hidden_below(Figure("M2.2", "not_in_hours", missing), people, asked.smallest)


def group_sessions(rows: Rows, asked: Asked, today: date) -> Iterator[Figure]:
    """Yield the groups that promote employment: sessions, attendance, and the themes one after the other (M2.5)."""
    yield from counted("M2.5", rows, asked, today, "group_session")
    for row in held_gatherings(rows, asked, "group_session"):
        theme = row["subject"] or row["themes"]
        if theme:
            of = (("series", row["series"]), ("day", row["day"].isoformat()), ("subject", theme))
            there = [one for one in attended(rows, [row]) if _is_there(one)]
            clients = sum("client" in one for one in there)
            figure = Figure("M2.5", "theme", len(there), of=tuple(part for part in of if part[1]))
            yield hidden_below(figure, clients, asked.smallest)


def steering(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield each meeting of a steering group with its four checks for the experts who sit in it (M4.2)."""
    briefed = {(row["series"], row["person"]) for row in rows["series_member"] if row["briefed_on"] is not None}
    held = held_gatherings(rows, asked, "steering_meeting")
    yield Figure("M4.2", "held", len(held))
    for row in held:
        experts = [
            one for one in rows["attendance"] if one["gathering"] == row["id"] and one["person"] and _is_there(one)
        ]
        of = (("day", row["day"].isoformat()),)
        yield Figure("M4.2", "experts_present", len(experts), of=of)
        for check in ("briefed", "papers_in_time", "spoke", "influenced"):
            yes = sum(
                one[check] is True or (check == "briefed" and (row["series"], one["person"]) in briefed)
                for one in experts
            )
            yield share("M4.2", check, yes, len(experts), of)


def balance(rows: Rows, asked: Asked, today: date) -> Iterator[Figure]:
    """Yield the developer group: its meetings, roles, and those at which no client or expert sat (M4.5)."""
    yield from counted("M4.5", rows, asked, today, "developer_meeting")
    for row in held_gatherings(rows, asked, "developer_meeting"):
        roles = {one["takes_part_as"] for one in attended(rows, [row]) if _is_there(one)}
        if not roles & {"client", "expert", "peer_coach"}:
            yield Figure("M4.5", "without_clients", len(roles), of=(("day", row["day"].isoformat()),))


def learning(rows: Rows, asked: Asked, today: date) -> Iterator[Figure]:
    """Yield the study circles: sessions, attendance by role, and what people wrote down of it (M4.4)."""
    yield from counted("M4.4", rows, asked, today, "study_circle_session")
    notes = attended(rows, held_gatherings(rows, asked, "study_circle_session"))
    yield Figure("M4.4", "learning_notes", sum(bool(row.get("learning") or row.get("client_view")) for row in notes))


def talks(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield talks by form, and those whose theme is one of the speaker's own (M4.3)."""
    held = held_gatherings(rows, asked, "talk")
    yield Figure("M4.3", "held", len(held))
    for form, count in sorted(Counter(row["form"] for row in held if row["form"]).items()):
        yield Figure("M4.3", "by_form", count, of=(("form", form),))
    themes = {row["person"]: words_of(row["themes"]) for row in rows["person_role"]}
    speakers: dict[str, set[str]] = {}
    for row in rows["attendance"]:
        if row["person"] and row["takes_part_as"] == "expert":
            speakers.setdefault(row["gathering"], set()).add(row["person"])
    matched = sum(
        any(words_of(row["themes"]) & themes.get(person, set()) for person in speakers.get(row["id"], ()))
        for row in held
    )
    yield share("M4.3", "matched_theme", matched, len(held))


def words_of(themes: str | None) -> set[str]:
    """Return the single themes of a line of them: "rohkeus, arki työssä"."""
    return {part.strip().casefold() for part in (themes or "").replace(";", ",").split(",") if part.strip()}


def members_on(rows: Rows, series: str, day: date) -> list[Row]:
    """Return who belongs to a group on a day."""
    return [
        row
        for name in ("series_member", "client_member")
        for row in rows[name]
        if row["series"] == series and standing_on(row, day)
    ]
