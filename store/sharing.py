"""The office's shared database: an office's records move into it, and each worker gets a file that leads there.

The file of a worker keeps what nobody else may have: the slot of the passphrase, the office's signing key and age
identity, and the address of the database with the worker's own role (DESIGN 5).
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select, text

from store import migrations
from store.backup import backups_of, remove_backups
from store.bundle.recovery import make_recovery
from store.bundle.trusted import held_roster, own_keys
from store.engine import KEY_BYTES, one_state, refusing, transaction
from store.first_run import AGE_IDENTITY, SIGNING_KEY, make_worker_file
from store.history.change import Value
from store.home import Home
from store.identifiers import new_id
from store.keys import slots
from store.keys.passphrases import require_good
from store.migrations import declared
from store.notebook import DATABASE, DATABASE_PASSWORD, OF_THE_WORKER, Notebook, put_secret, put_setting
from store.postgresql import roles
from store.postgresql.address import Address, read_address
from store.postgresql.engine import make_engine
from store.postgresql.tables import LOGS
from store.refusal import Reason, Refusal
from store.schema import secret, setting
from store.search_index import index_of
from store.taking_in import rebuild
from store.use_log import Act, write_line
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Identity

_AT_ONCE = 1000
_MADE_AGAIN = ("record_", "search_", "kept_change")
_LEFT_BEHIND = OF_THE_WORKER | {"backed_up_number"}
"""Settings that do not move: what is the worker's own, and how far the file's backups reached, which are removed."""

_IDENTITY = ("notebook", "chain", "role", "practice")


def share(notebook: Notebook, address: str, password: str | None = None) -> None:
    """Move the records of an office's notebook into an empty database; open the notebook anew afterwards.

    Its logs go along, and stay in the file too: nothing takes a line out of them.

    Args:
        notebook: open, with its records in its own file.
        address: of the database, under the role of this worker, who may act for its owner now.
        password: of that role, where the server asks for one.

    Raises:
        Refusal: DATABASE_ADDRESS, DATABASE_UNREACHABLE, DATABASE_DENIED, NO_DATABASE_DRIVER; DATABASE_NOT_UTF8;
            FOREIGN_DATABASE where there is something else in it; NOT_ALLOWED for a coach's notebook.
    """
    if notebook.is_shared:
        raise Refusal(Reason.FOREIGN_DATABASE)
    if notebook.identity.role != "office":
        raise Refusal(Reason.NOT_ALLOWED, record="chain")
    move_records(notebook, address, password)


def require_empty_database(address: str, password: str | None = None) -> None:
    """Refuse a database that no notebook can move into.

    Raises:
        Refusal: as ``share``.
    """
    shared = make_engine(read_address(address), password)
    try:
        with refusing(Path.cwd()):
            _require_utf8(shared)
            if migrations.schema_of(shared):
                raise Refusal(Reason.FOREIGN_DATABASE)
    finally:
        shared.dispose()


def move_records(notebook: Notebook, address: str, password: str | None = None) -> None:
    """Do what ``share`` does, for a notebook of any role; ``share`` is the way for people.

    Raises:
        Refusal: as ``share``.
    """
    where = read_address(address)
    shared = make_engine(where, password)
    try:
        with refusing(notebook.home.folder):
            _move(notebook, shared, where)
    finally:
        shared.dispose()
    with notebook.writing_own() as connection:
        put_setting(connection, DATABASE, address)
        if password is not None:
            put_secret(connection, DATABASE_PASSWORD, password.encode())
        _clear(connection)
    with notebook.reading_own() as connection:
        connection.rollback()
        connection.exec_driver_sql("VACUUM")
    # They hold the records that are elsewhere now.
    remove_backups(notebook.home, backups_of(notebook.home))


def admit_worker(
    notebook: Notebook,
    folder: Path,
    address: str,
    *,
    name: str,
    language: str,
    passphrase: str,
    password: str | None = None,
    cost: slots.Cost = slots.USUAL_COST,
) -> Home:
    """Make the file of another worker of the office: their own slot, the office's keys, their own role.

    Args:
        notebook: open, with its records in the office's database, of somebody who may act for its owner.
        folder: where the worker's home will be; nothing of a notebook may be in it.
        address: of the same database, under the new worker's role.
        name: of the worker.
        language: "fi", "sv" or "en".
        passphrase: of the worker.
        password: of the worker's role, where the server asks for one.
        cost: of one try of the passphrase; weaker than usual only where tests name it.

    Raises:
        Refusal: DATABASE_ADDRESS, DATABASE_DENIED …; FOREIGN_DATABASE where the records are not shared;
            NOTEBOOK_EXISTS; GUESSABLE_PASSPHRASE.
    """
    if not notebook.is_shared:
        raise Refusal(Reason.FOREIGN_DATABASE)
    where = read_address(address)
    require_good(passphrase)
    home = Home(folder)
    opened = slots.Opened(secrets.token_bytes(KEY_BYTES), new_id(), notebook.identity.notebook)
    kept = {SIGNING_KEY: notebook.secret(SIGNING_KEY), AGE_IDENTITY: notebook.secret(AGE_IDENTITY)}
    if password is not None:
        kept[DATABASE_PASSWORD] = password.encode()
    values: dict[str, Value | None] = {"name": name, "active": True}
    with notebook.writing() as connection:
        roles.admit(connection, where.role)
        worker = Entry("worker", values, id=opened.worker, add={"roles": ("office",)})
        Writer(connection, notebook.identity).save(worker)
        write_line(connection, notebook.identity, Act.ADMITTED, record="worker", id=opened.worker)
        # Before the end of the transaction: no worker is admitted whose file could not be made.
        make_worker_file(
            home,
            opened,
            passphrase,
            settings={**_identity_settings(notebook.identity), "language": language, DATABASE: address},
            secrets={name: value for name, value in kept.items() if value is not None},
            cost=cost,
        )
    _write_recovery(notebook, home, opened)
    return home


def _write_recovery(notebook: Notebook, home: Home, opened: slots.Opened) -> None:
    """Seal the new file's key to the office's root, as for every notebook that trusts it."""
    with notebook.reading() as connection:
        held = held_roster(connection, practice=notebook.identity.practice)
    if held is not None:
        text = make_recovery(
            notebook=opened.notebook,
            database_key=opened.key,
            seed=own_keys(notebook).seed,
            recipient=held.roster.root_recipient,
            practice=notebook.identity.practice,
        )
        slots.set_recovery_slot(home, text)


def _move(notebook: Notebook, shared: Engine, where: Address) -> None:
    _require_utf8(shared)
    if not migrations.schema_of(shared):
        migrations.migrate(shared, lambda: None)
    with one_state(notebook.own_engine) as source, transaction(shared) as target:
        held = target.scalar(select(setting.c.value).where(setting.c.name == "notebook"))
        if held is not None:
            # Moved before, and interrupted before the file said so.
            if held != notebook.identity.notebook:
                raise Refusal(Reason.FOREIGN_DATABASE)
            return
        for table in _tables_to_move():
            _copy(table, source, target)
        rebuild(target, None)
        write_line(target, notebook.identity, Act.SHARED)
        roles.admit(target, where.role)


def _require_utf8(shared: Engine) -> None:
    with shared.connect() as connection:
        if connection.scalar(text("SHOW server_encoding")) != "UTF8":
            raise Refusal(Reason.DATABASE_NOT_UTF8)


def _tables_to_move() -> list[Table]:
    tables = declared.every_table()
    return [table for table in tables if table is not secret and not table.name.startswith(_MADE_AGAIN)]


def _copy(table: Table, source: Connection, target: Connection) -> None:
    rows = source.execute(select(table).execution_options(yield_per=_AT_ONCE)).mappings()
    for part in rows.partitions():
        lines = [dict(row) for row in part]
        if table is setting:
            lines = [line for line in lines if line["name"] not in _LEFT_BEHIND]
        if lines:
            target.execute(insert(table), lines)
    numbers = [column for column in table.primary_key if isinstance(column.type, Integer)]
    if len(table.primary_key) == 1 and numbers and table.autoincrement_column is not None:
        highest = target.scalar(select(func.max(numbers[0])))
        if highest is not None:
            target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, numbers[0].name), highest)))


def _clear(connection: Connection) -> None:
    """Leave nothing in the worker's file but the logs, which nothing is taken out of, and what is the worker's."""
    index_of(connection).clear()
    for table in declared.every_table():
        if table not in (secret, setting) and table.name not in LOGS:
            connection.execute(table.delete())


def _identity_settings(identity: Identity) -> dict[str, Any]:
    values = (identity.notebook, identity.chain, identity.role, "yes" if identity.practice else "no")
    return dict(zip(_IDENTITY, values, strict=True))
