"""How a history is divided into parts: at most 5 000 changes and 8 MiB each, known before a byte is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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


def plan(changes: Iterable[tuple[int, int]], use_lines: Iterable[tuple[int, int]]) -> list[Part]:
    """Divide changes, then lay the use lines into the room that they leave, in order.

    Args:
        changes: seq and bytes of each, in order, without holes.
        use_lines: number of each and the most bytes that it can have, in order, without holes.
    """
    parts = list(_divide(changes, MAX_CHANGES, ROOM))
    remaining = _Peekable(use_lines)
    filled = [_fill(part, remaining) for part in parts]
    while remaining.head is not None:
        filled.append(_fill(Part(), remaining))
    return filled


class _Peekable:
    def __init__(self, items: Iterable[tuple[int, int]]) -> None:
        self._items = iter(items)
        self.head = next(self._items, None)

    def pop(self) -> None:
        self.head = next(self._items, None)


def _divide(sizes: Iterable[tuple[int, int]], count: int, room: int) -> Iterator[Part]:
    first = last = size = 0
    for seq, own in sizes:
        if first and (seq - first == count or size + own > room):
            yield Part(first, last, size=size)
            first = size = 0
        first, last, size = first or seq, seq, size + own
    if first:
        yield Part(first, last, size=size)


def _fill(part: Part, use_lines: _Peekable) -> Part:
    first = last = None
    size = part.size
    while use_lines.head is not None:
        number, most = use_lines.head
        full = size + most > ROOM or (first is not None and number - first == MAX_USE_LINES)
        if full and (first is not None or part.changes > 0):
            break
        first = number if first is None else first
        last, size = number, size + most
        use_lines.pop()
    return part if first is None or last is None else replace(part, first_use=first, last_use=last, size=size)
