"""Clients whom nobody coaches: who wrote of them is said first, and only a person at the office assigns (USERS 8, 9).

A client whom a coach wrote down has no assignment until the office gives one, and without it no delivery takes the
client's records to any laptop: neither what the office changes nor how it decides a conflict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.laptops import require_office
from store.held import in_parts
from store.history.change import read_header
from store.one_person import joined_groups
from store.records import RECORD_TYPES
from store.schema import change, known_chain
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_client = RECORD_TYPES["client"].table
_assignment = RECORD_TYPES["assignment"].table
_worker = RECORD_TYPES["worker"].table


@dataclass(frozen=True)
class WithoutCoach:
    """A client whom nobody coaches.

    Attributes:
        client: id.
        given_name: of the client.
        family_name: of the client.
        writer: id of the coach who wrote most of the card, or None where no coach who is at work did.
        writer_name: of that coach; empty for none.
    """

    client: str
    given_name: str
    family_name: str
    writer: str | None
    writer_name: str


def without_coach(notebook: Notebook, day: date) -> tuple[WithoutCoach, ...]:
    """Return the clients whom nobody coaches, by name, each with the coach who wrote the card.

    Args:
        notebook: of the office.
        day: the day it is: an assignment that was over before it counts no more; one that begins later does.

    Raises:
        Refusal: OFFICE_ONLY.
    """
    require_office(notebook)
    with notebook.writing() as connection:
        ids = without_coach_within(connection, day)
        writers = _writers(connection, ids)
        found = [
            WithoutCoach(row.id, row.given_name or "", row.family_name or "", *writers.get(row.id, (None, "")))
            for part in in_parts(sorted(ids))
            for row in connection.execute(
                select(_client.c.id, _client.c.given_name, _client.c.family_name).where(_client.c.id.in_(part))
            )
        ]
        for one in found:
            write_line(connection, notebook.identity, Act.LISTED, client=one.client)
        write_line(connection, notebook.identity, Act.LISTED, record="assignment")
    return tuple(sorted(found, key=lambda one: (one.family_name, one.given_name, one.client)))


def without_coach_within(connection: Connection, day: date) -> frozenset[str]:
    """Return their ids inside a transaction that does more; whose service is closed waits for no coach.

    A client who is joined with one who has a coach has that coach too: deliveries bring both cards.
    """
    coached = set(
        connection.scalars(
            select(_assignment.c.client).where(
                _assignment.c.removed.is_(False), _assignment.c.end.is_(None) | (_assignment.c.end >= day)
            )
        )
    )
    open_ones = connection.scalars(
        select(_client.c.id).where(_client.c.removed.is_(False), _client.c.closed.is_(None))
    )
    for whole in joined_groups(connection).values():
        if not coached.isdisjoint(whole):
            coached |= whole
    return frozenset(id for id in open_ones if id not in coached)


def _writers(connection: Connection, ids: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Return for each client the coach at work who wrote most changes of the card, with the name."""
    counted: dict[str, Counter[str]] = {}
    for part in in_parts(sorted(ids)):
        rows = connection.execute(
            select(change.c.id, change.c.header)
            .join(known_chain, known_chain.c.number == change.c.chain)
            .where(change.c.id.in_(part), known_chain.c.role == "coach")
        )
        for row in rows:
            counted.setdefault(row.id, Counter())[read_header(row.header).author] += 1
    at_work = {
        row.id: row.name or ""
        for row in connection.execute(
            select(_worker.c.id, _worker.c.name).where(
                _worker.c.removed.is_(False), _worker.c.active.is_(None) | _worker.c.active.is_(True)
            )
        )
    }
    found = {}
    for client, authors in counted.items():
        here = sorted((-count, author) for author, count in authors.items() if author in at_work)
        if here:
            found[client] = (here[0][1], at_work[here[0][1]])
    return found
