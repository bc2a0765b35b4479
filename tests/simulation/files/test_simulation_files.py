"""A short run of the simulation over files, and the proof that it would see each planted fault.

Long runs: ``make simulatefiles RUNS=5000``.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.files.__main__ import main
from tests.simulation.files.events import EVENTS, too_seldom
from tests.simulation.files.run import run

SEEN_AT = {
    "cut_off_ignored": 22,
    "delivery_not_closed": 0,
    "doubled_taking_in": 1,
    "handed_over_is_there": 1,
    "receipt_by_place": 46,
    "refused_half_taken": 22,
    "roster_lowered": 2,
    "undo_unwithdraws": 2,
    "use_log_rewrite_unnoticed": 12,
}
"""Fault → a seed at which it is seen: of hundreds of runs only one is needed here."""


def test_every_promise_holds_in_every_run() -> None:
    counts: Counter[str] = Counter()
    for seed in range(3):
        outcome = run(seed)
        assert outcome.story is None, f"seed {seed}: {outcome.story}"
        counts += outcome.counts
    assert counts["receipt held against the office"]
    assert counts["value shown that nobody wrote over"]


def test_one_seed_gives_one_run_of_deeds() -> None:
    # Keys, ids, salts, hashes and file names are new each time: what is done with them is not.
    first, again, other = run(7), run(7), run(8)
    assert first.digest == again.digest
    assert first.digest != other.digest


def test_an_event_that_a_long_run_seldom_meets_is_named() -> None:
    often = Counter(dict.fromkeys(EVENTS, 100))
    assert too_seldom(often, 5000) == []
    assert too_seldom(often - Counter({"cloned": 99}), 5000) == ["cloned"]
    assert too_seldom(Counter(), 100) == [], "a short run proves nothing about how often"


@pytest.mark.parametrize("fault", sorted(SEEN_AT))
def test_a_planted_fault_is_seen(fault: str) -> None:
    seed = SEEN_AT[fault]
    assert run(seed, fault).story is not None, f"nothing was seen of {fault}"
    assert run(seed).story is None, "the same run breaks a promise without the fault"


def test_a_broken_promise_ends_the_command_with_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    seed = SEEN_AT["handed_over_is_there"]
    assert main(["--runs", "3", "--seed", str(seed), "--fault", "handed_over_is_there"]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"seed {seed}, ")
    assert f"Seed {seed}: " in said
