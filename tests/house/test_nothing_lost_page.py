"""docs/nothing-lost.md is true: every test, command and measurement that it names is there, for each point."""

from __future__ import annotations

import ast
import re

from benchmarks.__main__ import PROMISES
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "nothing-lost.md"
POINTS = 10


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def functions(path: str) -> set[str]:
    """Return the functions of a file of tests, also those that stand behind a condition."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`([\w/]+\.(?:py|c))(?:::(\w+))?`", text()))
    assert len(named) > 100
    missing = [path for path, _ in named if not (ROOT / "tests" / path).is_file()]
    assert missing == []
    assert [(path, name) for path, name in sorted(named) if name and name not in functions(path)] == []


def test_every_command_that_the_page_names_is_there() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make (\w+)", text())) <= set(targets)
    assert set(re.findall(r"`python -m benchmarks (\w+)`", text())) <= set(PROMISES)


def test_every_point_has_its_rows_and_every_row_names_a_test() -> None:
    parts = re.split(r"^## ", text(), flags=re.MULTILINE)[1:]
    assert [part.split(".")[0] for part in parts] == [str(number) for number in range(1, POINTS + 1)]
    for part in parts[:-1]:
        rows = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| what holds")]
        assert len(rows) >= 4, part[:40]
        assert [row for row in rows if "`" not in row.split(" | ")[1] and "the same" not in row] == []
