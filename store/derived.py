"""Tables of what is worked out from the history, kept so that it need not be worked out at every look.

All of it can be thrown away and made again (``store.writing.rebuild``); none of it is ever exported.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from store.schema import METADATA, Identifier

kept_change = Table(
    "kept_change",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="of the change"),
    Column("id", Identifier, nullable=False, index=True, comment="of its record"),
    Column("why", String(32), nullable=False),
)
"""Changes that are held and not applied, and why; what waits is looked at again when something arrives."""

office_order = Table(
    "office_order",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="of the change"),
)
"""Changes by which the office erases, holds, joins, retracts or decides. Every reading needs them; they are few."""

forked_chain = Table(
    "forked_chain",
    METADATA,
    Column("chain", Integer, primary_key=True, autoincrement=False, comment="number in known_chain"),
)
"""Chains with two meanings: their changes are read as a whole."""

awaited_event = Table(
    "awaited_event",
    METADATA,
    Column("id", Identifier, primary_key=True),
    sqlite_with_rowid=False,
)
"""Events that had not arrived when a part of theirs was written: usually none. Some may have come since."""

search_entry = Table(
    "search_entry",
    METADATA,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False, comment="of a change of the record that was found"),
)
"""What the search index points at. The key grows with the day on which it happened, so the newest is first."""

search_beside = Table(
    "search_beside",
    METADATA,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("words", Text, nullable=False),
)
"""Entries that are not yet folded into the full-text index: never more than a hundred or so."""
