"""Loading the store beside the first screen, while the passphrase is typed."""

from __future__ import annotations

import gc
from importlib import import_module

ROOMS = (
    "store.notebook",
    "store.records",
    "store.reading",
    "store.today",
    "store.writing",
    "store.drafts",
    "screens.today",
)
"""What Today needs, in the order in which it is needed."""


def load_store() -> None:
    """Import everything that the way from the passphrase to Today needs; garbage can wait meanwhile.

    What was loaded stays: the collector, which stops the screen while it looks, need not look at it again.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        for room in ROOMS:
            import_module(room)
    finally:
        if collecting:
            gc.freeze()
            gc.enable()
