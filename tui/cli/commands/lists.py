"""``reppu list``: people, places, hours or fees as a table that ``reppu import`` and ``reppu hours`` read again."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import say
from tui.cli.opening import opened
from tui.cli.parser import folder_option, passphrase_option
from tui.language import _, plural

if TYPE_CHECKING:
    from store.history.change import Value
    from store.notebook import Notebook

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "people": (
        "client",
        ("given_name", "family_name", "customer_number", "municipality", "phone", "service_language", "entry"),
    ),
    "employers": ("employer", ("name", "business_id", "sector", "municipality", "street_address", "phone", "email")),
    "places": (
        "activity_place",
        ("name", "kind", "municipality", "street_address", "tasks", "opening_hours", "supervisor", "phone",
         "accessibility", "transport", "capacity"),
    ),
    "fees": (
        "fee_assignment",
        ("person", "kind", "status", "day", "place", "minutes", "pay_class", "budget", "amount"),
    ),
}  # fmt: skip
"""What is listed → its record type and the fields of its table."""

KINDS = (*FIELDS, "hours")
_EVERYTHING = 1_000_000


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("list", help=_("command.list"), description=_("command.list.more"))
    parser.add_argument("kind", choices=KINDS, help=_("option.list_kind.help"))
    parser.add_argument("file", metavar=_("option.table"), help=_("option.list_file.help"))
    folder_option(parser)
    passphrase_option(parser)
    parser.set_defaults(run=write_list)


def write_list(options: argparse.Namespace) -> int:
    """Write the table, in clear."""
    from store.csv_out import write_rows

    with opened(options) as notebook:
        rows = _hours(notebook) if options.kind == "hours" else _records(notebook, *FIELDS[options.kind])
        write_rows(notebook, Path(options.file), rows, "table")
    say(plural("list.written", len(rows) - 1, file=options.file))
    return 0


def _records(notebook: Notebook, record: str, fields: Sequence[str]) -> list[list[str]]:
    """Return the heading, the codes of the fields, and a row for each record."""
    from store.reading import list_records

    shown = list_records(notebook, record, limit=_EVERYTHING, heads=False)
    names = _names(notebook, record, fields)
    rows = [[_cell(record, name, one.values.get(name), names) for name in fields] for one in shown]
    return [list(fields), *rows]


def _hours(notebook: Notebook) -> list[list[str]]:
    """Return the heading and a row for each entry, as ``reppu hours`` reads them."""
    from store.placements.hours_files import COLUMNS
    from store.reading import list_records

    people: dict[str, str] = {}
    for one in list_records(notebook, "client", limit=_EVERYTHING, heads=False):
        name = f"{one.values.get('given_name') or ''} {one.values.get('family_name') or ''}".strip()
        people[one.id] = str(one.values.get("customer_number") or name)
    places = {
        one.id: str(one.values.get("name") or "")
        for one in list_records(notebook, "activity_place", limit=_EVERYTHING, heads=False)
    }
    rows = []
    for entry in list_records(notebook, "work_entry", limit=_EVERYTHING, heads=False):
        values = entry.values
        minutes = values.get("minutes")
        said = {
            "person": people.get(str(values.get("client")), ""),
            "day": _plain(values.get("day")),
            "presence": str(values.get("work_presence") or ""),
            "hours": f"{minutes / 60:.4f}".rstrip("0").rstrip(".").replace(".", ",")
            if isinstance(minutes, int)
            else "",
            "came": _plain(values.get("came")),
            "went": _plain(values.get("went")),
            "place": places.get(str(values.get("activity_place")), ""),
            "task": str(values.get("task_done") or ""),
            "recorded_by": str(values.get("recorded_by") or ""),
        }
        rows.append([said[column] for column in COLUMNS])
    return [list(COLUMNS), *rows]


def _names(notebook: Notebook, record: str, fields: Sequence[str]) -> dict[str, str]:
    """Return id → name of the records that some fields refer to."""
    from store.reading import list_records
    from store.records import RECORD_TYPES
    from store.records.marks import Reference

    marks = [RECORD_TYPES[record].fields[name].mark for name in fields]
    return {
        one.id: str(one.values.get("name") or "")
        for referred in sorted({mark.record for mark in marks if isinstance(mark, Reference)})
        for one in list_records(notebook, referred, limit=_EVERYTHING, heads=False)
    }


def _cell(record: str, name: str, value: Value | None, names: Mapping[str, str]) -> str:
    from store.records import RECORD_TYPES
    from store.records.marks import Cents, Reference

    mark = RECORD_TYPES[record].fields[name].mark
    if isinstance(mark, Reference) and isinstance(value, str):
        return names.get(value) or value
    if isinstance(mark, Cents) and isinstance(value, int):
        return f"{value // 100},{value % 100:02}"
    if isinstance(value, tuple):
        return "|".join(_plain(part) for part in value)
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
