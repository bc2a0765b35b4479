"""What a command answers: words for a person, JSON for a program, one sentence for a refusal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from store.refusal import Refusal

SEPARATOR = "  "


def say(line: str) -> None:
    """Print one line for a person."""
    print(_visible(line))


def complain(line: str) -> None:
    """Print one line on standard error, whatever it carries."""
    print(_visible(" ".join(line.split())), file=sys.stderr)


def answer(content: object) -> None:
    """Print the answer as JSON: UTF-8, keys in their order, dates and times as ISO 8601.

    What could act on a terminal stands as JSON's own escape: the same value for a program.
    """
    text = json.dumps(_plain(content), ensure_ascii=False, indent=2)
    print("".join(letter if letter == "\n" or letter.isprintable() else _escaped(letter) for letter in text))


def table(rows: list[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell; the last column is not filled up."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        say(SEPARATOR.join([*cells, row[-1]]).rstrip())


def sentence_of(refusal: Refusal) -> str:
    """Return the one plain sentence of a refusal in the language chosen now."""
    from tui.forms.refusing import said_to_person

    return said_to_person(refusal, codes=True)


def _plain(content: Any) -> Any:
    if isinstance(content, Mapping):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(item) for item in content]
    if isinstance(content, set | frozenset):
        return sorted(_plain(item) for item in content)
    if isinstance(content, datetime | date | time):
        return content.isoformat()
    if isinstance(content, Path):
        return str(content)
    return content


def _escaped(letter: str) -> str:
    return json.dumps(letter)[1:-1] if ord(letter) != 0x7F else "\\u007f"


def _visible(text: str) -> str:
    """Show control, bidirectional and tag characters as their code instead of letting them act on a terminal."""
    return "".join(
        letter if letter in "\n\t\u00a0" or letter.isprintable() else f"\\u{{{ord(letter):x}}}" for letter in text
    )
