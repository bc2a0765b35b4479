"""``python -m benchmarks``: measure the promises, print how each stands, and write the numbers as JSON."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.harness import Finding, Setting

PROMISES = (
    "first_frame",
    "unlock_to_today",
    "search_key",
    "typing_note",
    "opening_client",
    "steady_memory",
    "saving",
    "export",
    "receive",
    "receive_shared",
    "notebook_size",
    "use_log",
    "counting_criteria",
    "today_of_years",
)
HOUSE = Path(__file__).parents[1]
USUAL_JSON = HOUSE / "build" / "bench.json"


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for.

    Args:
        words: of the command line; those of this process when None.

    Returns:
        0 where every promise could be measured, whether it holds or not: a slow machine is no mistake of the
        program. A measurement that fails raises.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "promises", nargs="*", metavar="PROMISE", help=f"which; all where none is named: {', '.join(PROMISES)}"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few runs on little data: only that it can be measured"
    )
    parser.add_argument("--json", type=Path, default=USUAL_JSON, metavar="FILE", help="where the numbers go")
    parser.add_argument(
        "--shared",
        type=Path,
        metavar="FOLDER",
        help="keep what takes minutes to make (notebooks of 100 000 events, and of rows) here, for the next run too",
    )
    options = parser.parse_args(words)
    if unknown := set(options.promises) - set(PROMISES):
        parser.error(f"no such promise: {', '.join(sorted(unknown))}")
    os.chdir(HOUSE)
    _compile()
    findings: dict[str, list[Finding]] = {}
    with _shared(options.shared) as shared:
        for name in options.promises or PROMISES:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            findings[name] = measure(name, quick=options.quick, shared=shared)
    print("\n".join(table(finding for several in findings.values() for finding in several)))
    if options.quick:
        print("Quick: too few runs on too little data to say anything about speed.")
    write_json(options.json, findings, quick=options.quick)
    return 0


def measure(name: str, *, quick: bool, shared: Path | None = None) -> list[Finding]:
    """Measure one promise in a folder of its own, which is gone afterwards.

    Args:
        name: one of ``PROMISES``.
        quick: a few runs on little data.
        shared: a folder of the whole run, for what several promises are measured on.
    """
    with tempfile.TemporaryDirectory(prefix="reppu-bench-") as folder:
        setting = Setting(Path(folder), quick, shared)
        found: list[Finding] = import_module(f"benchmarks.{name}").measure(setting)
        return found


@contextmanager
def _shared(kept: Path | None) -> Iterator[Path]:
    """Give a folder for what several promises are measured on: the one that is kept, or one that is gone afterwards.

    Args:
        kept: made where it is not there yet.
    """
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="reppu-bench-") as folder:
        yield Path(folder)


def table(findings: Iterable[Finding]) -> list[str]:
    """Return the lines of the table: promise · measured · limit · holds or falls short, and what else was seen."""
    lines = []
    for finding in findings:
        p99 = "" if finding.p99 is None else f" (p99 {_number(finding.p99)})"
        verdict = "holds" if finding.holds else "FALLS SHORT"
        lines += [
            f"{finding.promise} · {_number(finding.measured)} {finding.unit}{p99} · "
            f"≤ {_number(finding.limit)} {finding.unit} {finding.against} · {verdict}",
            f"    {finding.runs} runs; "
            + "; ".join(f"{what} {_number(value)}" for what, value in finding.beside.items()),
        ]
    return lines


def write_json(path: Path, findings: dict[str, list[Finding]], *, quick: bool) -> None:
    """Write the numbers, with what they were measured on.

    Args:
        path: where; its folder is made.
        findings: by promise.
        quick: whether they say nothing of speed.
    """
    content = {
        "quick": quick,
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "promises": {
            name: [asdict(finding) | {"holds": finding.holds} for finding in several]
            for name, several in findings.items()
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _compile() -> None:
    """Byte-compile the house, as an installer does: a missing one would be measured instead of the program."""
    for room in ("tui", "screens", "store", "benchmarks"):
        compileall.compile_dir(HOUSE / room, quiet=2)


if __name__ == "__main__":
    sys.exit(main())
