"""Promise: where several workers share a database, to take bundles in costs little more than copying the same rows.

The limit copies the rows that ours wrote (history, records, the laptops' use logs, words of the index) into the same
tables of the same server, with the same indexes, by ``COPY`` in one transaction. Putting the database back to what it
was before is in neither time.
"""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from psycopg import sql

from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.notebooks import PASSPHRASE
from benchmarks.receive import COACHES, EACH, MANY_LIMIT, Scene, receive_all
from tests.postgresql import Server

if TYPE_CHECKING:
    from store.notebook import Notebook

PROMISE = "50 bundles of 50 coaches, 2 000 changes each, into the office's database"
AGAINST = "COPY of the same rows"
DATABASE = "measured"
_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND (tablename IN "
    "('change', 'received_use', 'search_entry', 'search_lexemes') OR tablename LIKE 'record\\_%') ORDER BY tablename"
)


def measure(setting: Setting) -> list[Finding]:
    """Measure on a server of this machine, which is gone afterwards."""
    from store.home import Home
    from store.notebook import Notebook
    from store.sharing import share

    scene = Scene.of(setting, setting.choose(COACHES, 2), setting.choose(EACH, 20))
    home = Home(setting.folder / "office")
    shutil.copytree(scene.before.folder, home.folder)
    server = Server()
    try:
        server.make_database(DATABASE)
        with Notebook.unlock(home, PASSPHRASE) as office:
            share(office, server.address(DATABASE))
        with Notebook.unlock(home, PASSPHRASE) as office:
            return [_measure(office, server, scene, setting.choose(3, 1))]
    finally:
        server.stop()


def _measure(office: Notebook, server: Server, scene: Scene, pairs: int) -> Finding:
    server.keep(DATABASE)
    before = _rows(server)
    receive_all(office, scene.files)
    rows = {table: lines - before[table] for table, lines in _rows(server).items()}

    def receive() -> float:
        server.put_back(DATABASE)
        return receive_all(office, scene.files)

    def copy() -> float:
        server.put_back(DATABASE)
        with server.connect(DATABASE) as connection, connection.transaction(), connection.cursor() as cursor:
            started = time.perf_counter()
            for table, lines in rows.items():
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as target:
                    target.write(b"".join(lines))
        return time.perf_counter() - started

    found = interleaved(receive, copy, pairs=pairs)
    beside = {"rows": float(sum(map(len, rows.values()))), "of them changes": float(scene.changes)}
    return ratio_found(PROMISE, AGAINST, found, MANY_LIMIT, beside)


def _rows(server: Server) -> dict[str, set[bytes]]:
    """Return the rows of the tables that count, as ``COPY`` writes them."""
    found: dict[str, set[bytes]] = {}
    with server.connect(DATABASE) as connection, connection.cursor() as cursor:
        for (table,) in cursor.execute(_TABLES).fetchall():
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as source:
                found[table] = set(b"".join(map(bytes, source)).splitlines(keepends=True))
    return found
