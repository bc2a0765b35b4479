"""How varied the work with employers is: sectors, types of job and levels of relation, as numbers without a client.

Criteria 19 and 20 ask for different types of job and different employers, criterion 18 for what the relations are
like. Here stands where they come from, so that a coach sees which sectors were never visited.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.quality.choosing import chosen_on, held_sets, read_choices
from store.quality.counted import Asked, Facts
from store.quality.criteria import CriteriaSet
from store.quality.gathering import read_rows
from store.quality.jobs import months_before
from store.quality.measures import Measure, measure_all
from store.quality.rows import Job, holds
from store.quality.rules import read_rules, rules_of
from store.quality.serving import levels_of
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

MONTHS = 6
"""Jobs that are current or began in so many months are looked at, as criteria 19 and 20 do."""

LEVELS = (5, 4, 3, 2, 1)

_employers = RECORD_TYPES["employer"].table
_known = select(_employers.c.id, _employers.c.sector).where(_employers.c.removed.is_(False))


@dataclass(frozen=True)
class Sector:
    """One sector.

    Attributes:
        name: as somebody wrote it; empty where nobody wrote one down.
        employers: how many are known.
        met: how many of them were met in the period.
        jobs: jobs there that are current or began in it.
    """

    name: str
    employers: int
    met: int
    jobs: int


@dataclass(frozen=True)
class Diversity:
    """What the page shows.

    Attributes:
        first: first day of the period.
        last: its last day.
        criteria: the set that was counted with.
        job_types: criterion 19.
        employers: criterion 20.
        sectors: those with most employers first; the one without a name last.
        types: types of job with the number of jobs, the commonest first; empty where nobody wrote one down.
        levels: level of criterion 18 → employers met in the period that have reached it.
    """

    first: date
    last: date
    criteria: CriteriaSet
    job_types: Measure
    employers: Measure
    sectors: tuple[Sector, ...]
    types: tuple[tuple[str, int], ...]
    levels: Mapping[int, int]


def diversity(notebook: Notebook, day: date) -> Diversity:
    """Return sectors, types of job and levels of relation of the last half-year.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    first = months_before(day, MONTHS)
    with notebook.writing() as connection:
        rules = rules_of(read_rules(connection), day)
        chosen = chosen_on(read_choices(connection), held_sets(), day)
        rows = read_rows(connection, first)
        sectors = {row.id: " ".join((row.sector or "").split()) for row in connection.execute(_known)}
        write_line(connection, notebook.identity, Act.LISTED, record="employer", ground="diversity")
    asked = Asked(first, day, rules)
    facts = Facts(rows, asked)
    measures = {one.criterion: one for one in measure_all(rows, asked, chosen.criteria)}
    jobs = [job for job in rows.job if _counts(job, first, day)]
    met = {event.employer for event in facts.employer_contacts if event.employer is not None}
    levels = Counter(levels_of(facts).values())
    return Diversity(
        first=first,
        last=day,
        criteria=chosen.criteria,
        job_types=measures[19],
        employers=measures[20],
        sectors=_sectors(sectors, met, jobs),
        types=_common(" ".join((job.job_type or "").split()) for job in jobs),
        levels={level: levels[level] for level in LEVELS},
    )


def _counts(job: Job, first: date, last: date) -> bool:
    return job.start is not None and (holds(job.start, job.end, last) or first <= job.start <= last)


def _sectors(sectors: Mapping[str, str], met: Iterable[str], jobs: Iterable[Job]) -> tuple[Sector, ...]:
    """Return the sectors; one that is written in two ways but for its capitals is one."""
    seen, working = set(met), [job.employer for job in jobs]
    names: dict[str, str] = {}
    of_sector: dict[str, list[str]] = defaultdict(list)
    for id, name in sorted(sectors.items(), key=lambda pair: (pair[1], pair[0])):
        names.setdefault(name.casefold(), name)
        of_sector[name.casefold()].append(id)
    found = [
        Sector(names[code], len(ids), sum(id in seen for id in ids), sum(working.count(id) for id in ids))
        for code, ids in of_sector.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.name, -one.employers, one.name)))


def _common(types: Iterable[str]) -> tuple[tuple[str, int], ...]:
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in types:
        names.setdefault(name.casefold(), name)
        counts[name.casefold()] += 1
    return tuple(sorted(((names[code], count) for code, count in counts.items()), key=lambda p: (not p[0], -p[1], p)))
