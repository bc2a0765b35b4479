"""Appending to this notebook's own chain: the history alone, without rows or log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, literal_column, select

from store.derived import office_order
from store.history.change import Body, Change, make_change
from store.history.office import SPECIAL
from store.records import SCHEMA
from store.schema import change as change_table
from store.schema import known_chain

if TYPE_CHECKING:
    from store.notebook import Identity

_number = select(known_chain.c.number).where(known_chain.c.id == bindparam("id"))
_tip = (
    select(change_table.c.seq, change_table.c.hash)
    .where(change_table.c.chain == bindparam("chain"))
    .order_by(change_table.c.seq.desc())
    # Written out: SQLite prepares a statement anew for each value of a bound limit, ten times the cost of this query.
    .limit(literal_column("1"))
)
_insert = change_table.insert()
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
        chain = connection.scalar(_number, {"id": identity.chain})
        if chain is None:
            raise LookupError("this notebook has no chain")
        self._chain: int = chain
        tip = connection.execute(_tip, {"chain": chain}).first()
        self._seq: int = tip.seq if tip else 0
        self._hash: str | None = tip.hash if tip else None

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
        change = make_change(
            chain=self._identity.chain,
            seq=self._seq + 1,
            before=self._hash,
            record=record,
            id=id,
            about=about,
            after=after,
            at=at or datetime.now(UTC),
            author=self._identity.worker,
            schema=SCHEMA,
            body=body,
        )
        # What was just written need not be parsed again to be read.
        vars(change)["body"] = body
        result = self._connection.execute(
            _insert,
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
        number = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it
        if record in SPECIAL:
            self._connection.execute(_insert_order, {"number": number})
        self._seq, self._hash = change.header.seq, change.hash
        return change, number


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
