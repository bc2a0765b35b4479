"""The words: a key goes in, words of the language chosen now come out.

Keys such as ``today.title`` stand in the code; what a person reads stands only in ``words/<language>/*.po``.
The choice is one for the whole program and can change at any moment: whoever shows words asks again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tui.language.catalogue import LANGUAGES, Catalogue, read_catalogue

__all__ = ["LANGUAGES", "_", "choose", "chosen", "has", "plural", "sentence", "speaking", "word"]

_catalogue: Catalogue = Catalogue("fi", {})


def choose(language: str) -> None:
    """Choose the language of everything that is said from now on.

    Args:
        language: "fi", "sv" or "en"; anything else becomes Finnish.
    """
    global _catalogue
    _catalogue = read_catalogue(language if language in LANGUAGES else LANGUAGES[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language inside the block: a client's page is in the client's own.

    Only where nothing else is said meanwhile: the lines of a screen and a sheet of paper are laid out in one go.

    Args:
        language: "fi", "sv" or "en"; anything else becomes Finnish.
    """
    before = chosen()
    choose(language)
    try:
        yield
    finally:
        choose(before)


def chosen() -> str:
    """Return the language that is spoken now: "fi", "sv" or "en"."""
    return _words().language


def _words() -> Catalogue:
    if not _catalogue.entries:
        choose(_catalogue.language)
    return _catalogue


def _(key: str, /, **values: object) -> str:
    """Return the words of a key, with its values put in.

    Args:
        key: a key of the catalogue, always written out, so that the checks can see it.
        values: what the words name in braces.
    """
    return _words().text(key, values)


def plural(key: str, count: int, /, **values: object) -> str:
    """Return the words of a key that counts something.

    Args:
        key: a key with plural forms.
        count: how many; the words name it ``{count}``.
        values: what else the words name.
    """
    return _words().count(key, count, values)


def word(family: str, /, *names: str, **values: object) -> str:
    """Return the words of a key that is known only while running, such as a field's label.

    Args:
        family: the first part of the key ("record", "refusal", "textual"); its members are checked as a family.
        names: the further parts.
        values: what the words name in braces.
    """
    return _words().text(".".join((family, *names)), values)


def has(key: str) -> bool:
    """Tell whether the language chosen now has words for a key."""
    return key in _words().entries


def sentence(reason: str, /, **values: object) -> str:
    """Return the one plain sentence for a refusal of the store.

    Args:
        reason: value of the refusal's reason.
        values: the refusal's values; those that the sentence does not name are left out.
    """
    return word("refusal", reason, **values)
