"""What each kind of bundle says: plain values, their form, and how they become tables again (BUNDLE.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from store.bundle.fields import Fields, without_none
from store.bundle.kinds import Kind
from store.bundle.receipts import Receipt

Table: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Head:
    """What every bundle begins with.

    Attributes:
        kind: what it is.
        practice: whether a practice notebook made it.
        id: UUIDv7 of the file.
        made_at: when it was made, UTC.
        sender: fingerprint of the key that signs.
        recipient: fingerprint of the key it is for; None where the kind is for anybody (card, roster), and in
            practice changes that no office was trusted for.
        part: number of this part, from 1.
        parts: how many there are.
        schema: version of the record declarations.
        software: what wrote it.
        office: the controller's own id; empty while it is unknown.
        service: the service task; empty while it is unknown.
    """

    kind: Kind
    practice: bool
    id: str
    made_at: datetime
    sender: str
    recipient: str | None = None
    part: int = 1
    parts: int = 1
    schema: int = 1
    software: str = ""
    office: str = ""
    service: str = ""


@dataclass(frozen=True)
class Known:
    """Laptop to office: what it has taken in, so that nothing waits for a lost stick."""

    delivery: int = 0
    settings: int = 0
    roster: int = 0
    office_seq: int = 0
    office_hash: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Known:
        """Read the table `[known]`."""
        known = cls(
            fields.number("delivery"),
            fields.number("settings"),
            fields.number("roster"),
            fields.number("office_seq"),
            fields.hash("office_hash") if "office_hash" in fields else None,
        )
        if (known.office_hash is None) != (known.office_seq == 0):
            raise fields.bad("office_hash")
        fields.end()
        return known

    def table(self) -> Table:
        """Return the table `[known]`."""
        return without_none(vars(self))


@dataclass(frozen=True)
class Delivery:
    """Office to laptop: the number of this delivery and the versions that it carries.

    Attributes:
        number: of this delivery.
        settings: version of the office's settings.
        roster: number of the office's roster.
        since: the delivery on which it builds; 0 carries everything. Who does not have that one has not all.
    """

    number: int
    settings: int
    roster: int
    since: int = 0

    @classmethod
    def read(cls, fields: Fields) -> Delivery:
        """Read the table `[delivery]`."""
        found = cls(
            fields.number("number", 1), fields.number("settings"), fields.number("roster", 1), fields.number("since")
        )
        if found.since >= found.number:
            raise fields.bad("since")
        fields.end()
        return found

    def table(self) -> Table:
        """Return the table `[delivery]`."""
        return dict(vars(self))


@dataclass(frozen=True)
class Range:
    """A whole range of one chain: every change from `first` through `last` is in the file."""

    chain: str
    first: int
    last: int
    before: str | None

    @classmethod
    def read(cls, fields: Fields) -> Range:
        """Read one table `[[range]]`."""
        chain, first, last = fields.id("chain"), fields.number("from", 1), fields.number("to", 1)
        before = fields.hash("before") if "before" in fields else None
        if last < first:
            raise fields.bad("to")
        if (before is None) != (first == 1):
            raise fields.bad("before")
        fields.end()
        return cls(chain, first, last, before)

    def table(self) -> Table:
        """Return the table `[[range]]`."""
        return without_none({"chain": self.chain, "from": self.first, "to": self.last, "before": self.before})


@dataclass(frozen=True)
class UseRange:
    """The lines of the use log in this file: their numbers, and the hashes before the first and at the last."""

    first: int
    last: int
    before: str | None
    head: str

    @classmethod
    def read(cls, fields: Fields) -> UseRange:
        """Read the table `[use]`."""
        first, last = fields.number("from", 1), fields.number("to", 1)
        before = fields.hash("before") if "before" in fields else None
        head = fields.hash("head")
        if last < first:
            raise fields.bad("to")
        if (before is None) != (first == 1):
            raise fields.bad("before")
        fields.end()
        return cls(first, last, before, head)

    def table(self) -> Table:
        """Return the table `[use]`."""
        return without_none({"from": self.first, "to": self.last, "before": self.before, "head": self.head})


@dataclass(frozen=True)
class Card:
    """Who somebody is: keys and a language, and nothing else; an office's card brings its root and roster too.

    Attributes:
        key: the signing key as an OpenSSH line.
        recipient: `age1…`, to seal to.
        language: of the word list in which the six words are said: fi, en or sv.
        root: the root's key as an OpenSSH line; None on a laptop's card.
        root_recipient: the root's `age1…`, to which recovery slots are sealed.
        roster: the whole signed roster file as one text.
    """

    key: str
    recipient: str
    language: str
    root: str | None = None
    root_recipient: str | None = None
    roster: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Card:
        """Read what stands beside the head in a card."""
        card = fields.table("card")
        key, recipient, language = card.text("key", 128), card.text("recipient", 128), card.word("language")
        card.end()
        if language not in ("fi", "en", "sv"):
            raise fields.bad("card.language")
        if "root" not in fields:
            return cls(key, recipient, language)
        root = fields.table("root")
        found = cls(key, recipient, language, root.text("key", 128), root.text("recipient", 128), root.text("roster"))
        root.end()
        return found

    def tables(self) -> tuple[Table, list[tuple[str, Table]]]:
        """Return the fields and tables for the head, and the arrays of tables after it."""
        tables: Table = {"card": {"key": self.key, "recipient": self.recipient, "language": self.language}}
        if self.root is not None:
            tables["root"] = {"key": self.root, "recipient": self.root_recipient, "roster": self.roster}
        return tables, []


@dataclass(frozen=True)
class OfficeKey:
    """One office identity: its keys, its chain, and its last seq once it no longer lives."""

    key: str
    recipient: str
    chain: str
    last_seq: int | None = None

    @classmethod
    def read(cls, fields: Fields) -> OfficeKey:
        """Read one table `[[identity]]`."""
        found = cls(
            fields.text("key", 128),
            fields.text("recipient", 128),
            fields.id("chain"),
            fields.number("last_seq") if "last_seq" in fields else None,
        )
        fields.end()
        return found


@dataclass(frozen=True)
class Roster:
    """The root's numbered list of office identities; exactly one, the last, is living.

    Attributes:
        number: from 1; a laptop never takes a lower one.
        root: the root's signing key as an OpenSSH line.
        root_recipient: the root's `age1…`.
        identities: oldest first.
    """

    number: int
    root: str
    root_recipient: str
    identities: tuple[OfficeKey, ...]

    @property
    def living(self) -> OfficeKey:
        """The one identity that signs and is sealed to now."""
        return self.identities[-1]

    @classmethod
    def read(cls, fields: Fields) -> Roster:
        """Read what stands beside the head in a roster."""
        number = fields.number("number", 1)
        root = fields.table("root")
        found = cls(
            number,
            root.text("key", 128),
            root.text("recipient", 128),
            tuple(OfficeKey.read(each) for each in fields.tables("identity")),
        )
        root.end()
        if [each.last_seq is None for each in found.identities] != [False] * (len(found.identities) - 1) + [True]:
            raise fields.bad("identity")
        return found

    def tables(self) -> tuple[Table, list[tuple[str, Table]]]:
        """Return the fields and tables for the head, and the arrays of tables after it."""
        root = {"key": self.root, "recipient": self.root_recipient}
        return {"number": self.number, "root": root}, [
            ("identity", without_none(vars(each))) for each in self.identities
        ]


@dataclass(frozen=True)
class Recovery:
    """What a recovery slot holds: whose it is, and the notebook's key.

    Attributes:
        notebook: id of the notebook.
        key: fingerprint of its signing key.
        database_key: the 32 bytes that open the database.
    """

    notebook: str
    key: str
    database_key: bytes

    @classmethod
    def read(cls, fields: Fields) -> Recovery:
        """Read what stands beside the head in a recovery slot."""
        slot = fields.table("slot")
        found = cls(slot.id("notebook"), slot.fingerprint("key"), bytes.fromhex(slot.hash("database_key")))
        slot.end()
        return found

    def tables(self) -> tuple[Table, list[tuple[str, Table]]]:
        """Return the fields and tables for the head, and the arrays of tables after it."""
        slot = {"notebook": self.notebook, "key": self.key, "database_key": self.database_key.hex()}
        return {"slot": slot}, []


@dataclass(frozen=True)
class Erased:
    """A client who was erased.

    Attributes:
        client: id; it is never used again.
        change: name of the change that erased.
        at: when that change was made, UTC.
    """

    client: str
    change: str
    at: datetime

    @classmethod
    def read(cls, fields: Fields) -> Erased:
        """Read one table `[[erased]]`."""
        found = cls(fields.id("client"), fields.text("change", 128), fields.moment("at"))
        fields.end()
        return found


@dataclass(frozen=True)
class Erasures:
    """Who was erased, ids only; what a restore applies before it opens.

    Attributes:
        erased: by id.
    """

    erased: tuple[Erased, ...]

    @classmethod
    def read(cls, fields: Fields) -> Erasures:
        """Read what stands beside the head in an erasure list."""
        return cls(tuple(Erased.read(each) for each in fields.tables("erased")))

    def tables(self) -> tuple[Table, list[tuple[str, Table]]]:
        """Return the fields and tables for the head, and the arrays of tables after it."""
        return {}, [("erased", dict(vars(each))) for each in self.erased]


Content: TypeAlias = "Receipt | Card | Roster | Erasures | Recovery"
READERS: dict[Kind, type[Receipt] | type[Card] | type[Roster] | type[Erasures] | type[Recovery]] = {
    Kind.RECEIPT: Receipt,
    Kind.CARD: Card,
    Kind.ROSTER: Roster,
    Kind.ERASURES: Erasures,
    Kind.RECOVERY: Recovery,
}
