"""Values of records in words: what a field is called, what it holds, what a record is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

from store.history.change import Scalar, Value
from store.records import RECORD_TYPES, FieldType
from store.records.marks import Cents, Hours, Metres, Minutes, Reference
from tui.language import _, has, word
from tui.language.dates import clock, long_day, money

NameOf = Callable[[str, str], str | None]
"""Finds the name of a record by its type and id; None where it is not here yet."""


def no_names(record: str, id: str) -> None:
    """Know no record's name."""


def label_of(record: str, field: str) -> str:
    """Return what a field is called on the form of a record type."""
    return word("field", record, field) if has(f"field.{record}.{field}") else word("field", field)


def choice_of(field: str, code: str) -> str:
    """Return the words of one choice of a field."""
    return word("choice", field, code)


def say_value(record: str, field: FieldType, value: Value | None, name_of: NameOf = no_names) -> str:
    """Return a value in words of the language chosen now.

    Args:
        record: the record type.
        field: the field.
        value: what it holds.
        name_of: finds the names of other records.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_say(field, element, name_of) for element in value)
    return _say(field, value, name_of)


def _say(field: FieldType, value: Scalar, name_of: NameOf) -> str:
    mark = getattr(field.mark, "element", field.mark)
    if isinstance(mark, Reference):
        return name_of(mark.record, str(value)) or _("reference.not_here")
    if field.choices:
        return choice_of(field.name, str(value))
    if isinstance(value, bool):
        return _("value.yes") if value else _("value.no")
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, int):
        return _say_number(mark, value)
    return value


def _say_number(mark: object, value: int) -> str:
    if isinstance(mark, Metres):
        return _("value.kilometres", amount=f"{value / 1000:.1f}".rstrip("0").rstrip(".").replace(".", ","))
    if isinstance(mark, Hours):
        return _("value.hours", amount=f"{value / 60:.2f}".rstrip("0").rstrip(".").replace(".", ","))
    if isinstance(mark, Minutes):
        return _("value.minutes", amount=value)
    return money(value) if isinstance(mark, Cents) else str(value)


def position_of(values: Mapping[str, Value]) -> str:
    """Return what a contact person is at the employer: the title that was typed, else the role that was chosen.

    Args:
        values: of the contact person.
    """
    role = values.get("role")
    return str(values.get("title") or "").strip() or (choice_of("role", str(role)) if role else "")


def title_of(record: str, values: Mapping[str, Value]) -> str:
    """Return what a record is called in a list: the fields that its declaration names.

    Args:
        record: the record type.
        values: its values.
    """
    declared = RECORD_TYPES[record]
    parts = [say_value(record, declared.fields[name], values.get(name)) for name in declared.declared.title]
    return " ".join(part.split("\n", 1)[0] for part in parts if part) or word("record", record)
