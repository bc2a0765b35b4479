"""Statistics of the office: what was done in a period, for all and by place, ground, team or project (USERS 8).

Only what the records hold is counted. Doubles that the office has joined are one client.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.csv_out import write_rows
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

SMALLEST_GROUP = 5
"""Groups of fewer clients are not handed out: somebody might be recognised (model M0.9)."""

OF_CLIENT = ("municipality", "service_ground", "team")
"""Fields of a client by which is counted."""

OF_BASIS = ("service_ground", "project")
"""What is dated (`service_basis`): who has a row for the period is counted by it, and not by the client's card."""

DIMENSIONS = (*OF_CLIENT, "project")
"""By what is counted."""

OTHERS = None
"""In the place of a group's name: the small groups together."""

_client = RECORD_TYPES["client"].table
_basis = RECORD_TYPES["service_basis"].table
_event = RECORD_TYPES["event"].table
_part = RECORD_TYPES["event_client_part"].table
_join = RECORD_TYPES["client_join"].table


@dataclass(frozen=True)
class Counts:
    """What was counted, of everybody or of one group.

    Attributes:
        people: clients in any of the counts below: the size of the group.
        in_service: clients who were in the service on some day of the period.
        began: clients whose service began in it.
        ended: clients whose service ended in it.
        met: clients with an event that was held in it.
        events: kind → events that were held.
        minutes: their length together, as far as it was written down.
        employers: employers with such an event.
        workers: workers who held one.
    """

    people: int = 0
    in_service: int = 0
    began: int = 0
    ended: int = 0
    met: int = 0
    events: Mapping[str, int] | None = None
    minutes: int = 0
    employers: int = 0
    workers: int = 0


@dataclass(frozen=True)
class Statistics:
    """The counts of a period.

    Attributes:
        first: first day.
        last: last day.
        dimension: the field by which the groups are.
        total: of everybody; events without clients too.
        groups: name of the group (empty: not said; `OTHERS`: small groups together) and its counts, by name.
        without_entry: clients of whom no first day of the service is written down: they are in no count of it.
    """

    first: date
    last: date
    dimension: str
    total: Counts
    groups: tuple[tuple[str | None, Counts], ...]
    without_entry: int


def statistics(notebook: Notebook, first: date, last: date, dimension: str, *, smallest: int = 1) -> Statistics:
    """Count what was done in a period.

    Args:
        notebook: of the office.
        first: first day.
        last: last day.
        dimension: one of `DIMENSIONS`.
        smallest: groups of fewer clients are counted together; `SMALLEST_GROUP` for what is handed out. Where those
            are too few together, the smallest other group is counted with them, so that the total gives nothing
            away; where everybody is too few, there are no groups.

    Raises:
        Refusal: OFFICE_ONLY; UNKNOWN_FIELD for another dimension; BAD_VALUES where the period ends before it begins.
    """
    require_office(notebook)
    if dimension not in DIMENSIONS:
        raise Refusal(Reason.UNKNOWN_FIELD, record="client", fields=dimension)
    if last < first:
        raise Refusal(Reason.BAD_VALUES, record="client", fields="end_before_start")
    with notebook.writing() as connection:
        counted = _Counted(connection, first, last)
        write_line(connection, notebook.identity, Act.LISTED, record="client", ground="statistics")
    return Statistics(
        first=first,
        last=last,
        dimension=dimension,
        total=counted.counts(None),
        groups=_groups(counted, dimension, smallest),
        without_entry=sum(row.entry is None for row in counted.clients.values()),
    )


def _groups(counted: _Counted, dimension: str, smallest: int) -> tuple[tuple[str | None, Counts], ...]:
    """Return the counts of each group by name, and those of the small ones together last."""
    ids: dict[str, set[str]] = {}
    for id in counted.clients:
        ids.setdefault(counted.group_of(id, dimension), set()).add(id)
    found = {name: counts for name in sorted(ids) if (counts := counted.counts(ids[name])).people}
    by_size = sorted(found, key=lambda name: found[name].people)
    small = [name for name in by_size if found[name].people < smallest]
    large = by_size[len(small) :]
    if small and large and sum(found[name].people for name in small) < smallest:
        small.append(large.pop(0))
    groups: list[tuple[str | None, Counts]] = [(name, found[name]) for name in found if name not in small]
    others = counted.counts({id for name in small for id in ids[name]})
    if small and others.people >= smallest:
        groups.append((OTHERS, others))
    return tuple(groups)


def write_table(notebook: Notebook, path: Path, rows: Sequence[Sequence[str]], what: str = "statistics") -> None:
    """Write a table as CSV, as office programs of this country open it: UTF-8 with its mark, semicolons.

    The file is in clear: it goes only where a person chose, and the log says so.

    Args:
        notebook: of the office.
        path: of a file that is not there yet, in a folder that is.
        rows: the cells; one that a program would calculate is made a text, an amount below zero is not.
        what: code of what it is, for the list of files in clear and the log.

    Raises:
        Refusal: OFFICE_ONLY; FOLDER_MISSING; FILE_EXISTS; what the disk said.
    """
    require_office(notebook)
    write_rows(notebook, path, rows, what)


class _Counted:
    """The rows of a period, read once and counted for any group of clients.

    Args:
        connection: an open transaction.
        first: first day.
        last: last day.
    """

    def __init__(self, connection: Connection, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._one = _joined(connection)
        columns = [_client.c[name] for name in ("id", "entry", "closed", *OF_CLIENT)]
        rows = connection.execute(select(*columns).where(_client.c.removed.is_(False)).order_by(_client.c.id))
        self.clients: dict[str, Any] = {}
        for row in rows:
            self.clients.setdefault(self._one.get(row.id, row.id), row)
        self.bases: dict[str, Any] = {}
        dated = (
            select(_basis.c.client, _basis.c.service_ground, _basis.c.project)
            .where(_basis.c.removed.is_(False), _basis.c.start <= last)
            .where(_basis.c.end.is_(None) | (_basis.c.end >= first))
            # The newest that held on a day of the period comes last, and stands.
            .order_by(_basis.c.start, _basis.c.id)
        )
        for row in connection.execute(dated):
            self.bases[self._one.get(row.client, row.client)] = row
        held = (
            select(_event.c.id, _event.c.kind, _event.c.minutes, _event.c.employer, _event.c.worker)
            .where(_event.c.removed.is_(False), _event.c.status == "held")
            .where(_event.c.day >= first, _event.c.day <= last)
        )
        self.events = {row.id: row for row in connection.execute(held)}
        parts = (
            select(_part.c.event, _part.c.client)
            .join(_event, _event.c.id == _part.c.event)
            .where(_part.c.removed.is_(False), _event.c.removed.is_(False), _event.c.status == "held")
            .where(_event.c.day >= first, _event.c.day <= last)
        )
        self.parts = [(row.event, self._one.get(row.client, row.client)) for row in connection.execute(parts)]

    def group_of(self, id: str, dimension: str) -> str:
        """Return the name of the group that a client is counted in; empty where nothing is said."""
        dated = getattr(self.bases.get(id), dimension, None) if dimension in OF_BASIS else None
        own = getattr(self.clients[id], dimension) if dimension in OF_CLIENT else None
        return str(dated or own or "").strip()

    def counts(self, ids: set[str] | None) -> Counts:
        """Return the counts of some clients; of everybody, and of events without clients too, when None."""
        chosen = {id: row for id, row in self.clients.items() if ids is None or id in ids}
        in_service = {id for id, row in chosen.items() if self._was_here(row)}
        began = {id for id, row in chosen.items() if self._within(row.entry)}
        ended = {id for id, row in chosen.items() if self._within(row.closed)}
        met = {client for _, client in self.parts if client in chosen}
        of_group = {event for event, client in self.parts if client in chosen}
        events = [row for id, row in self.events.items() if ids is None or id in of_group]
        return Counts(
            people=len(in_service | began | ended | met),
            in_service=len(in_service),
            began=len(began),
            ended=len(ended),
            met=len(met),
            events=dict(Counter(row.kind for row in events)),
            minutes=sum(row.minutes or 0 for row in events),
            employers=_different(row.employer for row in events),
            workers=_different(row.worker for row in events),
        )

    def _was_here(self, row: Any) -> bool:
        return row.entry is not None and row.entry <= self.last and (row.closed is None or row.closed >= self.first)

    def _within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def _different(ids: Iterable[str | None]) -> int:
    return len({id for id in ids if id is not None})


def _joined(connection: Connection) -> dict[str, str]:
    """Return the one id that stands for each client whom the office has joined with a double."""
    one: dict[str, str] = {}
    pairs = connection.execute(select(_join.c.first, _join.c.second).where(_join.c.removed.is_(False))).all()
    for pair in pairs:
        ids = {one.get(pair.first, pair.first), one.get(pair.second, pair.second), pair.first, pair.second}
        stands = min(ids)
        one |= dict.fromkeys([*ids, *(id for id, other in one.items() if other in ids)], stands)
    return one
