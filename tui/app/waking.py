"""How many seconds have gone by, those in which the machine slept too."""

from __future__ import annotations

import time


def since_start() -> float:
    """Return seconds that also count sleep: a closed lid must not hold back the shade or the lock.

    On Linux ``time.monotonic`` stands still while the machine sleeps; the clock since boot does not.
    """
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
