"""Textual's own texts, by the key under which we say them."""

from __future__ import annotations

import re


def key_of(text: str) -> str:
    """Return the key for an English text of Textual: ``textual.<its words>``, without values and punctuation.

    Args:
        text: the text as Textual has it, values in braces and style in brackets included.
    """
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)", " ", text)
    return "textual." + re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")
