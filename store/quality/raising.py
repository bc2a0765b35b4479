"""What would raise the points most: the criteria that are nearest to their next score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from store.quality.criteria import AUTOMATIC, CriteriaSet
from store.quality.measures import Measure


@dataclass(frozen=True)
class Step:
    """How far a criterion is from its next score.

    Attributes:
        criterion: its number.
        score: the next score.
        bound: the cut-off of it.
        value: the value now.
        distance: how far off, as a share of the cut-off: the smaller, the nearer.
    """

    criterion: int
    score: int
    bound: int
    value: Fraction
    distance: Fraction


def next_steps(measures: Iterable[Measure], criteria: CriteriaSet) -> tuple[Step, ...]:
    """Return the next step of each automatic criterion below 5 that has a cut-off, the nearest first.

    Args:
        measures: of a period.
        criteria: the set that they were counted with.
    """
    steps = []
    for one in measures:
        if one.judged != AUTOMATIC or one.score is None or one.score >= 5 or one.value is None:
            continue
        if one.denominator < criteria.criterion(one.criterion).numbers.get("fewest_jobs", 0):
            # By the scale no share helps while the jobs are too few.
            continue
        cuts = [cut for cut in criteria.criterion(one.criterion).cut_offs if cut.score == one.score + 1]
        if cuts and not cuts[0].reached(one.value):
            bound = cuts[0].bound
            distance = abs(one.value - bound) / bound if bound else Fraction(1)
            steps.append(Step(one.criterion, one.score + 1, bound, one.value, distance))
    return tuple(sorted(steps, key=lambda step: (step.distance, step.criterion)))
