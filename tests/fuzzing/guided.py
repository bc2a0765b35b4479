"""One target under atheris: libFuzzer keeps every input that reaches a new path, and goes on from it.

Runs as a process of its own (``python -m tests.fuzzing.guided``): only what is imported under the instrument is seen.
"""

from __future__ import annotations

import mmap
import resource
import struct
import sys
import time
from pathlib import Path
from random import Random

import atheris

TALLY = struct.Struct("<QQdd")
"""Inputs fed, how many were taken, the most seconds of one, and the mebibytes of the process at its beginning."""
LONGEST = 24 * 1024
"""Bytes of an input; larger ones are tried one by one (``tests.fuzzing.large``)."""


class TooSlowError(Exception):
    """An input took more time than any may."""


def main(name: str, runs: int, seconds: int, corpus: Path, tally: Path, seed: int) -> None:
    """Fuzz one target; this does not return.

    Args:
        name: of the target.
        runs: how many inputs.
        seconds: when to stop at the latest; 0 for never.
        corpus: folder of inputs that reached something new; it grows.
        tally: file for the counts.
        seed: of what is drawn.
    """
    with atheris.instrument_imports(
        include=[
            "store.bundle",
            "store.keys",
            "store.history",
            "store.settings",
            "store.csv_in",
            "store.outside",
            "store.write_ahead",
            "store.restoring",
            "store.quality.together",
        ]
    ):
        from tests.fuzzing.large import MOST_MEBIBYTES, MOST_SECONDS
        from tests.fuzzing.mutating import mutated
        from tests.fuzzing.targets import TARGETS, feed
    target = TARGETS[name]
    seeds = target.begin()
    others = [text for one in TARGETS.values() if one.signed is target.signed for text in one.begin()]
    for number, text in enumerate(seeds):
        (corpus / f"begin-{number}").write_bytes(text)
        feed(target, text)
    tally.write_bytes(bytes(TALLY.size))
    with tally.open("r+b") as file:
        counts = mmap.mmap(file.fileno(), TALLY.size)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fed = taken = 0
    most = 0.0

    def one(data: bytes) -> None:
        nonlocal fed, taken, most
        began = time.thread_time()
        taken += feed(target, data)
        took = time.thread_time() - began
        fed += 1
        most = max(most, took)
        TALLY.pack_into(counts, 0, fed, taken, most, own)
        if took > MOST_SECONDS:
            raise TooSlowError(f"{took:.1f} s")

    def mutate(data: bytes, most_bytes: int, drawn: int) -> bytes:
        return mutated(data, Random(drawn), lambda part: atheris.Mutate(part, len(part) + 64), others)[:most_bytes]

    options = [
        f"-runs={runs}",
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        "-timeout=60",
        "-print_final_stats=1",
        f"-rss_limit_mb={int(own) + MOST_MEBIBYTES}",
        f"-malloc_limit_mb={MOST_MEBIBYTES}",
        f"-artifact_prefix={corpus.parent}/found-{name}-",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]), int(sys.argv[6]))
