"""``python -m tests.real.failing``: every act that writes, on a disk that fails (``make faults``); and power loss."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
LAYER = Path(__file__).with_name("failing_disk.c")


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


def main() -> int:
    """Let every write fail, and take the battery out after every write; return 0 when nothing was wrong."""
    from tests.real.killing import make_template
    from tests.real.power import replayed

    wrong = 0
    with tempfile.TemporaryDirectory(prefix="reppu-faults-") as folder:
        for name, one in tried(Path(folder), 0).items():
            sys.stdout.write(
                f"{name:<12}{one['writes']:>6} writes {one['tries']:>6} tries {len(one['wrong']):>4} wrong\n"
            )
            sys.stdout.writelines(f"    {line}\n" for line in one["wrong"])
            wrong += len(one["wrong"])
        (Path(folder) / "power").mkdir()
        count, faults = replayed(make_template(Path(folder) / "home"), Path(folder) / "power", most=0, seed=1)
    sys.stdout.write(f"power loss: {count} states, {len(faults)} wrong\n")
    sys.stdout.writelines(f"    {line}\n" for line in faults)
    return 1 if wrong or faults else 0


if __name__ == "__main__":
    sys.exit(main())
