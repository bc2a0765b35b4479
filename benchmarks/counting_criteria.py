"""Promise: all criteria of half a year are counted in little more than one look at their rows costs.

A notebook of a hundred thousand rows (a working life, ``working_life``); what is counted is what the quality screen
asks for, with the line in the use log and what people rated. The limit is one full scan of the same tables in SQL:
the notebook's own driver looks at every column of every row that a criterion is counted from, adds the lengths up
and hands out one row a table. Beside it stands what it costs to fetch those rows.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.notebooks import PASSPHRASE, make_practice_home, raw_connection
from benchmarks.working_life import working_life_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.home import Home

PROMISE = "all 25 criteria of half a year, 100 000 rows"
AGAINST = "one full scan of their tables in SQL, every column that is counted from"
LIMIT = 10.0
HALF_YEAR = timedelta(days=182)


def measure(setting: Setting) -> list[Finding]:
    """Measure on the notebook of a working life."""
    from store.notebook import Notebook
    from store.quality.looking import quality

    home = _home(setting)
    last = datetime.now().astimezone().date()
    fetched: list[float] = []
    with Notebook.unlock(home, PASSPHRASE) as notebook, raw_connection(notebook) as driver:

        def ours() -> float:
            started = time.perf_counter()
            quality(notebook, last - HALF_YEAR, last)
            return time.perf_counter() - started

        def scan() -> float:
            fetched.append(_timed(driver, _fetching()))
            return _timed(driver, _scanning())

        pairs = interleaved(ours, scan, pairs=setting.choose(20, 2), warm_up=2)
        rows = sum(driver.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table, _ in _tables())  # noqa: S608
    beside = {"rows in their tables": float(rows), "fetching them, median ms": 1000 * median(fetched)}
    return [ratio_found(PROMISE, AGAINST, pairs, LIMIT, beside)]


def _home(setting: Setting) -> Home:
    if setting.quick:
        return make_practice_home(setting.folder / "life", clients=1)
    return working_life_home((setting.shared or setting.folder) / "life")


def _tables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each table that a criterion is counted from, with the columns that are."""
    from store.quality.gathering import counted_from
    from store.records import RECORD_TYPES

    for record, columns in counted_from().items():
        yield RECORD_TYPES[record].table.name, columns


def _scanning() -> list[str]:
    looks = [(table, ", ".join(f'total(length("{name}"))' for name in columns)) for table, columns in _tables()]
    return [f"SELECT {look} FROM {table} WHERE removed IS 0" for table, look in looks]  # noqa: S608


def _fetching() -> list[str]:
    quoted = [(table, ", ".join(f'"{name}"' for name in columns)) for table, columns in _tables()]
    return [f"SELECT {columns} FROM {table} WHERE removed IS 0" for table, columns in quoted]  # noqa: S608


def _timed(driver: Any, statements: list[str]) -> float:
    started = time.perf_counter()
    for statement in statements:
        driver.execute(statement).fetchall()
    return time.perf_counter() - started
