"""No file of the house tells on which machine it was made, or where that machine gets its packages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, texts

_ORDINARY_FOLDERS = {Path("/"), Path("/tmp"), Path("/home"), Path.home()}  # noqa: S108 - named, not used


def telling_patterns() -> dict[str, re.Pattern[str]]:
    """What must not stand in a file, by what it would tell."""
    machine = [r"/home/\w{2,}/", r"/Users/\w{2,}/", r"/root/", r"[A-Z]:\\Users\\\w", re.escape(f"{ROOT}/")]
    if ROOT.parent not in _ORDINARY_FOLDERS:
        machine.append(rf"(?<![\w.]){re.escape(str(ROOT.parent))}/")
    registry = [
        r"(index[-_]url|registry|resolved|find[-_]links)[\"' ]*[=:].{0,12}\w+://",
        r"\w+://[^ \"']+\.(whl|tar\.gz|tgz|deb)\b",
        r"(pypi|test\.pypi)" r"\.org",
        r"python" r"hosted\.org",
        r"file" r":///\w",
    ]
    return {
        "a path of a machine": re.compile("|".join(machine)),
        "an address of a registry": re.compile("|".join(registry)),
    }


def told(text: str) -> list[str]:
    """Return what a text tells, each as "what: the words"."""
    return [
        f"{what}: {found.group()}" for what, pattern in telling_patterns().items() for found in pattern.finditer(text)
    ]


def test_no_file_tells() -> None:
    read = dict(texts())
    assert len(read) > 100
    assert {"README.md", "Makefile", "pyproject.toml", "constraints.txt", ".ci/run"} <= read.keys()
    here = Path(__file__).relative_to(ROOT).as_posix()
    assert {path: found for path, text in read.items() if path != here and (found := told(text))} == {}


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
