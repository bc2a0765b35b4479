"""Promise: a use log of 100 000 lines is as quick as a short one, and its lines cost little more than bare SQL.

A client asks who looked, and the page stands at once: its newest lines are read and laid out, the others wait for a
key. A look writes a line itself, so what it is held against writes one too: a bare read of the same rows over the
notebook's own connection, and one committed insert. The same act on a log of 5 000 lines shows whether the length
matters at all; what an export reads of the log (how many lines, and the hash of the last) is measured so too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.limits.raw_insert import TABLE, insert_text
from benchmarks.notebooks import PASSPHRASE, writing_connection

if TYPE_CHECKING:
    from store.notebook import Notebook

LINES, FEW = 100_000, 5_000
CLIENTS = 20
WIDTH = 78
"""Columns of the page on a terminal of 80."""
PAGE_LIMIT, ALL_LIMIT, LENGTH_LIMIT = 10.0, 4.0, 1.5
_ROWS = "SELECT at, worker, act, record, ground, number FROM use_line WHERE client = ? ORDER BY number DESC"


@dataclass(frozen=True)
class _Log:
    """A notebook with a log of some length."""

    notebook: Notebook
    own: Any
    client: str

    def page(self) -> None:
        """Do what *Kuka on katsonut tietojani* does until its lines are there."""
        from screens.clients.client_looked import AT_ONCE
        from screens.clients.client_sheet import sheet_lines
        from store.looked import newest_looks
        from tui.forms.days import wall_day
        from tui.paper.client_pages import looked_sheet

        looked = newest_looks(self.notebook, self.client, AT_ONCE)
        sheet_lines(looked_sheet(looked.lines, "Testi", wall_day(), count=looked.count), WIDTH)

    def all_lines(self) -> None:
        """Read what ``reppu client log`` says."""
        from store.looked import who_looked

        who_looked(self.notebook, self.client)

    def line(self) -> None:
        """Write one line, committed."""
        from store.use_log import Act, write_line

        with self.notebook.writing() as connection:
            write_line(connection, self.notebook.identity, Act.SHOWN, client=self.client)

    def head(self) -> None:
        """Read what an export says of the log; many times, for one takes next to nothing."""
        from store.use_log import head

        with self.notebook.reading() as connection:
            for _ in range(100):
                head(connection)

    def bare(self, most: int | None) -> None:
        """Read the same rows without us, and commit a text as long as a line."""
        from store.schema import id_bytes

        query = _ROWS if most is None else f"{_ROWS} LIMIT {most}"
        self.own.execute(query, (id_bytes(self.client),)).fetchall()
        insert_text(self.own, "x" * 120)


def measure(setting: Setting) -> list[Finding]:
    """Measure on two notebooks that differ in nothing but the length of their logs."""
    from screens.clients.client_looked import AT_ONCE
    from tui.language import choose

    choose("fi")
    pairs = setting.choose(60, 2)
    with ExitStack() as stack:
        long, short = (
            stack.enter_context(_log_of(setting.new_folder(name), count))
            for name, count in (("long", setting.choose(LINES, 2_000)), ("short", setting.choose(FEW, 1_000)))
        )
        against_bare = (
            ("the page of who looked, of 100 000 lines", long.page, AT_ONCE, PAGE_LIMIT),
            ("all 5 000 lines about a client, as `reppu client log` reads them", long.all_lines, None, ALL_LIMIT),
        )
        found = [
            ratio_found(
                promise,
                "a bare read of the same rows and one committed insert",
                interleaved(_timed(act), _timed(partial(long.bare, most)), pairs=pairs),
                limit,
            )
            for promise, act, most, limit in against_bare
        ]
        for promise, ours, limit in (
            ("the page of who looked", long.page, short.page),
            ("one more line", long.line, short.line),
            ("the head of the log for an export", long.head, short.head),
        ):
            measured = interleaved(_timed(ours), _timed(limit), pairs=pairs)
            found.append(
                ratio_found(f"{promise}, of 100 000 lines", "the same of 5 000 lines", measured, LENGTH_LIMIT)
            )
        return found


def _timed(act: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        started = time.perf_counter()
        act()
        return time.perf_counter() - started

    return run


@contextmanager
def _log_of(folder: Path, count: int) -> Iterator[_Log]:
    """Make a notebook with a log of so many lines, about clients in turn, and open it."""
    from store.first_run import create_notebook
    from store.home import Home
    from store.identifiers import new_id
    from store.use_log import Act, Waiting, write_waiting
    from store.writing import Entry, save

    with create_notebook(
        Home(folder / "home"), role="coach", name="Mittaus", language="fi", passphrase=PASSPHRASE
    ) as notebook:
        clients = [save(notebook, Entry("client", {"given_name": f"Testi {n}"})).id for n in range(CLIENTS)]
        waiting = (
            Waiting(Act.SHOWN, clients[number % CLIENTS], "event_client_part", new_id(), "")
            for number in range(count)
        )
        with notebook.writing() as connection:
            write_waiting(connection, notebook.identity, waiting)
        own = writing_connection(notebook)
        own.execute(TABLE)
        yield _Log(notebook, own, clients[0])
