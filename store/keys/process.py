"""The process that holds a key: no core dump of it, and no other program may look into its memory."""

from __future__ import annotations

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def harden() -> bool:
    """Forbid core dumps and reading of this process's memory, as far as the system lets us.

    On Linux ``prctl(PR_SET_DUMPABLE, 0)``: a limit of the core size alone does not hold where cores are piped to a
    program (FINDINGS). Elsewhere the limit is all there is, and on Windows nothing is done.

    Returns:
        Whether the system has confirmed that the process is not dumpable.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    return bool(library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
