"""Which lines of the reading steps the kept inputs reach: run over the corpus, without the fuzzer's instrument."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

STORE = Path(__file__).parents[2] / "store"


@dataclass(frozen=True)
class Covered:
    """What was reached of one target's reading steps.

    Attributes:
        lines: how many lines there are.
        reached: how many of them were run.
        missed: file and line of each that was not.
    """

    lines: int
    reached: int
    missed: tuple[str, ...]

    @property
    def percent(self) -> float:
        """Of the lines, how many were reached."""
        return 100 * self.reached / self.lines if self.lines else 100.0


def _functions(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & 0x02:  # made of a function's own scope, not of a class
                yield constant
            yield from _functions(constant)


def lines_of(reads: Mapping[str, tuple[str, ...]]) -> dict[str, set[int]]:
    """Return the lines with something to run, by file; only inside functions, since the rest runs at import.

    Args:
        reads: file of the store → names of functions, or of all where there are none.
    """
    found: dict[str, set[int]] = {}
    for name, functions in reads.items():
        path = str(STORE / name)
        code = compile((STORE / name).read_text(encoding="utf-8"), path, "exec")
        for function in _functions(code):
            if functions and function.co_name not in functions:
                continue
            lines = {line for _, _, line in function.co_lines() if line is not None}
            found.setdefault(path, set()).update(lines - {function.co_firstlineno})
    return found


class Watched:
    """Notes which lines of some files are run while it is entered.

    Args:
        files: whose lines are noted.
    """

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self.seen: dict[str, set[int]] = {name: set() for name in files}

    def __enter__(self) -> Watched:
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self._line if frame.f_code.co_filename in self._files else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.seen[frame.f_code.co_filename].add(frame.f_lineno)
        return self._line


def compared(wanted: dict[str, set[int]], watched: Watched) -> Covered:
    """Return what was reached of the lines that are wanted."""
    missed = [
        f"{Path(name).relative_to(STORE)}:{line}"
        for name in sorted(wanted)
        for line in sorted(wanted[name] - watched.seen[name])
    ]
    count = sum(map(len, wanted.values()))
    return Covered(count, count - len(missed), tuple(missed))
