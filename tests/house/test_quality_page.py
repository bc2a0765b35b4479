"""docs/quality.md is true: every test, file and record type that it names is there."""

from __future__ import annotations

import re

from store.records import RECORD_TYPES
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "quality.md"
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> list[str]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith("| what holds")]


def test_every_sentence_names_a_test_that_is_there() -> None:
    named = [pair for row in rows() for pair in TEST.findall(row)]
    assert all(TEST.search(row.split("|")[-2]) for row in rows())
    missing = []
    for path, test in named:
        file = ROOT / "tests" / path
        if not file.is_file() or not re.search(rf"^(async )?def {test}\(", file.read_text("utf-8"), re.MULTILINE):
            missing.append(f"{path}::{test}")
    assert len(named) > 50
    assert missing == []


def test_every_record_type_that_it_names_is_declared() -> None:
    named = set(re.findall(r"`\[(\w+)\]`", PAGE.read_text(encoding="utf-8")))
    assert len(named) > 20
    assert named - set(RECORD_TYPES) == set()


def test_every_file_that_it_names_lies_where_it_says() -> None:
    for row in rows():
        folder = ""
        for path in re.findall(r"`([\w/]+\.(?:py|toml))`", row.split("|")[2]):
            folder = path.rpartition("/")[0] or folder
            whole = path if "/" in path else f"{folder}/{path}"
            assert (ROOT / whole).is_file(), row


def test_all_eleven_points_are_there() -> None:
    found = re.findall(r"^## (\d+)\. ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == [str(number) for number in range(1, 12)]
