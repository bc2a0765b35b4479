"""Deleting what belongs together, and bringing it back: an event goes with its parts and with what was told there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.held import changes_of
from store.history.change import Change
from store.history.shape import REMOVED
from store.records import RECORD_TYPES, record_type_of
from store.refusal import Reason, Refusal
from store.writing import Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

OF_EVENT = ("event_employer_part", "event_client_part", "told")
"""Record types that belong to an event and make no sense without it."""


@dataclass(frozen=True)
class Deleted:
    """What was deleted at once.

    Attributes:
        records: record type and id of each, the one that was asked for first.
    """

    records: tuple[tuple[str, str], ...]


def delete_together(notebook: Notebook, record: str, id: str, *, knew: tuple[str, ...] | None = None) -> Deleted:
    """Delete a record with what belongs to it, in one transaction.

    An event takes its parts along and what was told there; a client's part what this client's part tells. What was
    deleted before stays out of it, so that it does not come back with the rest.

    Args:
        notebook: an open notebook.
        record: record type.
        id: of the record.
        knew: what the screen had known of this record; None for what stands now.

    Raises:
        Refusal: as ``store.writing.delete``; nothing was deleted.
    """
    at = datetime.now(UTC)
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity, at)
        going = ((record, id), *_belonging(connection, record, id, removed=False))
        for place, (of, one) in enumerate(going):
            writer.set_removed(of, one, True, None if place else knew, "")
    return Deleted(going)


def bring_back(notebook: Notebook, deleted: Deleted) -> None:
    """Bring back together what was deleted together; a consent stays withdrawn until the client gives it anew.

    Args:
        notebook: an open notebook.
        deleted: what ``delete_together`` returned.

    Raises:
        Refusal: as ``store.writing.undelete``; nothing came back.
    """
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        for record, id in deleted.records:
            writer.set_removed(record, id, False, None, "")


def bring_back_with(notebook: Notebook, record: str, id: str) -> Deleted:
    """Bring a record back, with whatever of its event was deleted by the same hand in the same moment.

    Args:
        notebook: an open notebook.
        record: record type.
        id: of the record.

    Returns:
        What came back.

    Raises:
        Refusal: UNKNOWN_RECORD; as ``store.writing.undelete``.
    """
    record_type_of(record)
    with notebook.writing() as connection:
        own = _deletion(connection, id)
        if own is None:
            raise Refusal(Reason.UNKNOWN_RECORD, record=record)
        back = [(record, id)]
        for of, one in _belonging(connection, record, id, removed=True):
            other = _deletion(connection, one)
            if other is not None and _hand(other) == _hand(own):
                back.append((of, one))
        writer = Writer(connection, notebook.identity)
        for of, one in back:
            writer.set_removed(of, one, False, None, "")
    return Deleted(tuple(back))


def _belonging(connection: Connection, record: str, id: str, *, removed: bool) -> tuple[tuple[str, str], ...]:
    """Return what goes with a record: of an event everything, of a client's part what it tells of this client."""
    types: tuple[str, ...]
    if record == "event":
        types, event, client = OF_EVENT, id, None
    elif record == "event_client_part":
        parts = RECORD_TYPES[record].table
        row = connection.execute(select(parts.c.event, parts.c.client).where(parts.c.id == id)).first()
        if row is None:
            return ()
        types, event, client = ("told",), row.event, row.client
    else:
        return ()
    found = []
    for name in types:
        table = RECORD_TYPES[name].table
        query = select(table.c.id).where(table.c.event == event, table.c.removed.is_(removed))
        if client is not None:
            query = query.where(table.c.client == client)
        found += [(name, str(one)) for one in connection.scalars(query.order_by(table.c.id))]
    return tuple(found)


def _deletion(connection: Connection, id: str) -> Change | None:
    """Return the latest change that deleted a record, or None."""
    found = [change for change in changes_of(connection, [id]) if _deletes(change)]
    return max(found, key=lambda one: (one.header.at, one.header.seq), default=None)


def _deletes(change: Change) -> bool:
    body = change.body
    return body is not None and body.set.get(REMOVED) is True


def _hand(change: Change) -> tuple[str, datetime]:
    """Return who deleted, on which laptop and when: it says what belongs together and decides nothing."""
    return change.header.chain, change.header.at


__all__ = ["Deleted", "bring_back", "bring_back_with", "delete_together"]
