"""No file of the house tells on which machine it was made, or where that machine gets its packages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, texts

_ORDINARY_FOLDERS = {Path("/"), Path("/tmp"), Path("/home"), Path.home()}  # noqa: S108 - named, not used


def machine_patterns(*, invented: bool) -> list[str]:
    """Return what a path of a machine looks like; where paths may be invented (tests), only those of this one."""
    here = [re.escape(f"{ROOT}/"), re.escape(f"{Path.home()}/")]
    if ROOT.parent not in _ORDINARY_FOLDERS:
        here.append(rf"(?<![\w.]){re.escape(str(ROOT.parent))}/")
    return here if invented else [*here, r"/home/\w", r"/Users/\w", r"/root/", r"[A-Z]:\\Users\\\w"]


REGISTRY = [
    r"(index[-_]url|registry|resolved|find[-_]links)[\"' ]*[=:].{0,12}\w+://",
    r"\w+://[^ \"']+\.(whl|tar\.gz|tgz|deb)\b",
    r"(pypi|test\.pypi)" r"\.org",
    r"python" r"hosted\.org",
    r"file" r":///\w",
]


def told(text: str, *, invented: bool = False) -> list[str]:
    """Return what a text tells of a machine or a registry."""
    patterns = [*machine_patterns(invented=invented), *REGISTRY]
    return [found.group() for found in re.finditer("|".join(f"(?:{pattern})" for pattern in patterns), text)]


def test_no_file_tells() -> None:
    read = dict(texts())
    assert len(read) > 100
    assert {"README.md", "Makefile", "pyproject.toml", "constraints.txt", ".ci/run"} <= read.keys()
    here = Path(__file__).relative_to(ROOT).as_posix()
    found = {path: told(text, invented=path.startswith("tests/")) for path, text in read.items() if path != here}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    [
        f"open('{ROOT}/README.md')",
        "see /home/anna/reppu/notes",
        "C:\\Users\\anna\\reppu",
        '--index-url = "https://packages.example/simple"',
        'resolved: "https://packages.example/x"',
        "https://packages.example/reppu-0.1.0-py3-none-any.whl",
        "https://pypi" + ".org/simple",
        "--find-links=" + "file" + ":///opt/wheels",
    ],
)
def test_each_kind_is_noticed(text: str) -> None:
    assert told(text)


def test_ordinary_text_tells_nothing() -> None:
    assert (
        told("at home/notebook.db, ./reppu-0.1.0-py3-none-any.whl, https://docs.example/uv/ and --no-emit-index-url")
        == []
    )
