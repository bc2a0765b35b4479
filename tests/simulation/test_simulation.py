"""A short run of the simulation, and the proof that it would see each planted fault.

Long runs: ``python -m tests.simulation --runs 20000 --jobs 2``.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.__main__ import main
from tests.simulation.events import EVENTS, too_seldom
from tests.simulation.faults import FAULTS
from tests.simulation.run import CHANGES, run
from tests.simulation.world import World

SHORT = range(100)
ENOUGH = range(100, 500)
"""Seeds within which every planted fault is seen."""


def test_every_promise_holds_in_every_run() -> None:
    counts: Counter[str] = Counter()
    for seed in SHORT:
        outcome = run(seed)
        assert outcome.story is None, f"seed {seed}: {outcome.story}"
        assert outcome.counts["change"] >= CHANGES >= 60, f"seed {seed} is too short"
        counts += outcome.counts
    assert not [event for event in sorted(EVENTS) if not counts[event]]


def test_one_seed_gives_one_run() -> None:
    first, again, other = run(7), run(7), run(8)
    assert (first.digest, first.counts) == (again.digest, again.counts)
    assert first.digest != other.digest


def test_a_world_has_three_laptops() -> None:
    assert all(len(World(seed, FAULTS["clock_wins"]()).laptops) >= 3 for seed in range(5))


def test_an_event_that_a_long_run_seldom_meets_is_named() -> None:
    often = Counter(dict.fromkeys(EVENTS, 1000))
    assert too_seldom(often, 20_000) == []
    assert too_seldom(often - Counter({"cloned": 1}), 20_000) == ["cloned"]
    assert too_seldom(Counter(), 100) == [], "a short run proves nothing about how often"


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_seen(fault: str) -> None:
    seen = next((seed for seed in ENOUGH if run(seed, FAULTS[fault]()).story is not None), None)
    assert seen is not None, f"nothing was seen of {fault} in {len(ENOUGH)} runs"
    assert run(seen).story is None, "the same run breaks a promise without the fault"


def test_a_broken_promise_ends_the_command_with_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--runs", "5", "--seed", "0", "--fault", "clock_wins"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("seed 0, ")
    assert "Seed 0: " in said


def test_the_command_prints_what_it_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--runs", "2", "--seed", "0"]) == 0
    assert "  cloned" in capsys.readouterr().out
