"""The guides for coaches name screens and keys as the program itself does, and say the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.language.catalogue import read_catalogue

DOCS = Path(__file__).parents[2] / "docs"
NAMED = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
GUIDES = ("fi", "sv")


def guide(language: str) -> str:
    return (DOCS / f"coach.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", GUIDES)
def test_every_screen_is_called_as_it_calls_itself(language: str) -> None:
    said = set(map(str, read_catalogue(language).entries.values()))
    named = {" ".join(name.split()) for name in NAMED.findall(guide(language))}
    assert len(named) > 5
    assert named - said == set()


def test_both_say_the_same_in_as_many_steps() -> None:
    shapes = [
        [line[:2] for line in guide(one).splitlines() if line.startswith(("#", "-", "**", "!"))] for one in GUIDES
    ]
    assert shapes[0] == shapes[1]
    steps = [re.findall(r"^\d+\. ", guide(one), re.MULTILINE) for one in GUIDES]
    assert steps[0] == steps[1]
    keys = [sorted(re.findall(r"\b(?:F\d+|Ctrl\+\w|Enter)\b", guide(one))) for one in GUIDES]
    assert keys[0] == keys[1]
