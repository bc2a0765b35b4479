"""A real PostgreSQL server for tests: its own folder, its own socket, no port, and gone when the tests are over."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

ADMINISTRATOR = "administrator"
"""Runs the server: makes roles and databases, and has nothing to do with the office's work."""

OWNER = "office_owner"
"""Owns the databases and their tables; nobody logs in as it."""

WORKER = "anna"
"""The first worker's role; may act for the owner only while the database is being made."""

_DEBIAN = Path("/usr/lib/postgresql")
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60")


_KEEP = """\
DO $$
DECLARE t name;
BEGIN
    CREATE SCHEMA kept;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', t);
    END LOOP;
END
$$"""

_PUT_BACK = """\
DO $$
DECLARE t name; number name;
BEGIN
    -- Past the triggers: the use log is put back too.
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%1$I', t);
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', t);
    END LOOP;
    FOR t, number IN SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND is_identity = 'YES' LOOP
        EXECUTE format(
            'SELECT setval(pg_get_serial_sequence(%2$L, %3$L), coalesce((SELECT max(%3$I) FROM public.%1$I), 0) + 1, '
            'false)', t, 'public.' || quote_ident(t), number);
    END LOOP;
END
$$"""


def program(name: str) -> str:
    """Return the path of one of the server's programs: Debian keeps them out of the PATH, a folder a version."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3].split(".")[0]))
    return str(found[-1]) if found else name


class Server:
    """A running server; ``stop`` ends it and removes its folder.

    Args:
        port: part of the socket's name.
        certificate: with one, the server is reached over this machine's own network too, and only sealed; its key
            stands beside it.
        roles: make those that ``make_database`` speaks of.
    """

    def __init__(self, *, port: int = 5432, certificate: Path | None = None, roles: bool = True) -> None:
        # Short, because the name of a socket has at most 107 bytes; not in a folder that is root's alone.
        self.folder = Path(tempfile.mkdtemp(prefix="reppu-pg-"))
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            # The server refuses to run as root.
            shutil.chown(self.folder, self._user)
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", ADMINISTRATOR, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = [*_QUICK, f"port={port}", f"unix_socket_directories={self.folder}"]
        if certificate is None:
            settings.append("listen_addresses=''")
        else:
            settings += ["listen_addresses=127.0.0.1", "ssl=on"]
            settings += [f"ssl_cert_file={self._own(certificate)}"]
            settings += [f"ssl_key_file={self._own(certificate.with_suffix('.key'))}"]
        self._port = port
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        if roles:
            for role in (WORKER, "bertta", "celia"):
                self.execute("CREATE ROLE {} LOGIN", role)
            self.execute("CREATE ROLE {} NOLOGIN", OWNER)

    def stop(self) -> None:
        """End the server at once and remove what it wrote."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def address(self, database: str, role: str = WORKER) -> str:
        """Return the address of a database for a role."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres", role: str = ADMINISTRATOR) -> psycopg.Connection[Any]:
        """Return a connection beside the program's own; each statement is kept at once."""
        return psycopg.connect(host=str(self.folder), port=self._port, dbname=database, user=role, autocommit=True)

    def execute(self, statement: LiteralString, *names: str) -> None:
        """Run a statement as the administrator, with names put in where ``{}`` stands."""
        with self.connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def make_database(self, name: str) -> None:
        """Make an empty database as the README says, for a server whose usual order of letters is Finnish."""
        self.execute(
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER icu ICU_LOCALE 'fi-FI' LOCALE 'C'",
            name,
            OWNER,
        )
        self.execute("REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
        self.execute("GRANT CONNECT ON DATABASE {} TO anna, bertta, celia", name)
        self.execute("GRANT {} TO anna", OWNER)

    def made(self) -> None:
        """Take the right to act for the owner away again, as the README says."""
        self.execute("REVOKE {} FROM anna", OWNER)

    def keep(self, name: str) -> None:
        """Remember what a database holds now."""
        with self.connect(name) as connection:
            connection.execute(_KEEP)

    def put_back(self, name: str) -> None:
        """Bring a database to what was remembered: ten times as quick as making it anew for every test."""
        with self.connect(name) as connection:
            connection.execute(_PUT_BACK)

    def _own(self, file: Path) -> Path:
        """Copy a file to where the server may read it, and nobody else."""
        copy = self.folder / file.name
        shutil.copyfile(file, copy)
        copy.chmod(0o600)
        shutil.chown(copy, self._user)
        return copy

    def _run(self, name: str, *arguments: str) -> None:
        # Output to nowhere: the server inherits what its starter writes to, and would hold it open.
        subprocess.run(
            [program(name), *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user if os.geteuid() == 0 else None,
            cwd=self.folder,
        )
