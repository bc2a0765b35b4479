"""The oracle: what was typed, word for word, and what was ordered. It shares no code with the merge.

It knows nothing of parents, heads and hashes but as names that a save returned, and looks at notebooks only through
the public functions for reading.
"""

from __future__ import annotations

from dataclasses import dataclass, field


class Seen(AssertionError):  # noqa: N818 - what the oracle saw, not an error of its own
    """A promise was broken; the text is a short story of how."""


@dataclass(frozen=True)
class Typed:
    """One value that a person saved.

    Attributes:
        word: a word that occurs nowhere else.
        machine: where.
        record: record type.
        id: of the record.
        client: whom it is about.
        field: where it was typed.
        change: name of the change that came of it.
        step: when.
    """

    word: str
    machine: str
    record: str
    id: str
    client: str | None
    field: str
    change: str
    step: int

    def story(self) -> str:
        """Return who saved what."""
        return f"step {self.step}: {self.machine} typed {self.word} as {self.record}.{self.field} of …{self.id[-6:]}"


@dataclass
class Log:
    """Everything that was typed and ordered in one run.

    Attributes:
        typed: every value.
        withdrawals: change name of a withdrawal of everything → client.
        agreements: id of an agreement → names of the withdrawals that its machine held when it was made.
        erased: clients whose erasure was ordered.
        mourned: names of changes that went with a machine and were in no copy of it.
        undone: names of changes of bundles that were undone.
    """

    typed: list[Typed] = field(default_factory=list)
    withdrawals: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, frozenset[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    mourned: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
