"""Who may import whom: held by import-linter, seen to fail, and looked at once more while it runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT

FACE = {"textual", "rich", "babel", "gettext", "tui", "screens"}
KEEPING = {"sqlmodel", "sqlalchemy", "sqlcipher3", "pyrage", "cryptography", "pydantic"}

SAY_HELP = """
import contextlib, io, tui.cli
with contextlib.redirect_stdout(io.StringIO()):
    tui.cli.main(["--help"])
"""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which bad imports can be planted."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_house_keeps_its_rules() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("store/home.py", "import textual", "The store knows no screen and no language"),
        ("store/records/people.py", "import gettext", "The store knows no screen and no language"),
        ("store/home.py", "def late() -> None:\n    import tui.language", "One direction through the house"),
        ("tui/widgets/page.py", "import screens.day.today", "One direction through the house"),
        ("tui/language/__init__.py", "import tui.widgets", "One direction through the house"),
        ("screens/notebook/unlock.py", "import sqlalchemy", "Only the store knows how rows are kept"),
        ("store/records/people.py", "import pydantic", "Declarations are read without making classes of them"),
        ("tui/cli/commands/records.py", "import cryptography", "Only the store knows how rows are kept"),
    ],
)
def test_a_planted_import_is_noticed(copy: Path, file: str, line: str, contract: str) -> None:
    planted = copy / file
    before = planted.read_text(encoding="utf-8")
    planted.write_text(f"{before}\n\n{line}\n", encoding="utf-8")
    try:
        done = lint_imports(copy)
    finally:
        planted.write_text(before, encoding="utf-8")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def imported_by(code: str) -> set[str]:
    """Return the top-level names that are imported after some code ran in a fresh process."""
    show = "\nimport sys, json\nprint(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + show], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def import_all(names: Iterable[str]) -> str:
    return f"""
import importlib, pkgutil
for name in {list(names)!r}:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, name + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
"""


def test_the_whole_store_pulls_in_no_screen_and_no_language() -> None:
    names = imported_by(import_all(["store"]))
    assert {"store", "sqlalchemy"} <= names
    assert names & FACE == set()
    assert names & {"sqlmodel", "pydantic"} == set()


def test_widgets_and_commands_can_be_imported_whole_without_what_only_the_store_uses() -> None:
    """They import the store where they use it, behind the first frame."""
    names = imported_by(import_all(["tui.widgets", "tui.cli"]))
    assert {"tui", "textual", "argparse"} <= names
    assert names & KEEPING == set()


@pytest.mark.parametrize("code", ["import tui.cli", "import tui.app"])
def test_the_way_in_pulls_in_next_to_nothing(code: str) -> None:
    assert imported_by(code) & (KEEPING | {"textual", "rich", "babel", "argparse"}) == set()


@pytest.mark.parametrize("screen", ["notebook.unlock", "notebook.wizard"])
def test_the_first_frame_needs_no_database(screen: str) -> None:
    names = imported_by(f"import tui.app.application, screens.{screen}")
    assert "textual" in names
    assert names & (KEEPING | {"babel", "argparse"}) == set()


def test_the_help_of_the_command_line_needs_neither_screens_nor_database() -> None:
    names = imported_by(SAY_HELP)
    assert "argparse" in names
    assert names & (KEEPING | {"textual", "rich"}) == set()


@pytest.mark.parametrize("content", [b"hei\n", b""])
def test_a_file_is_inspected_without_a_database(tmp_path: Path, content: bytes) -> None:
    """Half a second of imports would stand before every answer about a file that is no bundle."""
    (tmp_path / "file").write_bytes(content)
    (tmp_path / "list").write_text("", encoding="utf-8")
    run = f"""
import contextlib, io, tui.cli
with contextlib.redirect_stderr(io.StringIO()):
    assert tui.cli.main(["inspect", {str(tmp_path / "file")!r}, "--signers", {str(tmp_path / "list")!r}]) == 1
"""
    names = imported_by(run)
    assert "store" in names
    assert names & {"sqlmodel", "sqlalchemy", "sqlcipher3", "pydantic", "textual"} == set()


def test_importing_every_module_of_the_store_does_nothing() -> None:
    """Those that are run with ``-m`` too."""
    code = import_all(["store"]).replace("__main__", "nothing is left out")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
