"""Support visits of a placement: planned and held, what the client said, and when the next is due (M3.4).

How often there should be one, nobody has laid down: the office may set a number of days, and without it none is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.money.settings import VISIT_DAYS, number_on, read_numbers
from store.one_person import stands_within
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

PLANNED, HELD = "planned", "held"

_event = RECORD_TYPES["event"].table
_part = RECORD_TYPES["event_client_part"].table


@dataclass(frozen=True)
class Visit:
    """One support visit.

    Attributes:
        event: id of the event.
        day: when.
        status: planned, held, cancelled or no_show.
        minutes: how long, or None.
        notes: what was seen.
        client_view: what the client says.
        agreed: what was agreed next.
    """

    event: str
    day: date
    status: str
    minutes: int | None
    notes: str
    client_view: str
    agreed: str


@dataclass(frozen=True)
class Visits:
    """The support visits of one client.

    Attributes:
        visits: the newest first.
        due_on: by when the next is due: where the office has set a number of days and none is planned; else None.
    """

    visits: tuple[Visit, ...]
    due_on: date | None

    @property
    def last(self) -> date | None:
        """The day of the newest that was held."""
        return max((one.day for one in self.visits if one.status == HELD), default=None)

    @property
    def planned(self) -> date | None:
        """The day of the next that is planned."""
        return min((one.day for one in self.visits if one.status == PLANNED), default=None)


def support_visits(notebook: Notebook, client: str, first: date, last: date, today: date) -> Visits:
    """Return the support visits of a client within a placement.

    Args:
        notebook: an open notebook.
        client: id of the client; of joined doubles the card that stands.
        first: first day of the placement.
        last: last day of it.
        today: the day on the wall.
    """
    with notebook.writing() as connection:
        cards = [client, *(card for card, stands in stands_within(connection).items() if stands == client)]
        rows = connection.execute(
            select(_event.c.id, _event.c.day, _event.c.status, _event.c.minutes, _part.c.notes, _part.c.client_view,
                   _part.c.agreed)
            .join(_part, _part.c.event == _event.c.id)
            .where(
                _event.c.removed.is_(False),
                _part.c.removed.is_(False),
                _event.c.kind == "support_visit",
                _part.c.client.in_(cards),
                _event.c.day >= first,
                _event.c.day <= last,
            )
            .order_by(_event.c.day.desc(), _event.c.id.desc())
        ).all()  # fmt: skip
        within = number_on(today, VISIT_DAYS, read_numbers(connection))
        write_line(connection, notebook.identity, Act.SHOWN, client=client, record="event", ground="visits")
    found = tuple(
        Visit(
            row.id,
            row.day,
            row.status or PLANNED,
            row.minutes,
            row.notes or "",
            row.client_view or "",
            row.agreed or "",
        )
        for row in rows
    )
    visits = Visits(found, None)
    return Visits(found, due_on(visits, first, last, within))


def due_on(visits: Visits, first: date, last: date, within: int | None) -> date | None:
    """Return by when a visit is due: so many days after the last one, or after the start; None where one is planned.

    Args:
        visits: of the placement.
        first: first day of it.
        last: last day of it.
        within: days between two visits, or None where the office has set none.
    """
    if within is None or visits.planned is not None:
        return None
    due = (visits.last or first) + timedelta(days=within)
    return due if due <= last else None
