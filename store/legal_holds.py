"""Legal holds: what must not be erased while a complaint or a case goes on; the office places and ends them (law.md).

An erasure that knows of a hold does nothing (``store.history.office``); it travels to the laptops like every order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.erasing_clients import require_client
from store.held import changes_of
from store.keeping_times import holds_on
from store.looked import worker_names
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

_holds = RECORD_TYPES["legal_hold"].table


@dataclass(frozen=True)
class Hold:
    """A hold that stands.

    Attributes:
        id: of its record.
        ground: on what ground, in the person's words.
        at: when it was placed, UTC.
        worker: name of who placed it; empty where it is not known here.
    """

    id: str
    ground: str
    at: datetime
    worker: str


def holds_on_client(notebook: Notebook, client: str) -> tuple[Hold, ...]:
    """Return the holds that stand on a client, the oldest first."""
    with notebook.writing() as connection:
        names = worker_names(connection)
        found = []
        for id in holds_on(connection, client):
            first = min(changes_of(connection, [id]), key=lambda one: (one.header.at, one.name)).header
            ground = connection.scalar(select(_holds.c.ground).where(_holds.c.id == id)) or ""
            found.append(Hold(id, ground, first.at, names.get(first.author, "")))
        write_line(connection, notebook.identity, Act.LISTED, client=client, record="legal_hold")
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def hold(notebook: Notebook, client: str, ground: str) -> None:
    """Place a legal hold: nothing about the client may be erased while it stands.

    Args:
        notebook: of the office.
        client: id.
        ground: on what ground; no name in it.

    Raises:
        Refusal: NOT_ALLOWED at a laptop; UNKNOWN_CLIENT, ERASED_CLIENT; GROUND_MISSING. Nothing was changed.
    """
    stated = " ".join(ground.split())
    if not stated:
        raise Refusal(Reason.GROUND_MISSING)
    with notebook.writing() as connection:
        require_client(connection, client)
        Writer(connection, notebook.identity).save(Entry("legal_hold", {"client": client, "ground": stated}))
        write_line(connection, notebook.identity, Act.CHANGED, client=client, record="legal_hold", ground=stated)


def end_holds(notebook: Notebook, client: str) -> int:
    """End every legal hold on a client; return how many stood.

    Raises:
        Refusal: NOT_ALLOWED at a laptop.
    """
    with notebook.writing() as connection:
        standing = holds_on(connection, client)
        for id in standing:
            Writer(connection, notebook.identity).set_removed("legal_hold", id, True, None, "")
        write_line(connection, notebook.identity, Act.CHANGED, client=client, record="legal_hold", ground="ended")
    return len(standing)


def end_hold(notebook: Notebook, client: str, id: str) -> None:
    """End one legal hold on a client; others that stand still forbid to erase.

    Raises:
        Refusal: NOT_ALLOWED at a laptop; UNKNOWN_RECORD: it does not stand on this client, or not any more.
    """
    with notebook.writing() as connection:
        if id not in holds_on(connection, client):
            raise Refusal(Reason.UNKNOWN_RECORD, record="legal_hold", id=id)
        Writer(connection, notebook.identity).set_removed("legal_hold", id, True, None, "")
        write_line(connection, notebook.identity, Act.CHANGED, client=client, record="legal_hold", ground="ended")
