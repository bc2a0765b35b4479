"""``python -m tests.real.failing``: every act that writes, on a disk that fails (``make faults``); and power loss."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
LAYER = Path(__file__).with_name("failing_disk.c")
ACTS = (
    "save",
    "draft",
    "export",
    "receive",
    "backup",
    "migration",
    "passphrase",
    "renewal",
    "first run",
    "settings",
)
"""Every act that writes, as ``failing_child.py`` does them."""
POWER = "power"
"""The name of what takes the battery out instead."""
EVERYTHING = (*ACTS, POWER)


def built(folder: Path) -> Path:
    """Build the layer that lets writes fail; a C compiler is all that it needs."""
    library = folder / "failing_disk.so"
    command = ["cc", "-shared", "-fPIC", "-nostdlib", "-O1", "-w", "-o", str(library), str(LAYER)]
    subprocess.run(command, check=True, capture_output=True)
    return library


def tried(folder: Path, most: int, *names: str) -> dict[str, Any]:
    """Try acts on a failing disk; return for each how many tries there were, and what was wrong.

    Args:
        folder: an empty one.
        most: so many failures of each act; 0: every write in every way.
        names: which acts; none: all.
    """
    library = built(folder)
    work = folder / "work"
    work.mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.real.failing_child", str(library), str(work), str(most), *names],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
        env={"LD_PRELOAD": str(library), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Let every write fail, and take the battery out after every write; return 0 when nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.failing", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"only these of {', '.join(EVERYTHING)}")
    chosen = parser.parse_args(arguments).only or EVERYTHING
    if unknown := set(chosen) - set(EVERYTHING):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return 1 if sum(_power() if name == POWER else _act(name) for name in chosen) else 0


def _act(name: str) -> int:
    """Try one act at each of its writes, in every way; say it, and return how often it was wrong."""
    with tempfile.TemporaryDirectory(prefix="reppu-faults-") as folder:
        one = tried(Path(folder), 0, name)[name]
    _say(f"{name:<12}{one['writes']:>6} writes {one['tries']:>6} tries {len(one['wrong']):>4} wrong", *one["wrong"])
    return len(one["wrong"])


def _power() -> int:
    """Take the battery out at each write, in every way; say it, and return how often it was wrong."""
    from tests.real.killing import make_template
    from tests.real.power import replayed

    with tempfile.TemporaryDirectory(prefix="reppu-faults-") as folder:
        (Path(folder) / "power").mkdir()
        count, faults = replayed(make_template(Path(folder) / "home"), Path(folder) / "power", most=0, seed=1)
    _say(f"{POWER:<12}{count:>6} states {len(faults):>20} wrong", *faults)
    return len(faults)


def _say(first: str, *more: str) -> None:
    sys.stdout.write("\n    ".join((first, *more)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
