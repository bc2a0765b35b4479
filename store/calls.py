"""A call from an employer: who is calling, the last visit, and what may be said about whom (USERS 12).

The plan is the guard here as at a visit: what may be told is shown in the agreed words, what is in doubt only as
"ask first", and what must not be told neither shown nor counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, String, bindparam, or_, select, type_coerce

from store.consents import days_of_trust, known_on, permitted, read_consents
from store.employers import EmployerVisit, visits_of
from store.history.consent import Permission, Verdict
from store.one_person import names_within, stands_within
from store.reading import Shown, find, list_records
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

VISITS_LOOKED_AT = 20
"""So far back the last visit that was held is looked for."""

_clients = RECORD_TYPES["client"].table
_events = RECORD_TYPES["event"].table
_parts = RECORD_TYPES["event_client_part"].table
_items = RECORD_TYPES["disclosure_item"].table

_met_there = (
    select(_parts.c.client)
    .join(_events, _events.c.id == _parts.c.event)
    .where(_events.c.employer == bindparam("employer"), _events.c.removed.is_(False), _parts.c.removed.is_(False))
)
_named_there = select(_items.c.client).where(
    _items.c.removed.is_(False),
    type_coerce(_items.c.employers, String).contains(bindparam("employer_text", type_=String)),
)
_concerned = (
    select(_clients.c.id, _clients.c.given_name, _clients.c.family_name)
    .where(
        _clients.c.removed.is_(False),
        _clients.c.closed.is_(None),
        or_(_clients.c.id.in_(_met_there), _clients.c.id.in_(_named_there)),
    )
    .order_by(_clients.c.given_name, _clients.c.family_name, _clients.c.id)
)


@dataclass(frozen=True)
class CallClient:
    """A client whom the caller may ask about.

    Attributes:
        id: of the client.
        given_name: of the client.
        family_name: of the client.
        told: what may be said, in the agreed words.
        ask_first: something is to be asked of the client before anything is said.
    """

    id: str
    given_name: str
    family_name: str
    told: tuple[Permission, ...]
    ask_first: bool


@dataclass(frozen=True)
class Call:
    """What a coach must see while an employer is on the telephone.

    Attributes:
        employer: the employer; None where it is not here yet.
        contact: who is calling, or None.
        contacts: all contact persons of the employer.
        last_visit: the last event held with it, or None.
        clients: of whom something may be said, or something is to be asked first.
        known_on: day up to which this notebook knows what others have recorded; None: it has never heard.
    """

    employer: Shown | None
    contact: Shown | None
    contacts: tuple[Shown, ...]
    last_visit: EmployerVisit | None
    clients: tuple[CallClient, ...]
    known_on: date | None


def call(notebook: Notebook, employer: str, contact: str | None, day: date) -> Call:
    """Return what is needed on the telephone.

    Args:
        notebook: an open notebook.
        employer: id of the employer.
        contact: id of the contact person who calls, or None.
        day: the day on the wall.
    """
    card = find(notebook, "employer", employer)
    caller = find(notebook, "contact_person", contact) if contact is not None else None
    contacts = list_records(notebook, "contact_person", where={"employer": employer})
    with notebook.writing() as connection:
        visits = visits_of(connection, employer, VISITS_LOOKED_AT)
        heard = known_on(connection, day)
        clients = _clients_of(connection, employer, day, heard)
        for client in clients:
            write_line(connection, notebook.identity, Act.SHOWN, client=client.id, record="disclosure_item")
    return Call(
        employer=card,
        contact=caller,
        contacts=tuple(shown for shown in contacts if not shown.values.get("left")),
        last_visit=next((visit for visit in visits if visit.status == "held"), None),
        clients=clients,
        known_on=heard,
    )


def _clients_of(connection: Connection, employer: str, day: date, heard: date | None) -> tuple[CallClient, ...]:
    trusted, stands = days_of_trust(connection), stands_within(connection)
    rows = connection.execute(_concerned, {"employer": employer, "employer_text": employer}).all()
    people = {stands.get(row.id, row.id): (row.given_name or "", row.family_name or "") for row in rows}
    people |= names_within(connection, people.keys() & stands.keys())
    found = []
    for id, (given_name, family_name) in people.items():
        permissions = permitted(read_consents(connection, id), employer, day, heard, trusted)
        told = tuple(p for p in permissions if p.verdict is Verdict.TOLD)
        ask_first = any(p.verdict is Verdict.ASK_FIRST for p in permissions)
        if told or ask_first:
            found.append(CallClient(id, given_name, family_name, told, ask_first))
    return tuple(found)
