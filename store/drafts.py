"""Drafts: forms that somebody has begun, inside the notebook, with what was on the screen when they were opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from store.identifiers import new_id
from store.refusal import Reason, Refusal
from store.schema import change, draft, erased_client
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_all = select(draft).order_by(draft.c.saved_at.desc(), draft.c.id.desc())
_one = select(draft).where(draft.c.id == bindparam("id"))
_delete = draft.delete().where(draft.c.id == bindparam("gone"))
_insert = draft.insert()
_clients_of = select(change.c.client).where(change.c.id == bindparam("record"))
_erased = select(erased_client.c.client).where(
    or_(erased_client.c.client == bindparam("client"), erased_client.c.client.in_(_clients_of))
)


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

    The use log has one line for a draft, and not one for every second in which it is kept again.

    Raises:
        Refusal: ERASED_CLIENT: a form that was open while its client was erased brings nothing back.
    """
    return keep_drafts(notebook, (kept,))[0]


def keep_drafts(notebook: Notebook, drafts: Iterable[Draft]) -> tuple[str, ...]:
    """Keep the drafts of one form, all or none; return their ids. See `keep_draft`."""
    with notebook.writing() as connection:
        return tuple([_keep(connection, notebook, draft) for draft in drafts])


def _keep(connection: Connection, notebook: Notebook, kept: Draft) -> str:
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
    if connection.scalar(_erased, {"client": kept.client, "record": kept.record}) is not None:
        raise Refusal(Reason.ERASED_CLIENT)
    replaced = connection.execute(_delete, {"gone": id}).rowcount
    connection.execute(_insert, line)
    if not replaced:
        write_line(connection, notebook.identity, Act.ADDED, client=kept.client, record="draft", id=id)
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
        row = connection.execute(_one, {"id": id}).first()
        if row is not None:
            connection.execute(_delete, {"gone": id})
            write_line(connection, notebook.identity, Act.DELETED, client=row.client, record="draft", id=id)


def drafts_about(connection: Connection, clients: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Return what was typed into forms about some clients and not saved; the caller writes the log's line.

    Args:
        connection: an open transaction.
        clients: ids.
    """
    wanted = sorted(clients)
    of_records = select(change.c.id).where(change.c.client.in_(wanted))
    about = draft.c.client.in_(wanted) | draft.c.record.in_(of_records)
    return tuple(dict(_draft(row).values) for row in connection.execute(_all.where(about)))


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
