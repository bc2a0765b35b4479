"""One language's words in memory, read from its compiled ``reppu.mo``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("fi", "sv", "en")
"""The languages of the interface; the first is what the program speaks until it is told otherwise."""

WORDS = Path(__file__).with_name("words")
"""The folder of the words: a folder for each language, a .po file for each subject."""


class _Missing(dict[str, object]):
    """Values for a sentence: a name that was not given stays readable instead of ending the program."""

    def __missing__(self, name: str) -> str:
        return "…"


class Catalogue:
    """The words of one language.

    Args:
        language: "fi", "sv" or "en".
        entries: words by key; the forms of a key that counts are a tuple (one, many).
    """

    def __init__(self, language: str, entries: Mapping[str, str | tuple[str, ...]]) -> None:
        self.language = language
        self.entries = entries

    def text(self, key: str, values: Mapping[str, object]) -> str:
        """Return the words of a key; the key itself where there are none, so that the gap is seen."""
        found = self.entries.get(key, key)
        words = found[-1] if isinstance(found, tuple) else found
        return words.format_map(_Missing(values)) if values or "{" in words else words

    def count(self, key: str, count: int, values: Mapping[str, object]) -> str:
        """Return the form of a key that fits a count. Our three languages all tell one from many."""
        found = self.entries.get(key, key)
        words = found if isinstance(found, str) else found[0 if count == 1 else 1]
        return words.format_map(_Missing({"count": count, **values}))


@lru_cache(maxsize=len(LANGUAGES))
def read_catalogue(language: str) -> Catalogue:
    """Read the compiled words of a language once.

    Args:
        language: "fi", "sv" or "en".

    Raises:
        OSError: the program was installed without its words.
    """
    from gettext import GNUTranslations

    with (WORDS / language / "reppu.mo").open("rb") as file:
        held: Mapping[str | tuple[str, int], str] = vars(GNUTranslations(file))["_catalog"]
    entries: dict[str, str | tuple[str, ...]] = {}
    for key, words in held.items():
        if isinstance(key, str):
            if key:
                entries[key] = words
        elif key[1] == 0:
            entries[key[0]] = (words, held[key[0], 1])
    return Catalogue(language, entries)
