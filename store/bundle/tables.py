"""Tables of what came and went by bundle: what came by which file, whose use logs, what the office said."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from store.schema import METADATA, Digest, Identifier, Moment

received_log = Table(
    "received_log",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True, comment="SHA256:… of the laptop's signing key"),
)
"""Whose use logs the office holds."""

received_bundle = Table(
    "received_bundle",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("bundle", Identifier, nullable=False),
    Column("digest", Digest, nullable=False, index=True, comment="of the file as it came"),
    Column("kind", String(16), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("delivery", Integer, comment="number of the delivery that it is a part of"),
    Column("at", Moment, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changes", Integer, nullable=False, comment="how many it carried"),
    Column("new_changes", Integer, nullable=False),
    Column("retraction", Identifier, comment="record that undid it; it may have been taken back since"),
    Index("received_bundle_of_file", "bundle"),
)
"""Files that were taken in."""

received_range = Table(
    "received_range",
    METADATA,
    Column("bundle", Integer, primary_key=True, comment="number in received_bundle"),
    Column("chain", Integer, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("hash", Digest, primary_key=True, comment="of the last change"),
    Column("last", Integer, nullable=False),
)
"""Which changes came by which bundle that were not here before: what undoing it retracts."""

received_use = Table(
    "received_use",
    METADATA,
    Column("log", Integer, primary_key=True, autoincrement=False, comment="number in received_log"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("worker", Identifier, nullable=False),
    Column("act", String(32), nullable=False),
    Column("client", Identifier),
    Column("record", String(64)),
    Column("id", Identifier),
    Column("ground", Text, nullable=False, default=""),
    Column("before", Digest, comment="hash of the line before, as the line names it"),
    Column("head", Digest, primary_key=True, comment="of a line that was rewritten both are kept"),
)
"""The laptops' use logs, as they came: never altered, never deleted, untouched by erasure."""

Index("received_use_about_client", received_use.c.client, sqlite_where=received_use.c.client.is_not(None))

written_bundle = Table(
    "written_bundle",
    METADATA,
    Column("bundle", Identifier, primary_key=True),
    Column("digest", Digest, nullable=False, index=True, comment="of the file as written"),
    Column("kind", String(16), nullable=False),
    Column("recipient", String(64), nullable=False, default="", comment="fingerprint of the key that it is for"),
    Column("at", Moment, nullable=False),
    Column("office_seq", Integer, nullable=False, default=0, comment="what we knew of the office's chain then"),
    Column("first_use", Integer, nullable=False, default=1),
    Column("last_use", Integer, nullable=False, default=0),
    Column("answered", Boolean, nullable=False, default=False, comment="a receipt that counts answers it"),
)
"""Files that this notebook wrote: they are not read again, and a receipt that answers one is later than it."""

office_remark = Table(
    "office_remark",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False, comment="waiting, not_applied or conflict"),
    Column("subject", Text, nullable=False, comment="chain, name of a change, or record/id"),
    Column("detail", Text, nullable=False, comment="first-last, why, or the field or group"),
)
"""What the newest receipt says beside what the office holds."""

alarm = Table(
    "alarm",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("warned", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("settled_at", Moment),
)
"""What no program can put right, until a person has looked into it."""
