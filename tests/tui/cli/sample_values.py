"""A record of any type, made from its declaration alone: so a new type is driven through the commands too."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from store.identifiers import new_id
from store.records import RecordType
from store.records.marks import (
    Choice,
    Clock,
    Day,
    Flag,
    Line,
    Mark,
    Phone,
    PlaceKey,
    Prose,
    Reference,
    Several,
    Whole,
)

DAY = date(2026, 11, 24)


def sample(mark: Mark) -> Any:
    """Return a value that a mark allows."""
    match mark:
        case Several():
            return [sample(mark.element)]
        case Choice():
            return mark.values[0]
        case Day():
            return DAY
        case Clock():
            return time(9, 30)
        case Whole():
            return mark.low + 1
        case Flag():
            return True
        case Reference():
            return new_id()
        case Phone():
            return "000 123 456"
        case PlaceKey():
            return "a1"
        case Line() | Prose():
            return "Harjoituskirjaus äö"
    raise TypeError(type(mark).__name__)


def whole_record(record_type: RecordType) -> dict[str, Any]:
    """Return a value for every field of a record type but those that end something or replace a version."""
    return {
        name: sample(field.mark)
        for name, field in record_type.fields.items()
        if name not in ("replaces", "closed", "closed_reason")
    }
