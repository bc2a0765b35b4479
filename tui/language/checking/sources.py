"""Reading the .po files and writing the one ``reppu.mo`` of each language."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tui.language.catalogue import LANGUAGES, WORDS

SUBJECTS = ("commands", "records", "refusals", "screens", "textual")
"""The .po files that every language has."""


def read_source(path: Path, language: str) -> Catalog:
    """Read one .po file.

    Args:
        path: the .po file.
        language: "fi", "sv" or "en".

    Raises:
        babel.messages.pofile.PoFileError: it is not a .po file.
    """
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sources(language: str) -> dict[str, Catalog]:
    """Return the .po files of a language by subject."""
    paths = sorted((WORDS / language).glob("*.po"))
    return {path.stem: read_source(path, language) for path in paths}


def key_of(message: Message) -> str:
    """Return the key of a message, whether it counts or not."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the words of a message: one form, or two where it counts."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def compiled(language: str) -> bytes:
    """Return what ``reppu.mo`` of a language must hold: a function of its .po files and nothing else."""
    # Without a day of its own the catalogue would name this minute, and never be the same twice.
    together = Catalog(locale=language, fuzzy=False, creation_date=datetime(2026, 1, 1, tzinfo=UTC))
    together.mime_headers = [("Content-Type", "text/plain; charset=utf-8")]
    for catalogue in sources(language).values():
        for message in catalogue:
            if message.id:
                together.add(message.id, message.string)
    buffer = BytesIO()
    write_mo(buffer, together)
    return buffer.getvalue()


def compile_all() -> None:
    """Write the ``reppu.mo`` of every language."""
    for language in LANGUAGES:
        (WORDS / language / "reppu.mo").write_bytes(compiled(language))
