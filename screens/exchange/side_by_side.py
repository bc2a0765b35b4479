"""Values side by side: what differs stands between ‹ and ›, so that no colour is needed to see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from tui.widgets.rows import Line, fitted, wrapped

BEGIN, END = "‹", "›"
"""What stands around words that another value does not have."""

LEAST = 24
"""Columns under which values stand below each other instead of beside each other."""


def marked_differences(texts: Sequence[str]) -> list[str]:
    """Return texts with the words marked that are not in all of them, in this order.

    Args:
        texts: the values in words.
    """
    return [
        _marked(text, [other for place, other in enumerate(texts) if place != own]) for own, text in enumerate(texts)
    ]


def _marked(text: str, others: Sequence[str]) -> str:
    words = re.findall(r"\s+|\S+", text)
    common = set(range(len(words)))
    for other in others:
        blocks = SequenceMatcher(None, words, re.findall(r"\s+|\S+", other), autojunk=False).get_matching_blocks()
        common &= {place for block in blocks for place in range(block.a, block.a + block.size)}
    said, open_ = "", False
    for place, word in enumerate(words):
        differs = place not in common and not word.isspace()
        if differs and not open_:
            said, open_ = said + BEGIN, True
        elif open_ and not differs and (not word.isspace() or _ends(words, place, common)):
            said, open_ = said + END, False
        said += word
    return said + END if open_ else said


def _ends(words: Sequence[str], place: int, common: set[int]) -> bool:
    """Tell whether no further differing word follows right behind a space."""
    return place + 1 >= len(words) or place + 1 in common


def beside(columns: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Return paragraphs of several values as lines, beside each other where there is room, else below each other.

    Args:
        columns: for each value its paragraphs, the first of which says whose it is.
        width: of the list, in columns.
    """
    each = (width - 2) // max(len(columns), 1)
    if each < LEAST:
        return [line for column in columns for text in column for line in (*wrapped(text, width, 1),)]
    parts = [[line.cells[1] for text in column for line in wrapped(text, each)] for column in columns]
    rows = zip_longest(*parts, fillvalue="")
    return [Line(("".join(fitted(cell, each - 2) + "  " for cell in row).rstrip(),)) for row in rows]
