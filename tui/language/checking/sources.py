"""Reading the .po files and writing the one ``reppu.mo`` of each language."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tui.language.catalogue import LANGUAGES, WORDS

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Babel writes the moment of compiling into the header: the same words would give other bytes a minute later."""

SUBJECTS = ("case_record", "commands", "event", "finding", "records", "refusals", "screens", "textual", "told")
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
    together = Catalog(locale=language, fuzzy=False, creation_date=_NO_DATE)
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
