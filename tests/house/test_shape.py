"""The house keeps its shape: files and functions small enough to be read at one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, files

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in files(ROOT / package) if path.suffix == ".py"]


def long_functions(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield f"{node.name}: {lines} lines"


def test_all_three_packages_are_looked_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in modules()} == set(PACKAGES)


def test_no_file_is_too_long() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {path.relative_to(ROOT).as_posix(): list(long_functions(path.read_text())) for path in modules()}
    assert {name: functions for name, functions in found.items() if functions} == {}


@pytest.mark.parametrize(("lines", "found"), [(MOST_LINES_OF_A_FUNCTION, 0), (MOST_LINES_OF_A_FUNCTION + 1, 1)])
def test_the_measure_of_a_function(lines: int, found: int) -> None:
    text = "async def wait():\n" + "    pass\n" * (lines - 1)
    assert len(list(long_functions(text))) == found
