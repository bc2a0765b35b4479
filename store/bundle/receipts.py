"""What a receipt says: its values, their form, and how they become tables again (BUNDLE.md, "Receipt")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from store.bundle.fields import Fields

Table: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """What the office holds of one chain: the highest seq without a gap, its hash, and how far it is backed up."""

    chain: str
    seq: int
    hash: str
    backed_up_to: int = 0

    @classmethod
    def read(cls, fields: Fields) -> Held:
        """Read one table `[[held]]`."""
        found = cls(fields.id("chain"), fields.number("seq", 1), fields.hash("hash"), fields.number("backed_up_to"))
        if found.backed_up_to > found.seq:
            raise fields.bad("backed_up_to")
        fields.end()
        return found


@dataclass(frozen=True)
class Waiting:
    """A gap: changes of a chain that have not arrived, while later ones have."""

    chain: str
    first: int
    last: int

    @classmethod
    def read(cls, fields: Fields) -> Waiting:
        """Read one table `[[waiting]]`."""
        found = cls(fields.id("chain"), fields.number("from", 1), fields.number("to", 1))
        if found.last < found.first:
            raise fields.bad("to")
        fields.end()
        return found


@dataclass(frozen=True)
class NotApplied:
    """A change that is kept and not applied, and why (a code)."""

    change: str
    why: str

    @classmethod
    def read(cls, fields: Fields) -> NotApplied:
        """Read one table `[[not_applied]]`."""
        found = cls(fields.text("change", 128), fields.word("why"))
        fields.end()
        return found


@dataclass(frozen=True)
class OpenConflict:
    """A record and the field or group in which values disagree at the office."""

    record: str
    id: str
    unit: str

    @classmethod
    def read(cls, fields: Fields) -> OpenConflict:
        """Read one table `[[conflict]]`."""
        found = cls(fields.word("record"), fields.id("id"), fields.word("unit"))
        fields.end()
        return found


@dataclass(frozen=True)
class Receipt:
    """What the office answers: only what this covers is "at the office".

    Attributes:
        answers: ids of the bundles that it answers.
        office_chain: the office's own chain.
        office_seq: its last seq, so that an older receipt played again is ignored.
        office_hash: the hash of that change, so that an office that went back in time is noticed.
        held: per chain of the recipient, what is held.
        waiting: gaps.
        not_applied: changes kept and not applied.
        conflicts: values that disagree.
    """

    answers: tuple[str, ...]
    office_chain: str
    office_seq: int
    office_hash: str
    held: tuple[Held, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    conflicts: tuple[OpenConflict, ...] = ()

    @classmethod
    def read(cls, fields: Fields) -> Receipt:
        """Read what stands beside the head in a receipt."""
        answers = fields.ids("answers")
        office = fields.table("office_chain")
        found = cls(
            answers,
            office.id("chain"),
            office.number("seq", 1),
            office.hash("hash"),
            tuple(Held.read(each) for each in fields.tables("held")),
            tuple(Waiting.read(each) for each in fields.tables("waiting")),
            tuple(NotApplied.read(each) for each in fields.tables("not_applied")),
            tuple(OpenConflict.read(each) for each in fields.tables("conflict")),
        )
        office.end()
        return found

    def tables(self) -> tuple[Table, list[tuple[str, Table]]]:
        """Return the fields and tables for the head, and the arrays of tables after it."""
        office = {"chain": self.office_chain, "seq": self.office_seq, "hash": self.office_hash}
        waiting = [{"chain": gap.chain, "from": gap.first, "to": gap.last} for gap in self.waiting]
        return {"answers": list(self.answers), "office_chain": office}, [
            *[("held", dict(vars(each))) for each in self.held],
            *[("waiting", each) for each in waiting],
            *[("not_applied", dict(vars(each))) for each in self.not_applied],
            *[("conflict", dict(vars(each))) for each in self.conflicts],
        ]
