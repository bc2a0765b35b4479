"""Reading several records by their ids in one look, so that a page takes as few looks as it has record types."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.held import in_parts
from store.identifiers import is_id
from store.reading import Shown, shown_rows
from store.records import record_type_of
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


def read_several(
    notebook: Notebook, record: str, ids: Collection[str], *, client: str | None = None, heads: bool = True
) -> dict[str, Shown]:
    """Return records of one type by their ids, all in one look; what is not here (yet) or was deleted is left out.

    Args:
        notebook: an open notebook.
        record: record type.
        ids: of the records; what is no id is left out.
        client: on whose page they stand, for the use log.
        heads: whether a form may be opened from them; what is only looked at is read faster without.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    record_type = record_type_of(record)
    wanted = sorted({id for id in ids if is_id(id)})
    if not wanted:
        return {}
    table = record_type.table
    found: dict[str, Shown] = {}
    with notebook.writing() as connection:
        for part in in_parts(wanted):
            query = select(table).where(table.c.id.in_(part), table.c.removed.is_(False))
            rows = list(connection.execute(query).mappings())
            found |= {shown.id: shown for shown in shown_rows(connection, record_type, rows, heads=heads)}
        write_line(connection, notebook.identity, Act.LISTED, client=client, record=record)
    return found
