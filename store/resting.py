"""Rest for the collector of unreachable objects, while thousands of rows are made that all stay reachable."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let nobody look for unreachable rings of objects meanwhile.

    What is being made is looked through again and again otherwise: an eighth of the time of taking in a bundle, a
    third of that of counting the criteria. Only where the input bounds the memory.
    """
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()
