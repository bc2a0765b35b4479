"""``python -m tests.simulation.files``: many runs over real files, with counts and seeds of broken promises."""

from __future__ import annotations

import sys

from tests.simulation.__main__ import run_many
from tests.simulation.files.events import too_seldom
from tests.simulation.files.faults import FAULTS
from tests.simulation.files.run import run


def main(arguments: list[str] | None = None) -> int:
    """Run the simulation over files; see `tests.simulation.__main__.run_many`."""
    return run_many("tests.simulation.files", run, FAULTS, too_seldom, batch=10, said_each=50, arguments=arguments)


if __name__ == "__main__":
    sys.exit(main())
