"""Showing text that others wrote: nothing in it may act on the terminal or hide what it says."""

from __future__ import annotations

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset("\u00ad\u200b\u2028\u2029\u2060\ufeff")


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
    if text.isascii() and text.isprintable():
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
