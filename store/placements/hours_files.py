"""Hours from a file: CSV or TOML, held against people, places and agreements, with a dry run naming each bad row.

A person is named by the customer number or by given and family name; a place by its name. What is here already, word
for word, is not taken in a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli
from sqlalchemy import Connection, select

from store.csv_in import MINUTES_AN_HOUR, BadRow, cells_of, clock_of, content_of, day_of
from store.money.reading import ATTENDED
from store.one_person import stands_within
from store.placements.checks import ASKED, DAY_OF_MINUTES, Fault, Hours
from store.placements.hours import faults_within, save_hours
from store.records import RECORD_TYPES
from store.records.allowances import WORK_PRESENCES
from store.refusal import Reason, Refusal
from store.use_log import Act, write_line
from store.writing import Saved

if TYPE_CHECKING:
    from store.notebook import Notebook

COLUMNS = ("person", "day", "presence", "hours", "came", "went", "place", "task", "recorded_by")
"""What a row can say. ``person`` and ``day`` are required; without a presence, whoever has hours was there."""

_MOST = 5000
_NUMBER = re.compile(r"\d{1,2}([.,]\d{1,4})?")
_client = RECORD_TYPES["client"].table
_place = RECORD_TYPES["activity_place"].table
_entry = RECORD_TYPES["work_entry"].table


@dataclass(frozen=True)
class HoursRead:
    """What a file holds.

    Attributes:
        hours: the good rows that are not here yet.
        bad: rows that cannot be taken in, each with the reason.
        outside: rows outside an agreement, which a person may say are right.
        known: how many rows are here already.
        unknown: headings that no column has.
        taken_from: csv_file or toml_file.
    """

    hours: tuple[Hours, ...]
    bad: tuple[BadRow, ...]
    outside: tuple[BadRow, ...]
    known: int
    unknown: tuple[str, ...]
    taken_from: str


def read_hours(
    notebook: Notebook, path: Path, today: date, synonyms: Mapping[str, str] | None = None, place: str | None = None
) -> HoursRead:
    """Read a file of hours without taking anything in: the dry run.

    Args:
        notebook: an open notebook.
        path: CSV as ``store.csv_in`` reads it, or TOML with a table ``[[hours]]`` for each row (``.toml``).
        today: the day on the wall.
        synonyms: heading in lower case → one of ``COLUMNS``, or ``presence.<word>`` → code of a presence.
        place: id of the place of rows that name none.

    Raises:
        Refusal: UNREADABLE_FILE, EMPTY_FILE, TOO_LARGE; BAD_TABLE where it is no such table.
    """
    content = content_of(path)
    unknown: tuple[str, ...] = ()
    taken_from = "toml_file" if path.suffix.lower() == ".toml" else "csv_file"
    if taken_from == "toml_file":
        rows = _toml_rows(content)
    else:
        rows, unknown = _csv_rows(content, synonyms or {})
    with notebook.writing() as connection:
        known = _Known(connection)
        write_line(connection, notebook.identity, Act.LISTED, record="client", ground="hours")
    good: list[Hours] = []
    bad: list[BadRow] = []
    for number, cells in rows:
        found = _read_row(number, cells, known, synonyms or {}, place)
        if isinstance(found, Hours):
            good.append(found)
        else:
            bad += found
    fresh = [one for one in good if not known.holds(one)]
    faults = faults_within(notebook, fresh, today)
    named = [(BadRow(one.row, "", fault.value), fault in ASKED) for one, fault in faults]
    bad += [row for row, asked in named if not asked]
    wrong = {row.row for row in bad}
    return HoursRead(
        hours=tuple(one for one in fresh if one.row not in wrong),
        bad=tuple(sorted(bad, key=lambda row: row.row)),
        outside=tuple(row for row, asked in named if asked and row.row not in wrong),
        known=len(good) - len(fresh),
        unknown=unknown,
        taken_from=taken_from,
    )


def take_in_hours(notebook: Notebook, read: HoursRead, today: date, *, outside: bool = False) -> tuple[Saved, ...]:
    """Save every row of a file, all or none.

    Args:
        notebook: an open notebook.
        read: what ``read_hours`` gave.
        today: the day on the wall.
        outside: a person has said that rows outside an agreement are right.

    Raises:
        Refusal: BAD_TABLE while a row is bad (its number is named); HOURS_NOT_RIGHT for rows outside an agreement.
    """
    if read.bad:
        raise Refusal(Reason.BAD_TABLE, row=read.bad[0].row, field=read.bad[0].field, count=len(read.bad))
    return save_hours(notebook, read.hours, today, taken_from=read.taken_from, outside=outside)


def _csv_rows(
    content: bytes, synonyms: Mapping[str, str]
) -> tuple[list[tuple[int, Mapping[str, str]]], tuple[str, ...]]:
    rows = cells_of(content)
    headings = [cell.strip() for cell in rows[0]]
    columns = [_column(heading, synonyms) for heading in headings]
    named = [column for column in columns if column is not None]
    if not {"person", "day"} <= set(named) or len(set(named)) < len(named):
        raise Refusal(Reason.BAD_TABLE)
    if len(rows) > _MOST:
        raise Refusal(Reason.TOO_LARGE)
    found: list[tuple[int, Mapping[str, str]]] = [
        (number, {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name is not None})
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    return found, tuple(h for h, column in zip(headings, columns, strict=True) if column is None and h)


def _toml_rows(content: bytes) -> list[tuple[int, Mapping[str, str]]]:
    try:
        tables = tomli.loads(content.decode("utf-8-sig"), parse_float=Decimal).get("hours")
    except (UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError, ValueError):
        raise Refusal(Reason.BAD_TABLE) from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Refusal(Reason.BAD_TABLE)
    if len(tables) > _MOST:
        raise Refusal(Reason.TOO_LARGE)
    if any(set(table) - set(COLUMNS) for table in tables):
        raise Refusal(Reason.BAD_TABLE)
    return [
        (number, {name: _text(value) for name, value in table.items()})
        for number, table in enumerate(tables, start=1)
    ]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()


def _column(heading: str, synonyms: Mapping[str, str]) -> str | None:
    plain = heading.lower()
    found = plain if plain in COLUMNS else synonyms.get(plain)
    return found if found in COLUMNS else None


class _Known:
    """The people, places and entries that rows are held against.

    Args:
        connection: an open transaction.
    """

    def __init__(self, connection: Connection) -> None:
        one = stands_within(connection)
        self.people: dict[str, set[str]] = {}
        for row in connection.execute(select(_client).where(_client.c.removed.is_(False))):
            who = one.get(row.id, row.id)
            names = (row.customer_number, f"{row.given_name or ''} {row.family_name or ''}")
            for name in names:
                if name and name.strip():
                    self.people.setdefault(_plain(name), set()).add(who)
        self.places: dict[str, set[str]] = {}
        for row in connection.execute(select(_place).where(_place.c.removed.is_(False))):
            if row.name:
                self.places.setdefault(_plain(row.name), set()).add(row.id)
        self._entries = {
            (one.get(row.client, row.client), row.day, row.work_presence, row.came, row.went, row.minutes,
             row.activity_place)
            for row in connection.execute(select(_entry).where(_entry.c.removed.is_(False)))
        }  # fmt: skip

    def holds(self, one: Hours) -> bool:
        """Tell whether a row is here already, word for word."""
        asked = (one.client, one.day, one.presence, one.came, one.went, one.minutes, one.activity_place)
        return asked in self._entries


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _read_row(
    number: int, cells: Mapping[str, str], known: _Known, synonyms: Mapping[str, str], place: str | None
) -> Hours | list[BadRow]:
    bad: list[BadRow] = []

    def tried(name: str, read: Any) -> Any:
        cell = cells.get(name, "")
        if not cell:
            return None
        try:
            return read(cell)
        except ValueError as error:
            bad.append(BadRow(number, name, str(error)))
            return None

    client = tried("person", lambda cell: _only(known.people.get(_plain(cell), ()), "person"))
    day = tried("day", day_of)
    came, went = tried("came", clock_of), tried("went", clock_of)
    minutes = tried("hours", _minutes)
    presence = tried("presence", lambda cell: _presence(cell, synonyms)) or ATTENDED
    of = tried("place", lambda cell: _only(known.places.get(_plain(cell), ()), "place")) or place
    failing = {row.field for row in bad}
    bad += [BadRow(number, name, "missing") for name, value in (("person", client), ("day", day))
            if value is None and name not in failing]  # fmt: skip
    if came is not None and went is not None and went < came:
        bad.append(BadRow(number, "went_before_came", "not_allowed"))
    if bad:
        return bad
    there = presence == ATTENDED
    return Hours(
        client=client,
        day=day,
        presence=presence,
        came=came if there else None,
        went=went if there else None,
        minutes=minutes if there else None,
        activity_place=of,
        task=cells.get("task") or None,
        row=number,
        recorded_by=cells.get("recorded_by") or None,
    )


def _only(found: Iterable[str], what: str) -> str:
    ids: Sequence[str] = list(found)
    if len(ids) != 1:
        raise ValueError(f"unknown_{what}" if not ids else f"several_{what}")
    return ids[0]


def _presence(cell: str, synonyms: Mapping[str, str]) -> str:
    code = cell.lower() if cell.lower() in WORK_PRESENCES else synonyms.get(f"presence.{cell.lower()}")
    if code not in WORK_PRESENCES:
        raise ValueError("unknown_choice")
    return code


def _minutes(cell: str) -> int:
    if not _NUMBER.fullmatch(cell):
        raise ValueError("not_a_number")
    found = int((Decimal(cell.replace(",", ".")) * MINUTES_AN_HOUR).quantize(Decimal(1), ROUND_HALF_UP))
    if found > DAY_OF_MINUTES:
        raise ValueError(Fault.OVER_DAY.value)
    return found
