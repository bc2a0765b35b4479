"""One notebook, one program: a lock that the system lets go of when the program dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from store.files import refusal_of
from store.refusal import Reason, Refusal

_HELD_BY_OTHER = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})


class FileLock:
    """An exclusive advisory lock on a file. The file stays; only the lock on it means anything.

    Args:
        path: the file, made where there is none. Its folder must exist.

    Raises:
        Refusal: OPEN_ELSEWHERE when another program (or this one) holds it; or what the system said.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise refusal_of(error) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno in _HELD_BY_OTHER:
                raise Refusal(Reason.OPEN_ELSEWHERE) from error
            raise refusal_of(error) from error

    def release(self) -> None:
        """Let go. Doing so twice is harmless."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
