"""The day's route: where one goes today, in order, with the address and whom one meets. No client is on it.

It is made to be written to a file or printed, and lies in a car: so it holds facts of employers alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from store.clear_files import write_clear
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_events = RECORD_TYPES["event"].table
_employers = RECORD_TYPES["employer"].table
_contacts = RECORD_TYPES["contact_person"].table

_of_day = (
    select(
        *(_events.c[name] for name in ("id", "start", "kind", "place", "metres", "employer")),
        *(_employers.c[name] for name in ("name", "municipality", "street_address", "phone")),
    )
    .select_from(_events.outerjoin(_employers, _employers.c.id == _events.c.employer))
    .where(
        _events.c.day == bindparam("day"),
        _events.c.worker == bindparam("worker"),
        _events.c.removed.is_(False),
        _events.c.status.in_(("planned", "held")),
        _events.c.kind.in_(("employer_visit", "support_visit")),
    )
    .order_by(_events.c.start.is_(None), _events.c.start, _events.c.id)
)
_people = (
    select(_contacts.c.employer, _contacts.c.name)
    .where(
        _contacts.c.employer.in_(bindparam("employers", expanding=True)),
        _contacts.c.removed.is_(False),
        _contacts.c.left.is_not(True),
    )
    .order_by(_contacts.c.name, _contacts.c.id)
)


@dataclass(frozen=True)
class Stop:
    """One stop of the route.

    Attributes:
        event: id of the event.
        start: when, or None.
        name: of the employer; empty where it is not here yet.
        address: street address; empty where there is none.
        municipality: where; empty where nobody wrote it down.
        place: where in words, from the event; empty where there is none.
        phone: of the employer; empty where there is none.
        people: names of the contact persons.
        metres: travelled, or None.
    """

    event: str
    start: time | None
    name: str
    address: str
    municipality: str
    place: str
    phone: str
    people: tuple[str, ...]
    metres: int | None


def day_route(notebook: Notebook, day: date) -> tuple[Stop, ...]:
    """Return the stops of one's own day, in order.

    Args:
        notebook: an open notebook.
        day: which day.
    """
    with notebook.writing() as connection:
        rows = connection.execute(_of_day, {"day": day, "worker": notebook.identity.worker}).mappings().all()
        employers = sorted({row["employer"] for row in rows if row["employer"] is not None})
        people: dict[str, list[str]] = {}
        for row in connection.execute(_people, {"employers": employers}) if employers else ():
            people.setdefault(row.employer, []).append(row.name or "")
        write_line(connection, notebook.identity, Act.LISTED, record="event")
    return tuple(_stop(row, people) for row in rows)


def write_route(notebook: Notebook, path: Path, text: str) -> None:
    """Write the route as a text; the file is in clear and goes only where a person chose, and the log says so.

    Args:
        notebook: an open notebook.
        path: of a file that is not there yet, in a folder that is.
        text: what was laid out; facts of employers alone.

    Raises:
        Refusal: as ``write_clear`` refuses.
    """
    write_clear(notebook, path, text.encode("utf-8"), "route")


def _stop(row: Mapping[Any, Any], people: Mapping[str, list[str]]) -> Stop:
    return Stop(
        event=row["id"],
        start=row["start"],
        name=row["name"] or "",
        address=row["street_address"] or "",
        municipality=row["municipality"] or "",
        place=row["place"] or "",
        phone=row["phone"] or "",
        people=tuple(people.get(row["employer"] or "", ())),
        metres=row["metres"],
    )
