"""What placements cost: tickets and travel, and the whole behind the claim of "no extra cost" (M3.7, M3.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.money.budgets import allowances_of
from store.money.reckoning import MINUTES_AN_HOUR
from store.money.settings import COACH_HOUR, number_on, read_numbers
from store.one_person import names_within, stands_within
from store.placements.agreements import Placement, read_placements
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_ticket = RECORD_TYPES["ticket"].table
_event = RECORD_TYPES["event"].table
_part = RECORD_TYPES["event_client_part"].table


@dataclass(frozen=True)
class Ticket:
    """A ticket or travel that a client was given.

    Attributes:
        id: of its record.
        client: whom it is for.
        given_name: of the client.
        family_name: of the client.
        kind: code.
        start: first day.
        end: last day, or None.
        price: cents, or None.
        receipt_kept: whether the receipt was kept, or None where nobody said.
    """

    id: str
    client: str
    given_name: str
    family_name: str
    kind: str
    start: date
    end: date | None
    price: int | None
    receipt_kept: bool | None


def tickets(notebook: Notebook, year: int) -> tuple[Ticket, ...]:
    """Return the tickets of a year, those first that end first.

    Args:
        notebook: an open notebook.
        year: the year in which they begin, or in which they still hold.
    """
    with notebook.writing() as connection:
        rows = [
            row
            for row in connection.execute(select(_ticket).where(_ticket.c.removed.is_(False)))
            if row.start is not None and row.start.year <= year and (row.end or row.start).year >= year
        ]
        one = stands_within(connection)
        names = names_within(connection, {one.get(row.client, row.client) for row in rows})
        write_line(connection, notebook.identity, Act.LISTED, record="ticket")
    found = []
    for row in rows:
        who = one.get(row.client, row.client)
        given, family = names.get(who, ("", ""))
        found.append(
            Ticket(row.id, who, given, family, row.kind or "", row.start, row.end, row.price, row.receipt_kept)
        )
    return tuple(sorted(found, key=lambda one: (one.end or one.start, one.id)))


@dataclass(frozen=True)
class Cost:
    """What placements cost in a year: the whole behind "no extra cost" (model M3.11).

    Attributes:
        year: the year.
        clients: who had an agreement in it.
        allowances: cents, locked and not yet locked.
        tickets: cents of tickets that begin in it.
        coach_minutes: of support visits for these clients that were held.
        coach: cents of those minutes by the office's own number; None where it set none.
    """

    year: int
    clients: int
    allowances: int
    tickets: int
    coach_minutes: int
    coach: int | None

    @property
    def total(self) -> int:
        """Cents of everything that has a price."""
        return self.allowances + self.tickets + (self.coach or 0)


def cost_of(notebook: Notebook, year: int, today: date) -> Cost:
    """Return what the placements of a year cost.

    Args:
        notebook: of the office.
        year: the year.
        today: the day on the wall.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    first, last = date(year, 1, 1), date(year, 12, 31)
    with notebook.writing() as connection:
        placed = [one for one in read_placements(connection) if one.within(first, last)]
        spent = allowances_of(connection, year, today)
        prices = connection.scalars(
            select(_ticket.c.price).where(
                _ticket.c.removed.is_(False), _ticket.c.start >= first, _ticket.c.start <= last
            )
        )
        price = sum(each or 0 for each in prices)
        minutes = _coach_minutes(connection, placed, first, last)
        wage = number_on(min(today, last), COACH_HOUR, read_numbers(connection))
        write_line(connection, notebook.identity, Act.LISTED, record="statement", ground="cost")
    return Cost(
        year=year,
        clients=len({one.client for one in placed}),
        allowances=spent.used,
        tickets=price,
        coach_minutes=minutes,
        coach=None if wage is None else (2 * wage * minutes + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR),
    )


def _coach_minutes(connection: Connection, placed: Sequence[Placement], first: date, last: date) -> int:
    """Return the minutes of support visits for clients on days on which their agreement was in force, each once."""
    one = stands_within(connection)
    rows = connection.execute(
        select(_event.c.id, _event.c.day, _event.c.minutes, _part.c.client)
        .join(_part, _part.c.event == _event.c.id)
        .where(
            _event.c.removed.is_(False),
            _part.c.removed.is_(False),
            _event.c.kind == "support_visit",
            _event.c.status == "held",
            _event.c.day >= first,
            _event.c.day <= last,
        )
    )
    counted: dict[str, int] = {}
    for row in rows:
        who = one.get(row.client, row.client)
        if any(each.client == who and each.in_force(row.day) for each in placed):
            counted[row.id] = row.minutes or 0
    return sum(counted.values())
