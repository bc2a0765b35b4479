"""Who coaches whom: assigning, *Sijaisuus* and handing clients over when a coach leaves (USERS 9). The office's acts.

Dates do the rest: an assignment whose last day is over brings nothing more to that laptop, and the laptop offers to
put the records away.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from store.bundle.laptops import require_office
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.writing import Entry, Saved, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

_assignment = RECORD_TYPES["assignment"].table
_worker = RECORD_TYPES["worker"].table
_client = RECORD_TYPES["client"].table
SUBSTITUTE = "substitute"


def assign_client(
    notebook: Notebook, client: str, worker: str, role: str, start: date, end: date | None = None
) -> Saved:
    """Assign a client to a worker.

    Args:
        notebook: of the office.
        client: id.
        worker: id.
        role: responsible, second or substitute.
        start: first day.
        end: last day, or None.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER; UNKNOWN_RECORD for a client who is not here; BAD_VALUES.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        _require_worker(connection, worker)
        if connection.execute(select(_client.c.id).where(_client.c.id == client)).first() is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="client")
        return Writer(connection, notebook.identity).save(_entry(client, worker, role, start, end))


def end_assignment(notebook: Notebook, assignment: str, last: date) -> Saved:
    """Say on which day an assignment ends, that day included.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_RECORD, BAD_VALUES.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        if connection.execute(select(_assignment.c.id).where(_assignment.c.id == assignment)).first() is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="assignment")
        return Writer(connection, notebook.identity).save(Entry("assignment", {"end": last}, id=assignment))


def substitute(
    notebook: Notebook,
    absent: str,
    by: str,
    first: date,
    last: date,
    *,
    clients: Collection[str] | None = None,
) -> tuple[Saved, ...]:
    """Let a coach stand in for another, from one day to another; it ends by itself.

    Args:
        notebook: of the office.
        absent: id of the worker who is away.
        by: id of the worker who stands in.
        first: first day.
        last: last day.
        clients: ids; None takes all whom the absent worker coaches in that time.

    Returns:
        One assignment for each client whom the substitute does not coach anyway.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER (also where both are one), BAD_VALUES. Nothing was changed.
    """
    require_office(notebook)
    if last < first:
        raise Refusal(Reason.BAD_VALUES, record="assignment", fields="end_before_start")
    with notebook.writing() as connection:
        _require_worker(connection, absent)
        _require_worker(connection, by, other_than=absent)
        writer = Writer(connection, notebook.identity)
        covered = {row.client for row in _standing(connection, by, last) if row.start <= first and _until(row, last)}
        saved = []
        for client in _clients(_standing(connection, absent, last), first, clients):
            if client not in covered:
                saved.append(writer.save(_entry(client, by, SUBSTITUTE, first, last)))
        return tuple(saved)


def hand_clients_over(
    notebook: Notebook, leaving: str, to: str, first: date, *, clients: Collection[str] | None = None
) -> tuple[Saved, ...]:
    """Hand a coach's clients over to another, in the same role, from one day on.

    Args:
        notebook: of the office.
        leaving: id of the worker who coaches them until the day before.
        to: id of the worker who coaches them from that day on.
        first: that day.
        clients: ids; None takes all.

    Returns:
        The new assignments.

    Raises:
        Refusal: OFFICE_ONLY, UNKNOWN_WORKER, BAD_VALUES. Nothing was changed.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        _require_worker(connection, leaving)
        _require_worker(connection, to, other_than=leaving)
        writer = Writer(connection, notebook.identity)
        saved = []
        for row in _standing(connection, leaving, date.max):
            if (clients is not None and row.client not in clients) or not _until(row, first):
                continue
            begins = max(row.start, first)
            if row.start < first:
                writer.save(Entry("assignment", {"end": first - timedelta(days=1)}, id=row.id))
            else:
                writer.set_removed("assignment", row.id, True, None, "")
            saved.append(writer.save(_entry(row.client, to, row.role, begins, row.end)))
        return tuple(saved)


def _entry(client: str, worker: str, role: str, start: date, end: date | None) -> Entry:
    return Entry("assignment", {"client": client, "worker": worker, "role": role, "start": start, "end": end})


def _require_worker(connection: Connection, worker: str, *, other_than: str | None = None) -> None:
    row = connection.execute(select(_worker).where(_worker.c.id == worker, _worker.c.removed.is_(False))).first()
    if row is None or worker == other_than:
        raise Refusal(Reason.UNKNOWN_WORKER)


def _standing(connection: Connection, worker: str, last: date) -> list[Row[Any]]:
    """Return a worker's assignments that begin no later than a day."""
    rows = connection.execute(
        select(_assignment)
        .where(_assignment.c.worker == worker, _assignment.c.removed.is_(False), _assignment.c.start <= last)
        .order_by(_assignment.c.start, _assignment.c.id)
    )
    return list(rows.all())


def _until(row: Row[Any], day: date) -> bool:
    """Tell whether an assignment lasts to a day or longer."""
    return row.end is None or bool(row.end >= day)


def _clients(rows: list[Row[Any]], first: date, only: Collection[str] | None) -> list[str]:
    """Return the clients of assignments that are not over on a day, each once."""
    found = dict.fromkeys(row.client for row in rows if _until(row, first))
    return [client for client in found if only is None or client in only]
