"""Figures of paths: where they led, whether it held after 0 to 12 months, and time on each step (M2.13, M4.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from store.models.activity import typed_on
from store.models.figure import Figure, Unit, hidden_below, mean_of, share
from store.models.rows import Asked, Row, Rows
from store.records.paths import CHECK_MONTHS, month_after

MOVED_ON = ("paid_work", "wage_subsidised_work", "studies")
"""Where a path leads out of activity: paid work or studies (the model's own measure of its outcome)."""


def outcomes(system: str, rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield where the paths of a period led, by destination, type and municipality, and what still held later.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period in which the paths ended.
    """
    held = [row for row in rows["path_outcome"] if asked.holds(row["day"])]
    yield from _moved(system, held, asked, ())
    for destination, count in sorted(Counter(row["destination"] for row in held).items()):
        people = len({row["client"] for row in held if row["destination"] == destination})
        figure = Figure(system, "by_destination", count, of=(("destination", destination),))
        yield hidden_below(figure, people, asked.smallest)
    municipality = {row["id"]: row["municipality"] for row in rows["client"]}
    yield from _grouped(system, held, asked, "municipality", lambda row: municipality.get(row["client"]))
    yield from _grouped(system, held, asked, "client_type", lambda row: typed_on(rows, row["day"]).get(row["client"]))
    yield from _kept(system, held, rows, asked)


def _moved(system: str, held: Sequence[Row], asked: Asked, of: tuple[tuple[str, str], ...]) -> Iterator[Figure]:
    people = len({row["client"] for row in held})
    figure = share(system, "moved_on", sum(row["destination"] in MOVED_ON for row in held), len(held), of)
    yield hidden_below(figure, people, asked.smallest)


def _grouped(
    system: str, held: Sequence[Row], asked: Asked, field: str, group_of: Callable[[Row], str | None]
) -> Iterator[Figure]:
    groups: dict[str, list[Row]] = {}
    for row in held:
        groups.setdefault(group_of(row) or "", []).append(row)
    for group in sorted(groups):
        if group:
            yield from _moved(system, groups[group], asked, ((field, group),))


def _kept(system: str, held: Sequence[Row], rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield for each time of looking again how many outcomes still held, of those that somebody looked at."""
    checks: dict[tuple[str, int], Row] = {}
    for row in sorted(rows["outcome_check"], key=lambda row: (row["day"], row["id"])):
        checks[row["path_outcome"], row["months_after"]] = row
    for months in CHECK_MONTHS:
        looked = [check for row in held if (check := checks.get((row["id"], months))) is not None]
        known = [row for row in looked if row["kept"] != "not_known"]
        of = (("months_after", str(months)),)
        people = len({row["client"] for row in known})
        figure = share(system, "kept", sum(row["kept"] == "yes" for row in known), len(known), of)
        yield hidden_below(figure, people, asked.smallest)
        waiting = [
            row["client"]
            for row in held
            if (row["id"], months) not in checks and month_after(row["day"], months) <= asked.last
        ]
        missed = Figure(system, "not_looked_at", len(waiting), of=of)
        yield hidden_below(missed, len(set(waiting)), asked.smallest)


def steps(rows: Rows, asked: Asked, today: date) -> Iterator[Figure]:
    """Yield each step of each path: who is on it now, who left it, and the mean of days on it (M4.6).

    Args:
        rows: everything.
        asked: the period; who was on a step in it is counted.
        today: the day on the wall: to which an open step is counted.
    """
    paths = rows.by_id("path_model")
    on: dict[str, list[Row]] = {}
    for row in rows["client_step"]:
        if asked.meets(row):
            on.setdefault(row["path_step"], []).append(row)
    for step in sorted(rows["path_step"], key=lambda row: (row["path_model"], row["place"] or "", row["id"])):
        held = on.get(step["id"], [])
        of = (
            *((("path_model", step["path_model"]),) if step["path_model"] in paths else ()),
            ("path_step", step["id"]),
        )
        now = [row for row in held if row["end"] is None or row["end"] > today]
        people = len({row["client"] for row in now})
        yield hidden_below(Figure("M4.6", "on_step", len(now), of=of), people, asked.smallest)
        days = [((row["end"] or today) - row["start"]).days for row in held]
        figure = Figure("M4.6", "mean_days", mean_of(days), Unit.MEAN, of, len(days))
        yield hidden_below(figure, len({row["client"] for row in held}), asked.smallest)
    for status, count in sorted(Counter(row["status"] for row in rows["path_model"]).items()):
        yield Figure("M4.6", "by_status", count, of=(("status", status),))
