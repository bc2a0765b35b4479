"""``reppu import``: people, employers, places and fees from a table, so that nobody types them twice (USERS 11)."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.answers import answer, say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.hours_faults import FAULTS
from tui.language import LANGUAGES, _, has, plural, word
from tui.language.catalogue import read_catalogue

if TYPE_CHECKING:
    from store.csv_in import BadRow, TableRead

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


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help=_("command.import"), description=_("command.import.more"))
    parser.add_argument("kind", choices=tuple(RECORDS), help=_("option.import_kind.help"))
    parser.add_argument("file", metavar=_("option.table"), help=_("option.table.help"))
    parser.add_argument("--dry-run", action="store_true", help=_("option.dry_run.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=import_table)


def import_table(options: argparse.Namespace) -> int:
    """Take in every row of the table, or none and name each bad row."""
    from store.csv_in import names_for, read_table, take_in_table

    with opened(options) as notebook:
        record = RECORDS[options.kind]
        table = read_table(Path(options.file), record, synonyms(record), names_for(notebook, record))
        saved = 0 if options.dry_run or table.bad else take_in_table(notebook, table)
    if options.json:
        answer({**_plain(table), "saved": saved, "dry_run": options.dry_run})
    else:
        _tell(table, saved)
    if table.bad:
        raise Refusal(Reason.BAD_TABLE)
    return 0


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


def _plain(table: TableRead) -> dict[str, Any]:
    return {
        "record": table.record,
        "columns": table.columns,
        "unknown": table.unknown,
        "rows": len(table.entries),
        "bad": [dataclasses.asdict(row) for row in table.bad],
    }


def _tell(table: TableRead, saved: int) -> None:
    for heading in table.unknown:
        say(_("import.unknown", heading=heading))
    for row in table.bad:
        say(_("import.bad_row", row=row.row, what=what_said(row)))
    if saved:
        say(plural("import.saved", saved))
    else:
        say(plural("import.good", len(table.entries)))


def what_said(row: BadRow) -> str:
    """Return which field or rule of a row fails, and why."""
    why = word(*REASONS[row.reason].split("."))
    if not row.field:
        return why
    if has(f"rule.{row.field}"):
        return word("rule", row.field)
    return f"{word('field', row.field)}: {why}"
