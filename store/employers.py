"""Employers: the list, and one with its contact persons and visits. Nothing of any client is here (USERS 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, or_, select

from store.finding import SHORTEST_NUMBER, contains, has_digits
from store.reading import PAGE, Shown, list_records, show
from store.records import RECORD_TYPES
from store.search_index import phone_digits
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

MOST_VISITS = 100
"""The newest; older ones are found by searching."""

_employers = RECORD_TYPES["employer"].table
_contacts = RECORD_TYPES["contact_person"].table
_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_employer_part"].table
_workers = RECORD_TYPES["worker"].table

_standing = (_events.c.removed.is_(False), _events.c.status == "held")
_last_visit = (
    select(func.max(_events.c.day))
    .where(_events.c.employer == _employers.c.id, *_standing)
    .correlate(_employers)
    .scalar_subquery()
)
_visits = (
    select(
        *(_events.c[name] for name in ("id", "day", "start", "kind", "mode", "status")),
        _workers.c.name.label("worker"),
        *(_parts.c[name] for name in ("met", "purposes", "learned", "next_step", "next_day")),
    )
    .select_from(
        _events.outerjoin(_workers, _workers.c.id == _events.c.worker).outerjoin(
            _parts, (_parts.c.event == _events.c.id) & _parts.c.removed.is_(False)
        )
    )
    .where(_events.c.employer == bindparam("employer"), _events.c.removed.is_(False))
    .order_by(_events.c.day.desc(), _events.c.start.desc(), _events.c.id.desc())
)


@dataclass(frozen=True)
class EmployerLine:
    """One line of the list of employers.

    Attributes:
        id: of the employer.
        name: its name.
        municipality: where it is.
        sector: its line of work.
        last_visit: the day of the last event held with it, or None.
        unsettled: something about it waits for a person's decision.
    """

    id: str
    name: str
    municipality: str
    sector: str
    last_visit: date | None
    unsettled: bool


@dataclass(frozen=True)
class EmployerVisit:
    """One event with an employer, as the team sees it.

    Attributes:
        event: id of the event.
        day: its day.
        start: when it began, or None.
        kind: kind of event.
        mode: how one met, or None.
        status: planned, held, cancelled, no_show.
        worker: name of who was there; empty where it is not here.
        met: ids of contact persons.
        purposes: codes of what was done.
        learned: what was learned of the employer, or None.
        next_step: what follows, or None.
        next_day: when, or None.
    """

    event: str
    day: date
    start: time | None
    kind: str
    mode: str | None
    status: str
    worker: str
    met: tuple[str, ...]
    purposes: tuple[str, ...]
    learned: str | None
    next_step: str | None
    next_day: date | None


@dataclass(frozen=True)
class EmployerView:
    """One employer.

    Attributes:
        card: the employer.
        contacts: its contact persons; those who left come last.
        visits: events with it, the newest first.
        next: the visit that says what follows, or None.
    """

    card: Shown
    contacts: tuple[Shown, ...]
    visits: tuple[EmployerVisit, ...]
    next: EmployerVisit | None


def employer_lines(notebook: Notebook, typed: str = "", limit: int = PAGE) -> tuple[EmployerLine, ...]:
    """Return employers by name: those whose name, municipality, line of work or number fits.

    Args:
        notebook: an open notebook.
        typed: words that must all fit somewhere, or digits of a telephone number.
        limit: at most so many.
    """
    columns = _employers.c
    fits = [contains([columns.name, columns.municipality, columns.sector, columns.business_id], typed)]
    digits = phone_digits(typed)
    if len(digits) >= SHORTEST_NUMBER and not any(c.isalpha() for c in typed):
        fits.append(has_digits(columns.phone, digits))
    query = (
        select(
            columns.id,
            columns.name,
            columns.municipality,
            columns.sector,
            columns.unsettled,
            _last_visit.label("last"),
        )
        .where(columns.removed.is_(False), or_(*fits))
        .order_by(columns.name, columns.id)
        .limit(limit)
    )
    with notebook.writing() as connection:
        rows = connection.execute(query).all()
        write_line(connection, notebook.identity, Act.LISTED, record="employer")
    return tuple(
        EmployerLine(row.id, row.name or "", row.municipality or "", row.sector or "", row.last, row.unsettled)
        for row in rows
    )


def employer_view(notebook: Notebook, id: str) -> EmployerView:
    """Return one employer with its contact persons and visits.

    Args:
        notebook: an open notebook.
        id: of the employer.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    card = show(notebook, "employer", id)
    contacts = list_records(notebook, "contact_person", where={"employer": id})
    with notebook.writing() as connection:
        visits = visits_of(connection, id, MOST_VISITS)
        write_line(connection, notebook.identity, Act.LISTED, record="event_employer_part")
    follows = next((visit for visit in visits if visit.next_step or visit.next_day), None)
    return EmployerView(
        card=card,
        contacts=tuple(sorted(contacts, key=lambda contact: bool(contact.values.get("left")))),
        visits=visits,
        next=follows,
    )


def visits_of(connection: Connection, employer: str, limit: int) -> tuple[EmployerVisit, ...]:
    """Return events with an employer, the newest first, without a line in the log: the caller writes it.

    Args:
        connection: from a writing transaction.
        employer: id of the employer.
        limit: at most so many.
    """
    rows = connection.execute(_visits.limit(limit), {"employer": employer}).mappings()
    return tuple(_visit(dict(row)) for row in rows)


def _visit(values: dict[str, Any]) -> EmployerVisit:
    values["event"] = values.pop("id")
    values |= {"worker": values["worker"] or "", "met": values["met"] or (), "purposes": values["purposes"] or ()}
    return EmployerVisit(**values)


__all__ = ["EmployerLine", "EmployerView", "EmployerVisit", "employer_lines", "employer_view", "visits_of"]
