"""``python -m tests.simulation``: many runs after each other, with counts, until a promise is broken."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.simulation.events import too_seldom
from tests.simulation.faults import FAULTS
from tests.simulation.run import Outcome, run

_BATCH = 50


def _one(seed: int, *, fault: str | None) -> Outcome:
    return run(seed, FAULTS[fault]() if fault else None)


def _outcomes(seeds: Iterable[int], jobs: int, fault: str | None) -> Iterator[Outcome]:
    one = partial(_one, fault=fault)
    if jobs == 1:
        yield from map(one, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(one, seeds, chunksize=_BATCH)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the simulation.

    Returns:
        0 when every promise held in every run; 1 at the first that was broken, after its seed and story, or when
        a long run met some kind of event too seldom.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="how many runs (20 000 before a release)")
    parser.add_argument("--seed", type=int, help="the first seed; drawn when not given")
    parser.add_argument("--jobs", type=int, default=1, help="processes side by side")
    parser.add_argument("--fault", choices=sorted(FAULTS), help="plant a fault, to see that it is seen")
    chosen = parser.parse_args(arguments)
    first = secrets.randbelow(10**9) if chosen.seed is None else chosen.seed
    _say(f"seed {first}, {chosen.runs} runs, {chosen.jobs} processes, fault: {chosen.fault or 'none'}")
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for done, outcome in enumerate(_outcomes(range(first, first + chosen.runs), chosen.jobs, chosen.fault), 1):
        counts += outcome.counts
        if outcome.story is not None:
            _say(f"run {done} broke a promise. Seed {outcome.seed}: {outcome.story}")
            _say(f"again: python -m tests.simulation --runs 1 --seed {outcome.seed}" + _planted(chosen.fault))
            return 1
        if done % 1000 == 0:
            _say(f"{done} runs, {time.monotonic() - began:.0f} s")
    for event, count in sorted(counts.items(), key=lambda item: -item[1]):
        _say(f"{count:>9}  {event}")
    seldom = too_seldom(counts, chosen.runs)
    if seldom:
        _say(f"met too seldom to prove anything: {', '.join(seldom)}")
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
