"""Figures of ideas: what was raised, what became of it, and whether somebody told it back (M4.5, M4.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.models.figure import Figure, share
from store.models.rows import Asked, Row, Rows

DECIDED = ("adopted", "not_adopted")
RAISED_BY = ("client", "peer_coach", "expert")
"""Roles whose ideas M4.8 asks about."""


def ideas(system: str, rows: Rows, asked: Asked, *kinds: str) -> Iterator[Figure]:
    """Yield ideas of a period by what became of them, those without anybody to see to them, and the share adopted.

    Args:
        system: of the figures.
        rows: everything.
        asked: the period in which they were raised.
        kinds: kinds of ideas.
    """
    held = [row for row in rows["idea"] if row["kind"] in kinds and asked.holds(row["day"])]
    yield from _became(system, held)
    waiting = [row for row in held if row["status"] not in DECIDED]
    yield Figure(system, "without_owner", sum(row["responsible"] is None for row in waiting))
    changed = sum(row["status"] == "adopted" and row["change_made"] is not None for row in held)
    yield share(system, "change_made", changed, sum(row["status"] == "adopted" for row in held))


def _became(system: str, held: list[Row]) -> Iterator[Figure]:
    yield Figure(system, "raised", len(held))
    for status, count in sorted(Counter(row["status"] or "open" for row in held).items()):
        yield Figure(system, "idea_status", count, of=(("status", status),))
    decided = [row for row in held if row["status"] in DECIDED]
    yield share(system, "adopted", sum(row["status"] == "adopted" for row in decided), len(decided))


def participation(rows: Rows, asked: Asked) -> Iterator[Figure]:
    """Yield the indicator of participation: what clients, peers and experts raised, adopted and told back (M4.8)."""
    of_clients = {row["idea"] for row in rows["idea_raiser"]}
    held = [
        row
        for row in rows["idea"]
        if asked.holds(row["day"])
        and (row["takes_part_as"] in RAISED_BY or row["person"] is not None or row["id"] in of_clients)
    ]
    yield from _became("M4.8", held)
    decided = [row for row in held if row["status"] in DECIDED]
    without = sum(row["status"] == "not_adopted" and row["reasons"] is None for row in decided)
    yield Figure("M4.8", "refused_without_reasons", without)
    told = {row["idea"] for row in rows["idea_raiser"] if row["reported_back_on"] is not None}
    back = sum(row["reported_back_on"] is not None or row["id"] in told for row in decided)
    yield share("M4.8", "reported_back", back, len(decided))
