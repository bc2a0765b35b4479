"""Words to say aloud: 2 048 easy ones a language, eleven bits each.

They make passphrases, and the six words that two people compare on the telephone before they trust a key
(BUNDLE.md, Cards). Where they come from stands in ``word_lists/ORIGIN.md``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

BITS = 11
"""Bits that one word carries: 2 048 words."""


@cache
def words(language: str) -> tuple[str, ...]:
    """Return the words of a language in their frozen order.

    Args:
        language: "fi", "sv" or "en".

    Raises:
        ValueError: there is no list in this language.
    """
    if language not in {"fi", "sv", "en"}:
        raise ValueError(language)
    text = (resources.files("store.keys") / "word_lists" / f"{language}.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def words_of(bits: bytes, count: int, language: str) -> tuple[str, ...]:
    """Return the first bits as words, eleven a word, the highest bit first.

    Args:
        bits: for instance a SHA-256; what is beyond ``count`` words is not looked at.
        count: how many words; six carry 66 bits.
        language: "fi", "sv" or "en".

    Raises:
        ValueError: there are fewer bits than that.
    """
    spare = len(bits) * 8 - count * BITS
    if spare < 0:
        raise ValueError("too few bits")
    number = int.from_bytes(bits, "big") >> spare
    listed = words(language)
    return tuple(listed[number >> BITS * place & len(listed) - 1] for place in reversed(range(count)))


def bits_of(said: Iterable[str], language: str) -> tuple[int, ...]:
    """Return the eleven bits of each word as a number: what ``words_of`` turned into words.

    Capitals and the way in which ä is composed do not matter.

    Raises:
        ValueError: a word that is not in the list; it is named.
    """
    places = _places(language)
    found = []
    for word in said:
        place = places.get(unicodedata.normalize("NFC", word).casefold())
        if place is None:
            raise ValueError(word)
        found.append(place)
    return tuple(found)


@cache
def _places(language: str) -> dict[str, int]:
    return {word: place for place, word in enumerate(words(language))}
