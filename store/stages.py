"""The five stages of the service (model M1.1): the board, a client's way through them, and entering the next one.

Coming back after a lost job begins a new period; those before it stay as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.due import Due, dues
from store.reading import Shown, list_records, show
from store.records import RECORD_TYPES
from store.records.people import STAGES
from store.stage_periods import Standing, entries_of
from store.use_log import Act, write_line
from store.writing import Entry, Saved, save_all

if TYPE_CHECKING:
    from store.notebook import Notebook

_clients = RECORD_TYPES["client"].table
_periods = RECORD_TYPES["stage_period"].table
_in_service = (
    select(*(_clients.c[name] for name in ("id", "given_name", "family_name", "stage", "entry")))
    .where(_clients.c.removed.is_(False), _clients.c.closed.is_(None))
    .order_by(_clients.c.family_name, _clients.c.given_name, _clients.c.id)
)
_open_periods = (
    select(*(_periods.c[name] for name in ("client", "stage", "entered", "after_job_loss")))
    .where(_periods.c.removed.is_(False), _periods.c.left_on.is_(None), _periods.c.entered.is_not(None))
    .order_by(_periods.c.entered, _periods.c.id)
)


@dataclass(frozen=True)
class OnBoard:
    """One client on the board.

    Attributes:
        client: id of the client.
        given_name: of the client.
        family_name: of the client.
        entered: the day on which the stage was entered; None where nobody wrote it down.
        days: days in the stage, its first day not counted; None where the first day is not known.
        again: the stage was entered again after a job was lost.
        next: what is due next, or None.
    """

    client: str
    given_name: str
    family_name: str
    entered: date | None
    days: int | None
    again: bool
    next: Due | None


@dataclass(frozen=True)
class Board:
    """The board: the clients in service by stage.

    Attributes:
        day: which day it shows.
        stages: code of each stage with its clients, who were longest in it first.
        without: clients whose stage nobody wrote down.
    """

    day: date
    stages: Mapping[str, tuple[OnBoard, ...]]
    without: tuple[OnBoard, ...]


@dataclass(frozen=True)
class Way:
    """A client's way through the stages.

    Attributes:
        card: the client.
        periods: the periods that were written down, the newest first.
        standing: the period in which the client is now, or None.
        due: what is due for the client, what matters most first.
    """

    card: Shown
    periods: tuple[Shown, ...]
    standing: Shown | None
    due: tuple[Due, ...]


def stage_board(notebook: Notebook, day: date) -> Board:
    """Return the board.

    Args:
        notebook: an open notebook.
        day: the day on the wall.
    """
    with notebook.writing() as connection:
        found = read_board(connection, dues(connection, notebook.identity, day), day)
        write_line(connection, notebook.identity, Act.LISTED, record="stage_period")
    return found


def read_board(connection: Connection, due: Sequence[Due], day: date) -> Board:
    """Return the board without a line in the log: the caller writes it.

    Args:
        connection: an open transaction.
        due: what is due, what matters most first.
        day: the day on the wall.
    """
    first: dict[str, Due] = {}
    for one in due:
        if one.record == "client":
            first.setdefault(one.whom.id, one)
    periods = {row.client: row for row in connection.execute(_open_periods) if row.entered <= day}
    stages: dict[str, list[OnBoard]] = {stage: [] for stage in STAGES}
    without: list[OnBoard] = []
    for row in connection.execute(_in_service).mappings():
        if row["entry"] is not None and row["entry"] > day:
            continue
        line = _on_board(row, periods.get(row["id"]), first.get(row["id"]), day)
        stages.get(row["stage"] or "", without).append(line)
    ordered = {stage: tuple(sorted(lines, key=lambda one: -(one.days or 0))) for stage, lines in stages.items()}
    return Board(day, ordered, tuple(without))


def _on_board(row: Mapping[Any, Any], period: Any, due: Due | None, day: date) -> OnBoard:
    """Return a line; a period of another stage than the card's says nothing about this one."""
    own = period is not None and period.stage == row["stage"]
    entered = period.entered if own else None
    return OnBoard(
        client=row["id"],
        given_name=row["given_name"] or "",
        family_name=row["family_name"] or "",
        entered=entered,
        days=(day - entered).days if entered is not None else None,
        again=bool(own and period.after_job_loss),
        next=due,
    )


def client_way(notebook: Notebook, client: str, day: date) -> Way:
    """Return a client's way through the stages, with what is due.

    Args:
        notebook: an open notebook.
        client: its id.
        day: the day on the wall.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    card = show(notebook, "client", client)
    periods = tuple(list_records(notebook, "stage_period", where={"client": client}))
    with notebook.writing() as connection:
        due = tuple(
            one
            for one in dues(connection, notebook.identity, day)
            if one.record == "client" and one.whom.id == client
        )
        write_line(connection, notebook.identity, Act.LISTED, client=client, record="stage_period")
    return Way(card, periods, _standing(periods), due)


def _standing(periods: Sequence[Shown]) -> Shown | None:
    return next((one for one in periods if one.values.get("left_on") is None), None)


def enter_stage(
    notebook: Notebook, way: Way, stage: str, day: date, *, after_job_loss: bool = False
) -> tuple[Saved, ...]:
    """Let a client enter a stage: the period before it ends on that day, and the card says the new stage.

    Args:
        notebook: an open notebook.
        way: as it was on the screen.
        stage: code of the stage.
        day: on which it was entered.
        after_job_loss: the client comes back after a lost job (criterion 9: help with another job).

    Raises:
        Refusal: BAD_VALUES: the day lies before the one on which the period before it began.
    """
    standing = None if way.standing is None else Standing(way.standing.id, None, way.standing.heads)
    entries = entries_of(standing, way.card.id, stage, day, after_job_loss=after_job_loss)
    if way.card.values.get("stage") != stage:
        entries.append(Entry("client", {"stage": stage}, id=way.card.id, knew=way.card.heads))
    return save_all(notebook, entries)
