"""The write-ahead log judged before SQLite opens it: what it would drop without a word is noticed.

SQLite reads the log up to the first frame that does not fit and forgets the rest. At the very end that is a save that
was never finished. Before a later save that *was* finished it is damage: something that had been kept would be gone.
"""

from __future__ import annotations

import struct
from array import array
from enum import StrEnum
from pathlib import Path

from store.engine import PAGE
from store.files import refusing

_HEAD, _FRAME = 32, 24
_MAGIC = 0x377F0682
_MASK = 0xFFFFFFFF


class Log(StrEnum):
    """How a write-ahead log is."""

    EMPTY = "empty"
    WHOLE = "whole"
    UNFINISHED = "unfinished"
    """Its last save was not finished, or is damaged: nobody can tell from the log alone."""
    DAMAGED = "damaged"
    """A save before a finished one is damaged."""


def judge_log(path: Path) -> Log:
    """Judge the write-ahead log of a closed notebook; nothing is decrypted and nothing is changed.

    Args:
        path: of the log.

    Raises:
        Refusal: what the disk said.
    """
    with refusing():
        data = path.read_bytes() if path.is_file() else b""
    if len(data) <= _HEAD + _FRAME:
        return Log.EMPTY if len(data) <= _HEAD else Log.UNFINISHED
    magic, _, size = struct.unpack(">III", data[:12])
    big = magic & 1
    whole_head = (
        magic | 1 == _MAGIC | 1
        and 512 <= size <= 65536
        and _sums(data[:24], (0, 0), big) == struct.unpack(">II", data[24:32])
    )
    if not whole_head:
        # Nothing of the log would be read. Where a save was finished in it, that is damage.
        finished = any(_looks_finished(data, PAGE, order) for order in (0, 1))
        return Log.DAMAGED if finished else Log.UNFINISHED
    return _judge_frames(data, size, big)


def _judge_frames(data: bytes, size: int, big: int) -> Log:
    salts = data[16:24]
    before = _unpack(data[24:32])
    broken = open_ = False
    for place in range(_HEAD, len(data), _FRAME + size):
        frame = data[place : place + _FRAME + size]
        if len(frame) < _FRAME + size:
            # The end of a file that was cut off, or of a save that was never finished.
            return Log.UNFINISHED
        stored = _unpack(frame[16:24])
        fits = frame[8:16] == salts and _sums(frame[_FRAME:], _sums(frame[:8], before, big), big) == stored
        commits = frame[4:8] != b"\0\0\0\0"
        if not fits:
            if frame[8:16] != salts and not broken and not _later_of_same(data, place + _FRAME + size, size, salts):
                # What an earlier round of the log left behind.
                return Log.UNFINISHED if open_ else Log.WHOLE
            broken = True
        elif broken and commits:
            return Log.DAMAGED
        before, open_ = stored, not commits
    return Log.UNFINISHED if broken or open_ else Log.WHOLE


def _later_of_same(data: bytes, start: int, size: int, salts: bytes) -> bool:
    """Tell whether a later frame belongs to this round of the log."""
    return any(data[place + 8 : place + 16] == salts for place in range(start, len(data), _FRAME + size))


def _looks_finished(data: bytes, size: int, big: int) -> bool:
    """Tell whether two frames in a row fit each other, of which the later one ended a save."""
    before: tuple[int, int] | None = None
    for place in range(_HEAD, len(data) - _FRAME - size + 1, _FRAME + size):
        frame = data[place : place + _FRAME + size]
        stored = _unpack(frame[16:24])
        commits = frame[4:8] != b"\0\0\0\0"
        if before is not None and commits and _sums(frame[_FRAME:], _sums(frame[:8], before, big), big) == stored:
            return True
        before = stored
    return False


def _unpack(raw: bytes) -> tuple[int, int]:
    first, second = struct.unpack(">II", raw)
    return first, second


def _sums(raw: bytes, before: tuple[int, int], big: int) -> tuple[int, int]:
    """Return SQLite's checksum of some bytes, going on from another one."""
    words = array("I", raw)
    if (struct.pack("=I", 1) == struct.pack(">I", 1)) != bool(big):
        words.byteswap()
    first, second = before
    walk = iter(words)
    for one, two in zip(walk, walk, strict=True):
        first = (first + one + second) & _MASK
        second = (second + two + first) & _MASK
    return first, second
