"""What a search has at hand: the people, and the words of the newest records, so that a key need not wait.

The full-text index is quick for what stands in few records and slow for what stands in many: it gathers all of them
before it gives the first. What stands in many stands among the newest, too. So the words of the newest are kept here
as one text, which is looked through in the time of one page read, and the index is asked for what is older. Both
together give exactly what the index alone would give, in the same order.

It holds what stands in the rows and is made again as soon as a row is written (``store.search_index.alterations``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from heapq import merge
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, bindparam, select

from store.derived import search_beside, search_entry
from store.engine import SQLITE
from store.held import in_parts
from store.one_person import stands_within
from store.records import RECORD_TYPES, RecordType
from store.schema import change as change_table
from store.schema import id_bytes, id_text
from store.search_index import NO_DAY, PLACES_A_DAY, alterations, indexed_words, phone_digits, place_of
from store.search_words import words_beginning
from store.statements import Statement
from store.turns import NotNowError

NEWEST = 4000
"""So many dated records are kept here with their words."""

ROWS_KEPT = 1000
"""So many rows that were looked at are kept."""

WORDS_KEPT = 100
"""Of so many beginnings the words are kept: of those that somebody has just typed."""

DATED_FROM = (NO_DAY + 1) * PLACES_A_DAY
"""The first key of what happened on a day; below it stand people, employers and phrases."""

PEOPLE = {
    "client": ("given_name", "family_name", "nickname", "customer_number"),
    "contact_person": ("name",),
    "employer": ("name",),
    "worker": ("name",),
}
"""Those who are found by any part of a name, in this order, and the fields that are looked into."""

_entries = select(search_entry.c.key, change_table.c.record, change_table.c.id).join(
    change_table, change_table.c.number == search_entry.c.number
)
_undated = _entries.where(search_entry.c.key < DATED_FROM).order_by(search_entry.c.key.desc())
_newest = (
    _entries.where(search_entry.c.key >= DATED_FROM).order_by(search_entry.c.key.desc()).limit(bindparam("newest"))
)
_beside = select(search_beside.c.key, change_table.c.record, change_table.c.id, search_beside.c.words).join(
    change_table, change_table.c.number == search_beside.c.number
)
_MATCHING = "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid > ? AND rowid <= ? ORDER BY rowid"
_AT_ONCE = 20
_folded = Statement(_entries.where(search_entry.c.key == bindparam("key")))


class Place(NamedTuple):
    """A record in the index.

    Attributes:
        key: its key, which grows with the day.
        record: record type.
        id: of the record.
    """

    key: int
    record: str
    id: str


class Places:
    """Many places, kept in a fifth of the memory.

    Args:
        places: in their order.
    """

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._keys, self._kinds, self._ids = array("q"), array("H"), bytearray()
        numbers: dict[str, int] = {}
        for key, record, id in places:
            self._keys.append(key)
            self._kinds.append(numbers.setdefault(record, len(numbers)))
            self._ids += id_bytes(id)
        self._records = tuple(numbers)

    def __len__(self) -> int:
        return len(self._keys)

    def record(self, number: int) -> str:
        """Return the record type of a place."""
        return self._records[self._kinds[number]]

    def __getitem__(self, number: int) -> Place:
        raw = bytes(self._ids[16 * number : 16 * number + 16])
        return Place(self._keys[number], self.record(number), id_text(raw))


class Texts:
    """Many short texts as one, to be looked through at once.

    Args:
        texts: without line ends.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        starts, parts, length = array("L"), [], 0
        for text in texts:
            starts.append(length)
            parts.append(text)
            length += len(text) + 1
        self._starts = starts
        self._whole = "\n".join(parts) + "\n"

    def __getitem__(self, place: int) -> str:
        end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._whole)
        return self._whole[self._starts[place] : end - 1]

    def holding(self, parts: Iterable[tuple[str, ...]]) -> Iterator[int]:
        """Yield the places of the texts, in order, that hold for each of the parts one of its spellings."""
        spellings = sorted(parts, key=lambda one: (len(one), -len(one[0])))
        if not spellings:
            return
        first, others = spellings[0], spellings[1:]
        for place in self._holding_one(first):
            text = self[place] if others else ""
            if all(any(spelling in text for spelling in one) for one in others):
                yield place

    def are_few(self, spellings: Iterable[str], few: int) -> bool:
        """Tell whether texts hold these spellings at most so often."""
        return sum(self._whole.count(spelling) for spelling in spellings) <= few

    def _holding_one(self, spellings: tuple[str, ...]) -> Iterator[int]:
        """Yield the places of the texts that hold one of some spellings."""
        found = {spelling: self._whole.find(spelling) for spelling in spellings}
        while True:
            nearest = min((at for at in found.values() if at >= 0), default=-1)
            if nearest < 0:
                return
            place = bisect_right(self._starts, nearest) - 1
            yield place
            behind = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._whole)
            for spelling, at in found.items():
                if 0 <= at < behind:
                    found[spelling] = self._whole.find(spelling, behind)


class AtHand:
    """What is kept of one open notebook, in one state of it.

    Args:
        connection: from a writing transaction, so that nothing is written meanwhile.
        alone: whether nobody else writes. Of an office's database only the people are read, and the index is asked
            for everything else.
    """

    def __init__(self, connection: Connection, *, alone: bool = True) -> None:
        self.version = alterations()
        self._rows: dict[str, Mapping[str, Any]] = {}
        self.stands = stands_within(connection)
        """The card that stands for each client whom the office has joined with a double."""
        self._read_people(connection)
        self.horizon = 0
        """The index is to be asked for what lies before this key; 0 where everything is here."""
        self.beside: list[Place] = []
        """Saved lately about days long ago, and not yet in the index."""
        self.places = Places()
        self.words = Texts(())
        self._fresh: frozenset[str] = frozenset()
        self._beginning: dict[str, dict[str, int]] = {}
        if alone:
            self._read_newest(connection)

    def _read_newest(self, connection: Connection) -> None:
        beside, fresh = [], set[str]()
        for *place, written in connection.execute(_beside):
            beside.append(Place(*place))
            fresh.update(written.split())
        self._fresh = frozenset(fresh)
        newest = [Place(*row) for row in connection.execute(_newest, {"newest": NEWEST})]
        self.horizon = newest[-1].key if len(newest) == NEWEST else 0
        undated = [Place(*row) for row in connection.execute(_undated)]
        old = {place for place in beside if DATED_FROM <= place.key < self.horizon}
        self.beside = sorted(old, reverse=True)
        places = sorted({*undated, *newest, *beside} - old, key=lambda one: (one.key >= DATED_FROM, -one.key))
        words = _words(connection, places)
        self.places = Places(places)
        self.words = Texts(f" {words.get(place.id, '')} " for place in places)

    def _read_people(self, connection: Connection) -> None:
        self.people: list[tuple[str, str]] = []
        names, numbers = [], []
        for record, fields in PEOPLE.items():
            record_type = RECORD_TYPES[record]
            columns = record_type.table.c
            wanted = [columns[name] for name in fields]
            phone = "phone" in columns
            order = [columns[name.removeprefix("-")] for name in record_type.declared.order]
            query = select(columns.id, *wanted, *((columns.phone,) if phone else ()))
            for row in connection.execute(query.where(columns["removed"].is_(False)).order_by(*order)):
                self.people.append((record, row[0]))
                names.append(" ".join(str(value).lower() for value in row[1 : 1 + len(fields)] if value))
                numbers.append(phone_digits(str(row[-1]).replace("(0)", "")) if phone and row[-1] else "")
        self.names, self.numbers = Texts(names), Texts(numbers)

    def words_beginning(self, connection: Connection, beginning: str) -> Mapping[str, int]:
        """Return every word in this notebook that begins so, and in how many records the index has it.

        Args:
            connection: from a writing transaction.
            beginning: in lower case.
        """
        found = self._beginning.get(beginning)
        if found is None:
            if len(self._beginning) >= WORDS_KEPT:
                self._beginning.clear()
            found = {word: 0 for word in self._fresh if word.startswith(beginning)}
            found |= words_beginning(connection, beginning)
            self._beginning[beginning] = found
        return found

    def row(self, connection: Connection, record: str, id: str) -> Mapping[str, Any]:
        """Return the values of a record; none where it is not here."""
        values = self._rows.get(id)
        if values is None:
            if len(self._rows) >= ROWS_KEPT:
                self._rows.clear()
            values = self._rows[id] = _fetch(connection, record, id)
        return values


def at_hand(connection: Connection) -> AtHand:
    """Return what is at hand of a notebook, made again if anything was written since.

    Args:
        connection: from a writing transaction: nobody else can write while this is made.
    """
    if connection.dialect.name != SQLITE:
        # Other workers write too: what was read for one look is not kept for the next.
        return AtHand(connection, alone=False)
    known = _known.get(connection.engine)
    if known is None or known.version != alterations():
        _known.pop(connection.engine, None)
        known = _known[connection.engine] = AtHand(connection)
    return known


def ready_at_hand(connection: Connection) -> AtHand:
    """Return what is at hand where it need not be made first.

    Args:
        connection: from a writing transaction.

    Raises:
        NotNowError: it must be made, which takes long; or other workers write too.
    """
    known = _known.get(connection.engine)
    if known is None or known.version != alterations():
        raise NotNowError
    return known


def older(connection: Connection, near: AtHand, query: str) -> Iterator[Place]:
    """Yield what is older than what is at hand, the newest first: from the index, and what is not yet in it.

    Args:
        connection: from a writing transaction.
        near: what is at hand.
        query: for the index; what is not yet in it is yielded whatever it says.
    """
    return merge(near.beside, _indexed(connection, query, near.horizon), key=lambda place: -place.key)


def _indexed(connection: Connection, query: str, before: int) -> Iterator[Place]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_MATCHING, (query, place_of(before), place_of(DATED_FROM)))
        while places := cursor.fetchmany(_AT_ONCE):
            for (place,) in places:
                row = _folded.first(connection, {"key": place_of(place)})
                if row is not None:
                    yield Place(*row)
    finally:
        cursor.close()


_known: WeakKeyDictionary[Engine, AtHand] = WeakKeyDictionary()


@cache
def _one(record_type: RecordType) -> Statement:
    columns = record_type.table.c
    return Statement(select(*(columns[name] for name in record_type.fields)).where(columns.id == bindparam("id")))


def _fetch(connection: Connection, record: str, id: str) -> Mapping[str, Any]:
    record_type = RECORD_TYPES.get(record)
    row = None if record_type is None else _one(record_type).first(connection, {"id": id})
    if record_type is None or row is None:
        return {}
    return {name: value for name, value in zip(record_type.fields, row, strict=True) if value is not None}


def _words(connection: Connection, places: Iterable[Place]) -> dict[str, str]:
    by_type: dict[str, list[str]] = {}
    for place in places:
        by_type.setdefault(place.record, []).append(place.id)
    words: dict[str, str] = {}
    for record, ids in by_type.items():
        record_type = RECORD_TYPES.get(record)
        if record_type is None:
            continue
        for part in in_parts(ids):
            for id, *values in connection.execute(_texts_of(record_type), {"ids": part}):
                words[id] = indexed_words(record_type, dict(zip(record_type.searchable, values, strict=True)))
    return words


@cache
def _texts_of(record_type: RecordType) -> Select[Any]:
    columns = record_type.table.c
    wanted = (columns[name] for name in record_type.searchable)
    return select(columns.id, *wanted).where(columns.id.in_(bindparam("ids", expanding=True)))
