"""What the history must know of a record type: its groups, sets, kind and who may write it.

A shape is made from the record's declaration (store/records); the pure functions here never see a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from store.history.change import Body, Value


class Kind(StrEnum):
    """How a record may live on after it was written."""

    EDITABLE = "editable"
    """Corrected by amendment; the old value stays in the history."""
    APPEND_ONLY = "append_only"
    """Written once and never altered; may be removed with a reason, except where it is a withdrawal."""
    FROZEN = "frozen"
    """Written once; a new version names what it ``replaces``."""


class Consent(StrEnum):
    """What part a record type plays in the question of what may be told (criterion 13, USERS 4)."""

    NONE = "none"
    ITEM = "item"
    AGREEMENT = "agreement"
    WITHDRAWAL = "withdrawal"


class About(StrEnum):
    """How a record finds the client that it is about."""

    NOBODY = "nobody"
    SELF = "self"
    FIELD = "field"
    """The field ``client`` holds the client's id."""


REMOVED = "removed"
"""The field that every editable record has: deleting sets it, undoing unsets it."""


def _all_good(values: Mapping[str, Value]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Shape:
    """A record type as the history sees it.

    Attributes:
        record: name of the record type.
        fields: plain fields that hold one value each (``removed`` is understood).
        groups: name of a group → its fields, which mean something only together and merge as one value.
        sets: fields that merge element by element.
        kind: how it lives on.
        consent: its part in consents.
        about: how its client is found.
        written_by: roles of a chain ("coach", "office") that may write it.
        schema: version of the declarations that this program knows.
        validate: names of the fields (or rules) that fail, for whole merged values; empty when good. Pure.
        upcasts: schema n → a pure function from a body of schema n to one of n + 1.
    """

    record: str
    fields: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sets: frozenset[str] = frozenset()
    kind: Kind = Kind.EDITABLE
    consent: Consent = Consent.NONE
    about: About = About.NOBODY
    written_by: frozenset[str] = frozenset({"coach", "office"})
    schema: int = 1
    validate: Callable[[Mapping[str, Value]], tuple[str, ...]] = _all_good
    upcasts: Mapping[int, Callable[[Body], Body]] = field(default_factory=dict)

    def unit_of(self, name: str) -> str | None:
        """Return the unit that a field merges in: its group, itself, or None for an unknown field."""
        for group, members in self.groups.items():
            if name in members:
                return group
        return name if name == REMOVED or name in self.fields else None
