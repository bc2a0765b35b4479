"""Looking at the models: their figures of a period, and how many records each list of a system holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from store.due import Due, dues
from store.models.activity import hand_overs, materials, periods, shares, types, with_goals
from store.models.figure import Figure
from store.models.goals import goals
from store.models.ideas import ideas, participation
from store.models.meetings import (
    balance,
    counted,
    group_sessions,
    learning,
    mobile_days,
    outreach,
    steering,
    talks,
    team_meetings,
)
from store.models.outcomes import outcomes, steps
from store.models.people import EXPERT, PEER, consensus, experts, interviews, pairs, register, training, years
from store.models.ratings import event_feedback, feedback, rounds
from store.models.rows import Asked, Rows, read_rows
from store.models.systems import Listing, System, systems, systems_of
from store.models.use import InUse, in_use
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.history.change import Value
    from store.notebook import Notebook

Counting = Callable[[Rows, Asked, date], Iterable[Figure]]


def _of_lists(*parts: Iterable[Figure]) -> Iterator[Figure]:
    for part in parts:
        yield from part


COUNTED_BY: Mapping[str, Counting] = {
    "M0.1": lambda rows, asked, today: register(rows, "M0.1", PEER),
    "M0.2": lambda rows, asked, today: pairs(rows, min(asked.last, today)),
    "M0.3": lambda rows, asked, today: training(rows, asked),
    "M0.6": team_meetings,
    "M0.7": lambda rows, asked, today: counted("M0.7", rows, asked, today, "peer_meeting"),
    "M0.8": lambda rows, asked, today: outreach(rows, asked),
    "M0.9": lambda rows, asked, today: rounds("M0.9", rows, asked, "evaluation"),
    "M0.10": lambda rows, asked, today: interviews(rows, asked),
    "M0.11": lambda rows, asked, today: consensus(rows, min(asked.last, today)),
    "M0.12": lambda rows, asked, today: years(rows, asked),
    "M2.1": lambda rows, asked, today: periods("M2.1", rows, asked, "introduction"),
    "M2.2": lambda rows, asked, today: mobile_days(rows, asked),
    "M2.3": lambda rows, asked, today: _of_lists(
        periods("M2.3", rows, asked, "work_activity"), with_goals(rows, asked)
    ),
    "M2.4": lambda rows, asked, today: hand_overs(rows, asked),
    "M2.5": group_sessions,
    "M2.6": lambda rows, asked, today: goals("M2.6", rows, asked, "own_goal"),
    "M2.7": lambda rows, asked, today: types(rows, min(asked.last, today), asked.smallest),
    "M2.8": lambda rows, asked, today: materials(rows, asked),
    "M2.9": lambda rows, asked, today: _of_lists(feedback(rows, asked), ideas("M2.9", rows, asked, "idea")),
    "M2.10": lambda rows, asked, today: shares(rows, asked),
    "M2.11": lambda rows, asked, today: counted(
        "M2.11", rows, asked, today, "network_meeting", "pilot_meeting", "workshop"
    ),
    "M2.12": lambda rows, asked, today: rounds("M2.12", rows, asked, "staff_survey", "client_survey"),
    "M2.13": lambda rows, asked, today: outcomes("M2.13", rows, asked),
    "M3.8": lambda rows, asked, today: goals("M3.8", rows, asked, "skill"),
    "M3.9": lambda rows, asked, today: outcomes("M3.9", rows, asked),
    "M3.10": lambda rows, asked, today: _of_lists(
        counted("M3.10", rows, asked, today, "cooperation_visit"), ideas("M3.10", rows, asked, "friction")
    ),
    "M4.1": lambda rows, asked, today: _of_lists(register(rows, "M4.1", EXPERT), experts(rows, asked)),
    "M4.2": lambda rows, asked, today: steering(rows, asked),
    "M4.3": lambda rows, asked, today: _of_lists(talks(rows, asked), event_feedback("M4.3", rows, asked, "talk")),
    "M4.4": learning,
    "M4.5": lambda rows, asked, today: _of_lists(balance(rows, asked, today), ideas("M4.5", rows, asked, "proposal")),
    "M4.6": steps,
    "M4.8": lambda rows, asked, today: participation(rows, asked),
}
"""System → what counts it. What is money is counted by the rooms of money."""


@dataclass(frozen=True)
class Figures:
    """What was counted of some systems.

    Attributes:
        first: first day of the period.
        last: last day.
        figures: in the order of the systems.
        names: record type and id → values of what the figures name.
    """

    first: date
    last: date
    figures: tuple[Figure, ...]
    names: Mapping[tuple[str, str], Mapping[str, Value]]


@dataclass(frozen=True)
class SystemCount:
    """A system as the front page shows it.

    Attributes:
        system: the system.
        count: how many records its first list holds.
        due: what is due in it.
    """

    system: System
    count: int
    due: tuple[Due, ...]


@dataclass(frozen=True)
class Front:
    """The front page of the models.

    Attributes:
        used: which models are in use.
        shown: model → its systems.
    """

    used: InUse
    shown: Mapping[str, tuple[SystemCount, ...]]


def model_figures(
    notebook: Notebook, chosen: Iterable[str], first: date, last: date, today: date, *, smallest: int = 1
) -> Figures:
    """Count some systems in a period.

    Args:
        notebook: an open notebook; a laptop counts what it holds, the office everything.
        chosen: numbers of the systems; what nobody counts here is left out.
        first: first day.
        last: last day.
        today: the day on the wall.
        smallest: groups of fewer clients are hidden; ``SMALLEST_GROUP`` in what is handed out. Answers of fewer than
            five people are hidden always.
    """
    asked = Asked(first, last, smallest)
    with notebook.writing() as connection:
        rows = read_rows(connection)
        found = tuple(
            figure for code in chosen if code in COUNTED_BY for figure in COUNTED_BY[code](rows, asked, today)
        )
        names = _names(connection, found)
        write_line(connection, notebook.identity, Act.LISTED, ground="models")
    return Figures(first, last, found, names)


def front_of(notebook: Notebook, models: Iterable[str] | None, day: date) -> Front:
    """Return the systems of the models in use, each with how many records it holds and what is due in it.

    Args:
        notebook: an open notebook.
        models: these alone; None: those in use, or all where the office has never chosen.
        day: the day on the wall.
    """
    with notebook.writing() as connection:
        used = in_use(connection, notebook.identity, day)
        asked = tuple(models) if models is not None else used.models if used.chosen else ()
        if models is None and not used.chosen:
            asked = tuple(dict.fromkeys(system.model for system in systems().values()))
        found = dues(connection, notebook.identity, day)
        shown = {
            model: tuple(
                SystemCount(
                    system,
                    _count(connection, system.lists[0]),
                    tuple(due for due in found if due.code in system.due),
                )
                for system in systems_of(model)
            )
            for model in asked
            if systems_of(model)
        }
        write_line(connection, notebook.identity, Act.LISTED, ground="models")
    return Front(used, shown)


def counts_of(notebook: Notebook, system: str) -> tuple[tuple[Listing, int], ...]:
    """Return the lists of a system, each with how many records it holds.

    Args:
        notebook: an open notebook.
        system: its number.
    """
    with notebook.writing() as connection:
        found = tuple((one, _count(connection, one)) for one in systems()[system].lists)
        write_line(connection, notebook.identity, Act.LISTED, ground="models")
    return found


def _count(connection: Connection, listing: Listing) -> int:
    table = RECORD_TYPES[listing.record].table
    query = select(func.count()).select_from(table).where(table.c.removed.is_(False))
    for name, value in listing.where.items():
        query = query.where(table.c[name] == value)
    return connection.scalar(query) or 0


def _names(connection: Connection, found: Iterable[Figure]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the title values of what some figures name; what is not here has none."""
    wanted: dict[str, set[str]] = {}
    for figure in found:
        for field, value in figure.of:
            if field in RECORD_TYPES:
                wanted.setdefault(field, set()).add(value)
    names: dict[tuple[str, str], Mapping[str, Any]] = {}
    for record, ids in wanted.items():
        table = RECORD_TYPES[record].table
        columns = [table.c[name] for name in RECORD_TYPES[record].declared.title]
        for row in connection.execute(select(table.c.id, *columns).where(table.c.id.in_(sorted(ids)))).mappings():
            names[record, row["id"]] = {name: row[name] for name in RECORD_TYPES[record].declared.title}
    return names
