"""The tables of ``docs/house.md``: every file of every room with what it is for, ``python -m docs.list_rooms``.

What a file is for stands in one place, the first paragraph of its docstring; the page repeats it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).with_name("house.md")
BEGIN, END = "<!-- rooms: written by `make rooms` -->\n", "<!-- end of rooms -->\n"

_ROOT = PAGE.parents[1]
_HOUSES = ("store", "tui", "screens")


def rooms(root: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each folder with modules in it, below the three packages, and its modules in order of their names."""
    for house in _HOUSES:
        folders = {path.parent for path in (root / house).rglob("*.py")}
        for folder in sorted(folders):
            yield folder, sorted(folder.glob("*.py"))


def purpose(module: Path) -> str:
    """Return the first paragraph of a module's docstring as one line, fit for a cell of a table."""
    words = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    line = " ".join(words.partition("\n\n")[0].split())
    return line.removesuffix(".").replace("``", "`").replace("|", "\\|")


def tables(root: Path = _ROOT) -> str:
    """Return a heading and a table for each room."""
    parts: list[str] = []
    for folder, modules in rooms(root):
        listed = [module for module in modules if module.stem != "__init__"]
        parts.append(f"### {folder.relative_to(root).as_posix()}\n\n{purpose(folder / '__init__.py')}.\n")
        if listed:
            rows = "".join(f"| `{module.name}` | {purpose(module)} |\n" for module in listed)
            parts.append(f"| file | what it is for |\n|---|---|\n{rows}")
    return "\n".join(parts)


def with_tables(page: str, text: str) -> str:
    """Return the page with new tables between its two marks.

    Raises:
        ValueError: a mark is missing.
    """
    before, after = page.index(BEGIN) + len(BEGIN), page.index(END)
    return f"{page[:before]}\n{text}\n{page[after:]}"


def main() -> int:
    """Write the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page, tables()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
