"""Promise: Today costs little more after a working life than in the first years.

Both notebooks hold the same last eighteen months of 20 clients; the one holds nothing else (2 000 events), the other
a hundred thousand rows of the years before (``working_life``). What is read is what the screen reads.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.notebooks import CLIENTS, PASSPHRASE, make_practice_home
from benchmarks.working_life import working_life_home

if TYPE_CHECKING:
    from store.notebook import Notebook

PROMISE = "the rows of Today, 100 000 rows"
AGAINST = "the rows of Today, 2 000 events"
LIMIT = 2.0


def measure(setting: Setting) -> list[Finding]:
    """Measure both, in turn."""
    from store.notebook import Notebook

    few = make_practice_home(setting.folder / "few", clients=setting.choose(CLIENTS, 1))
    if setting.quick:
        many = make_practice_home(setting.folder / "many", clients=2)
    else:
        many = working_life_home((setting.shared or setting.folder) / "life")
    with Notebook.unlock(few, PASSPHRASE) as small, Notebook.unlock(many, PASSPHRASE) as large:
        pairs = interleaved(
            lambda: _read(large), lambda: _read(small), pairs=setting.choose(40, 2), warm_up=setting.choose(5, 1)
        )
    return [ratio_found(PROMISE, AGAINST, pairs, LIMIT)]


def _read(notebook: Notebook) -> float:
    from screens.day.today import read_today

    day = datetime.now().astimezone().date()
    started = time.perf_counter()
    read_today(notebook, day)
    return time.perf_counter() - started
