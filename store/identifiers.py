"""Identifiers: UUIDv7, so that ids made offline never meet and sort by the time they were made."""

from __future__ import annotations

import re
import secrets
import threading
import time

_RANDOM_BITS = 74
_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_turn = threading.Lock()
_last = 0
"""The number of the last id that this process made by the clock, and the lock under which the next one is made."""


def new_id(milliseconds: int | None = None, random_bits: int | None = None) -> str:
    """Return a new UUIDv7 as text.

    What one process makes by the clock sorts in the order in which it was made, also within a millisecond and where
    the clock is set back meanwhile (RFC 9562, 6.2).

    Args:
        milliseconds: time since 1970 in milliseconds; now when None (a practice notebook gives its own).
        random_bits: 74 bits for the rest; from the system when None.
    """
    if random_bits is None:
        random_bits = secrets.randbits(_RANDOM_BITS)
    if milliseconds is None:
        milliseconds, random_bits = _after_the_last(time.time_ns() // 1_000_000, random_bits)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 62 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _after_the_last(milliseconds: int, random_bits: int) -> tuple[int, int]:
    """Return a place that is later than that of the last id, by a random step where the clock alone would not do."""
    global _last
    with _turn:
        wanted = milliseconds << _RANDOM_BITS | random_bits
        if wanted <= _last:
            wanted = _last + 1 + secrets.randbits(60)
        _last = wanted
    return wanted >> _RANDOM_BITS, wanted & ((1 << _RANDOM_BITS) - 1)


def is_id(text: object) -> bool:
    """Tell whether a value is an id in its one canonical spelling (lower case, hyphens)."""
    return isinstance(text, str) and _CANONICAL.fullmatch(text) is not None
