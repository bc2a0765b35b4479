"""Identifiers: UUIDv7, so that ids made offline never meet and sort by the time they were made."""

from __future__ import annotations

import re
import secrets
import time

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id(milliseconds: int | None = None, random_bits: int | None = None) -> str:
    """Return a new UUIDv7 as text.

    Args:
        milliseconds: time since 1970 in milliseconds; now when None (a practice notebook gives its own).
        random_bits: 74 bits for the rest; from the system when None.
    """
    if milliseconds is None:
        milliseconds = time.time_ns() // 1_000_000
    if random_bits is None:
        random_bits = secrets.randbits(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 62 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: object) -> bool:
    """Tell whether a value is an id in its one canonical spelling (lower case, hyphens)."""
    return isinstance(text, str) and _CANONICAL.fullmatch(text) is not None
