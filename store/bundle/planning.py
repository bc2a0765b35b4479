"""How a history is divided into parts: at most 5 000 changes and 8 MiB each, known before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from store.bundle.kinds import MAX_CHANGES, MAX_FILE, MAX_USE_LINES

ROOM = MAX_FILE - 8 * 1024
"""Bytes for changes and use lines: what is left beside the head, the ranges and the signature."""


@dataclass(frozen=True)
class Part:
    """What goes into one file: numbers only, inclusive; an empty span has `last < first`.

    Attributes:
        first: first seq of the chain.
        last: last seq.
        first_use: first line of the use log.
        last_use: last line.
        size: bytes of all these together, or a little more.
    """

    first: int = 1
    last: int = 0
    first_use: int = 1
    last_use: int = 0
    size: int = 0

    @property
    def changes(self) -> int:
        """How many changes it carries."""
        return self.last - self.first + 1

    @property
    def use_lines(self) -> int:
        """How many lines of the use log it carries."""
        return self.last_use - self.first_use + 1


class Sizes(Protocol):
    """Numbered things without holes and what they weigh; asked for spans only, so that the database adds them up."""

    @property
    def first(self) -> int:
        """Number of the first."""

    @property
    def last(self) -> int:
        """Number of the last; less than the first where there is none."""

    def total(self, first: int, last: int) -> int:
        """Return the most bytes that a span of them can have."""


class _Nothing:
    """No numbered things."""

    first = 1
    last = 0

    def total(self, first: int, last: int) -> int:
        """Nothing weighs nothing."""
        return 0


NOTHING: Sizes = _Nothing()
"""Where there is nothing to divide."""


def plan(changes: Sizes, use_lines: Sizes) -> list[Part]:
    """Divide changes, then lay the use lines into the room that they leave, in order.

    Args:
        changes: by seq.
        use_lines: by number.
    """
    filled = []
    line = use_lines.first
    for part in _divide(changes):
        last, size = _fitting(use_lines, line, MAX_USE_LINES, ROOM - part.size)
        filled.append(_filled(part, line, last, size))
        line = last + 1
    while line <= use_lines.last:
        last, size = _at_least_one(use_lines, line, MAX_USE_LINES)
        filled.append(_filled(Part(), line, last, size))
        line = last + 1
    return filled


def _divide(changes: Sizes) -> Iterator[Part]:
    first = changes.first
    while first <= changes.last:
        last, size = _at_least_one(changes, first, MAX_CHANGES)
        yield Part(first, last, size=size)
        first = last + 1


def _at_least_one(sizes: Sizes, first: int, count: int) -> tuple[int, int]:
    last, size = _fitting(sizes, first, count, ROOM)
    return (last, size) if last >= first else (first, sizes.total(first, first))


def _fitting(sizes: Sizes, first: int, count: int, room: int) -> tuple[int, int]:
    """Return the last of as many as fit, and their bytes; before the first where none fits.

    Nearly always all fit, which is one question; otherwise the end is found by halving.
    """
    end = min(first + count - 1, sizes.last)
    last, size = first - 1, 0
    steps = [end - last, *(1 << bit for bit in reversed(range(max(end - last, 0).bit_length())))]
    for step in steps:
        if 0 < step <= end - last:
            more = sizes.total(last + 1, last + step)
            if size + more <= room:
                last, size = last + step, size + more
    return last, size


def _filled(part: Part, first: int, last: int, size: int) -> Part:
    return part if last < first else replace(part, first_use=first, last_use=last, size=part.size + size)
