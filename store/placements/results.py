"""What placements led to: skills before and after, where paths led, what rubbed between houses (M3.8 to M3.10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from store.one_person import stands_within
from store.placements.agreements import read_placements
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

EMPLOYED = frozenset({"paid_work", "wage_subsidised_work"})
"""Destinations that are a job in the open labour market."""

OPEN = frozenset({"open", "in_progress"})
"""What is not answered yet of what rubs."""

_goal = RECORD_TYPES["goal"].table
_rating = RECORD_TYPES["goal_rating"].table
_outcome = RECORD_TYPES["path_outcome"].table
_idea = RECORD_TYPES["idea"].table
_gathering = RECORD_TYPES["gathering"].table
_place = RECORD_TYPES["activity_place"].table


@dataclass(frozen=True)
class Rated:
    """One rating of a skill.

    Attributes:
        day: when.
        level: on its scale.
        by: code of who rated it, or empty.
        client_view: what the client says of it.
    """

    day: date
    level: int
    by: str
    client_view: str


@dataclass(frozen=True)
class Skill:
    """One skill before and after.

    Attributes:
        id: of its record.
        words: what it is called.
        scale: ``levels`` (1 to 5) or ``gas`` (−2 to +2).
        before: the rating at the start, or None.
        after: the newest other one, or None.
    """

    id: str
    words: str
    scale: str
    before: Rated | None
    after: Rated | None

    @property
    def step(self) -> int | None:
        """By how many levels it rose; None until it was rated twice."""
        return None if self.before is None or self.after is None else self.after.level - self.before.level


def progress(notebook: Notebook, client: str, act: Act = Act.SHOWN) -> tuple[Skill, ...]:
    """Return a client's skills before and after, in the order in which they were begun.

    Args:
        notebook: an open notebook.
        client: id of the client.
        act: shown, or printed.
    """
    with notebook.writing() as connection:
        goals = connection.execute(
            select(_goal)
            .where(_goal.c.removed.is_(False), _goal.c.client == client, _goal.c.kind == "skill")
            .order_by(_goal.c.started, _goal.c.id)
        ).all()
        ratings: dict[str, list[Any]] = {}
        query = select(_rating).where(_rating.c.removed.is_(False), _rating.c.client == client)
        for row in connection.execute(query.order_by(_rating.c.day, _rating.c.id)):
            ratings.setdefault(row.goal, []).append(row)
        write_line(connection, notebook.identity, act, client=client, record="goal", ground="progress")
    return tuple(_skill(goal, ratings.get(goal.id, [])) for goal in goals)


def _skill(goal: Any, rows: list[Any]) -> Skill:
    first = next((row for row in rows if row.moment == "at_start"), None)
    if first is None and goal.start_level is None and rows:
        first = rows[0]
    before = None
    if first is not None:
        before = _rated(first)
    elif goal.start_level is not None:
        before = Rated(goal.started, goal.start_level, "", "")
    later = [row for row in rows if row is not first]
    last = next((row for row in reversed(later) if row.moment == "at_end"), later[-1] if later else None)
    return Skill(goal.id, goal.own_words or "", goal.scale or "levels", before, _rated(last) if last else None)


def _rated(row: Any) -> Rated:
    return Rated(row.day, row.level, row.rated_by or "", row.client_view or "")


@dataclass(frozen=True)
class HouseResult:
    """What became of those who tried a house.

    Attributes:
        place: id of the house.
        name: of the house.
        tried: clients with an agreement there in the year.
        employed: of them with a job in the open labour market since, in the year.
        elsewhere: destination → how many went there, jobs left out.
        going_on: of them without any outcome in the year.
    """

    place: str
    name: str
    tried: int
    employed: int
    elsewhere: Mapping[str, int]
    going_on: int


def results_by_house(notebook: Notebook, year: int) -> tuple[HouseResult, ...]:
    """Return for each house how many tried it in a year, got a job, went elsewhere, or go on; by name.

    The newest outcome of a client in the year counts, for every house that they tried in it.

    Args:
        notebook: an open notebook.
        year: the year.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    with notebook.writing() as connection:
        one = stands_within(connection)
        tried: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for each in read_placements(connection):
            if each.within(first, last):
                tried.setdefault(each.place, set()).add(each.client)
                names[each.place] = each.place_name
        led: dict[str, str] = {}
        query = select(_outcome).where(_outcome.c.removed.is_(False), _outcome.c.day >= first, _outcome.c.day <= last)
        for row in connection.execute(query.order_by(_outcome.c.day, _outcome.c.id)):
            led[one.get(row.client, row.client)] = row.destination
        write_line(connection, notebook.identity, Act.LISTED, record="path_outcome", ground="results")
    found = []
    for place, clients in tried.items():
        counted = Counter(led[client] for client in clients if client in led)
        elsewhere = {code: number for code, number in sorted(counted.items()) if code not in EMPLOYED}
        found.append(
            HouseResult(
                place=place,
                name=names[place],
                tried=len(clients),
                employed=sum(counted[code] for code in EMPLOYED),
                elsewhere=elsewhere,
                going_on=sum(client not in led for client in clients),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.place)))


@dataclass(frozen=True)
class Cooperation:
    """One thing of the cooperation between houses.

    Attributes:
        record: ``idea`` for what rubs, ``gathering`` for a visit.
        id: of its record.
        day: when.
        place_name: which house, or empty.
        words: what it was about.
        fix: what was or will be done about it.
        open: it waits for an answer.
        due_on: by when, or None.
    """

    record: str
    id: str
    day: date
    place_name: str
    words: str
    fix: str
    open: bool
    due_on: date | None


def cooperation(notebook: Notebook) -> tuple[Cooperation, ...]:
    """Return what rubs between houses and the visits of staff to each other, open matters first, then the newest.

    Args:
        notebook: an open notebook.
    """
    with notebook.writing() as connection:
        places = {row.id: row.name or "" for row in connection.execute(select(_place.c.id, _place.c.name))}
        found = [
            Cooperation(
                "idea",
                row.id,
                row.day,
                places.get(row.activity_place, ""),
                row.own_words or "",
                row.change_made or row.resolution or "",
                (row.status or "open") in OPEN,
                row.due_on,
            )
            for row in connection.execute(select(_idea).where(_idea.c.removed.is_(False), _idea.c.kind == "friction"))
        ]
        visits = select(_gathering).where(
            _gathering.c.removed.is_(False),
            _gathering.c.kind == "cooperation_visit",
            _gathering.c.status != "cancelled",
        )
        found += [
            Cooperation(
                "gathering",
                row.id,
                row.day,
                places.get(row.activity_place, "") or row.place or "",
                row.subject or row.matters or "",
                row.decisions or "",
                row.status == "planned",
                None,
            )
            for row in connection.execute(visits)
        ]
        write_line(connection, notebook.identity, Act.LISTED, record="idea", ground="cooperation")
    return tuple(sorted(found, key=lambda one: (not one.open, -one.day.toordinal(), one.id)))
