"""Figures of goals: how many, rated when, and the share achieved, whatever they are about (M2.3, M2.6, M3.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from store.models.figure import Figure, Unit, hidden_below, mean_of, share
from store.models.rows import Asked, Row, Rows


def goals(system: str, rows: Rows, asked: Asked, kind: str) -> Iterator[Figure]:
    """Yield goals of a period: clients, areas, those that ended and how, reviews that were kept, and the change.

    A goal counts where it was open on a day of the period. Whether somebody seeks paid work is not asked.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period.
        kind: own goals, or skills that are rated before and after.
    """
    held = [row for row in rows["goal"] if row["kind"] == kind and _open_in(row, asked)]
    people = len({row["client"] for row in held})
    ratings = _ratings(rows, asked.last)
    yield hidden_below(Figure(system, "goals", len(held)), people, asked.smallest)
    yield hidden_below(Figure(system, "clients", people), people, asked.smallest)
    for area, count in sorted(Counter(row["area"] for row in held if row["area"]).items()):
        of_area = {row["client"] for row in held if row["area"] == area}
        yield hidden_below(Figure(system, "by_area", count, of=(("area", area),)), len(of_area), asked.smallest)
    ended = [row for row in held if asked.holds(row["ended_on"])]
    achieved = [row for row in ended if is_achieved(row, ratings.get(row["id"], ()))]
    of_ended = len({row["client"] for row in ended})
    yield hidden_below(share(system, "achieved", len(achieved), len(ended)), of_ended, asked.smallest)
    rated = sum(any(asked.holds(one["day"]) for one in ratings.get(row["id"], ())) for row in held)
    yield hidden_below(share(system, "rated", rated, len(held)), people, asked.smallest)
    changes = [change for row in held if (change := change_of(row, ratings.get(row["id"], ()))) is not None]
    changed = Figure(system, "mean_change", mean_of(changes), Unit.MEAN, (), len(changes))
    yield hidden_below(changed, people, asked.smallest)
    late = sum(
        row["ended_on"] is None and row["review_on"] is not None and row["review_on"] < asked.last for row in held
    )
    yield hidden_below(Figure(system, "review_passed", late), people, asked.smallest)


def _open_in(row: Row, asked: Asked) -> bool:
    return bool(row["started"] <= asked.last and (row["ended_on"] is None or row["ended_on"] >= asked.first))


def _ratings(rows: Rows, last: date) -> dict[str, list[Row]]:
    """Return the ratings of each goal up to a day, the first one in front."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows["goal_rating"], key=lambda row: (row["day"], row["id"])):
        if row["day"] <= last:
            found.setdefault(row["goal"], []).append(row)
    return found


def is_achieved(goal: Row, ratings: Sequence[Row]) -> bool:
    """Tell whether a goal was reached: as people said when it ended, else by its last rating against its target.

    Of goal attainment scaling the goal itself is 0; of levels without a target nothing follows.
    """
    if goal["goal_result"] is not None:
        return bool(goal["goal_result"] == "achieved")
    target = goal["target_level"] if goal["target_level"] is not None else 0 if goal["scale"] == "gas" else None
    return bool(ratings) and target is not None and bool(ratings[-1]["level"] >= target)


def change_of(goal: Row, ratings: Sequence[Row]) -> int | None:
    """Return by how many levels a goal moved from its start to its last rating; None where that is not known."""
    if not ratings:
        return None
    first = goal["start_level"] if goal["start_level"] is not None else ratings[0]["level"]
    if goal["start_level"] is None and len(ratings) < 2:
        return None
    return int(ratings[-1]["level"] - first)
