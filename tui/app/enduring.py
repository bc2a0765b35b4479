"""A terminal that may go away: what is painted then is lost, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TextIO


class EnduringTerminal:
    """What a program paints on, going on where the window was closed.

    The thread that paints would die of the first error; the program would then wait for it for ever, with the key in
    its memory and the notebook held.

    Args:
        terminal: the file of the terminal.
    """

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Paint, as long as there is something to paint on."""
        with suppress(OSError):
            self._terminal.write(text)
        return len(text)

    def flush(self) -> None:
        """Let what was painted be seen."""
        with suppress(OSError):
            self._terminal.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._terminal, name)
