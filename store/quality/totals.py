"""The total of a rating: never while a criterion is unrated, only the least that it can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.quality.criteria import CriteriaSet

LOWEST = 1
"""What an unrated criterion has at least."""


@dataclass(frozen=True)
class Total:
    """What the scores are together.

    Attributes:
        points: the sum; None while one is unrated.
        least: what the sum is at least: each unrated one at 1.
        rated: how many are rated.
        of: of how many.
        from_records: points that follow from the records.
        confirmed: points that a person has given or confirmed.
        band: name of the band; None while one is unrated.
    """

    points: int | None
    least: int
    rated: int
    of: int
    from_records: int
    confirmed: int
    band: str | None


def total_of(
    criteria: CriteriaSet, automatic: Mapping[int, int | None], confirmed: Mapping[int, int | None]
) -> Total:
    """Return the total of a set's scores.

    Args:
        criteria: the set.
        automatic: scores that follow from records; what a person has to confirm first is not among them.
        confirmed: scores that a person gave or confirmed; they stand before those of the records.
    """
    ids = {one.id for one in criteria.criteria}
    given = {id: score for id, score in confirmed.items() if id in ids and score is not None}
    found = {id: score for id, score in automatic.items() if id in ids and id not in given and score is not None}
    points = sum(given.values()) + sum(found.values())
    rated = len(given) + len(found)
    whole = rated == len(ids)
    return Total(
        points=points if whole else None,
        least=points + LOWEST * (len(ids) - rated),
        rated=rated,
        of=len(ids),
        from_records=sum(found.values()),
        confirmed=sum(given.values()),
        band=band_of(criteria, points) if whole else None,
    )


def band_of(criteria: CriteriaSet, points: int) -> str | None:
    """Return the band of a sum, or None below all."""
    return next((name for name, least in criteria.bands if points >= least), None)
