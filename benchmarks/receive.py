"""Promise: to take a bundle in costs little more than inserting the same rows.

Ours reads, verifies, validates, merges, indexes and logs, in one transaction a file. The limit inserts the rows that
it wrote (history, records, use logs of the laptops, words of the index) into a copy of the same file
with the same indexes, by ``executemany`` in one transaction. The slots and the copying are in neither time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Setting, interleaved, percentile, ratio_found
from benchmarks.limits.raw_rows import Rows, insert_rows, rows_between
from benchmarks.memory import forget_peak, resident
from benchmarks.notebooks import PASSPHRASE, fill_history, raw_connection

if TYPE_CHECKING:
    from store.notebook import Notebook

SHORT, LONG = 10_000, 100_000
COACHES, EACH = 50, 2_000
TIME = "receive of 10 000 changes: verified, validated, merged, indexed"
AGAIN = "the same bundle again"
ANEW = "the same changes in another bundle"
MANY = "50 bundles of 50 coaches, 2 000 changes each"
AGAINST = "raw executemany of the same rows"
PER_ROW = "receive of 100 000 changes, per row"
AGAINST_SHORT = "per row of the receive of 10 000"
MEMORY = "receive of 100 000 changes, memory over idle"
AGAINST_IDLE = "over the same process, notebook open"
TIME_LIMIT, AGAIN_LIMIT, MANY_LIMIT, PER_ROW_LIMIT, MEMORY_LIMIT = 6.0, 2.0, 8.0, 1.2, 96.0


def measure(setting: Setting) -> list[Finding]:
    """Measure at an office that has heard nothing of these coaches before."""
    few = Scene.of(setting, 1, setting.choose(SHORT, 50))
    many = Scene.of(setting, 1, setting.choose(LONG, 100))
    all_coaches = Scene.of(setting, setting.choose(COACHES, 2), setting.choose(EACH, 20))
    return [
        _against_rows(few, TIME, TIME_LIMIT, setting.choose(9, 1)),
        *_again(few, setting.choose(9, 1)),
        _against_rows(all_coaches, MANY, MANY_LIMIT, setting.choose(3, 1)),
        _long_against_short(few, many, setting),
        _memory(many, setting),
    ]


class Scene:
    """An office as it is before the bundles, and the bundles of its coaches.

    Args:
        folder: where they are made, unless they stand there whole.
        copies: an empty folder for copies of the office.
        coaches: how many.
        changes: of each.
    """

    def __init__(self, folder: Path, copies: Path, coaches: int, changes: int) -> None:
        from store.home import Home

        self._copies, self._number = copies, count(1)
        self.before = Home(folder / "office")
        self.changes = coaches * changes
        whole = folder / "files.txt"
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            made = self._make(folder, coaches, changes)
            whole.write_text(
                "\n".join(" ".join(path.relative_to(folder).as_posix() for path in each) for each in made)
            )
        self.files, self.anew = (
            [folder / name for name in line.split()] for line in whole.read_text(encoding="utf-8").splitlines()
        )
        self._rows: Rows | None = None

    @classmethod
    def of(cls, setting: Setting, coaches: int, changes: int) -> Scene:
        """Give a scene that is made once in a run, and once for all runs that share a folder and a format.

        Args:
            setting: of the promise.
            coaches: how many.
            changes: of each.
        """
        from store.bundle.kinds import VERSION
        from store.records.base import SCHEMA

        name = f"bundles-{coaches}-{changes}-{VERSION}-{SCHEMA}"
        return cls((setting.shared or setting.folder) / name, setting.new_folder(f"of-{name}"), coaches, changes)

    def _make(self, folder: Path, coaches: int, changes: int) -> tuple[list[Path], list[Path]]:
        """Make the office and its coaches, who are gone afterwards; return their files, and others with the same."""
        from store.bundle import export, trust, write_card
        from store.bundle.seal import new_identity
        from store.bundle.trusting import found_office
        from store.first_run import create_notebook
        from store.home import Home
        from store.keys.root import Root
        from store.keys.slots import Cost

        cheap = Cost(memory=8 * 1024, passes=1, lanes=1)
        folder.mkdir()
        first: list[Path] = []
        anew: list[Path] = []
        words = {"language": "fi", "passphrase": PASSPHRASE, "cost": cheap}
        with create_notebook(self.before, role="office", name="Mittaus Toimisto", **words) as office:  # type: ignore[arg-type]  # the three are what they are called
            found_office(office, Root(os.urandom(32), new_identity()))
            card = write_card(office, folder / "office.toml")
            for number in range(coaches):
                home = Home(folder / f"coach-{number}")
                with create_notebook(home, role="coach", name="Mittaus Valmentaja", **words) as coach:  # type: ignore[arg-type]  # as above
                    trust(coach, card.path, card.words)
                    own = write_card(coach, folder / f"coach-{number}.toml")
                    trust(office, own.path, own.words)
                    fill_history(coach, changes)
                    for files, name in ((first, "first"), (anew, "anew")):
                        target = folder / f"{name}-{number}"
                        target.mkdir()
                        files += export(coach, target, everything=True).files
                shutil.rmtree(home.folder)
        return first, anew

    @contextmanager
    def office(self) -> Iterator[Notebook]:
        """Give the office as it is before the bundles."""
        from store.home import Home
        from store.notebook import Notebook

        home = Home(self._copies / f"copy-{next(self._number)}")
        shutil.copytree(self.before.folder, home.folder)
        try:
            with Notebook.unlock(home, PASSPHRASE) as notebook:
                yield notebook
        finally:
            shutil.rmtree(home.folder)

    @property
    def rows(self) -> Rows:
        """The rows that taking the bundles in writes."""
        if self._rows is None:
            with self.office() as before, self.office() as after:
                with rows_between(before, after) as rows:
                    receive_all(after, self.files)
                self._rows = rows
        return self._rows

    def receive(self) -> float:
        """Take everything in; return the seconds."""
        with self.office() as office:
            return receive_all(office, self.files)

    def insert(self) -> float:
        """Insert the same rows; return the seconds."""
        rows = self.rows
        with self.office() as office, raw_connection(office) as connection:
            started = time.perf_counter()
            insert_rows(connection, rows)
            return time.perf_counter() - started


def receive_all(office: Notebook, files: Sequence[Path]) -> float:
    """Take files in and return the seconds; every one must have been taken in."""
    from store.bundle import receive
    from store.bundle.outcomes import Outcome

    started = time.perf_counter()
    received = receive(office, files)
    took = time.perf_counter() - started
    if any(one.outcome not in (Outcome.TAKEN, Outcome.KNOWN) for one in received):
        raise AssertionError([one.reason for one in received])
    return took


def _against_rows(scene: Scene, promise: str, limit: float, pairs: int) -> Finding:
    found = interleaved(scene.receive, scene.insert, pairs=pairs)
    beside = {"rows": float(scene.rows.count), "of them changes": float(scene.changes)}
    return ratio_found(promise, AGAINST, found, limit, beside)


def _again(scene: Scene, pairs: int) -> list[Finding]:
    with scene.office() as office:
        receive_all(office, scene.files)
        again = interleaved(lambda: receive_all(office, scene.files), scene.insert, pairs=pairs)
    anew = interleaved(lambda: _in_another(scene), scene.insert, pairs=pairs)
    return [ratio_found(AGAIN, AGAINST, again, AGAIN_LIMIT), ratio_found(ANEW, AGAINST, anew, AGAIN_LIMIT)]


def _in_another(scene: Scene) -> float:
    """Take in what is known, from files that are not."""
    with scene.office() as office:
        receive_all(office, scene.files)
        return receive_all(office, scene.anew)


def _long_against_short(few: Scene, many: Scene, setting: Setting) -> Finding:
    pairs = interleaved(
        lambda: many.receive() / many.changes, lambda: few.receive() / few.changes, pairs=setting.choose(3, 1)
    )
    ratios = [pair.ratio for pair in pairs]
    beside = {
        "100 000, median ms": 1000 * many.changes * median(pair.ours for pair in pairs),
        "10 000, median ms": 1000 * few.changes * median(pair.limit for pair in pairs),
    }
    return Finding(
        PER_ROW,
        AGAINST_SHORT,
        median(ratios),
        percentile(ratios, 0.99),
        PER_ROW_LIMIT,
        runs=len(pairs),
        beside=beside,
    )


def _memory(scene: Scene, setting: Setting) -> Finding:
    sizes = []
    for number in range(setting.choose(2, 1)):
        home = setting.new_folder(f"memory-{number}") / "home"
        shutil.copytree(scene.before.folder, home)
        words = [sys.executable, "-m", "benchmarks.receive", str(home), *map(str, scene.files)]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        sizes.append(tuple(map(float, done.stdout.split())))
    over = [peak - idle for idle, peak in sizes]
    beside = {"receiving, MiB": median(peak for _, peak in sizes), "idle, MiB": median(idle for idle, _ in sizes)}
    return Finding(
        MEMORY,
        AGAINST_IDLE,
        median(over),
        percentile(over, 0.99),
        MEMORY_LIMIT,
        unit="MiB",
        runs=len(over),
        beside=beside,
    )


def _open_and_receive(home: Path, files: Sequence[Path]) -> None:
    """Open a notebook, take files in, and print the MiB that were there before, and at most."""
    import gc

    from store.home import Home
    from store.notebook import Notebook
    from tui.app.tidying import be_sparing

    # As the app and each command does before it opens a notebook.
    be_sparing()
    with Notebook.unlock(Home(home), PASSPHRASE) as notebook:
        gc.collect()
        forget_peak()
        before = resident("VmRSS")
        receive_all(notebook, files)
        print(before, resident("VmHWM"))


if __name__ == "__main__":
    _open_and_receive(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]])
