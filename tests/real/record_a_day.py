"""Write what the screens of ``docs/a-day.md`` show now: ``python -m tests.real.record_a_day``, or ``make day``.

Look at the difference before it is committed: it is what a coach will see.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.real.a_day import CAPTURES, coach_at_work, read_steps


def main() -> int:
    """Live the day and keep the text of the screen at the end of each step."""
    CAPTURES.mkdir(exist_ok=True)
    steps = read_steps()
    with tempfile.TemporaryDirectory() as folder, coach_at_work(Path(folder)) as coach:
        for step in steps:
            coach.lives(step)
            step.capture.write_text(coach.rests(), encoding="utf-8")
            sys.stdout.write(f"{step.capture.name}\n")
            sys.stdout.flush()
    for old in set(CAPTURES.glob("*.txt")) - {step.capture for step in steps}:
        old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
