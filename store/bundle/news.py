"""What a laptop should have, and what of it is news: all changes of a record or none (BUNDLE.md, `[delivery]`).

A laptop has the records about its clients, those about nobody that are not other workers' own (USERS 13), and its
worker's assignments. Beside them it gets headers alone, without which it would judge otherwise than the office: what
these changes name as known, whenever that arrived here, and the branches of a forked chain from where they part.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    Text,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from store.derived import forked_chain
from store.held import in_parts, place_of
from store.packed_header import GROWTH_OF_FOUR, WORDS, unpack
from store.records import RECORD_TYPES
from store.records.marks import TextArray
from store.schema import Identifier, change, known_chain

LEAD = timedelta(days=14)
"""A substitute has the notebook of the clients this long before the substitution begins (USERS 9)."""

STAYS_AT_THE_OFFICE = tuple(name for name, of in RECORD_TYPES.items() if of.declared.stays_at_office)
"""Record types that no laptop gets: a person's own ground, details or answers are in them."""

OF_WORKERS = {name: of for name, of in RECORD_TYPES.items() if of.declared.of_workers}
"""Records that are some workers' own: their time, their leave, what their supervisor saw."""

_assignment = RECORD_TYPES["assignment"].table
_join = RECORD_TYPES["client_join"].table
_AFTER = re.compile(r"\nafter = \[([^\]]*)\]\n")
_NAME = re.compile(r'"([^"]+)"')


def _names_worker(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether a column holds the worker's id, alone or among others."""
    if isinstance(column.type, TextArray):
        return type_coerce(column, Text()).contains(bindparam("spelled", type_=Text()))
    return column == bindparam("worker", type_=Identifier())


_packed = type_coerce(change.c.header, LargeBinary)
_most = (
    func.octet_length(change.c.header) * GROWTH_OF_FOUR // 4
    + WORDS
    + func.coalesce(func.octet_length(change.c.body), 0)
)
_columns = (
    select(
        change.c.number,
        change.c.chain,
        known_chain.c.id.label("chain_id"),
        change.c.seq,
        change.c.hash,
        change.c.id,
        change.c.client,
        change.c.body.is_(None).label("bare"),
        _packed.label("packed"),
        _most.label("most"),
    )
    .join(known_chain, known_chain.c.number == change.c.chain)
    # What nobody vouched for is not relayed: the laptop would take it for vouched for.
    .where(known_chain.c.role.is_not(None))
)
_of_records = _columns.where(change.c.id.in_(bindparam("ids", expanding=True)))
_by_place = _columns.where(tuple_(known_chain.c.id, change.c.seq).in_(bindparam("places", expanding=True)))
_of_chain_from = _columns.where(change.c.chain == bindparam("of"), change.c.seq >= bindparam("first"))
_about_clients = (
    select(change.c.id)
    .where(change.c.client.in_(bindparam("clients", expanding=True)), change.c.record.not_in(STAYS_AT_THE_OFFICE))
    .distinct()
)
_other = change.alias("other")
_about_nobody = (
    select(change.c.id)
    .where(
        change.c.client.is_(None),
        change.c.record.not_in((*STAYS_AT_THE_OFFICE, *OF_WORKERS)),
        ~exists().where(_other.c.id == change.c.id, _other.c.client.is_not(None)),
    )
    .distinct()
)
_of_worker = [
    select(of.table.c.id).where(or_(*(_names_worker(of.table.c[field]) for field in of.declared.of_workers)))
    for of in OF_WORKERS.values()
]
_parting = (
    select(change.c.seq)
    .where(change.c.chain == bindparam("of"))
    .group_by(change.c.seq)
    .having(func.count() > 1)
    .order_by(change.c.seq)
    .limit(1)
)


@dataclass(frozen=True)
class Item:
    """One change that goes to a laptop.

    Attributes:
        number: of the change in this notebook.
        id: of its record.
        client: whom it is about, or None.
        header_only: it goes without its body, which this laptop does not get.
        bare: it has no body here.
        most: bytes that it can have.
    """

    number: int
    id: str
    client: str | None
    header_only: bool
    bare: bool
    most: int

    @property
    def mark(self) -> int:
        """What an acknowledgement says of it: that it came, and whether with its body."""
        return self.number * 2 + (self.bare or self.header_only)


@dataclass(frozen=True)
class News:
    """What a laptop should have now.

    Attributes:
        everything: marks of all of it.
        items: what of it is news, all changes of a record together.
        clients: ids of the clients whose coach works on that laptop.
    """

    everything: frozenset[int]
    items: tuple[Item, ...]
    clients: frozenset[str]


def find_news(connection: Connection, worker: str | None, today: date, acknowledged: frozenset[int]) -> News:
    """Return what a laptop should have, and what of it was not in the delivery that it acknowledged.

    Args:
        connection: an open transaction.
        worker: whose laptop it is; None where the office has not said so: then only what is about nobody.
        today: assignments count that are not over, and begin within `LEAD`.
        acknowledged: marks of that delivery.
    """
    clients = clients_of(connection, worker, today)
    ids = set(connection.scalars(_about_nobody)) | _own_records(connection, worker)
    for part in in_parts(sorted(clients)):
        ids |= set(connection.scalars(_about_clients, {"clients": part}))
    rows: dict[int, Row[Any]] = {}
    for records in in_parts(sorted(ids)):
        rows |= {row.number: row for row in connection.execute(_of_records, {"ids": records})}
    by_record: dict[str, list[Item]] = {}
    for number in sorted(rows):
        by_record.setdefault(rows[number].id, []).append(_item(rows[number], header_only=False))
    beside = [_item(row, header_only=True) for row in _beside(connection, rows)]
    items: list[Item] = []
    everything = {one.mark for one in beside}
    for of_record in by_record.values():
        marks = {one.mark for one in of_record}
        everything |= marks
        if not marks <= acknowledged:
            items += of_record
    # Of all that it should have and not of the news alone: a parent may have arrived after what names it was sent.
    items += [one for one in beside if one.mark not in acknowledged]
    return News(frozenset(everything), tuple(items), clients)


def clients_of(connection: Connection, worker: str | None, today: date) -> frozenset[str]:
    """Return the ids of the clients whom a worker coaches now or soon, and of their doubles."""
    if worker is None:
        return frozenset()
    standing = select(_assignment.c.client).where(
        _assignment.c.worker == worker,
        _assignment.c.removed.is_(False),
        _assignment.c.start <= today + LEAD,
        _assignment.c.end.is_(None) | (_assignment.c.end >= today),
    )
    found = set(connection.scalars(standing))
    joins = connection.execute(select(_join.c.first, _join.c.second).where(_join.c.removed.is_(False))).all()
    while more := {id for pair in joins for id in pair if found & set(pair)} - found:
        found |= more
    return frozenset(found)


def pack_marks(marks: Iterable[int]) -> bytes:
    """Return marks as a few bytes."""
    return zlib.compress(array("Q", sorted(marks)).tobytes())


def unpack_marks(packed: bytes | None) -> frozenset[int]:
    """Return the marks that `pack_marks` packed; of nothing, none."""
    marks = array("Q")
    if packed is not None:
        marks.frombytes(zlib.decompress(packed))
    return frozenset(marks)


def _own_records(connection: Connection, worker: str | None) -> set[str]:
    """Return a worker's own records, and the assignments, ended ones too: the laptop must learn that they did."""
    if worker is None:
        return set()
    found = set(connection.scalars(select(_assignment.c.id).where(_assignment.c.worker == worker)))
    for query in _of_worker:
        found |= set(connection.scalars(query, {"worker": worker, "spelled": worker}))
    return found


def _beside(connection: Connection, rows: dict[int, Row[Any]]) -> list[Row[Any]]:
    """Return the changes of other records whose headers must go with these."""
    found: dict[int, Row[Any]] = {}
    names = {_name(row) for row in rows.values()}
    looked_for: set[str] = set()
    missing = _parents(rows.values()) - names
    while missing:
        looked_for |= missing
        new = [row for row in _named(connection, missing) if row.number not in rows]
        found |= {row.number: row for row in new}
        missing = _parents(new) - names - looked_for
    for chain in connection.scalars(select(forked_chain.c.chain)).all():
        first = connection.scalar(_parting, {"of": chain})
        if first is not None:
            branches = connection.execute(_of_chain_from, {"of": chain, "first": first})
            found |= {row.number: row for row in branches if row.number not in rows}
    return [found[number] for number in sorted(found)]


def _named(connection: Connection, names: Collection[str]) -> Iterable[Row[Any]]:
    for part in in_parts(sorted(names)):
        places = sorted({place for name in part if (place := place_of(name)) is not None})
        wanted = set(part)
        if places:
            yield from [row for row in connection.execute(_by_place, {"places": places}) if _name(row) in wanted]


def _parents(rows: Iterable[Row[Any]]) -> set[str]:
    names: set[str] = set()
    for row in rows:
        after = _AFTER.search(unpack(row.packed))
        if after is not None:
            names.update(_NAME.findall(after[1]))
    return names


def _name(row: Row[Any]) -> str:
    return f"{row.chain_id}/{row.seq}/{row.hash[:16]}"


def _item(row: Row[Any], *, header_only: bool) -> Item:
    return Item(row.number, row.id, row.client, header_only, bool(row.bare), int(row.most))


def divide(items: Sequence[Item], most_changes: int, room: int) -> list[list[Item]]:
    """Divide what goes to a laptop into parts; a record stays in one part wherever it fits into one.

    Args:
        items: all changes of a record stand together.
        most_changes: in one part.
        room: bytes in one part.
    """
    records: list[list[Item]] = []
    for item in items:
        if records and not item.header_only and records[-1][0].id == item.id and not records[-1][0].header_only:
            records[-1].append(item)
        else:
            records.append([item])
    parts: list[list[Item]] = [[]]
    size = 0
    for record in records:
        weight = sum(item.most for item in record)
        if len(parts[-1]) + len(record) > most_changes or size + weight > room:
            parts.append([])
            size = 0
        for item in record:
            if len(parts[-1]) == most_changes or size + item.most > room:
                parts.append([])
                size = 0
            parts[-1].append(item)
            size += item.most
    return [part for part in parts if part] or [[]]
