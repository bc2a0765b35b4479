"""Open conflicts: where people wrote different things without knowing of each other, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from store.held import read_held
from store.history.state import Live
from store.records import RECORD_TYPES
from store.schema import Identifier
from store.statements import Statement
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

# One question for all types: Today asks it, and a hundred would cost it a frame. As a text, because making the tables
# of all types, which nothing else needs, would take longer than asking.
_of_each = (f"SELECT id FROM {of.table_name} WHERE unsettled" for of in RECORD_TYPES.values())  # noqa: S608 - our names
_unsettled = Statement(text(" UNION ALL ".join(_of_each)).columns(id=Identifier))


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
    ids = [str(id) for (id,) in _unsettled.rows(connection)]
    if not ids:
        return ()
    records = read_held(connection, ids).records
    found = [
        OpenConflict(state.record, state.id, state.client, conflict.unit, conflict.values)
        for state in (records[id] for id in sorted(set(ids)) if id in records)
        for conflict in state.conflicts
    ]
    return tuple(sorted(found, key=lambda one: (one.record, one.client or "", one.id, one.unit)))
