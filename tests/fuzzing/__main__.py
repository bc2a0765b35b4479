"""``python -m tests.fuzzing``: every target for some time, then the sums of all runs and the lines reached."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzzing.covering import Covered, Watched, compared, lines_of
from tests.fuzzing.large import MOST_MEBIBYTES, MOST_SECONDS
from tests.fuzzing.targets import TARGETS, Target, feed

ROOT = Path(__file__).parents[2]
ENOUGH = 90.0
"""Percent of the lines of the reading steps that inputs must reach."""


def main(arguments: list[str] | None = None) -> int:
    """Fuzz; return 0 when nothing was found and enough lines were reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--runs", type=int, default=110_000, help="inputs, spread over the targets")
    parser.add_argument("--seconds", type=int, default=0, help="for each target at most; 0: no limit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="targets side by side")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append", help="only these")
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz", help="inputs that are kept, and the sums")
    parser.add_argument("--no-sums", action="store_true", help="only add to the sums of the folder")
    chosen = parser.parse_args(arguments)
    names = chosen.target or list(TARGETS)
    each = -(-chosen.runs // len(names))
    with ThreadPoolExecutor(chosen.jobs) as pool:
        done = list(pool.map(lambda name: _fuzz(name, each, chosen.seconds, chosen.seed, chosen.folder), names))
    enough = chosen.no_sums or (_told(names, chosen.folder) & (bool(chosen.target) or _large_are_cheap()))
    return 0 if enough and all(done) else 1


def _fuzz(name: str, runs: int, seconds: int, seed: int, folder: Path) -> bool:
    """Fuzz one target in a process of its own; return whether nothing was found."""
    if not runs:
        return True
    corpus, tally = folder / name, folder / f"tally-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "tests.fuzzing.guided",
        name,
        str(runs),
        str(seconds),
        str(corpus),
        str(tally),
        str(seed),
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    from tests.fuzzing.guided import TALLY

    fed, taken, most, own = TALLY.unpack(tally.read_bytes())
    peak = [int(line.rsplit(":", 1)[1]) for line in ran.stderr.splitlines() if line.startswith("stat::peak_rss_mb")]
    line = {
        "target": name,
        "fed": fed,
        "taken": taken,
        "seconds": round(most, 3),
        "mebibytes": round(max([own, *peak]) - own),
        "found": int(ran.returncode != 0),
    }
    with (folder / "sums.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    if ran.returncode != 0:
        _say(f"{name}: found something (kept beside {corpus}):\n{ran.stdout[-3000:]}\n{ran.stderr[-2000:]}")
    return ran.returncode == 0


def covered(target: Target, folder: Path) -> Covered:
    """Return which lines of a target's reading steps the kept inputs and the texts to begin from reach.

    Args:
        target: the target.
        folder: of the kept inputs.
    """
    wanted = lines_of(target.reads)
    kept = [path.read_bytes() for path in sorted((folder / target.name).glob("*"))]
    with Watched(set(wanted)) as watched:
        for data in [*target.begin(), *kept]:
            feed(target, data)
    return compared(wanted, watched)


def _large_are_cheap() -> bool:
    """Say what the costliest inputs that a trusted key could sign cost, and whether that is little enough."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing.large"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    for one in found:
        _say(f"{one['case']:<28}{one['seconds']:>7} s{one['mebibytes']:>6} MiB  {one['said']}")
    return all(one["seconds"] <= MOST_SECONDS and one["mebibytes"] <= MOST_MEBIBYTES for one in found)


def _told(names: list[str], folder: Path) -> bool:
    """Say the sums of all runs so far, and whether enough lines were reached."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in names}
    for line in (folder / "sums.jsonl").read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if said["target"] in sums:
            one = sums[said["target"]]
            one.update({key: said[key] for key in ("fed", "taken", "found")})
            one["milliseconds"] = max(one["milliseconds"], int(1000 * said["seconds"]))
            one["mebibytes"] = max(one["mebibytes"], said["mebibytes"])
    heading = ("target", "inputs", "signed", "taken", "ms most", "MiB most", "reached", "lines", "percent")
    _say(_row(*heading))
    enough = True
    for name, one in sums.items():
        reached = covered(TARGETS[name], folder)
        enough &= reached.percent >= ENOUGH
        signed = "yes" if TARGETS[name].signed else "no"
        counts = (one["fed"], signed, one["taken"], one["milliseconds"], one["mebibytes"])
        _say(_row(name, *counts, reached.reached, reached.lines, f"{reached.percent:.1f}"))
        if reached.percent < 100:
            _say(f"{'':10}never reached: {', '.join(reached.missed)}")
    inputs, finds = (sum(one[key] for one in sums.values()) for key in ("fed", "found"))
    _say(f"{inputs} inputs, {finds} runs found something")
    return enough


def _row(first: str, *cells: object) -> str:
    return f"{first:<10}" + "".join(f"{cell!s:>10}" for cell in cells)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
