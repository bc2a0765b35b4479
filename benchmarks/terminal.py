"""A real pseudo-terminal of 80×24: a program is started on it, typed into, and watched until its last painted byte.

A frame is complete when everything that it must show has been written, and the program then kept still for a moment.
The time is that of the last byte before the stillness; the moment itself is not counted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

ROWS, COLUMNS = 24, 80
STILL = 0.05
"""Seconds without a byte after which a frame is taken for complete."""

_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])")
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[A-Za-z]")
"""What pyte does not know it would print; no program here uses these to paint."""

_BEGUN = re.compile(rb"\x1b(?:\[[0-?]{0,32})?\Z")
_ASKED = re.compile(r"^(TEXTUAL|REPPU|PYTHON)|^(NO_COLOR|COLUMNS|LINES|TERM_PROGRAM)$")


class NotPaintedError(AssertionError):
    """What was waited for did not come on the screen."""


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what changes how a Textual app or Python starts."""
    kept = {name: value for name, value in os.environ.items() if not _ASKED.search(name)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}


class Terminal:
    """A program on a terminal of its own.

    Attributes:
        started: when the program was started, by ``time.perf_counter``.

    Args:
        command: the program and its arguments.
        environment: of the program; a clean one when None.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._written = bytearray()
        self._mark = self._shown = 0
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        given = clean_environment() if environment is None else dict(environment)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            list(command), stdin=slave, stdout=slave, stderr=slave, env=given, start_new_session=True
        )
        os.close(slave)

    def wait_for(self, *texts: str, still: float = STILL, timeout: float = 30) -> float:
        """Read until all texts have been painted since keys were last pressed and the program keeps still.

        Args:
            texts: words as they stand on the screen, each inside one widget and one style.
            still: seconds without a byte that end the frame.
            timeout: seconds.

        Returns:
            When the last byte came, by ``time.perf_counter``.

        Raises:
            NotPaintedError: they did not come in time, or do not stand on the screen.
        """
        wanted = [text.encode() for text in texts]
        end = time.perf_counter() + timeout
        last = 0.0
        while True:
            patience = still if not wanted else end - time.perf_counter()
            if not self._ready(patience):
                break
            arrived = self._read()
            if arrived is None:
                break
            last = arrived
            painted = _ESCAPE.sub(b"", self._written[self._mark :])
            wanted = [text for text in wanted if text not in painted]
        screen = self.screen()
        missing = [text for text in texts if not any(text in line for line in screen)]
        if wanted or missing:
            raise NotPaintedError(f"not painted: {missing or wanted}; on the screen:\n" + "\n".join(screen))
        return last

    def settle(self, settled: Callable[[list[str]], bool], *, still: float = STILL, timeout: float = 30) -> float:
        """Read until the program keeps still and the screen is as it must be in the end.

        While bytes come, nothing is done with them but to note when: looking at the screen costs time, and is done
        when the program is still. One that goes on painting afterwards is waited for again.

        Args:
            settled: whether these lines of the screen are what must stand there in the end.
            still: seconds without a byte that end a frame.
            timeout: seconds.

        Returns:
            When the last byte came, by ``time.perf_counter``.

        Raises:
            NotPaintedError: the screen was never as it must be, or nothing was painted at all.
        """
        end = time.perf_counter() + timeout
        last = 0.0
        while time.perf_counter() < end:
            if self._ready(still):
                last = self._read() or last
            elif last and settled(self.screen()):
                return last
        raise NotPaintedError("never as it must be; on the screen:\n" + "\n".join(self.screen()))

    def press(self, keys: str) -> float:
        """Press keys at once and forget what was painted before.

        Returns:
            When they were pressed, by ``time.perf_counter``.
        """
        self._mark = len(self._written)
        pressed = time.perf_counter()
        os.write(self._master, keys.encode())
        return pressed

    def type_in(self, text: str, *, seconds: float) -> None:
        """Type a text as a person does, a key at a time, and let the program paint meanwhile.

        Args:
            text: what is typed.
            seconds: how long it takes altogether.
        """
        for letter in text:
            os.write(self._master, letter.encode())
            self.rest(seconds / len(text))

    def rest(self, seconds: float) -> None:
        """Do nothing for a while but read what the program paints."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if self._ready(left):
                self._read()

    def screen(self) -> list[str]:
        """Return the lines that stand on the screen now."""
        begun = _BEGUN.search(self._written)
        end = begun.start() if begun else len(self._written)
        self._stream.feed(_UNKNOWN.sub(b"", bytes(self._written[self._shown : end])))
        self._shown = end
        return [line.rstrip() for line in self._screen.display]

    @property
    def process(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    def close(self) -> None:
        """End the program, the hard way: nothing that it would do on leaving is measured."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._master], [], [], max(seconds, 0))[0])

    def _read(self) -> float | None:
        """Read what is there; return when it came, or None where the program has ended."""
        try:
            found = os.read(self._master, 65536)
        except OSError:
            return None
        arrived = time.perf_counter()
        self._written += found
        return arrived if found else None
