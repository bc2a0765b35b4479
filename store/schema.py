"""The tables that are not records: the history, the use log, and what the notebook keeps for itself.

They stand on the same metadata as the records, so that one migration makes them all. Ids are kept as 16 bytes and
hashes as 32: the notebook may be five times as large as what was typed, and not more.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

from store.packed_header import pack, unpack

METADATA = MetaData()
"""Every table of this program, whichever module declares it."""


class Identifier(TypeDecorator[str]):
    """A UUID: text for the program, 16 bytes on the disk (an id and its index cost 40 bytes less)."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return the bytes of an id."""
        return None if value is None else id_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Return the one spelling of an id."""
        return None if value is None else id_text(value)


class Digest(TypeDecorator[str]):
    """A SHA-256: 64 hex digits for the program, 32 bytes on the disk."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return the bytes of a hash."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Return the hex digits of a hash."""
        return None if value is None else value.hex()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: a ``datetime`` for the program, whole seconds since 1970 on the disk."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the seconds of a moment that names its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class HeaderText(TypeDecorator[str]):
    """A header of a change: its text as written for the program, a third of its bytes on the disk."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return the bytes that stand for a header."""
        return None if value is None else pack(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Return a header as written, byte for byte."""
        return None if value is None else unpack(value)


def id_bytes(text: str) -> bytes:
    """Return an id as 16 bytes."""
    raw = bytes.fromhex(text.replace("-", ""))
    if len(raw) != 16:
        raise ValueError("not an id")
    return raw


def id_text(raw: bytes) -> str:
    """Return 16 bytes as an id."""
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


known_chain = Table(
    "known_chain",
    METADATA,
    Column("number", Integer, primary_key=True, comment="stands for the chain in `change`"),
    Column("id", Identifier, nullable=False, unique=True),
    Column("role", String(16), comment="pinned to its key: coach or office; NULL: nobody vouched for it"),
    Column("key", Text, comment="fingerprint of the key that signs for it"),
    Column(
        "bound", Boolean, nullable=False, default=False, server_default="0", comment="to a later key, by the office"
    ),
)
"""Every chain of which a change is held."""

change = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True, comment="order of arrival in this notebook; means nothing else"),
    Column("chain", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hash", Digest, nullable=False),
    Column("record", String(64), nullable=False),
    Column("id", Identifier, nullable=False),
    Column("client", Identifier, comment="the client it is about, or NULL"),
    Column("header", HeaderText, nullable=False, comment="gives back the text as written, byte for byte"),
    Column("body", Text, comment="as written; NULL once erased or put away"),
    UniqueConstraint("chain", "seq", "hash", name="change_name"),
    Index("change_of_record", "id"),
)
"""The history: the truth from which every row of a record can be made again (DESIGN §4).

A fork keeps two changes of one chain and seq: the hash is part of the name. What is not a column here stands in the
header's text.
"""

Index("change_about_client", change.c.client, sqlite_where=change.c.client.is_not(None))

use_line = Table(
    "use_line",
    METADATA,
    Column("number", Integer, primary_key=True, comment="from 1, without holes"),
    Column("at", Moment, nullable=False),
    Column("worker", Identifier, nullable=False),
    Column("act", String(32), nullable=False),
    Column("client", Identifier),
    Column("record", String(64)),
    Column("id", Identifier),
    Column("ground", Text, nullable=False, default="", server_default=""),
    Column("head", Digest, nullable=False, comment="hash of this line, which names the one before"),
)
"""Who used what, and why. Append-only: two triggers of migration 1 forbid anything else."""

Index("use_line_about_client", use_line.c.client, sqlite_where=use_line.c.client.is_not(None))

draft = Table(
    "draft",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("form", String(64), nullable=False),
    Column("record", Identifier, comment="id of the record that is being edited; NULL for a new one"),
    Column("client", Identifier),
    Column("content", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)
"""Forms that somebody has begun, with the heads that were on the screen when they were opened."""

setting = Table(
    "setting",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What this notebook is and how its worker wants it."""

secret = Table(
    "secret",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""The signing key and the age identity: they live nowhere else."""

trusted_key = Table(
    "trusted_key",
    METADATA,
    Column("fingerprint", String(64), primary_key=True, comment="SHA256:…, as OpenSSH writes it"),
    Column("key", Text, nullable=False, comment="OpenSSH public key line without a comment"),
    Column("recipient", Text, comment="age1…"),
    Column("role", String(16), nullable=False, comment="root, office or coach"),
    Column("principal", String(64), comment="[a-z0-9-], given by the office"),
    Column("language", String(2)),
    Column("trusted_at", Moment, nullable=False),
    Column("cut_off", Text, comment="chain/seq/hash of each of its chains, after which nothing of it counts"),
    Column("text", Text, comment="the card or roster that it came with"),
)
"""Keys pinned at enrolment: no question of trust is asked later."""

correspondent = Table(
    "correspondent",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True, comment="SHA256:… of the laptop's signing key"),
    Column("delivery", Integer, nullable=False, default=0, comment="what its newest bundle says that it knows"),
    Column("settings", Integer, nullable=False, default=0),
    Column("roster", Integer, nullable=False, default=0),
    Column("office_seq", Integer, nullable=False, default=0),
    Column("office_hash", Digest),
    Column("software", String(64), nullable=False, default=""),
    Column("schema", Integer, nullable=False, default=0),
    Column("made_at", Moment, comment="when its newest bundle was made, by its own clock"),
    Column("heard_at", Moment, nullable=False),
)
"""The laptops that the office has heard from, and what they know (BUNDLE.md, `[known]`)."""

delivery = Table(
    "delivery",
    METADATA,
    Column("recipient", String(64), primary_key=True, comment="fingerprint of the laptop's signing key"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("since", Integer, nullable=False),
    Column("settings", Integer, nullable=False),
    Column("roster", Integer, nullable=False),
    Column("sent", LargeBinary, comment="which changes the laptop then has, and whether with their bodies"),
)
"""At the office: the deliveries that were written for each laptop."""

archived_body = Table(
    "archived_body",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="of the change"),
    Column("client", Identifier, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
)
"""On a laptop: what was put away, kept for 14 days in case it was a mistake."""

handed_over = Table(
    "handed_over",
    METADATA,
    Column("bundle", Identifier, primary_key=True),
    Column("chain", Integer, primary_key=True),
    Column("first", Integer, primary_key=True, comment="from this seq"),
    Column("last", Integer, nullable=False, comment="to this seq"),
    Column("at", Moment, nullable=False),
)
"""What was written into a bundle: handed over, and not yet at the office."""

receipt = Table(
    "receipt",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("chain", Integer, primary_key=True),
    Column("last", Integer, nullable=False, comment="highest seq that the office holds without a gap"),
    Column("hash", Digest, nullable=False, comment="hash of that change"),
    Column("backed_up_to", Integer),
    Column("at", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False, default=False, server_default=false(), comment="it went back in time"),
)
"""What the office has signed for: only that is "at the office"."""

refused_file = Table(
    "refused_file",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("digest", Digest, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, comment="NULL where it was too large to keep"),
    Column("detail", Text, nullable=False, default="{}", comment="what the sentence of the reason names, as JSON"),
    Column("sender", String(64), nullable=False, default="", comment="fingerprint of the verified signer"),
    Column("waits", Boolean, nullable=False, default=False, comment="for a person, and is not refused"),
)
"""Files that were refused: kept with the reason, and nothing of them taken in."""

erased_client = Table(
    "erased_client",
    METADATA,
    Column("client", Identifier, primary_key=True),
    Column("change", Text, nullable=False, comment="name of the change that erased"),
    Column("at", Moment, nullable=False),
)
"""Ids that are never used again."""

clear_file = Table(
    "clear_file",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("path", Text, nullable=False, comment="where the user chose; it may name somebody, so it is only here"),
    Column("what", String(32), nullable=False, comment="code of what was written"),
    Column("client", Identifier),
    Column("at", Moment, nullable=False),
    Column("gone_at", Moment, comment="when it was found to be deleted"),
)
"""Files that were written in clear where the user chose: listed until they are deleted (DESIGN 5)."""
