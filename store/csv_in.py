"""People, employers, places and fees from CSV, with a dry run that names each bad row (USERS 11)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from store.identifiers import is_id
from store.records import RecordType, record_type_of
from store.records.marks import Cents, Clock, Day, Flag, Hours, Reference, Several, Whole, tidy
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest file that is read."""

_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DECIMAL = re.compile(r"-?\d{1,9}([.,]\d{1,4})?")
CENTS = 100
MINUTES_AN_HOUR = 60
_YES = frozenset({"1", "x", "true", "yes", "kyllä", "ja", "joo", "k", "y"})
_NO = frozenset({"0", "false", "no", "ei", "nej", "e", "n"})


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken in.

    Attributes:
        row: its number in the file, counted as a spreadsheet does: the heading is row 1.
        field: the field or rule that fails; empty where the row as a whole does.
        reason: a code: ``missing``, ``not_allowed``, ``unknown_choice``, ``not_a_day``, ``not_a_number``,
            ``not_a_truth``, ``not_a_time``, ``too_many_cells``, ``unknown_name``, ``several_names``; of hours also
            those of ``store.placements.hours_files``.
    """

    row: int
    field: str
    reason: str


@dataclass(frozen=True)
class TableRead:
    """What a CSV file holds.

    Attributes:
        record: record type.
        columns: field that each column goes into; None where a column is left out.
        unknown: headings that no field or synonym has.
        entries: one for each good row.
        bad: the rows that cannot be taken in.
    """

    record: str
    columns: tuple[str | None, ...]
    unknown: tuple[str, ...]
    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]


Names = Mapping[str, Mapping[str, frozenset[str]]]
"""Record type → name in lower case → ids of the records that are called so."""


def names_for(notebook: Notebook, record: str) -> Names:
    """Return the names by which a table may refer to other records: people, classes, budgets, places.

    Args:
        notebook: an open notebook.
        record: record type of the table.

    Raises:
        Refusal: UNKNOWN_RECORD_TYPE.
    """
    referred = {
        field.mark.record for field in record_type_of(record).fields.values() if isinstance(field.mark, Reference)
    }
    found: dict[str, dict[str, frozenset[str]]] = {}
    with notebook.writing() as connection:
        for name in sorted(referred):
            table = record_type_of(name).table
            if "name" not in table.c:
                continue
            called = found.setdefault(name, {})
            for row in connection.execute(select(table.c.id, table.c.name).where(table.c.removed.is_(False))):
                plain = _plain_name(row.name or "")
                called[plain] = called.get(plain, frozenset()) | {row.id}
            write_line(connection, notebook.identity, Act.LISTED, record=name, ground="table")
    return found


def read_table(
    path: Path, record: str, synonyms: Mapping[str, str] | None = None, names: Names | None = None
) -> TableRead:
    """Read a CSV file without taking anything in: the dry run.

    Args:
        path: comma, semicolon or tab between the cells; UTF-8 with or without BOM, or Windows-1252.
        record: record type.
        synonyms: heading in lower case → name of the field: the words of a language, or one's own; and
            ``<field>=<word>`` → code of a choice.
        names: by which the table refers to other records (``names_for``); without them it must hold their ids.

    Raises:
        Refusal: UNREADABLE_FILE, EMPTY_FILE, TOO_LARGE, UNKNOWN_RECORD_TYPE; BAD_TABLE where no heading is known.
    """
    return parse_table(content_of(path), record, synonyms, names)


def parse_table(
    content: bytes, record: str, synonyms: Mapping[str, str] | None = None, names: Names | None = None
) -> TableRead:
    """Read the content of a CSV file, or a pasted table; see ``read_table``."""
    record_type = record_type_of(record)
    rows = cells_of(content)
    headings = [cell.strip() for cell in rows[0]]
    columns = tuple(_field(record_type, heading, synonyms or {}) for heading in headings)
    named = [column for column in columns if column is not None]
    if not named or len(set(named)) < len(named):
        raise Refusal(Reason.BAD_TABLE)
    entries: list[Entry] = []
    bad: list[BadRow] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        values, failing = _read_row(record_type, columns, cells, synonyms or {}, names or {})
        bad += [BadRow(number, field, reason) for field, reason in failing]
        if not failing:
            entries.append(Entry(record, values))
    unknown = tuple(h for h, column in zip(headings, columns, strict=True) if column is None and h)
    return TableRead(record, columns, unknown, tuple(entries), tuple(bad))


def cells_of(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, the heading first, each as its cells.

    Args:
        content: as `read_table` takes it.

    Raises:
        Refusal: UNREADABLE_FILE, EMPTY_FILE, BAD_TABLE.
    """
    text = _decoded(content)
    if not text.strip():
        raise Refusal(Reason.EMPTY_FILE)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        raise Refusal(Reason.BAD_TABLE) from None


def content_of(path: Path) -> bytes:
    """Return the content of a file that a person chose.

    Raises:
        Refusal: UNREADABLE_FILE, TOO_LARGE.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(Reason.TOO_LARGE)
        return path.read_bytes()
    except OSError:
        raise Refusal(Reason.UNREADABLE_FILE) from None


def take_in_table(notebook: Notebook, table: TableRead) -> int:
    """Save every row of a table, all or none; return how many.

    Raises:
        Refusal: BAD_TABLE while a row is bad (its number is named); NOT_ALLOWED ….
    """
    if table.bad:
        raise Refusal(Reason.BAD_TABLE, row=table.bad[0].row, field=table.bad[0].field, count=len(table.bad))
    with notebook.writing() as connection:
        writer = Writer(connection, notebook.identity)
        for entry in table.entries:
            writer.save(entry)
        write_line(connection, notebook.identity, Act.RECEIVED, record=table.record, ground="csv")
    return len(table.entries)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise Refusal(Reason.UNREADABLE_FILE) from None
    if b"\x00" in content:
        raise Refusal(Reason.UNREADABLE_FILE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return what stands most often between the cells of the heading."""
    heading = text.lstrip("\ufeff").splitlines()[0]
    return max(";,\t", key=heading.count)


def _field(record_type: RecordType, heading: str, synonyms: Mapping[str, str]) -> str | None:
    known = {"".join(c for c in name.lower() if c.isalnum()): field for name, field in synonyms.items()}
    plain = "".join(c for c in heading.lower() if c.isalnum())
    for name in record_type.fields:
        if plain == name.replace("_", ""):
            return name
    field = known.get(plain)
    return field if field in record_type.fields else None


def _read_row(
    record_type: RecordType,
    columns: Sequence[str | None],
    cells: Sequence[str],
    synonyms: Mapping[str, str],
    names: Names,
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    failing: list[tuple[str, str]] = []
    if any(cell.strip() for cell in cells[len(columns) :]):
        failing.append(("", "too_many_cells"))
    values: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name is None or not cell.strip():
            continue
        try:
            values[name] = tidy(_value(record_type, name, cell.strip(), synonyms, names))
        except ValueError as error:
            failing.append((name, str(error)))
    failing += [(name, _why(record_type, name)) for name in record_type.check(values)]
    named = {name for name, _ in failing}
    failing += [(name, "missing") for name in record_type.missing(values) if name not in named]
    if not failing:
        failing = [(rule, "not_allowed") for rule in record_type.validate(values)]
    return values, failing


def _why(record_type: RecordType, name: str) -> str:
    return "unknown_choice" if record_type.fields[name].choices else "not_allowed"


def _plain_name(text: str) -> str:
    return " ".join(text.casefold().split())


def _id_of(cell: str, called: Mapping[str, frozenset[str]]) -> str:
    """Return the id behind a name; an id stands for itself.

    Raises:
        ValueError: nothing is called so, or more than one.
    """
    if is_id(cell):
        return cell
    found = called.get(_plain_name(cell), frozenset())
    if len(found) != 1:
        raise ValueError("several_names" if found else "unknown_name")
    return next(iter(found))


def _value(record_type: RecordType, name: str, cell: str, synonyms: Mapping[str, str], names: Names) -> object:
    """Return the value of a cell.

    Raises:
        ValueError: its text is the code of what is wrong.
    """
    mark = record_type.fields[name].mark
    if isinstance(mark, Several):
        parts = (part.strip() for part in re.split(r"[|/]", cell) if part.strip())
        return tuple(synonyms.get(f"{name}={part.lower()}", part) for part in parts)
    if record_type.fields[name].choices:
        return synonyms.get(f"{name}={cell.lower()}", cell)
    if isinstance(mark, Reference) and mark.record in names:
        return _id_of(cell, names[mark.record])
    if isinstance(mark, Day):
        return day_of(cell)
    if isinstance(mark, Clock):
        return clock_of(cell)
    if isinstance(mark, Cents | Hours):
        return _scaled(cell, MINUTES_AN_HOUR if isinstance(mark, Hours) else CENTS)
    if isinstance(mark, Whole):
        if not re.fullmatch(r"-?\d{1,9}", cell):
            raise ValueError("not_a_number")
        return int(cell)
    if isinstance(mark, Flag):
        if cell.lower() not in _YES | _NO:
            raise ValueError("not_a_truth")
        return cell.lower() in _YES
    return cell


def clock_of(cell: str) -> time:
    """Return the time of a cell: 9.30, 9:30 or 9.

    Raises:
        ValueError: it is none; its text is the code of that.
    """
    text = cell.replace(".", ":")
    try:
        return time.fromisoformat((text if ":" in text else f"{text}:00").zfill(5))
    except ValueError:
        raise ValueError("not_a_time") from None


def _scaled(cell: str, scale: int) -> int:
    """Return cents of euros, or minutes of hours, as people write them: 12,50 or 12.50."""
    if not _DECIMAL.fullmatch(cell):
        raise ValueError("not_a_number")
    return int((Decimal(cell.replace(",", ".")) * scale).quantize(Decimal(1), ROUND_HALF_UP))


def day_of(cell: str) -> date:
    """Return the day of a cell: 24.11.2026 or 2026-11-24.

    Raises:
        ValueError: it is none; its text is the code of that.
    """
    finnish = _FINNISH_DAY.fullmatch(cell)
    try:
        if finnish:
            day, month, year = (int(part) for part in finnish.groups())
            return date(year, month, day)
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("not_a_day") from None
