"""One person with all the parts they play, and the pair at the table: what the peer coach may know (M0.1, USERS 14).

A person is not a client and not a worker. Whoever is more than one of these is looked at in one role at a time, and
the use log says in which: the ground of the line is ``role:<part>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from store.consents import days_of_trust, known_on, permitted, read_consents
from store.history.change import Value
from store.history.consent import Permission, Verdict
from store.models.rows import Row, one_row, rows_where, standing_on
from store.one_person import names_within, stands_within
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

PEER = "peer_coach"
AHEAD = timedelta(days=30)
"""So far ahead the pair looks at what they do together."""


@dataclass(frozen=True)
class PersonCard:
    """A person of the register with all their parts.

    Attributes:
        values: of the person.
        roles: their records in the registers: id and values.
        worker: name of the worker who they are too, or None.
        clients: ids and names of the client cards that are theirs, as far as this notebook has them.
        details: what stays at the office, where this is the office; empty elsewhere.
        pairs: their pairs, the newest in front: id and values.
        coaches: id of a worker → name.
    """

    values: Mapping[str, Any]
    roles: tuple[tuple[str, Row], ...]
    worker: str | None
    clients: tuple[tuple[str, str], ...]
    details: Mapping[str, Any]
    pairs: tuple[tuple[str, Row], ...]
    coaches: Mapping[str, str]


@dataclass(frozen=True)
class MayKnow:
    """What the peer coach may know of one client, in the words that the client agreed to.

    Attributes:
        client: id.
        given_name: the client's given name; nothing else of the client is here.
        items: the values of each item that the peer coach may be told.
    """

    client: str
    given_name: str
    items: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True)
class Together:
    """Something that the pair does together.

    Attributes:
        day: when.
        start: time of day, or None.
        kind: kind of event.
        place: the workplace or place, or empty.
        clients: given names of those of whom the peer may know something; the others are only counted.
        others: how many more clients it is about.
    """

    day: date
    start: time | None
    kind: str
    place: str
    clients: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class PairView:
    """What coach and peer coach look at together.

    Attributes:
        id: of the pair.
        values: of the pair.
        peer: name of the peer coach.
        ahead: what they do together in the next weeks.
        may_know: what the peer may know of the clients of those events.
        tasks: the peer's own tasks of the month: day, kind, minutes.
        tax_card_until: as the office knows; None where this is no office, or none is written down.
        at_office: whether the office's own data is here.
    """

    id: str
    values: Mapping[str, Any]
    peer: str
    ahead: tuple[Together, ...]
    may_know: tuple[MayKnow, ...]
    tasks: tuple[tuple[date, str, int], ...]
    tax_card_until: date | None
    at_office: bool


def person_card(notebook: Notebook, person: str, part: str) -> PersonCard:
    """Return a person with all their parts, looked at in one of them.

    Args:
        notebook: an open notebook.
        person: id of the person.
        part: the part in which they are looked at: it stands in the use log.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        row = one_row(connection, "person", person)
        if row is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="person")
        write_line(connection, notebook.identity, Act.SHOWN, record="person", id=person, ground=f"role:{part}")
        stands = stands_within(connection)
        links = {
            str(stands.get(one["client"], one["client"]))
            for one in rows_where(connection, "person_is_client", person=person)
        }
        for client in sorted(links):
            write_line(
                connection,
                notebook.identity,
                Act.SHOWN,
                client=client,
                record="person_is_client",
                ground="role:client",
            )
        names = names_within(connection, links)
        pairs = rows_where(connection, "working_pair", person=person)
        workers = {one["id"]: one["name"] or "" for one in rows_where(connection, "worker")}
        details = rows_where(connection, "person_details", person=person)
        return PersonCard(
            values=row,
            roles=tuple((one["id"], one) for one in rows_where(connection, "person_role", person=person)),
            worker=workers.get(row["worker"]) if row["worker"] else None,
            clients=tuple((id, " ".join(part for part in names[id] if part)) for id in sorted(names)),
            details=details[-1] if details else {},
            pairs=tuple((one["id"], one) for one in sorted(pairs, key=lambda one: one["start"], reverse=True)),
            coaches=workers,
        )


def pair_view(notebook: Notebook, pair: str, day: date) -> PairView:
    """Return what coach and peer look at together: no client is named of whom the peer may know nothing.

    Args:
        notebook: an open notebook.
        pair: id of the pair.
        day: the day on the wall.

    Raises:
        Refusal: UNKNOWN_RECORD.
    """
    with notebook.writing() as connection:
        row = one_row(connection, "working_pair", pair)
        if row is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record="working_pair")
        write_line(connection, notebook.identity, Act.SHOWN, record="working_pair", id=pair, ground=f"role:{PEER}")
        people = rows_where(connection, "person", id=row["person"])
        events = [one for one in _events(connection, row, day) if standing_on(row, one["day"])]
        clients = _clients_of(connection, [one["id"] for one in events])
        may_know = _may_know(connection, notebook.identity, {id for ids in clients.values() for id in ids}, day)
        details = rows_where(connection, "person_details", person=row["person"])
        return PairView(
            id=pair,
            values=row,
            peer=people[0]["name"] if people else "",
            ahead=tuple(_together(connection, one, clients.get(one["id"], ()), may_know) for one in events),
            may_know=tuple(may_know[id] for id in sorted(may_know, key=lambda id: (may_know[id].given_name, id))),
            tasks=_tasks(connection, row["person"], day),
            tax_card_until=details[-1]["tax_card_until"] if details else None,
            at_office=notebook.identity.role == "office",
        )


def _events(connection: Connection, pair: Row, day: date) -> list[Row]:
    table = RECORD_TYPES["event"].table
    query = (
        select(table)
        .where(
            table.c.removed.is_(False),
            table.c.status == "planned",
            table.c.day >= day,
            table.c.day <= day + AHEAD,
        )
        .order_by(table.c.day, table.c.start, table.c.id)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    return [row for row in found if PEER in (row["present"] or ()) and row["worker"] in (None, pair["worker"])]


def _clients_of(connection: Connection, events: list[str]) -> dict[str, tuple[str, ...]]:
    table = RECORD_TYPES["event_client_part"].table
    stands = stands_within(connection)
    found: dict[str, tuple[str, ...]] = {}
    query = select(table.c.event, table.c.client).where(table.c.event.in_(events), table.c.removed.is_(False))
    for row in connection.execute(query.order_by(table.c.id)) if events else ():
        client = stands.get(row.client, row.client)
        found[row.event] = tuple(dict.fromkeys((*found.get(row.event, ()), client)))
    return found


def _may_know(connection: Connection, identity: Identity, clients: set[str], day: date) -> dict[str, MayKnow]:
    """Return for each client what the peer may know: agreed items that name the peer coach, and nothing in doubt."""
    heard, days = known_on(connection, day), days_of_trust(connection)
    names = names_within(connection, clients)
    found: dict[str, MayKnow] = {}
    for client in sorted(clients):
        consents = read_consents(connection, client)
        write_line(connection, identity, Act.SHOWN, client=client, record="disclosure_item", ground=f"role:{PEER}")
        told = {
            one.item: one
            for employer in sorted(_employers(consents.permissions))
            for one in permitted(consents, employer, day, heard, days)
            if one.verdict is Verdict.TOLD and PEER in _to_whom(one)
        }
        if told and client in names:
            items = tuple(told[item].values for item in sorted(told))
            found[client] = MayKnow(client, names[client][0], items)
    return found


def _employers(permissions: tuple[Permission, ...]) -> set[str]:
    named = (one.values.get("employers") for one in permissions)
    return {"", *(str(id) for ids in named if isinstance(ids, tuple) for id in ids)}


def _to_whom(permission: Permission) -> tuple[str, ...]:
    held = permission.values.get("to_whom")
    return tuple(str(one) for one in held) if isinstance(held, tuple) else ()


def _together(connection: Connection, event: Row, clients: tuple[str, ...], known: Mapping[str, MayKnow]) -> Together:
    employers = rows_where(connection, "employer", id=event["employer"])
    place = employers[0]["name"] if employers else event["place"]
    named = tuple(known[id].given_name for id in clients if id in known)
    return Together(event["day"], event["start"], event["kind"], place or "", named, len(clients) - len(named))


def _tasks(connection: Connection, person: str, day: date) -> tuple[tuple[date, str, int], ...]:
    """Return what the peer did in the month of a day and the one before, as far as this notebook has it."""
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = rows_where(connection, "fee_assignment", person=person)
    held = [row for row in rows if row["status"] == "held" and first <= row["day"] <= day]
    return tuple((row["day"], row["kind"], row["minutes"] or 0) for row in sorted(held, key=lambda row: row["day"]))
