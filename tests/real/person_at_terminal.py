"""A person at a real terminal: a program on a pseudo-terminal (pexpect), and what stands on its screen (pyte)."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

HOUSE = Path(__file__).parents[2]
PATIENCE = 180
"""Seconds until somebody gives up waiting; only a hanging program ever needs them, or a machine that is very busy."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    "ctrl+z": "\x1a",
    "ctrl+p": "\x10",
    "ctrl+home": "\x1b[1;5H",
}

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p")
TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")
CLEARED = b"\x1b[2J\x1b[3J\x1b[H"
"""The screen is cleared, and what was scrolled off it."""


class Person:
    """A program on a terminal of its own.

    Attributes:
        written: every byte that the program wrote to the terminal.

    Args:
        command: the program and its arguments.
        home: the home folder of Reppu, for ``REPPU_HOME``.
        size: columns and rows.
        more: further variables of the environment.
    """

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        size: tuple[int, int] = (80, 24),
        more: Mapping[str, str] | None = None,
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "REPPU", "LC_"))}
        environment = kept | {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "REPPU_HOME": str(home),
            "PYTHONPATH": str(HOUSE),
            **(more or {}),
        }
        columns, rows = size
        self.written = bytearray()
        self._hung_up = False
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            sys.executable, list(command), env=environment, dimensions=(rows, columns), timeout=PATIENCE
        )

    @property
    def pid(self) -> int:
        """Number of the process."""
        return int(self._child.pid)

    def press(self, *keys: str) -> None:
        """Press keys by their names, or type texts."""
        for key in keys:
            self._child.send(KEYS.get(key, key))
            self._read(0.05)

    def types(self, letters: str) -> None:
        """Send letters at once and look at nothing meanwhile."""
        os.write(self._child.child_fd, letters.encode())

    def sees(self, *texts: str) -> str:
        """Wait until all texts stand on the screen, and return the screen.

        Raises:
            AssertionError: they did not come.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if all(" ".join(text.split()) in shown for text in texts):
                return shown
            if not self._read(0.1) and not self._child.isalive():
                break
        raise AssertionError(f"not seen: {texts}; on the screen:\n" + "\n".join(self._screen.display))

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, which follows the focus."""
        return self._screen.cursor.x, self._screen.cursor.y

    def lines(self) -> list[str]:
        """Return the lines on the screen as they stand there."""
        return list(self._screen.display)

    def reads(self, seconds: float) -> bool:
        """Look at the screen for a while, or until something is written to it; tell whether something was."""
        return self._read(seconds)

    def screen(self) -> str:
        """Return the text on the screen, its spaces and line ends as one space."""
        return " ".join(" ".join(self._screen.display).split())

    def ends(self) -> int:
        """Wait until the program has ended and return its exit code; 128 and the number where a signal ended it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and (self._read(0.1) or self._child.isalive()):
            pass
        self._child.close()
        code = self._child.exitstatus
        return int(code) if code is not None else 128 + int(self._child.signalstatus or 0)

    def send_signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal as a closed window does: the program gets SIGHUP and nobody reads any more."""
        self._child.ptyproc.fileobj.close()
        self._child.ptyproc.closed = self._child.closed = self._hung_up = True
        end = time.monotonic() + PATIENCE
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                raise AssertionError("the program did not end with its terminal")
            time.sleep(0.05)

    def _read(self, seconds: float) -> bool:
        try:
            found = self._child.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.written += found
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", found))
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._hung_up:
            return
        try:
            self._child.close(force=True)
        except pexpect.ExceptionPexpect:
            # On a crowded machine a program is still dying when it gives up waiting.
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
