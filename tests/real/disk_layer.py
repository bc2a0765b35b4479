"""The layer of C that lets writes fail (``failing_disk.c``), as the program that was started with it arms it."""

from __future__ import annotations

import ctypes
from pathlib import Path


class Disk:
    """The layer of C that lets writes fail."""

    def __init__(self, library: str) -> None:
        found = ctypes.CDLL(library)
        self._folder = (ctypes.c_char * 1024).in_dll(found, "disk_folder")
        self._long = {
            name: ctypes.c_long.in_dll(found, f"disk_{name}") for name in ("at", "sticky", "short", "error", "seen")
        }

    def fail(self, folder: Path, at: int, code: int, sticky: bool, short: bool) -> None:
        """Let the write with this number fail, and count from here; 0 only counts."""
        for name, value in (("at", at), ("sticky", sticky), ("short", short), ("error", code), ("seen", 0)):
            self._long[name].value = int(value)
        self._folder.value = str(folder).encode()

    def mend(self) -> int:
        """Let nothing fail any more; return how many writes there were."""
        self._folder.value = b""
        return int(self._long["seen"].value)
