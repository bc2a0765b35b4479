"""Killed while somebody types, at any moment and in every form: no more than two seconds of typing are lost.

Twenty times here, and ``make kill RUNS=1000`` as often as one likes. What was typed is known from the keys.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.real.killing import FORMS, Clock, make_template, run

SIDE_BY_SIDE = 4


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home with a client, an employer and something that may be told."""
    return make_template(tmp_path_factory.mktemp("template") / "home")


def test_killed_twenty_times_while_typing(template: Path, tmp_path: Path) -> None:
    def one(seed: int) -> tuple[str, tuple[str, ...]]:
        done = run(template, tmp_path / str(seed), seed, offered=seed % 10 == 0)
        return done.form, done.faults

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = list(pool.map(one, range(20)))
    assert {form for form, _ in found} == set(FORMS)
    assert [one for one in found if one[1]] == []


@pytest.mark.parametrize(("way", "seed"), [("lock", 4), ("lock", 10)])
def test_ended_in_any_other_way_nothing_typed_is_lost(template: Path, tmp_path: Path, way: str, seed: int) -> None:
    assert run(template, tmp_path / "home", seed, way).faults == ()


def test_the_clock_leaves_out_what_was_waited_for_a_processor_and_nothing_else(tmp_path: Path) -> None:
    moments = iter([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 9.6])
    threads = [tmp_path / name for name in ("1", "2")]
    for thread in threads:
        thread.mkdir()

    def waited(*seconds: float) -> None:
        for thread, each in zip(threads, seconds, strict=True):
            (thread / "schedstat").write_text(f"0 {int(each * 1e9)} 0\n", encoding="ascii")

    waited(0, 0)
    clock = Clock(tmp_path, lambda: next(moments))
    assert clock.look() == pytest.approx(0.1), "a program that waits for nobody lives every second"
    assert clock.look() == pytest.approx(0.2)
    waited(0.25, 0.2)
    assert clock.look() == pytest.approx(0.2), "a wait is told when it is over, and of two at once the longer counts"
    assert clock.look() == pytest.approx(0.2)
    assert clock.look() == pytest.approx(0.25)
    assert clock.look() == pytest.approx(0.35)
    assert clock.look() == pytest.approx(0.35 + Clock.MOST_A_LOOK), "the machine stood still"
