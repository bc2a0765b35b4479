"""An office whose records are in PostgreSQL: one database a process, copied for every run, and a second worker.

The server is a real one. What a run takes from it is a database of its own, made from a template as every home is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
from psycopg import sql

from store.home import Home
from store.notebook import Notebook
from store.sharing import admit_worker, share
from tests.notebooks import CHEAP, PASSPHRASE
from tests.postgresql import OWNER, Server
from tests.simulation.files.killing import about_to, about_to_run
from tests.simulation.files.machine import Machine

DATABASE = "simulated_office"
SECOND = "bertta"
"""Role of the second worker."""

_TEMPLATE = "simulated_template"
_EACH = 25
_servers: list[Server] = []


def is_shared(seed: int) -> bool:
    """Tell whether the office of a seed's run has its records in PostgreSQL: every twenty-fifth."""
    return seed % _EACH == _EACH - 1


def use(server: Server) -> None:
    """Let this process use a server that is running already."""
    _servers[:] = [server]


def server() -> Server:
    """Return the server of this process; it is started once, and ended with the process."""
    if not _servers:
        _servers.append(Server())
        # A process of a pool ends without what ``atexit`` was told.
        Finalize(None, _servers[0].stop, exitpriority=10)
    return _servers[0]


def share_template(home: Path) -> None:
    """Move an office's records into the database that every run gets a copy of, and admit a second worker.

    Args:
        home: of a closed office notebook; the second worker's home is made beside it.
    """
    running = server()
    for name in (_TEMPLATE, DATABASE):
        running.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    running.make_database(DATABASE)
    with Notebook.unlock(Home(home), PASSPHRASE) as office:
        share(office, running.address(DATABASE))
    with Notebook.unlock(Home(home), PASSPHRASE) as office:
        _admit(office, home.with_name("second"))
    running.made()
    running.execute("ALTER DATABASE {} RENAME TO {}", DATABASE, _TEMPLATE)


def begin_second(office: Machine, home: Path) -> Machine:
    """Give the office's second worker a new file: the office has other keys than the one before, or went back."""
    shutil.rmtree(home, ignore_errors=True)
    running = server()
    running.execute("GRANT {} TO anna", OWNER)
    try:
        _admit(office.notebook, home)
    finally:
        running.made()
    return Machine.start("office's second", home)


def _admit(office: Notebook, home: Path) -> None:
    admit_worker(
        office,
        home,
        server().address(DATABASE, SECOND),
        name="Testi Toinen",
        language="fi",
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )


class Records:
    """The database of one run, and copies of it as it was at some moments."""

    def __init__(self) -> None:
        self._copies: dict[Path, str] = {}
        self._make(DATABASE, _TEMPLATE)

    def keep(self, beside: Path) -> None:
        """Copy the database as it is now; a folder's path is the copy's name."""
        self._copies[beside] = name = f"{DATABASE}_{len(self._copies)}"
        self._make(name, DATABASE)

    def put_back(self, beside: Path) -> None:
        """Bring the database to what a copy says."""
        self._make(DATABASE, self._copies[beside])

    def drop(self) -> None:
        """Leave nothing at the server."""
        for name in (DATABASE, *self._copies.values()):
            server().execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    @staticmethod
    def _make(name: str, template: str) -> None:
        running = server()
        with running.connect() as connection:
            for statement in (
                "DROP DATABASE IF EXISTS {name} WITH (FORCE)",
                # Whoever is connected: a database is copied while nobody is.
                "ALTER DATABASE {template} WITH ALLOW_CONNECTIONS false",
            ):
                connection.execute(
                    sql.SQL(statement).format(name=sql.Identifier(name), template=sql.Identifier(template))
                )
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (template,)
            )
            for statement in (
                "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
                "ALTER DATABASE {template} WITH ALLOW_CONNECTIONS true",
            ):
                connection.execute(
                    sql.SQL(statement).format(
                        name=sql.Identifier(name), template=sql.Identifier(template), owner=sql.Identifier(OWNER)
                    )
                )


class _Cursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, *values: Any, **named: Any) -> Any:
        about_to_run(query)
        return super().execute(query, *values, **named)

    def executemany(self, query: Any, *values: Any, **named: Any) -> None:
        about_to_run(query)
        super().executemany(query, *values, **named)


class _Connection(psycopg.Connection[Any]):
    def commit(self) -> None:
        about_to("commit")
        super().commit()


@contextmanager
def watched() -> Iterator[None]:
    """Let every connection to the server that is opened inside the block be one whose writes can be watched."""

    def connect(**where: Any) -> psycopg.Connection[Any]:
        return _Connection.connect(cursor_factory=_Cursor, **where)

    with patch.object(psycopg, "connect", connect):
        yield
