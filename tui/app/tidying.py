"""Memory: what is not needed any more goes back to the system while nobody types."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

TIDIED_AFTER = 1.0
"""Seconds without a key after a page was left: what follows takes some tens of milliseconds."""

_ARENAS, _MAPPED_FROM, _TRIMMED_FROM = (-8, 1), (-3, 64 * 1024), (-1, 128 * 1024)
"""``M_ARENA_MAX``, ``M_MMAP_THRESHOLD`` and ``M_TRIM_THRESHOLD`` of glibc's ``mallopt`` with their values.

Each thread would otherwise keep memory of its own, and what lies above it cannot be given back.
"""


@cache
def _allocator() -> Any:
    """Return the C library where it is one that can be told; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def be_sparing() -> None:
    """Let all threads share their memory; before the first of them needs much."""
    library = _allocator()
    if library is not None:
        for option, value in (_ARENAS, _MAPPED_FROM, _TRIMMED_FROM):
            library.mallopt(option, value)


def tidy() -> None:
    """Collect garbage, and give back what it held."""
    gc.collect()
    library = _allocator()
    if library is not None:
        library.malloc_trim(0)


class Tidying:
    """Tidies up once after each page that was left.

    Args:
        last_key: tells when a key was pressed last, by ``clock``.
        clock: tells the seconds that have gone by.
    """

    def __init__(self, last_key: Callable[[], float], clock: Callable[[], float]) -> None:
        self._last_key, self._clock = last_key, clock
        self._waiting: asyncio.TimerHandle | None = None

    def left(self) -> None:
        """Tidy up when nobody has typed for a while."""
        import asyncio

        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(TIDIED_AFTER, self._begin)

    def _begin(self) -> None:
        self._waiting = None
        if self._clock() - self._last_key() < TIDIED_AFTER * 0.9:
            self.left()
        else:
            tidy()
