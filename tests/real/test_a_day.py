"""docs/a-day.md is true: a coach lives it in a real terminal, and every screen is the one that was committed."""

from __future__ import annotations

from pathlib import Path

from tests.real.a_day import CAPTURES, coach_at_work, read_steps


def test_the_steps_are_numbered_timed_and_each_has_its_capture() -> None:
    steps = read_steps()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert [step.clock for step in steps] == sorted(step.clock for step in steps)
    assert all(step.parts[0].what == "Press" and step.parts[-1].what != "Press" for step in steps)
    assert {step.capture for step in steps} == set(CAPTURES.glob("*.txt")), "renew them: make day"


def test_a_coach_lives_the_whole_day(tmp_path: Path) -> None:
    with coach_at_work(tmp_path) as coach:
        for step in read_steps():
            coach.lives(step)
            expected = step.capture.read_text(encoding="utf-8")
            assert coach.shows(expected) == expected, f"step {step.number}, {step.title}: renew with make day"
