"""The search index in PostgreSQL: its own text search, asked for the same finds as the laptop's.

An entry holds its words as they were typed and what the server's Finnish, Swedish and English Snowball dictionaries
make of them. It hands over candidates only; ``store.search`` holds each against what was asked, as on the laptop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from store.derived import search_entry
from store.held import in_parts
from store.postgresql.tables import LANGUAGES, LONGEST_WORD, search_lexemes
from store.schema import change as change_table
from store.search_at_hand import DATED_FROM, Place
from store.search_index import Index

MOST_BYTES = 200_000
"""Of the words of one record: a tsvector has room for a megabyte, and each word stands in it up to four times."""

_insert_entry = insert(search_entry)
_insert_lexemes = text(
    "INSERT INTO search_lexemes (key, lexemes) SELECT key, public.lexemes_of(words) "
    "FROM unnest(CAST(:keys AS bigint[]), CAST(:words AS text[])) AS entry (key, words)"
)
_delete_entries = delete(search_entry).where(search_entry.c.key.in_(bindparam("keys", expanding=True)))
_delete_lexemes = delete(search_lexemes).where(search_lexemes.c.key.in_(bindparam("keys", expanding=True)))
_matching = text("SELECT key FROM search_lexemes WHERE lexemes @@ CAST(:query AS tsquery) ORDER BY key DESC")
_entries = (
    select(search_entry.c.key, change_table.c.record, change_table.c.id)
    .join(change_table, change_table.c.number == search_entry.c.number)
    .where(search_entry.c.key.in_(bindparam("keys", expanding=True)))
)
_AT_ONCE = 50
_stems = text(
    "SELECT word, ARRAY("  # noqa: S608 - names of ours
    + " UNION ".join(f"SELECT unnest(ts_lexize('public.office_{language}', word))" for language in LANGUAGES)
    + ") FROM unnest(CAST(:words AS text[])) AS word"
)


class ServerIndex(Index):
    """The search index of one open transaction on the office's database: nothing waits beside it."""

    def take_out(self, gone: Sequence[tuple[int, str]]) -> None:
        """Take entries out; the words are not needed for it."""
        for part in in_parts(gone):
            keys = {"keys": [key for key, _ in part]}
            self._connection.execute(_delete_lexemes, keys)
            self._connection.execute(_delete_entries, keys)

    def clear(self) -> None:
        """Take everything out."""
        self._connection.execute(delete(search_lexemes))
        self._connection.execute(delete(search_entry))

    def flush(self) -> None:
        """Write what was put in."""
        if self._entries:
            entries, self._entries = self._entries, []
            self._connection.execute(_insert_entry, [{"key": e["key"], "number": e["number"]} for e in entries])
            for part in in_parts(entries):
                words = [_within(entry["words"]) for entry in part]
                keys = [entry["key"] for entry in part]
                self._connection.execute(_insert_lexemes, {"keys": keys, "words": words})

    def fold(self) -> None:
        """Do nothing: the server folds new entries into its index by itself."""

    def tidy(self) -> None:
        """Do nothing more than ``flush``: the server tidies by itself."""
        self.flush()


def places(connection: Connection, terms: Sequence[tuple[str, Iterable[str]]]) -> Iterator[Place]:
    """Yield what may match: what has no day first, then the newest day first.

    Args:
        connection: an open transaction.
        terms: each word that was asked, with the stems that it is also found by.
    """
    keys = list(map(int, connection.scalars(_matching, {"query": _query(connection, terms)})))
    for part in in_parts([*(k for k in keys if k < DATED_FROM), *(k for k in keys if k >= DATED_FROM)], _AT_ONCE):
        held = {row.key: Place(*row) for row in connection.execute(_entries, {"keys": part})}
        yield from (held[key] for key in part if key in held)


def _query(connection: Connection, terms: Sequence[tuple[str, Iterable[str]]]) -> str:
    """Return what the server is asked: of each word its beginning as typed, or one of its stems."""
    asked = [word[:LONGEST_WORD] for word, _ in terms]
    stems = {row[0]: row[1] for row in connection.execute(_stems, {"words": asked})}
    parts = []
    for word, (_, others) in zip(asked, terms, strict=True):
        forms = sorted({*stems.get(word, ()), *others})
        # Words are letters and digits alone: none can end its own quotation.
        parts.append("(" + " | ".join([f"'{word}':*", *(f"'{form}'" for form in forms)]) + ")")
    return " & ".join(parts)


def _within(words: str) -> str:
    """Return as many of the words as the index has room for."""
    if len(words) * 4 <= MOST_BYTES or len(encoded := words.encode()) <= MOST_BYTES:
        return words
    return encoded[:MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]
