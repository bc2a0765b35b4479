"""The search index: which words stand in which record, newest day first.

A save leaves its words beside the index; a hundred such are folded into it at once, which costs a save a fifth of
folding its own and gives a smaller index. A search reads both.

The index holds the words as they were typed, in lower case, and nothing else; word forms are found by looking up the
beginning that they share and holding each hit against the stems (``store.search``). That keeps it small, and what is
erased from it is gone (FTS5's own ``secure-delete``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from store.derived import search_beside, search_entry
from store.engine import SQLITE
from store.held import in_parts
from store.records import RecordType
from store.records.marks import Phone
from store.statements import Statement

CREATE_SEARCH = (
    "CREATE VIEW search_source AS SELECT key, NULL AS words FROM search_entry",
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_source', content_rowid='key', "
    "detail='none', columnsize=0, prefix='2', tokenize='ascii')",
    "INSERT INTO search_index(search_index, rank) VALUES('secure-delete', 1)",
)
"""What makes the index. It is external content with nothing behind it: the words are worked out from the rows.

The tokenizer divides at ASCII alone and folds nothing else: the words come to it divided and in lower case, so
that hän is not han, and what is asked is divided exactly as what was written.
"""

PLACES_A_DAY = 1 << 26
"""Each day has a place for every change that a notebook will ever hold, so that none need be looked for."""

FOLDED_AT_ONCE = 128
"""So many saves wait beside the index before they are folded into it."""

_ALL_PLACES = 1 << 62

NO_DAY = 600_000
"""Day of what happened on no day (people, employers): after everything dated, which begins in 1900."""

WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d")

_put_beside = Statement(search_beside.insert())
_take_from_beside = search_beside.delete().where(search_beside.c.key == bindparam("gone"))
_insert_entry = search_entry.insert()
_add_entry = Statement(search_entry.insert())
_delete_entry = search_entry.delete().where(search_entry.c.key == bindparam("gone"))
_beside = select(search_beside).order_by(search_beside.c.key.desc())
_keys_beside = select(search_beside.c.key).where(search_beside.c.key.in_(bindparam("keys", expanding=True)))
_insert_words = text("INSERT INTO search_index(rowid, words) VALUES (:place, :words)")
_delete_words = text("INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', :place, :words)")
_delete_all = text("INSERT INTO search_index(search_index) VALUES ('delete-all')")
_optimize = text("INSERT INTO search_index(search_index) VALUES ('optimize')")


def place_of(key: int) -> int:
    """Return the place of an entry in the index, or its key from its place: what is newest has the lowest place."""
    return _ALL_PLACES - key


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, each once, in the order in which they stand."""
    return list(dict.fromkeys(WORD.findall(text.lower())))


def indexed_words(record_type: RecordType, values: Mapping[Any, Any]) -> str:
    """Return what the index holds of a record: each of its words once; of a telephone number its digits.

    Args:
        record_type: its declaration.
        values: its values.
    """
    found: dict[str, None] = {}
    for name in record_type.searchable:
        value = values.get(name)
        if not isinstance(value, str):
            continue
        if isinstance(record_type.fields[name].mark, Phone):
            found[phone_digits(value)] = None
        else:
            found |= dict.fromkeys(WORD.findall(value.lower()))
    return " ".join(found)


def phone_digits(text: str) -> str:
    """Return the digits of a telephone number as a person in the country dials it: +358 40 … is 040 …."""
    digits = "".join(_DIGITS.findall(text))
    if text.lstrip().startswith(("+358", "00358")):
        return "0" + digits.removeprefix("00").removeprefix("358").lstrip("0")
    return digits


def index_of(connection: Connection) -> Index:
    """Return the search index of one open transaction, as its database keeps one.

    Args:
        connection: from a writing transaction.
    """
    if connection.dialect.name != SQLITE:
        from store.postgresql.words import ServerIndex

        return ServerIndex(connection)
    return Index(connection)


_altered = count(1)
_alterations = 0


def alterations() -> int:
    """Return a number that another one follows as soon as anything that can be found is written, in this process.

    One process has a notebook (``store.file_lock``), so nobody else writes. Whoever compares it must keep others from
    writing meanwhile: it grows when the writing begins.
    """
    return _alterations


class Index:
    """The search index of one open transaction.

    Args:
        connection: from a writing transaction.
    """

    def __init__(self, connection: Connection) -> None:
        global _alterations
        _alterations = next(_altered)
        self._connection = connection
        self._entries: list[dict[str, Any]] = []

    def take_out(self, gone: Sequence[tuple[int, str]]) -> None:
        """Take entries out.

        Args:
            gone: keys with the very words that were put in under them.
        """
        for part in in_parts(gone):
            beside = set(self._connection.scalars(_keys_beside, {"keys": [key for key, _ in part]}))
            folded = [(key, words) for key, words in part if key not in beside]
            if folded:
                self._connection.execute(_delete_words, [_placed(key, words) for key, words in folded])
                self._connection.execute(_delete_entry, [{"gone": key} for key, _ in folded])
            if beside:
                self._connection.execute(_take_from_beside, [{"gone": key} for key in sorted(beside)])

    def clear(self) -> None:
        """Take everything out."""
        self._connection.execute(_delete_all)
        self._connection.execute(search_entry.delete())
        self._connection.execute(search_beside.delete())

    def put(self, day: date | None, number: int, words: str) -> int:
        """Put words in (written with ``flush``) and return the key of the entry.

        Args:
            day: when it happened.
            number: of the first change of the record: no other record has it.
            words: what ``indexed_words`` gave.
        """
        key = (day.toordinal() if day else NO_DAY) * PLACES_A_DAY + number
        self._entries.append({"key": key, "number": number, "words": words})
        return key

    def flush(self) -> None:
        """Write what was put in; fold everything into the index where much of it is beside."""
        if not self._entries:
            return
        if len(self._entries) > FOLDED_AT_ONCE:
            self._write_many()
            return
        for entry in self._entries:
            _put_beside.write(self._connection, entry)
        if any(entry["number"] % FOLDED_AT_ONCE == 0 for entry in self._entries):
            self.fold()
        self._entries = []

    def _write_many(self) -> None:
        """Write what was put in straight into the index; by place, or FTS5 would begin a new segment at each."""
        entries, self._entries = sorted(self._entries, key=itemgetter("key"), reverse=True), []
        self._connection.execute(_insert_words, [_placed(entry["key"], entry["words"]) for entry in entries])
        _add_entry.write_all(self._connection, entries)

    def fold(self) -> None:
        """Fold what stands beside the index into it."""
        beside = [dict(row) for row in self._connection.execute(_beside).mappings()]
        if beside:
            self._connection.execute(_insert_words, [_placed(entry["key"], entry["words"]) for entry in beside])
            self._connection.execute(_insert_entry, [{"key": b["key"], "number": b["number"]} for b in beside])
            self._connection.execute(search_beside.delete())

    def tidy(self) -> None:
        """Bring the index into its smallest form, after everything was put in anew."""
        self.fold()
        self._connection.execute(_optimize)


def _placed(key: int, words: str) -> dict[str, Any]:
    return {"place": place_of(key), "words": words}
