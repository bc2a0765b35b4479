"""The fuzzing itself, for a moment: ``make fuzz`` goes on for millions of inputs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from store.refusal import Reason, Refusal
from tests.fuzzing.covering import Watched, compared, lines_of
from tests.fuzzing.large import CASES, MOST_MEBIBYTES
from tests.fuzzing.mutating import blind_of, mutated
from tests.fuzzing.targets import TARGETS, Target, feed

ROOT = Path(__file__).parents[2]
ENOUGH = 200
COSTLY = ("numbers in the head", "pairs in a body", "all its changes", "brackets")
"""Those of the largest inputs that cost most, and one that costs nothing."""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_it_begins_from_is_taken_and_what_is_mangled_is_refused_or_taken(name: str) -> None:
    target = TARGETS[name]
    seeds = target.begin()
    assert any(feed(target, text) for text in seeds)
    random = Random(name)
    for _ in range(ENOUGH):
        feed(target, mutated(random.choice(seeds), random, blind_of(random), seeds))


def test_a_reader_that_breaks_is_seen() -> None:
    def breaks(data: bytes) -> None:
        if b"\x00" in data:
            raise KeyError(data)
        raise Refusal(Reason.BAD_FORM)

    target = Target("breaks", lambda: [b"x"], breaks, False, {})
    assert not feed(target, b"x")
    with pytest.raises(KeyError):
        feed(target, b"\x00")


def test_lines_that_nothing_reached_are_counted() -> None:
    target = TARGETS["settings"]
    wanted = lines_of(target.reads)
    with Watched(set(wanted)) as watched:
        feed(target, b'\x00language = "fi"\n')
    half = compared(wanted, watched)
    assert 0 < half.reached < half.lines
    with watched:
        feed(target, b"\x00language = \n")
    assert compared(wanted, watched).percent == 100


if importlib.util.find_spec("atheris") is not None:  # it has wheels for Linux alone

    def test_guided_by_coverage(tmp_path: Path) -> None:
        command = ["tests.fuzzing", "--runs", "400", "--target", "receipt", "--folder", str(tmp_path)]
        ran = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
        assert "400 inputs, 0 runs found something" in ran.stdout
        kept = list((tmp_path / "receipt").iterdir())
        assert len(kept) > 4 + 20, "what reached something new is kept"


def test_the_largest_inputs_take_no_more_memory_than_any_may() -> None:
    """Eight mebibytes behind a signature that is trusted; ``make fuzz`` judges their time too."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing.large", *COSTLY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["case"] for one in found] == list(COSTLY)
    assert [one for one in found if one["mebibytes"] > MOST_MEBIBYTES] == []
    assert [one["said"] for one in found] == ["bad_form", "taken", "taken", "too_deep"]
    assert set(COSTLY) <= set(CASES)
