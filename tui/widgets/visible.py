"""Showing text that others wrote: nothing in it may act on the terminal or hide what it says."""

from __future__ import annotations

import re

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset("\u00ad\u200b\u2028\u2029\u2060\ufeff")

_ACTING = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\U000e0001-\U0010ffff{''.join(sorted(_BIDI | _HIDDEN))}]")
"""Everything that is not shown as it is: most texts have none of it, and are not looked at letter by letter."""


def _mark(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return f"‹{code:04X}›"


def visible(text: str, *, lines: bool = False) -> str:
    """Return a text in which control, direction and invisible characters can be seen and do nothing.

    Args:
        text: what was typed or received.
        lines: whether line ends may stay; otherwise they become a space.
    """
    if _ACTING.search(text) is None:
        return text
    shown = []
    for character in text.replace("\r\n", "\n"):
        if character == "\n":
            shown.append("\n" if lines else " ")
        elif character == "\t":
            shown.append(" ")
        elif character < " " or "\x7f" <= character <= "\x9f" or character in _BIDI or character in _HIDDEN:
            shown.append(_mark(character))
        elif "\ud800" <= character <= "\udfff" or ord(character) > 0xE0000:
            shown.append("�")
        else:
            shown.append(character)
    return "".join(shown)
