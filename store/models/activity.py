"""Figures of activity: periods and what followed, client types, materials, and shares of working time (M2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from store.models.figure import Figure, Unit, hidden_below, mean_of, share
from store.models.rows import Asked, Row, Rows, standing_on

COACHED = ("coaching_period", "supported_work_activity")
FULL_WEEK = 37 * 60 + 30
"""Minutes of a full week where the office has said no other (37 h 30 min, the usual week of the municipal sector)."""


def periods(system: str, rows: Rows, asked: Asked, kind: str) -> Iterator[Figure]:
    """Yield the periods of one kind: begun, closed with a decision, their days, and whose view was written down.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period that is counted.
        kind: of the periods.
    """
    held = [row for row in rows["activity_period"] if row["kind"] == kind and asked.meets(row)]
    yield _of_clients(Figure(system, "clients", len({row["client"] for row in held})), held, asked)
    begun = [row for row in held if asked.holds(row["start"])]
    yield _of_clients(Figure(system, "begun", len(begun)), begun, asked)
    closed = [row for row in held if asked.holds(row["decided_on"])]
    lengths = [(row["decided_on"] - row["start"]).days for row in closed]
    followed = {row["earlier_period"] for row in rows["activity_period"]}
    for figure in (
        Figure(system, "closed", len(closed)),
        Figure(system, "mean_days", mean_of(lengths), Unit.MEAN, (), len(lengths)),
        share(system, "with_client_view", sum(row["client_view"] is not None for row in closed), len(closed)),
        share(system, "path_decided", sum(_leads_on(row, followed) for row in closed), len(closed)),
    ):
        yield _of_clients(figure, closed, asked)


def _of_clients(figure: Figure, rows: Sequence[Row], asked: Asked) -> Figure:
    """Return a figure of what some clients have, hidden where they are too few."""
    return hidden_below(figure, len({row["client"] for row in rows}), asked.smallest)


def _leads_on(row: Row, followed: set[str | None]) -> bool:
    return row["next_path"] is not None or row["id"] in followed


def with_goals(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield how many periods of work activity have a goal of the client's own, by either link (M2.3)."""
    held = [row for row in rows["activity_period"] if row["kind"] == "work_activity" and asked.meets(row)]
    linked = {row["activity_period"] for row in rows["goal"]}
    led = sum(bool(row["linked_goals"]) or row["id"] in linked for row in held)
    yield _of_clients(share("M2.3", "with_goals", led, len(held)), held, asked)
    timed = sum(row["timetable"] is not None for row in held)
    yield _of_clients(share("M2.3", "with_timetable", timed, len(held)), held, asked)


def hand_overs(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield those who went on from activity to coaching, and after how many days (M2.4)."""
    by_id = rows.by_id("activity_period")
    held = [row for row in rows["activity_period"] if row["kind"] in COACHED and asked.holds(row["start"])]
    handed = [row for row in held if row["earlier_period"] in by_id]
    yield _of_clients(Figure("M2.4", "begun", len(held)), held, asked)
    yield _of_clients(share("M2.4", "handed_over", len(handed), len(held)), held, asked)
    waited = [
        (row["start"] - (before["end"] or before["decided_on"] or row["start"])).days
        for row in handed
        for before in (by_id[row["earlier_period"]],)
    ]
    between = mean_of(max(days, 0) for days in waited)
    yield _of_clients(Figure("M2.4", "days_between", between, Unit.MEAN, (), len(waited)), handed, asked)


def types(rows: Rows, day: date, smallest: int) -> Iterator[Figure]:
    """Yield how many clients have each of the office's own types on a day, and how many have none (M2.7)."""
    typed = typed_on(rows, day)
    counts = Counter(typed.values())
    for row in sorted(rows["client_type"], key=lambda row: (row["place"] or "", row["id"])):
        figure = Figure("M2.7", "by_type", counts[row["id"]], of=(("client_type", row["id"]),))
        yield hidden_below(figure, counts[row["id"]], smallest)
    clients = {row["id"] for row in rows["client"] if row["closed"] is None or row["closed"] > day}
    without = len(clients - set(typed))
    yield hidden_below(Figure("M2.7", "without_type", without), without, smallest)


def typed_on(rows: Rows, day: date) -> dict[str, str]:
    """Return the type of each client on a day; of several that hold, the one that was given last."""
    held = sorted(rows["client_typing"], key=lambda row: (row["start"] or date.min, row["id"]))
    return {row["client"]: row["client_type"] for row in held if standing_on(row, day)}


def materials(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield the material bank: what is in use, in which languages, and the versions of a period (M2.8)."""
    in_use = {row["id"] for row in rows["material"] if row["in_use"] is not False}
    replaced = {id for row in rows["material_version"] for id in row["replaces"] or ()}
    standing = [row for row in rows["material_version"] if row["id"] not in replaced and row["material"] in in_use]
    yield Figure("M2.8", "in_use", len(in_use))
    yield Figure("M2.8", "without_text", len(in_use - {row["material"] for row in standing}))
    for language, count in sorted(Counter(row["language"] for row in standing).items()):
        yield Figure("M2.8", "by_language", count, of=(("language", language),))
    yield Figure("M2.8", "new_versions", sum(asked.holds(row["drawn_up_on"]) for row in rows["material_version"]))


def shares(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield for each share of working time what was planned in a period and what was used (M2.10).

    Planned is the share of a full week for each day of the period on which it held, a seventh of a week a day.
    """
    used: Counter[str] = Counter()
    for row in rows["share_use"]:
        if asked.holds(row["day"]):
            used[row["work_share"]] += row["used_hours"]
    for row in sorted(rows["work_share"], key=lambda row: (row["series"], row["worker"], row["id"])):
        if not asked.meets(row) and not used[row["id"]]:
            continue
        first = max(row["start"], asked.first)
        last = min(row["end"] or asked.last, asked.last)
        weeks = (
            full_week(rows, row["worker"], first + timedelta(days=after)) for after in range((last - first).days + 1)
        )
        planned = sum(weeks) * row["percent"] // (7 * 100)
        of = (("series", row["series"]), ("worker", row["worker"]))
        yield Figure("M2.10", "planned", planned, Unit.MINUTES, of)
        yield Figure("M2.10", "used", used[row["id"]], Unit.MINUTES, of)
        yield share("M2.10", "used_share", used[row["id"]], planned, of)


def full_week(rows: Rows, worker: str, day: date) -> int:
    """Return how many minutes a full week of a worker has, as the office has written it down for the day.

    Before the first one that it wrote down, that one holds: nobody knows of another.
    """
    written = sorted(
        (row for row in rows["working_share"] if row["worker"] == worker and row["full_week"]),
        key=lambda row: (row["start"] or date.min, row["id"]),
    )
    begun = [row for row in written if standing_on(row, day)]
    ahead = [row for row in written if row["start"] is not None and row["start"] > day]
    if begun or ahead:
        return int((begun or ahead[:1])[-1]["full_week"])
    return FULL_WEEK
