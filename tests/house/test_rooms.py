"""docs/house.md is true: every file is listed with what it says of itself, and every door that it names is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.list_rooms import BEGIN, END, PAGE, purpose, tables, with_tables
from tests.house.tree import PACKAGES, ROOT, files

TEXT = PAGE.read_text(encoding="utf-8")


def doors() -> list[tuple[tuple[str, ...], str]]:
    """Return the functions and classes that the page names, each with the modules named above it."""
    found: list[tuple[tuple[str, ...], str]] = []
    modules: tuple[str, ...] = ()
    (block,) = re.findall(r"^## Doors\n+```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines():
        if re.match(r"# (store|tui|screens)\b", line):
            modules = tuple(
                dict.fromkeys(module_of(path) for path in re.findall(r"\b(?:store|tui|screens)/[\w/.]*", line))
            )
        if line.startswith(("def ", "class ")):
            found += [(modules, name) for name in re.findall(r"\b(?:def|class) (\w+)", line)]
    return found


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("__init__").strip("/.").replace("/", ".")


def test_the_tables_say_what_the_files_say_of_themselves() -> None:
    assert with_tables(TEXT, tables()) == TEXT, "docs/house.md is behind the code: make rooms"


def test_every_module_is_in_the_tables() -> None:
    listed = tables()
    for path in (path for package in PACKAGES for path in files(ROOT / package) if path.suffix == ".py"):
        folder = path.parent.relative_to(ROOT).as_posix()
        section = listed[listed.index(f"### {folder}\n") :].partition("\n### ")[0]
        assert path.name == "__init__.py" or f"| `{path.name}` | {purpose(path)} |" in section
        assert purpose(path)


def test_a_file_that_changes_what_it_is_for_is_noticed(tmp_path: Path) -> None:
    for house in PACKAGES:
        (tmp_path / house).mkdir()
        (tmp_path / house / "__init__.py").write_text('"""A room."""\n', encoding="utf-8")
    module = tmp_path / "store" / "lamp.py"
    module.write_text('"""A lamp:\ngives ``light``.\n\nAnd more."""\n', encoding="utf-8")
    assert "| `lamp.py` | A lamp: gives `light` |" in tables(tmp_path)
    assert with_tables(f"a\n{BEGIN}old\n{END}b\n", "new\n") == f"a\n{BEGIN}\nnew\n\n{END}b\n"


@pytest.mark.parametrize(("modules", "name"), doors())
def test_every_door_is_there(modules: tuple[str, ...], name: str) -> None:
    assert any(hasattr(import_module(module), name) for module in modules)


def test_the_doors_were_found() -> None:
    assert {name for _modules, name in doors()} >= {"read", "save", "show", "export", "run"}
