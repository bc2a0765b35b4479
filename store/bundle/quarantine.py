"""Quarantine: files that were refused, kept inside the notebook with the reason, until a person decides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from store.bundle.intake import File
from store.bundle.outcomes import KeptChange, RefusedFile
from store.derived import kept_change
from store.held import held_change
from store.history.reading import Why
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import refused_file
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

ROOM = 128 * 1024 * 1024
"""Bytes of files that are kept; of what comes when it is full, only the reason is."""

WAITING = frozenset({Reason.FLOOD, Reason.KEY_CUT_OFF})
"""Nothing is wrong with the file: a person must want it."""

_NOT_SHOWN = (Why.ERASED.value, Why.PUT_AWAY.value)
_listed = select(
    refused_file.c.number,
    refused_file.c.at,
    refused_file.c.reason,
    refused_file.c.detail,
    refused_file.c.sender,
    refused_file.c.size,
    refused_file.c.waits,
    refused_file.c.content.is_not(None).label("kept"),
)


def keep_file(connection: Connection, file: File, refusal: Refusal, sender: str) -> int:
    """Keep a refused file and return its number; the same file again keeps its number.

    Args:
        connection: from a writing transaction.
        file: what came.
        refusal: why it was refused.
        sender: fingerprint of the verified signer; empty where nothing was verified.
    """
    data, digest = file.data, file.digest
    said: dict[str, Any] = {
        "at": datetime.now(UTC),
        "reason": refusal.reason.value,
        "detail": json.dumps(refusal.values),
        "sender": sender,
        "waits": refusal.reason in WAITING,
    }
    number = connection.scalar(select(refused_file.c.number).where(refused_file.c.digest == digest))
    if number is not None:
        connection.execute(refused_file.update().where(refused_file.c.number == number), said)
        return int(number)
    used = connection.scalar(select(func.sum(func.length(refused_file.c.content)))) or 0
    content = data if data is not None and used + file.size <= ROOM else None
    result = connection.execute(
        refused_file.insert(), {**said, "digest": digest, "size": file.size, "content": content}
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it


def content_of(connection: Connection, number: int) -> bytes:
    """Return a file that is kept.

    Raises:
        Refusal: UNKNOWN_BUNDLE: there is none of that number, or it was too large to keep.
    """
    content = connection.scalar(select(refused_file.c.content).where(refused_file.c.number == number))
    if content is None:
        raise Refusal(Reason.UNKNOWN_BUNDLE, number=number)
    return bytes(content)


def numbers_kept(connection: Connection, numbers: Sequence[int] | None) -> tuple[int, ...]:
    """Return the numbers asked for, the oldest first; those of all files that are kept when None."""
    if numbers is not None:
        return tuple(sorted(set(numbers)))
    query = select(refused_file.c.number).where(refused_file.c.content.is_not(None))
    return tuple(connection.scalars(query.order_by(refused_file.c.number)))


def numbers_refused_for(connection: Connection, reasons: Iterable[Reason]) -> tuple[int, ...]:
    """Return the numbers of the files that were refused for one of some reasons."""
    wanted = [reason.value for reason in reasons]
    query = select(refused_file.c.number).where(
        refused_file.c.reason.in_(wanted), refused_file.c.content.is_not(None)
    )
    return tuple(connection.scalars(query.order_by(refused_file.c.number)))


def let_go(connection: Connection, digest: str) -> None:
    """Take a file out of quarantine, because it has been taken in."""
    connection.execute(refused_file.delete().where(refused_file.c.digest == digest))


def count_of(connection: Connection) -> int:
    """Return how many files are in quarantine."""
    return connection.scalar(select(func.count()).select_from(refused_file)) or 0


def list_files(notebook: Notebook) -> tuple[RefusedFile, ...]:
    """See `store.bundle.refused_files`."""
    with notebook.reading() as connection:
        rows = connection.execute(_listed.order_by(refused_file.c.number.desc())).all()
    return tuple(
        RefusedFile(
            number=row.number,
            at=row.at,
            reason=Reason(row.reason),
            values=json.loads(row.detail),
            sender=row.sender,
            size=row.size,
            kept=bool(row.kept),
            waits=row.waits,
        )
        for row in rows
    )


def discard_file(notebook: Notebook, number: int) -> None:
    """See `store.bundle.discard`."""
    with notebook.writing() as connection:
        gone = connection.execute(refused_file.delete().where(refused_file.c.number == number))
        if gone.rowcount == 0:
            raise Refusal(Reason.UNKNOWN_BUNDLE, number=number)
        write_line(connection, notebook.identity, Act.DELETED, ground=f"quarantine-{number}")


def list_kept_changes(notebook: Notebook) -> tuple[KeptChange, ...]:
    """See `store.bundle.kept_changes`."""
    query = (
        select(kept_change.c.why, change_table.c.header)
        .join(change_table, change_table.c.number == kept_change.c.number)
        .where(kept_change.c.why.not_in(_NOT_SHOWN))
        .order_by(change_table.c.number)
    )
    with notebook.writing() as connection:
        rows = connection.execute(query).all()
        write_line(connection, notebook.identity, Act.LISTED)
    found = []
    for row in rows:
        change = held_change(row.header, None)
        header = change.header
        client = header.about[0] if header.about else None
        found.append(
            KeptChange(change.name, header.record, header.id, client, Why(row.why), header.at, header.author)
        )
    return tuple(found)
