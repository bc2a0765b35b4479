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
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from store.engine import SQLITE
from store.grades import other_grades
from store.records import RECORD_TYPES, RecordType
from store.records.marks import Phone
from store.search_at_hand import AtHand, Place, at_hand, older, ready_at_hand
from store.search_index import CREATE_SEARCH, NO_DAY, PLACES_A_DAY, WORD, phone_digits
from store.turns import NotNowError
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

SNIPPET = 120
"""Characters of a snippet."""

SHORTEST_STEM = 3
"""A beginning shorter than this is no stem worth looking up: it would find everything."""

LOOKED_AT = 2000
"""So many candidates are held against the stems before a search gives up looking for more hits."""

LOOKED_AT_NOW = 200
"""So many are, where nobody can wait."""

FEW = 60
"""What stands so often among the newest stands seldom enough everywhere for the index to be quick."""

MOST_WORDS = 64
"""So many words are asked for by themselves; more are asked for by their beginning."""

MOST_SPELLINGS = 6
"""So many forms of a word are looked for at hand one by one; of more, whatever begins as they do."""

_LANGUAGES = ("finnish", "swedish", "english")


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


class _Wanted(NamedTuple):
    """How the words of a term are looked for: as they stand at hand, and in the index, which may answer quickly."""

    spellings: tuple[str, ...]
    query: str
    quick: bool


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
        hits = list(each_hit(connection, asked, limit))
        write_line(connection, notebook.identity, Act.SEARCHED)
    return hits


def each_hit(
    connection: Connection, asked: str, limit: int, leave_out: Collection[str] = (), *, wait: bool = True
) -> Iterator[Hit]:
    """Yield what ``search`` returns, inside an open transaction and without a line in the log: the caller writes it.

    Args:
        connection: from a writing transaction.
        asked: what was typed, so far.
        limit: at most so many hits.
        leave_out: record types that are not wanted.
        wait: however long it takes.

    Raises:
        NotNowError: nobody waits, and it would take long.
    """
    terms = [_term(word) for word in _asked_words(asked)]
    if terms:
        yield from _hits(connection, terms, limit, leave_out, wait=wait)


def stems_of(word: str) -> frozenset[str]:
    """Return the stems of a word in the three languages."""
    return frozenset(stemmer.stemWord(word) for stemmer in _stemmers())


@cache
def _stemmers() -> tuple[Any, ...]:
    import Stemmer

    return tuple(Stemmer.Stemmer(language) for language in _LANGUAGES)


@lru_cache(maxsize=4_000)
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


def _hits(
    connection: Connection, terms: list[_Term], limit: int, leave_out: Collection[str], *, wait: bool
) -> Iterator[Hit]:
    found = 0
    near = at_hand(connection) if wait else ready_at_hand(connection)
    candidates = _candidates(connection, near, terms, leave_out, wait=wait)
    for place in _looked_at(candidates, wait=wait):
        if place.record in leave_out or place.record not in RECORD_TYPES:
            continue
        row = near.row(connection, place.record, place.id)
        hit = _hit(place, row, terms) if row else None
        if hit is not None:
            yield hit
            found += 1
            if found == limit:
                return


def _looked_at(candidates: Iterator[Place], *, wait: bool) -> Iterator[Place]:
    """Yield as many candidates as are looked at."""
    yield from islice(candidates, LOOKED_AT if wait else LOOKED_AT_NOW)
    if not wait and next(candidates, None) is not None:
        raise NotNowError


def _candidates(
    connection: Connection, near: AtHand, terms: list[_Term], leave_out: Collection[str], *, wait: bool
) -> Iterator[Place]:
    """Yield what may match: undated first, then the newest day first; the index is asked for what is older."""
    if connection.dialect.name != SQLITE:
        from store.postgresql.words import places

        yield from places(connection, [(term.word, term.stems) for term in terms])
        return
    wanted = [_wanted(connection, near, term) for term in terms]
    if not all(one.spellings for one in wanted):
        return
    for number in near.words.holding(one.spellings for one in wanted):
        if near.places.record(number) not in leave_out:
            yield near.places[number]
    if near.horizon:
        slow = [one.spellings for one in wanted if not one.quick]
        if not wait and not all(near.words.are_few(spellings, FEW) for spellings in slow):
            raise NotNowError
        yield from older(connection, near, " AND ".join(f"({one.query})" for one in wanted))


def _wanted(connection: Connection, near: AtHand, term: _Term) -> _Wanted:
    """Return how the words are looked for that a term finds, of those that stand in this notebook."""
    begun = tuple(f" {beginning}" for beginning in term.beginnings)
    anything = _Wanted(begun, " OR ".join(f'"{beginning}"*' for beginning in term.beginnings), quick=False)
    if min(map(len, term.beginnings)) < SHORTEST_STEM:
        return anything
    words = {
        word
        for beginning in term.beginnings
        for word in near.words_beginning(connection, beginning)
        if _is_found(term, word)
    }
    others = sorted(word for word in words if not word.startswith(term.word))
    spellings = [f" {term.word}"] if len(words) > len(others) else []
    spellings += [f" {word} " for word in others]
    if len(words) > MOST_WORDS:
        return anything
    query = " OR ".join(f'"{word}"' for word in sorted(words))
    return _Wanted(begun if len(others) > MOST_SPELLINGS else tuple(spellings), query, quick=True)


def _hit(found: Place, values: Mapping[str, Any], terms: list[_Term]) -> Hit | None:
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
    yield from sorted({find for number, term in enumerate(terms) for find in _finds_of_term(value, term, number)})


def _finds_of_term(value: str, term: _Term, number: int) -> Iterator[tuple[int, int, int]]:
    """Yield where words stand that a term finds; only words that begin as it does are looked at."""
    small = value.lower()
    if len(small) != len(value):
        # A letter that becomes two in lower case: the places would not be the same.
        words = (match.span() for match in WORD.finditer(value))
    else:
        words = (
            match.span()
            for beginning in term.beginnings
            for at in _places(small, beginning)
            if (match := WORD.match(value, at)) is not None
        )
    for start, end in words:
        if _is_found(term, value[start:end].lower()):
            yield start, end, number


def _places(text: str, beginning: str) -> Iterator[int]:
    """Yield where words of a text begin so."""
    at = text.find(beginning)
    while at >= 0:
        if at == 0 or WORD.match(text, at - 1) is None:
            yield at
        at = text.find(beginning, at + 1)


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


__all__ = ["CREATE_SEARCH", "Hit", "each_hit", "search", "stems_of"]
