"""Promise: an export, signed and sealed, costs little more than a csv export of the same rows.

A bundle carries the changes and the lines of the use log that go with them; the limit writes the same rows, as two
csv files, and nothing else. Ours also plans the parts, signs, seals and reads back what it wrote: all that is in the
time. How ours stands against a csv of the changes alone is printed beside it. A long history costs no more per row
than a short one.

Memory does not grow with the history: it is the highest resident size of a process while it exports, less its
resident size right before, with the notebook open. The peak is counted anew from there: opening a notebook takes
64 MiB for the key derivation, and a peak since the start would hide the export behind it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Pair, Setting, interleaved, percentile, ratio_found
from benchmarks.limits.csv_export import write_changes, write_use_lines
from benchmarks.memory import forget_peak, resident
from benchmarks.notebooks import PASSPHRASE, fill_history, make_coach_home, new_names, raw_connection

if TYPE_CHECKING:
    from store.home import Home
    from store.notebook import Notebook

SHORT, LONG = 10_000, 100_000
TIME = "export of 10 000 changes with their use log, signed and sealed"
AGAINST = "csv export of the same rows"
TIME_LIMIT = 1.2
PER_ROW = "export of 100 000 changes, per row"
AGAINST_SHORT = "per row of the export of 10 000"
MEMORY = "export of 100 000 changes, memory over idle"
AGAINST_IDLE = "over the same process, notebook open"
MEMORY_LIMIT = 48.0


def measure(setting: Setting) -> list[Finding]:
    """Measure on two notebooks of a coach whose office is known: both exports are sealed, none is receipted."""
    short, long = setting.choose(SHORT, 50), setting.choose(LONG, 100)
    homes = {number: _filled(setting.new_folder(f"changes-{number}"), number) for number in (short, long)}
    return [
        _against_csv(homes[short], setting),
        _long_against_short(homes, setting),
        _memory(homes[long], setting),
    ]


def _filled(folder: Path, number: int) -> Home:
    from store.notebook import Notebook

    home = make_coach_home(folder)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        fill_history(notebook, number)
    return home


def _against_csv(home: Home, setting: Setting) -> Finding:
    from store.notebook import Notebook
    from store.schema import id_bytes

    folder = setting.new_folder("csv")
    names = new_names("changes", ".csv")
    with Notebook.unlock(home, PASSPHRASE) as notebook, raw_connection(notebook) as connection:
        own = (id_bytes(notebook.identity.chain),)
        (chain,) = connection.execute("SELECT number FROM known_chain WHERE id = ?", own).fetchone()

        alone: list[float] = []

        def limit() -> float:
            started = time.perf_counter()
            write_changes(connection, chain, folder / next(names))
            alone.append(time.perf_counter() - started)
            write_use_lines(connection, folder / next(names))
            return time.perf_counter() - started

        pairs = interleaved(lambda: _export(notebook, folder), limit, pairs=setting.choose(25, 2))
        beside = {
            "times the changes alone": median(
                pair.ours / one for pair, one in zip(pairs, alone[-len(pairs) :], strict=True)
            ),
            "ours, MiB": _size(folder, "*.age") / (len(pairs) + 1) / 2**20,
            "limit, MiB": _size(folder, "*.csv") / (len(pairs) + 1) / 2**20,
        }
    return ratio_found(TIME, AGAINST, pairs, TIME_LIMIT, beside)


def _long_against_short(homes: dict[int, Home], setting: Setting) -> Finding:
    from store.notebook import Notebook

    folder = setting.new_folder("long")
    (short, short_home), (long, long_home) = sorted(homes.items())
    with Notebook.unlock(short_home, PASSPHRASE) as few, Notebook.unlock(long_home, PASSPHRASE) as many:
        pairs = interleaved(
            lambda: _export(many, folder) / long, lambda: _export(few, folder) / short, pairs=setting.choose(7, 1)
        )
    scaled = [Pair(pair.ours * long, pair.limit * short) for pair in pairs]
    ratios = [pair.ratio for pair in pairs]
    return Finding(
        PER_ROW,
        AGAINST_SHORT,
        median(ratios),
        percentile(ratios, 0.99),
        TIME_LIMIT,
        runs=len(pairs),
        beside={
            "100 000, median ms": 1000 * median(pair.ours for pair in scaled),
            "10 000, median ms": 1000 * median(pair.limit for pair in scaled),
        },
    )


def _export(notebook: Notebook, folder: Path) -> float:
    from store.bundle import export

    started = time.perf_counter()
    written = export(notebook, folder)
    took = time.perf_counter() - started
    if not written.sealed:
        raise AssertionError("only a sealed export counts")
    return took


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern))


def _memory(home: Home, setting: Setting) -> Finding:
    folder = setting.new_folder("memory")
    words = [sys.executable, "-m", "benchmarks.export", str(home.folder), str(folder)]
    sizes = []
    for _ in range(setting.choose(3, 1)):
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        idle, peak = map(float, done.stdout.split())
        sizes.append((idle, peak))
    over = [peak - idle for idle, peak in sizes]
    return Finding(
        MEMORY,
        AGAINST_IDLE,
        median(over),
        percentile(over, 0.99),
        MEMORY_LIMIT,
        unit="MiB",
        runs=len(over),
        beside={"exporting, MiB": median(peak for _, peak in sizes), "idle, MiB": median(idle for idle, _ in sizes)},
    )


def _open_and_export(home: Path, folder: Path) -> None:
    """Open a notebook, export it, and print the MiB that the export took at most over what was there before."""
    import gc

    from store.home import Home
    from store.notebook import Notebook

    with Notebook.unlock(Home(home), PASSPHRASE) as notebook:
        gc.collect()
        forget_peak()
        before = resident("VmRSS")
        _export(notebook, folder)
        print(before, resident("VmHWM"))


if __name__ == "__main__":
    _open_and_export(Path(sys.argv[1]), Path(sys.argv[2]))
