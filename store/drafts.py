"""Drafts: forms that somebody has begun, inside the notebook, with what was on the screen when they were opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, select

from store.identifiers import new_id
from store.schema import draft
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_all = select(draft).order_by(draft.c.saved_at.desc(), draft.c.id.desc())
_one = select(draft).where(draft.c.id == bindparam("id"))
_delete = draft.delete().where(draft.c.id == bindparam("gone"))
_insert = draft.insert()


@dataclass(frozen=True)
class Draft:
    """A form that was begun.

    Attributes:
        form: which form (its code).
        values: text as it was typed, field by field, checked by nobody; a list where a field has several.
        id: of the draft; None for one that was never kept.
        record: id of the record that is edited; None for a new one.
        client: id of the client it is about; an erasure reaches it.
        knew: heads that were on the screen when the form was opened.
        saved_at: when it was kept, UTC.
    """

    form: str
    values: Mapping[str, Any]
    id: str | None = None
    record: str | None = None
    client: str | None = None
    knew: tuple[str, ...] = ()
    saved_at: datetime | None = None


def keep_draft(notebook: Notebook, kept: Draft) -> str:
    """Keep a draft, replacing the one of the same id; return its id. It is on the disk when this returns.

    No line goes into the use log: it is kept every second, and what it becomes is logged when it is saved.
    """
    id = kept.id or new_id()
    content = json.dumps({"values": dict(kept.values), "knew": list(kept.knew)}, ensure_ascii=False)
    line = {
        "id": id,
        "form": kept.form,
        "record": kept.record,
        "client": kept.client,
        "content": content,
        "saved_at": datetime.now(UTC),
    }
    with notebook.writing() as connection:
        connection.execute(_delete, {"gone": id})
        connection.execute(_insert, line)
    return id


def find_draft(notebook: Notebook, id: str) -> Draft | None:
    """Return a draft, or None where there is none of that id."""
    with notebook.writing() as connection:
        row = connection.execute(_one, {"id": id}).first()
        if row is None:
            return None
        write_line(connection, notebook.identity, Act.SHOWN, client=row.client, record="draft", id=id)
        return _draft(row)


def list_drafts(notebook: Notebook) -> list[Draft]:
    """Return all drafts, the last kept first: what the start offers to recover."""
    with notebook.writing() as connection:
        found = [_draft(row) for row in connection.execute(_all)]
        if found:
            write_line(connection, notebook.identity, Act.LISTED, record="draft")
        return found


def discard_draft(notebook: Notebook, id: str) -> None:
    """Let go of a draft: it was saved, or the person chose to discard it."""
    with notebook.writing() as connection:
        connection.execute(_delete, {"gone": id})


def _draft(row: Row[Any]) -> Draft:
    content = json.loads(row.content)
    return Draft(
        form=row.form,
        values=content["values"],
        id=row.id,
        record=row.record,
        client=row.client,
        knew=tuple(content["knew"]),
        saved_at=row.saved_at,
    )
