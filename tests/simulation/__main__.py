"""``python -m tests.simulation``: many runs after each other, with counts, until a promise is broken."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.simulation.events import too_seldom
from tests.simulation.faults import FAULTS
from tests.simulation.run import Outcome, run

_Run = Callable[[int, str | None], Outcome]
_TooSeldom = Callable[[Mapping[str, int], int], list[str]]


def _one(seed: int, fault: str | None) -> Outcome:
    return run(seed, FAULTS[fault]() if fault else None)


def _seeded(one: _Run, fault: str | None, seed: int) -> Outcome:
    return one(seed, fault)


def _outcomes(seeds: Iterable[int], jobs: int, one: Callable[[int], Outcome], batch: int) -> Iterator[Outcome]:
    if jobs == 1:
        yield from map(one, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(one, seeds, chunksize=batch)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the simulation of the history; see `run_many`."""
    return run_many("tests.simulation", _one, FAULTS, too_seldom, batch=50, said_each=1000, arguments=arguments)


def run_many(
    module: str,
    one: _Run,
    faults: Collection[str],
    seldom_in: _TooSeldom,
    *,
    batch: int,
    said_each: int,
    arguments: list[str] | None,
) -> int:
    """Run a simulation from many seeds.

    Args:
        module: what is started with ``python -m``.
        one: one run from a seed, with a planted fault or none.
        faults: names of what can be planted.
        seldom_in: which kinds of events so many runs met too seldom.
        batch: runs that go to a process at once.
        said_each: after how many runs it says how far it is.
        arguments: of the command line.

    Returns:
        0 when every promise held in every run; 1 at the first that was broken, after its seed and story, or when
        a long run met some kind of event too seldom.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="how many runs (20 000 before a release)")
    parser.add_argument("--seed", type=int, help="the first seed; drawn when not given")
    parser.add_argument("--jobs", type=int, default=1, help="processes side by side")
    parser.add_argument("--fault", choices=sorted(faults), help="plant a fault, to see that it is seen")
    parser.add_argument("--go-on", action="store_true", help="tell of a broken promise and go on to the next seed")
    chosen = parser.parse_args(arguments)
    first = secrets.randbelow(10**9) if chosen.seed is None else chosen.seed
    _say(f"seed {first}, {chosen.runs} runs, {chosen.jobs} processes, fault: {chosen.fault or 'none'}")
    counts: Counter[str] = Counter()
    began, broken = time.monotonic(), 0
    seeds = range(first, first + chosen.runs)
    for done, outcome in enumerate(_outcomes(seeds, chosen.jobs, partial(_seeded, one, chosen.fault), batch), 1):
        counts += outcome.counts
        if outcome.story is not None:
            broken += 1
            _say(f"run {done} broke a promise. Seed {outcome.seed}: {outcome.story}")
            _say(f"again: python -m {module} --runs 1 --seed {outcome.seed}" + _planted(chosen.fault))
            if not chosen.go_on:
                return 1
        if done % said_each == 0:
            _say(f"{done} runs, {time.monotonic() - began:.0f} s, {broken} broke a promise")
    for event, count in sorted(counts.items(), key=lambda item: -item[1]):
        _say(f"{count:>9}  {event}")
    seldom = seldom_in(counts, chosen.runs)
    if seldom:
        _say(f"met too seldom to prove anything: {', '.join(seldom)}")
    if seldom or broken:
        return 1
    _say(f"{chosen.runs} runs, every promise held, {time.monotonic() - began:.0f} s")
    return 0


def _planted(fault: str | None) -> str:
    return f" --fault {fault}" if fault else ""


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
