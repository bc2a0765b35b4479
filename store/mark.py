"""The mark: how far the use log had come at the last save, beside the notebook (DESIGN 1: nothing is lost unnoticed).

A write-ahead log that was cut off, or an older notebook put in the place of a newer one, opens without a word: SQLite
cannot know. The mark is written after each save and never waited for: where the machine stopped it may be older than
the notebook, and never newer. It tells how often the notebook was used, and nothing else.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from pathlib import Path


class Mark:
    """The mark of an open notebook.

    Args:
        path: of its file; made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = None
        with suppress(OSError):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    def put(self, number: int) -> None:
        """Note that the use log has so many lines; what cannot be noted is no reason to refuse a save.

        Args:
            number: of its last line.
        """
        if self._descriptor is not None:
            with suppress(OSError):
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                os.write(self._descriptor, _text_of(number))

    def close(self) -> None:
        """Let go of the file. Twice is harmless."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def read_mark(path: Path) -> int:
    """Return how many lines the use log had; 0 where there is no mark, or a damaged one."""
    with suppress(OSError, ValueError):
        held = path.read_bytes()
        number = int(held[:20])
        return number if held == _text_of(number) else 0
    return 0


def _text_of(number: int) -> bytes:
    digits = b"%020d" % number
    return digits + b" %08x\n" % zlib.crc32(digits)
