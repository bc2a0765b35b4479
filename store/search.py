"""Search: over everything a coach wrote down, as one types, newest first, whatever the form of the word.

People, employers and phrases are found by any beginning of a word, by telephone digits and by customer number; notes
by words and their Finnish, Swedish and English forms (työpaikalla ↔ työpaikka).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from store.derived import search_beside, search_entry
from store.engine import SQLITE
from store.grades import other_grades
from store.records import RECORD_TYPES, RecordType
from store.records.marks import Phone
from store.rows import fetch_rows, values_of
from store.schema import change as change_table
from store.search_index import CREATE_SEARCH, NO_DAY, PLACES_A_DAY, WORD, phone_digits
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

SNIPPET = 120
"""Characters of a snippet."""

SHORTEST_STEM = 3
"""A beginning shorter than this is no stem worth looking up: it would find everything."""

LOOKED_AT = 2000
"""So many candidates are held against the stems before a search gives up looking for more hits."""

_LANGUAGES = ("finnish", "swedish", "english")

_matching = text("SELECT rowid FROM search_index WHERE search_index MATCH :query ORDER BY rowid DESC LIMIT -1")
_entries = (
    select(search_entry.c.key, change_table.c.record, change_table.c.id)
    .join(change_table, change_table.c.number == search_entry.c.number)
    .where(search_entry.c.key.in_(bindparam("keys", expanding=True)))
)
_beside = select(search_beside.c.key, change_table.c.record, change_table.c.id, search_beside.c.words).join(
    change_table, change_table.c.number == search_beside.c.number
)


@dataclass(frozen=True)
class Hit:
    """One record that was found.

    Attributes:
        record: record type.
        id: of the record.
        client: the client it is about, or None.
        day: when it happened; None for people, employers and phrases.
        field: the field that the snippet is from.
        snippet: the words around the first find, as plain text.
        marks: (from, to) positions in the snippet that were found.
    """

    record: str
    id: str
    client: str | None
    day: date | None
    field: str
    snippet: str
    marks: tuple[tuple[int, int], ...]


class _Term(NamedTuple):
    """One word of what was asked: found as a beginning, or as another form of the same word."""

    word: str
    stems: frozenset[str]
    beginnings: tuple[str, ...]


class _Found(NamedTuple):
    key: int
    record: str
    id: str


def search(notebook: Notebook, asked: str, limit: int = 50) -> list[Hit]:
    """Return what matches, newest day first; people, employers and phrases come first of all.

    Every word that was asked must stand in the record, as the beginning of a word or in another form of it.

    Args:
        notebook: an open notebook.
        asked: what was typed, so far.
        limit: at most so many hits.
    """
    if not _asked_words(asked):
        return []
    with notebook.writing() as connection:
        hits = hits_of(connection, asked, limit)
        write_line(connection, notebook.identity, Act.SEARCHED)
    return hits


def hits_of(connection: Connection, asked: str, limit: int, leave_out: Collection[str] = ()) -> list[Hit]:
    """Return what ``search`` returns, inside an open transaction and without a line in the log: the caller writes it.

    Args:
        connection: from a writing transaction.
        asked: what was typed, so far.
        limit: at most so many hits.
        leave_out: record types that are not wanted.
    """
    terms = [_term(word) for word in _asked_words(asked)]
    return list(_hits(connection, terms, limit, leave_out)) if terms else []


def stems_of(word: str) -> frozenset[str]:
    """Return the stems of a word in the three languages."""
    return frozenset(stemmer.stemWord(word) for stemmer in _stemmers())


@cache
def _stemmers() -> tuple[Any, ...]:
    import Stemmer

    return tuple(Stemmer.Stemmer(language) for language in _LANGUAGES)


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    return stems_of(word)


def _asked_words(asked: str) -> list[str]:
    """Return the words asked for; a number with spaces and dashes in it is one telephone number."""
    asked = unicodedata.normalize("NFC", asked).lower()
    if any(c.isdigit() for c in asked) and not any(c.isalpha() for c in asked):
        digits = phone_digits(asked)
        return [digits] if len(digits) > 1 and asked.count("-") <= 3 else WORD.findall(asked)
    return list(dict.fromkeys(WORD.findall(asked)))[:12]


def _term(word: str) -> _Term:
    grades = other_grades(_stemmers()[0].stemWord(word))
    stems = _stems(word)
    beginnings = {word, *grades}
    for stem in stems:
        # English stems write i for y: company and companies share only "compan".
        shared = _shared(word, stem.removesuffix("i"))
        if len(shared) >= SHORTEST_STEM:
            beginnings.add(shared)
    shortest = sorted(b for b in beginnings if not any(b != o and b.startswith(o) for o in beginnings))
    return _Term(word, stems | grades, tuple(shortest))


def _shared(one: str, other: str) -> str:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return one[:length]


def _is_found(term: _Term, word: str) -> bool:
    if word.startswith(term.word):
        return True
    return any(word.startswith(b) for b in term.beginnings) and not term.stems.isdisjoint(_stems(word))


def _hits(connection: Connection, terms: list[_Term], limit: int, leave_out: Collection[str]) -> Iterator[Hit]:
    found = 0
    for part in _candidates(connection, terms):
        part = [candidate for candidate in part if candidate.record not in leave_out]
        rows = _rows(connection, part)
        for candidate in part:
            row = rows.get(candidate.id)
            hit = _hit(candidate, row, terms) if row is not None else None
            if hit is not None:
                yield hit
                found += 1
                if found == limit:
                    return


def _candidates(connection: Connection, terms: list[_Term]) -> Iterator[list[_Found]]:
    """Yield what may match, a screenful at a time: undated first, then the newest day first."""
    keys = _keys(connection, terms)
    beside = {
        row.key: _Found(row.key, row.record, row.id)
        for row in connection.execute(_beside)
        if all(any(_is_found(term, word) for word in row.words.split()) for term in terms)
    }
    dated_from = (NO_DAY + 1) * PLACES_A_DAY
    ordered = sorted({*keys, *beside}, key=lambda key: (key >= dated_from, -key))[:LOOKED_AT]
    for start in range(0, len(ordered), 50):
        part = ordered[start : start + 50]
        folded = {
            row.key: _Found(row.key, row.record, row.id) for row in connection.execute(_entries, {"keys": part})
        }
        yield [found for key in part if (found := beside.get(key) or folded.get(key)) is not None]


def _keys(connection: Connection, terms: list[_Term]) -> list[int]:
    """Return the keys of entries in the full-text index that may match."""
    if connection.dialect.name != SQLITE:
        from store.postgresql.words import matching

        return list(matching(connection, [(term.word, term.stems) for term in terms]))
    query = " AND ".join(
        "(" + " OR ".join(f'"{beginning}"*' for beginning in term.beginnings) + ")" for term in terms
    )
    return [int(key) for key in connection.scalars(_matching, {"query": query})]


def _rows(connection: Connection, candidates: list[_Found]) -> dict[str, Mapping[str, Any]]:
    by_type: dict[str, list[str]] = {}
    for candidate in candidates:
        by_type.setdefault(candidate.record, []).append(candidate.id)
    rows: dict[str, Mapping[str, Any]] = {}
    for record, ids in by_type.items():
        record_type = RECORD_TYPES.get(record)
        if record_type is not None:
            rows |= {id: values_of(record_type, row) for id, row in fetch_rows(connection, record_type, ids).items()}
    return rows


def _hit(found: _Found, values: Mapping[str, Any], terms: list[_Term]) -> Hit | None:
    """Hold a candidate against what was asked; the index alone knows beginnings, not forms of words."""
    record_type = RECORD_TYPES[found.record]
    left = set(range(len(terms)))
    best: tuple[str, str, list[tuple[int, int]]] | None = None
    for name in record_type.searchable:
        value = values.get(name)
        if not isinstance(value, str):
            continue
        marks = []
        for start, end, number in _finds(record_type, name, value, terms):
            marks.append((start, end))
            left.discard(number)
        if marks and (best is None or len(marks) > len(best[2])):
            best = (name, value, marks)
    if left or best is None:
        return None
    snippet, marks = _snippet(best[1], best[2])
    ordinal = found.key // PLACES_A_DAY
    return Hit(
        record=found.record,
        id=found.id,
        client=record_type.client_of(found.id, values),
        day=date.fromordinal(ordinal) if ordinal > NO_DAY else None,
        field=best[0],
        snippet=snippet,
        marks=tuple(marks),
    )


def _finds(record_type: RecordType, name: str, value: str, terms: list[_Term]) -> Iterator[tuple[int, int, int]]:
    if isinstance(record_type.fields[name].mark, Phone):
        digits = phone_digits(value)
        for number, term in enumerate(terms):
            if digits.startswith(term.word):
                yield 0, len(value), number
        return
    for match in WORD.finditer(value):
        word = match.group().lower()
        for number, term in enumerate(terms):
            if _is_found(term, word):
                yield match.start(), match.end(), number


def _snippet(value: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Cut the text around its first find, at word borders, on one line; move the marks along."""
    start = max(0, marks[0][0] - SNIPPET // 3)
    if start:
        space = value.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
    end = min(len(value), start + SNIPPET)
    if end < len(value):
        space = value.rfind(" ", marks[0][1], end)
        end = space if space >= 0 else end
    before = "…" if start else ""
    cut = value[start:end].replace("\n", " ").replace("\t", " ")
    inside = [(a, b) for a, b in marks if a >= start and b <= end]
    moved = [(a - start + len(before), b - start + len(before)) for a, b in inside]
    return before + cut + ("…" if end < len(value) else ""), moved


__all__ = ["CREATE_SEARCH", "Hit", "hits_of", "search", "stems_of"]
