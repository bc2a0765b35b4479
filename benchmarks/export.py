"""Promise: an export, signed and sealed, costs little more than a csv export of the same rows.

A bundle carries the changes and the lines of the use log that go with them; the limit writes the same rows, as two csv
files, and nothing else. Ours also plans the parts, signs, seals and reads back what it wrote: all that is in the time.
How ours stands against a csv of the changes alone is printed beside it. A long history costs no more per row than a short one,
and memory does not grow with it: it is the highest resident size of a process that opens the notebook and exports,
less that of the same process which only opens it.
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
from benchmarks.notebooks import PASSPHRASE, append_changes, make_coach_home, new_names, raw_connection

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
AGAINST_IDLE = "the same process, notebook open"
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
        append_changes(notebook, number)
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
    over = []
    idle = exporting = 0.0
    for _ in range(setting.choose(3, 1)):
        idle, exporting = _peak(home, None), _peak(home, folder)
        over.append(exporting - idle)
    return Finding(
        MEMORY,
        AGAINST_IDLE,
        median(over),
        percentile(over, 0.99),
        MEMORY_LIMIT,
        unit="MiB",
        runs=len(over),
        beside={"exporting, MiB": exporting, "idle, MiB": idle},
    )


def _peak(home: Home, folder: Path | None) -> float:
    """Return the highest resident size, in MiB, of a process that opens a notebook and may export it."""
    words = [sys.executable, "-m", "benchmarks.export", str(home.folder), *([str(folder)] if folder else [])]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _open_and_export(home: Path, folder: Path | None) -> None:
    """Open a notebook, export it where a folder is given, and print the highest resident size in MiB."""
    import resource

    from store.home import Home
    from store.notebook import Notebook

    with Notebook.unlock(Home(home), PASSPHRASE) as notebook:
        if folder is not None:
            _export(notebook, folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / 1024)


if __name__ == "__main__":
    _open_and_export(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
