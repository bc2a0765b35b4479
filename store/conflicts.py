"""Open conflicts: where people wrote different things without knowing of each other, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.held import read_held
from store.history.state import Live
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


@dataclass(frozen=True)
class OpenConflict:
    """One field or group in which values disagree.

    Attributes:
        record: record type.
        id: of the record.
        client: the client it is about, or None.
        unit: field or group, or "removed".
        values: the values that stand side by side, with who and when.
    """

    record: str
    id: str
    client: str | None
    unit: str
    values: tuple[Live, ...]


def open_conflicts(notebook: Notebook) -> tuple[OpenConflict, ...]:
    """Return all open conflicts of this notebook, by record type, client and id.

    Args:
        notebook: an open notebook.
    """
    with notebook.writing() as connection:
        found = disputes_within(connection)
        for client in sorted({one.client for one in found if one.client is not None}):
            write_line(connection, notebook.identity, Act.LISTED, client=client)
        write_line(connection, notebook.identity, Act.LISTED)
    return found


def disputes_within(connection: Connection) -> tuple[OpenConflict, ...]:
    """Return all open conflicts, inside a transaction that does more; see `open_conflicts`. Nothing is logged."""
    ids: list[str] = []
    for record_type in RECORD_TYPES.values():
        table = record_type.table
        ids += connection.scalars(select(table.c.id).where(table.c.unsettled.is_(True)))
    if not ids:
        return ()
    records = read_held(connection, ids).records
    found = [
        OpenConflict(state.record, state.id, state.client, conflict.unit, conflict.values)
        for state in (records[id] for id in sorted(set(ids)) if id in records)
        for conflict in state.conflicts
    ]
    return tuple(sorted(found, key=lambda one: (one.record, one.client or "", one.id, one.unit)))
