"""Killing a program right before any of its writes: rows, commits, files and their names.

What the program asks of the database and of the file system is watched where it leaves the program: at the driver
and at the system's own functions. A dead program does nothing more: what it would still write or tidy up while it
is unwound is refused, so that the disk has what it would have after SIGKILL. (``tests/real`` kills real processes.)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as driver

STEPS = ("transaction", "row", "commit", "file", "name")
"""Right before what a program may be killed: beginning to write, a row, a commit, a file's content, a file's name."""

_FIRST_WORDS = {
    "BEGIN IMMEDIATE": "transaction",
    "COMMIT": "commit",
    "INSERT": "row",
    "UPDATE": "row",
    "DELETE": "row",
    "REPLACE": "row",
    "VACUUM": "file",
}
_FIRST_LETTERS = frozenset("BCIUDRV")


class Killed(BaseException):
    """The program was killed: nothing of it may catch this."""


_watching: list[Callable[[str], None]] = []


def about_to(step: str) -> None:
    """Say what is about to be done: one of `STEPS`."""
    if _watching:
        _watching[-1](step)


def about_to_run(statement: object) -> None:
    """Say which statement is about to be run; only those that write are counted."""
    if _watching and isinstance(statement, str) and statement[:1] in _FIRST_LETTERS:
        for words, step in _FIRST_WORDS.items():
            if statement.startswith(words):
                _watching[-1](step)
                return


class _Cursor(driver.Cursor):  # type: ignore[misc]  # the driver has no types
    def execute(self, statement: str, *values: Any) -> Any:
        about_to_run(statement)
        return super().execute(statement, *values)

    def executemany(self, statement: str, *values: Any) -> Any:
        about_to_run(statement)
        return super().executemany(statement, *values)


class _Connection(driver.Connection):  # type: ignore[misc]  # as above
    def cursor(self, *_: Any) -> Any:
        return super().cursor(_Cursor)


@contextmanager
def watched() -> Iterator[None]:
    """Let every connection that is opened inside the block be one whose writes can be watched."""
    real = driver.connect
    with patch.object(driver, "connect", lambda *where, **how: real(*where, factory=_Connection, **how)):
        yield


@contextmanager
def killed_before(write: int, at_death: Callable[[str], None]) -> Iterator[None]:
    """Kill what is done inside the block right before one of its writes.

    Args:
        write: before which, from 0; nothing happens where there are fewer.
        at_death: called with what it was about to do, while everything stands as it will be found.

    Raises:
        Killed: it was.
    """
    left, dead = write, False

    def step(what: str) -> None:
        nonlocal left, dead
        if not dead:
            left -= 1
            if left >= 0:
                return
            dead = True
            _watching.pop()
            at_death(what)
            _watching.append(step)
        raise Killed

    def asks(what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*values: Any, **named: Any) -> Any:
            if what or dead:
                about_to(what)
            return real(*values, **named)

        return asked

    with ExitStack() as stack:
        _watching.append(step)
        stack.callback(_watching.clear)
        for name, what in (("fsync", "file"), ("replace", "name"), ("rename", "name"), ("unlink", "")):
            stack.enter_context(patch.object(os, name, asks(what, getattr(os, name))))
        yield
