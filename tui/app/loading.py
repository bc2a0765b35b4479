"""Loading the store beside the first screen, while the passphrase is typed."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

from tui.app.tidying import be_sparing

ROOMS = (
    "store.notebook",
    "store.records",
    "store.reading",
    "store.today",
    "store.writing",
    "store.drafts",
    "screens.day.today",
)
"""What Today needs, in the order in which it is needed."""


def load_store() -> None:
    """Import everything that the way from the passphrase to Today needs; garbage can wait meanwhile.

    What was loaded stays: the collector, which stops the screen while it looks, need not look at it again. Where all
    of it stood there already, nothing is set aside: what is alive then may well be garbage later.
    """
    if all(room in sys.modules for room in ROOMS):
        return
    be_sparing()
    collecting = gc.isenabled()
    gc.disable()
    try:
        for room in ROOMS:
            import_module(room)
    finally:
        if collecting:
            gc.freeze()
            gc.enable()
