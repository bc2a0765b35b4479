"""Appending to this notebook's own chain: the history alone, without rows or log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select

from store.change_texts import body_text, new_change
from store.derived import office_order
from store.history.change import Body, Change, Header, digest_of
from store.history.office import SPECIAL
from store.records import SCHEMA
from store.schema import change as change_table
from store.schema import known_chain
from store.statements import Statement

if TYPE_CHECKING:
    from store.notebook import Identity

_number = Statement(select(known_chain.c.number).where(known_chain.c.id == bindparam("id")))
_tip = Statement(
    select(change_table.c.seq, change_table.c.hash)
    .where(change_table.c.chain == bindparam("chain"))
    .order_by(change_table.c.seq.desc())
)
_insert = Statement(
    change_table.insert(), [column.name for column in change_table.columns if column is not change_table.c.number]
)
_known_numbers: WeakKeyDictionary[Engine, dict[str, int]] = WeakKeyDictionary()
"""Open notebook → its chain → the chain's number."""
_insert_order = office_order.insert()


class Pen:
    """Writes changes, one after another, on the chain of this notebook, inside one transaction.

    Args:
        connection: from ``Notebook.writing()``.
        identity: whose chain it is.
    """

    def __init__(self, connection: Connection, identity: Identity) -> None:
        self._connection = connection
        self._identity = identity
        self._chain = _number_of(connection, identity.chain)
        tip = _tip.first(connection, {"chain": self._chain})
        self._seq: int = tip[0] if tip else 0
        self._hash: str | None = tip[1] if tip else None

    def write(
        self,
        *,
        record: str,
        id: str,
        about: Sequence[str],
        after: Sequence[str],
        body: Body,
        at: datetime | None = None,
    ) -> tuple[Change, int]:
        """Append a change; return it and its number in this notebook.

        Args:
            record: record type.
            id: of the record.
            about: the client it is about, or nobody.
            after: names of the parents.
            body: what was typed.
            at: when; now when None.
        """
        text = body_text(body)
        header = Header(
            chain=self._identity.chain,
            seq=self._seq + 1,
            before=self._hash,
            record=record,
            id=id,
            about=tuple(about),
            after=tuple(after),
            at=(at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
            author=self._identity.worker,
            schema=SCHEMA,
            digest=digest_of(text),
        )
        change = new_change(header, body, text)
        number = _insert.write(
            self._connection,
            {
                "chain": self._chain,
                "seq": change.header.seq,
                "hash": change.hash,
                "record": record,
                "id": id,
                "client": about[0] if about else None,
                "header": change.header_text,
                "body": change.body_text,
            },
        )
        if record in SPECIAL:
            self._connection.execute(_insert_order, {"number": number})
        self._seq, self._hash = change.header.seq, change.hash
        return change, number


def _number_of(connection: Connection, chain: str) -> int:
    """Return the number that stands for a chain in this notebook; it never changes, and is looked up once."""
    known = _known_numbers.setdefault(connection.engine, {})
    if chain not in known:
        found = _number.first(connection, {"id": chain})
        if found is None:
            raise LookupError("this notebook has no chain")
        known[chain] = found[0]
    return known[chain]


def append_change(
    connection: Connection,
    identity: Identity,
    *,
    record: str,
    id: str,
    about: Sequence[str],
    after: Sequence[str],
    body: Body,
    at: datetime | None = None,
) -> Change:
    """Append one change to the chain of this notebook; see ``Pen.write``. Rows follow with ``rebuild``."""
    pen = Pen(connection, identity)
    return pen.write(record=record, id=id, about=about, after=after, body=body, at=at)[0]
