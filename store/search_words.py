"""The words that stand in the search index, and the order in which it gives what it finds.

The index is quick for a word and slow for a beginning that many words share: it gathers everything under all of them
before it gives the first. So the words that begin so are asked for first, which costs next to nothing, and those that
are meant are then asked for by themselves. It counts upwards: what is newest has the lowest place, because downwards
it goes through all that a word stands in, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from store.derived import search_beside
from store.engine import SQLITE, transaction
from store.records import RECORD_TYPES, RecordType
from store.search_index import Index, indexed_words, place_of

_NEWEST_FIRST_FROM = place_of(1 << 47)
"""Lower places are keys: they count from the oldest, as they did in the first notebooks."""

_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search_index, row)"
_PLACES = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_places USING fts5vocab(main, search_index, instance)"
_BEGINNING = "SELECT term, doc FROM temp.search_words WHERE term >= ? AND term < ?"
_ANY_PLACE = "SELECT doc FROM temp.search_places LIMIT 1"
_HIGHEST = "\U0010ffff"
_AT_ONCE = 5000
_put = text("INSERT INTO search_index(rowid, words) VALUES (:place, :words)")
_clear = text("INSERT INTO search_index(search_index) VALUES('delete-all')")


def words_beginning(connection: Connection, beginning: str) -> dict[str, int]:
    """Return the words in the index that begin so, and in how many records each stands.

    Args:
        connection: from a writing transaction of a laptop's notebook.
        beginning: in lower case; a short one has many words.
    """
    raw: Any = connection.connection.driver_connection
    raw.execute(_WORDS)
    return dict(raw.execute(_BEGINNING, (beginning, beginning + _HIGHEST)).fetchall())


def put_newest_first(engine: Engine) -> None:
    """Make the index of an older notebook anew in the order in which it is asked; any other is left as it is."""
    if engine.dialect.name != SQLITE:
        return
    with transaction(engine) as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute(_PLACES)
        place = raw.execute(_ANY_PLACE).fetchone()
        if place is None or place[0] >= _NEWEST_FIRST_FROM:
            return
        Index(connection).fold()
        connection.execute(_clear)
        lines = sorted((line for record in RECORD_TYPES.values() for line in _lines(connection, record)), key=_place)
        for first in range(0, len(lines), _AT_ONCE):
            connection.execute(_put, lines[first : first + _AT_ONCE])


def _place(line: dict[str, Any]) -> int:
    place: int = line["place"]
    return place


def _lines(connection: Connection, record: RecordType) -> Iterator[dict[str, Any]]:
    columns = record.table.c
    query = select(columns.search_key, *(columns[name] for name in record.searchable))
    beside = select(search_beside.c.key)
    for key, *values in connection.execute(
        query.where(columns.search_key.is_not(None), columns.search_key.not_in(beside))
    ):
        words = indexed_words(record, dict(zip(record.searchable, values, strict=True)))
        yield {"place": place_of(key), "words": words}
