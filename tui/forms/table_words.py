"""What a table of people, employers, places, fees or hours calls its columns, and what is said of a bad row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.forms.hours_faults import FAULTS
from tui.language import LANGUAGES, has, word
from tui.language.catalogue import read_catalogue

if TYPE_CHECKING:
    from store.csv_in import BadRow

RECORDS = {"people": "client", "employers": "employer", "places": "activity_place", "fees": "fee_assignment"}
"""What is imported → its record type."""

OF_MODELS = frozenset({"activity_place", "fee_assignment"})
"""Record types whose headings are the labels of their form."""

HEADINGS = {
    "given_name": "heading.given_name",
    "family_name": "heading.family_name",
    "nickname": "heading.nickname",
    "customer_number": "heading.customer_number",
    "municipality": "heading.municipality",
    "phone": "heading.phone",
    "service_language": "heading.service_language",
    "entry": "heading.entry",
    "referral_source": "heading.referral_source",
    "goals": "heading.goals",
    "name": "heading.name",
    "business_id": "heading.business_id",
    "sector": "heading.sector",
    "street_address": "heading.street_address",
    "email": "heading.email",
    "website": "heading.website",
    "notes": "heading.notes",
}
"""Field → key of the further headings that mean it, with a bar between them."""

REASONS = {
    "missing": "bad_row.missing",
    "not_allowed": "bad_row.not_allowed",
    "unknown_choice": "bad_row.unknown_choice",
    "not_a_day": "bad_row.not_a_day",
    "not_a_number": "bad_row.not_a_number",
    "not_a_truth": "bad_row.not_a_truth",
    "not_a_time": "bad_row.not_a_time",
    "too_many_cells": "bad_row.too_many_cells",
    "unknown_name": "bad_row.unknown_name",
    "several_names": "bad_row.several_names",
    "unknown_person": "bad_row.unknown_person",
    "several_person": "bad_row.several_person",
    "unknown_place": "bad_row.unknown_place",
    "several_place": "bad_row.several_place",
    **FAULTS,
}
"""Code of what is wrong with a row → key of its words."""


HOURS = {
    "person": "hours_column.person",
    "day": "hours_column.day",
    "presence": "hours_column.presence",
    "hours": "hours_column.hours",
    "came": "hours_column.came",
    "went": "hours_column.went",
    "place": "hours_column.place",
    "task": "hours_column.task",
    "recorded_by": "hours_column.recorded_by",
}
"""Column → key of its headings, with a bar between them."""


def synonyms(record: str = "client") -> Mapping[str, str]:
    """Return heading → field, and word of a choice → code, in every language at once: a table may come from anywhere.

    Args:
        record: record type, whose labels and choices count too.
    """
    known: dict[str, str] = _of_record(record) if record in OF_MODELS else {}
    for language in LANGUAGES:
        entries = read_catalogue(language).entries
        for field, key in HEADINGS.items():
            for source in (f"field.{field}", f"field.employer.{field}", f"field.client.{field}", key):
                words = entries.get(source)
                if isinstance(words, str):
                    known |= {heading.strip().lower(): field for heading in words.split("|")}
    return known


def _of_record(record: str) -> dict[str, str]:
    """Return the labels of a record type's fields, and the words of their choices."""
    from store.records import RECORD_TYPES

    known: dict[str, str] = {}
    for language in LANGUAGES:
        entries = read_catalogue(language).entries
        for name, field in RECORD_TYPES[record].fields.items():
            for key in (f"field.{record}.{name}", f"field.{name}"):
                words = entries.get(key)
                if isinstance(words, str):
                    known.setdefault(words.strip().lower(), name)
            for code in field.choices:
                words = entries.get(f"choice.{name}.{code}")
                if isinstance(words, str):
                    known.setdefault(f"{name}={words.strip().lower()}", code)
    return known


def hours_headings() -> dict[str, str]:
    """Return heading → column, and word of a presence → code, in every language at once."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        entries = read_catalogue(language).entries
        for column, key in HOURS.items():
            words = entries.get(key)
            if isinstance(words, str):
                known |= {heading.strip().lower(): column for heading in words.split("|")}
        for key, words in entries.items():
            if key.startswith("choice.work_presence.") and isinstance(words, str):
                known[f"presence.{words.lower()}"] = key.rsplit(".", maxsplit=1)[-1]
    return known


def what_said(row: BadRow) -> str:
    """Return which field or rule of a row fails, and why."""
    why = word(*REASONS[row.reason].split("."))
    if not row.field:
        return why
    if has(f"rule.{row.field}"):
        return word("rule", row.field)
    return f"{word('field', row.field)}: {why}"
