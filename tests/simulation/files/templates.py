"""Homes that every run begins with, made once a process: making notebooks costs more than a whole run.

An office with its root, three enrolled laptops with a worker each, and two laptops that nobody has enrolled yet.
Runs never meet, so that the same keys and first chains in two of them prove nothing less; inside a run every chain is
its own machine's, unless a mishap copies one on purpose. A process makes new ones after some runs all the same.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path

from store.bundle.laptops import bind_laptop
from store.bundle.trusting import found_office
from store.keys.root import Root
from tests.notebooks import make_notebook
from tests.simulation.files.shared import share_template
from tests.store.bundle.delivered import exchange_cards, hand_over, send
from tests.store.bundle.enrolment import new_root

ENROLLED, SPARE = 3, 2
RUNS_EACH = 500
"""After so many runs a process makes new ones, with new keys."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - no disk: fsync costs nothing there, and nothing else is different
_made: list[Template] = []


@dataclass
class Template:
    """Closed homes to be copied.

    Attributes:
        folder: where they stand: ``office``, ``shared office``, ``second``, ``laptop-1`` … ``spare-1`` ….
        root: of the office.
        principals: of the enrolled laptops.
        uses: how many runs began with it.
        is_shared: whether there is an office with its records in PostgreSQL too.
    """

    folder: Path
    root: Root
    principals: tuple[str, ...]
    uses: int = 0
    is_shared: bool = False

    def share(self) -> None:
        """Make, beside the office whose records are in its home, one whose records are in PostgreSQL."""
        if not self.is_shared:
            shutil.copytree(self.folder / "office", self.folder / "shared office")
            share_template(self.folder / "shared office")
            self.is_shared = True


def new_folder() -> Path:
    """Return a new folder in memory, where the system has one."""
    return Path(tempfile.mkdtemp(prefix="reppu-simulation-", dir=_MEMORY if _MEMORY.is_dir() else None))


def template() -> Template:
    """Return the homes of this process."""
    if not _made or _made[-1].uses >= RUNS_EACH:
        if _made:
            shutil.rmtree(_made.pop().folder, ignore_errors=True)
        _made.append(_make(new_folder()))
        # A process of a pool ends without what ``atexit`` was told.
        Finalize(None, shutil.rmtree, (_made[-1].folder, True), exitpriority=1)
    _made[-1].uses += 1
    return _made[-1]


def _make(folder: Path) -> Template:
    root = new_root()
    principals = []
    with make_notebook(folder / "office", role="office", name="Testi Toimisto") as office:
        found_office(office, root)
        for number in range(1, ENROLLED + 1):
            with make_notebook(folder / f"laptop-{number}", name=f"Testi Valmentaja {number}") as laptop:
                principal = exchange_cards(office, laptop, folder / "cards")
                hand_over(laptop, office, folder / "sticks")
                bind_laptop(office, principal, laptop.identity.worker)
                send(office, principal, laptop, folder / "sticks")
                principals.append(principal)
    for number in range(1, SPARE + 1):
        make_notebook(folder / f"spare-{number}", name=f"Testi Uusi {number}").close()
    shutil.rmtree(folder / "cards")
    shutil.rmtree(folder / "sticks")
    return Template(folder, root, tuple(principals))
