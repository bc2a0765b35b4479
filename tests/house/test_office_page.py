"""docs/office.md is true: every test that it names is there, and what is said to run on both engines does."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "office.md"


def test_every_test_that_the_page_names_is_there() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = {path for row in rows for path in re.findall(r"`([\w/]+\.py)`", row)}
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / "tests" / path).is_file()] == []


def test_what_runs_on_both_engines_is_marked_so() -> None:
    said = re.findall(r"`([\w/]+\.py)` \(2", PAGE.read_text(encoding="utf-8"))
    assert said
    unmarked = [
        path for path in sorted(set(said)) if "both_engines" not in (ROOT / "tests" / path).read_text("utf-8")
    ]
    assert unmarked == []
