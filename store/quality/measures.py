"""All criteria of a period: each with its numbers, its rows, and the score that follows or is only provisional."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from store.quality import following, jobs, organising, searching, serving, workload
from store.quality.counted import MAIN, Asked, Counted, Facts, LeftOut, Parts, Row
from store.quality.criteria import AUTOMATIC, HALF, CriteriaSet, Criterion
from store.quality.gathering import of_worker
from store.quality.rows import Rows
from store.quality.rules import Rules
from store.quality.scoring import ADDABLE, score_of, value_of

FORMULAS: Mapping[str, Callable[[Facts, Criterion], Counted]] = {
    "caseload": workload.caseload,
    "employment_time": workload.employment_time,
    "phases": organising.phases,
    "two_teams": organising.two_teams,
    "team_contact": organising.team_contact,
    "partners": organising.partners,
    "unit": organising.unit,
    "supervisor": organising.supervisor,
    "zero_exclusion": organising.zero_exclusion,
    "agency_focus": organising.agency_focus,
    "executives": organising.executives,
    "benefits": serving.benefits,
    "disclosure": serving.disclosure,
    "assessment": serving.assessment,
    "first_contact": searching.first_contact,
    "own_goals": searching.own_goals,
    "contacts_a_week": searching.contacts_a_week,
    "contact_quality": serving.contact_quality,
    "job_types": jobs.job_types,
    "employers": jobs.employers,
    "open_jobs": jobs.open_jobs,
    "support_kinds": serving.support_kinds,
    "support_over_time": following.support_over_time,
    "community": workload.community,
    "outreach": serving.outreach,
}
"""Formula id of the data file → what counts it."""

SMALL = 10
"""Fewer jobs, clients or coaches than this in a denominator are a small number: one more would move the score."""

_COUNTS_PEOPLE = ("first_contact", "job_types", "employers", "open_jobs", "support_over_time", "benefits")


@dataclass(frozen=True)
class Measure:
    """One criterion as the records show it.

    Attributes:
        criterion: its number.
        judged: A, S or H.
        unit: of the value.
        score: what the records give; None: not ratable from them.
        provisional: whether a person has to confirm it.
        value: what was compared with the cut-offs, or None.
        parts: name → numerator and denominator; "main" is that of the line.
        rows: rows counted.
        hits: those of them in the numerator.
        left_out: rows left out, with why.
        beside: further numbers.
        numbers: id of a row → its own number, where sums are made of them: a reviewer adds them up.
        small: whether so few stand in the denominator that the score says little.
    """

    criterion: int
    judged: str
    unit: str
    score: int | None
    provisional: bool
    value: Fraction | None
    parts: Parts
    rows: tuple[Row, ...]
    hits: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    beside: Mapping[str, int]
    numbers: Mapping[str, int]
    small: bool

    @property
    def numerator(self) -> int:
        """Return the numerator of the line."""
        return self.parts[MAIN][0]

    @property
    def denominator(self) -> int:
        """Return the denominator of the line."""
        return self.parts[MAIN][1]


@dataclass(frozen=True)
class Tally:
    """The numbers of a criterion without any row or name: what may travel and be added.

    Attributes:
        criterion: its number.
        parts: name → numerator and denominator.
    """

    criterion: int
    parts: Parts


def measure_all(rows: Rows, asked: Asked, criteria: CriteriaSet) -> tuple[Measure, ...]:
    """Return every criterion of a set, counted from the rows.

    Args:
        rows: everything that the notebook holds of it.
        asked: period, rules, and the coach or nobody for the team.
        criteria: the set.
    """
    own = rows if asked.worker is None else of_worker(rows, asked.worker, asked.last)
    facts = Facts(own, asked)
    return tuple(_measure(facts, criterion) for criterion in criteria.criteria)


def _measure(facts: Facts, criterion: Criterion) -> Measure:
    counted = FORMULAS[criterion.formula](facts, criterion)
    half = criterion.judged == HALF
    by_records = half or criterion.judged == AUTOMATIC
    jobs_counted = len(counted.rows) if criterion.formula in _COUNTS_PEOPLE else SMALL
    return Measure(
        criterion=criterion.id,
        judged=criterion.judged,
        unit=criterion.unit,
        score=score_of(criterion, counted.parts, facts.asked.rules) if by_records else None,
        provisional=half,
        value=value_of(criterion, counted.parts),
        parts=counted.parts,
        rows=counted.rows,
        hits=counted.hits,
        left_out=counted.left_out,
        beside=counted.beside,
        numbers=counted.numbers,
        small=0 < jobs_counted < SMALL,
    )


def tally_of(measures: Iterable[Measure]) -> tuple[Tally, ...]:
    """Return the numbers alone of the criteria whose numbers can be added."""
    return tuple(Tally(one.criterion, one.parts) for one in measures if one.unit in ADDABLE)


def added(tallies: Iterable[tuple[Tally, ...]], criteria: CriteriaSet, rules: Rules) -> dict[int, int | None]:
    """Return the scores of several coaches or teams together: their counts are added, never their scores.

    Args:
        tallies: of each.
        criteria: the set that all were counted with.
        rules: of the rating day.
    """
    sums: dict[int, dict[str, tuple[int, int]]] = {}
    for several in tallies:
        for tally in several:
            parts = sums.setdefault(tally.criterion, {})
            for name, (numerator, denominator) in tally.parts.items():
                before = parts.get(name, (0, 0))
                parts[name] = (before[0] + numerator, before[1] + denominator)
    return {number: score_of(criteria.criterion(number), parts, rules) for number, parts in sorted(sums.items())}
