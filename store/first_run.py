"""The first run: a new notebook with its keys, its chain and its worker.

Everything is made in a folder of its own inside the home and moved into place at the end, the notebook last: where
``notebook.db`` stands, everything that it needs stands too. A crash before that leaves nothing that looks like a
notebook, and the next first run clears what it left.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from store import migrations, use_log
from store.engine import KEY_BYTES, make_engine, transaction
from store.engine import refusing as refusing_driver
from store.file_lock import FileLock
from store.files import make_folder, make_private, refusing, replace, sync_file
from store.history.change import Body, Value, new_salt
from store.home import Home
from store.identifiers import new_id
from store.keys import slots
from store.keys.passphrases import require_good
from store.keys.process import harden
from store.notebook import Identity, Notebook, put_secret, put_setting
from store.refusal import Reason, Refusal
from store.schema import known_chain
from store.settings import LANGUAGES, change_settings
from store.taking_in import rebuild
from store.writing import Entry, append_change, save

ROLES = ("coach", "office")
SIGNING_KEY = "signing_key"
AGE_IDENTITY = "age_identity"
_BUILDING = "first-run-"


def create_notebook(
    home: Home,
    *,
    role: str,
    name: str,
    language: str,
    passphrase: str,
    practice: bool = False,
    at: datetime | None = None,
    cost: slots.Cost = slots.USUAL_COST,
    ids: Callable[[], str] = new_id,
) -> Notebook:
    """Make a new notebook and open it.

    Args:
        home: where; the folder is made.
        role: "coach" or "office".
        name: of the worker, who gets the first slot.
        language: "fi", "sv" or "en"; also kept for the screens.
        passphrase: of the worker.
        practice: everything in it is invented, and it signs only practice bundles.
        at: time of the first changes; now when None (a practice notebook tells its own past).
        cost: of one try of the passphrase; weaker than usual only where tests name it.
        ids: where new ids come from (a practice notebook makes the same ones for the same seed).

    Raises:
        Refusal: NOTEBOOK_EXISTS; GUESSABLE_PASSPHRASE; FULL_DISK, READ_ONLY_FOLDER …. Nothing was changed.
        ValueError: a role or language that there is not.
    """
    if role not in ROLES or language not in LANGUAGES:
        raise ValueError(f"{role}, {language}")
    _require_empty(home)
    require_good(passphrase)
    harden()
    make_folder(home.folder)
    at = at or datetime.now(UTC)
    identity = Identity(notebook=ids(), chain=ids(), worker=ids(), role=role, practice=practice)
    opened = slots.Opened(secrets.token_bytes(KEY_BYTES), identity.worker, identity.notebook)
    lock = FileLock(home.lock)
    try:
        _require_empty(home)
        with refusing():
            _clear_left_over(home)
        with _building(home) as building:
            _make_keys(building, opened, passphrase, cost)
            _fill(building, opened, identity, name, language, at)
            _move_in(building, home)
    finally:
        lock.release()
    change_settings(home, language=language)
    return Notebook.open(home, opened)


def make_worker_file(
    home: Home,
    opened: slots.Opened,
    passphrase: str,
    *,
    settings: Mapping[str, str],
    secrets: Mapping[str, bytes],
    cost: slots.Cost = slots.USUAL_COST,
) -> None:
    """Make a file without records: what one more worker of an office needs to open the office's database.

    Args:
        home: where; the folder is made.
        opened: the new file's key, its worker and the office's notebook.
        passphrase: of the worker; the caller has asked whether it is good.
        settings: of the office and of the worker.
        secrets: of the office and of the worker.
        cost: of one try of the passphrase.

    Raises:
        Refusal: NOTEBOOK_EXISTS; FULL_DISK, READ_ONLY_FOLDER …. Nothing was changed.
    """
    _require_empty(home)
    harden()
    make_folder(home.folder)
    lock = FileLock(home.lock)
    try:
        _require_empty(home)
        with refusing():
            _clear_left_over(home)
        with _building(home) as building:
            _make_keys(building, opened, passphrase, cost)
            with _new_tables(building, opened) as connection:
                for setting, text in settings.items():
                    put_setting(connection, setting, text)
                for secret, value in secrets.items():
                    put_secret(connection, secret, value)
            _move_in(building, home)
    finally:
        lock.release()
    change_settings(home, language=settings["language"])


def begin_chain(
    connection: Connection, identity: Identity, key: str, *, at: datetime, earlier: str | None = None
) -> None:
    """Write the first change of the identity's chain, and pin its role to it.

    A chain begins at the first run and at every restore; its first change names the key that signs for it
    (DESIGN §4; BUNDLE.md, "First change of a chain").

    Args:
        connection: from a writing transaction.
        identity: whose chain it is.
        key: OpenSSH public key line.
        at: time of the change.
        earlier: id of the chain that this one continues, after a restore.
    """
    values: dict[str, str | bool] = {"key": key, "notebook": identity.notebook, "practice": identity.practice}
    if earlier is not None:
        values["earlier"] = earlier
    connection.execute(known_chain.insert(), {"id": identity.chain, "role": identity.role, "key": key})
    append_change(
        connection,
        identity,
        record="chain",
        id=identity.chain,
        about=(),
        after=(),
        body=Body(salt=new_salt(), set=values),
        at=at,
    )
    rebuild(connection, [identity.chain])


@contextmanager
def _building(home: Home) -> Iterator[Home]:
    """Give a folder of its own inside the home, gone afterwards whatever happens."""
    building = Home(home.folder / f"{_BUILDING}{secrets.token_hex(6)}")
    try:
        make_folder(building.folder)
        yield building
    finally:
        shutil.rmtree(building.folder, ignore_errors=True)


def _require_empty(home: Home) -> None:
    """Refuse where a notebook stands, or backups of one that was lost: they need its keys."""
    if home.has_notebook or any(home.backups.glob("*.db")):
        raise Refusal(Reason.NOTEBOOK_EXISTS)


def _clear_left_over(home: Home) -> None:
    """Clear what an interrupted first run left. Keys without a notebook are set aside, never deleted."""
    for folder in home.folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(folder)
    if home.keys.exists():
        replace(home.keys, home.folder / f"keys-set-aside-{secrets.token_hex(4)}.toml")


def _make_keys(building: Home, opened: slots.Opened, passphrase: str, cost: slots.Cost) -> None:
    slots.make_keys(
        building, notebook=opened.notebook, worker=opened.worker, key=opened.key, passphrase=passphrase, cost=cost
    )


@contextmanager
def _new_tables(building: Home, opened: slots.Opened) -> Iterator[Connection]:
    """Make the tables and give a writing transaction, to put in what there is from the beginning."""
    with refusing():
        make_private(building.notebook)
    engine = make_engine(building.notebook, opened.key)
    try:
        with refusing_driver(building.folder):
            migrations.migrate(engine, lambda: None)
            with transaction(engine) as connection:
                yield connection
    finally:
        engine.dispose()


def _fill(building: Home, opened: slots.Opened, identity: Identity, name: str, language: str, at: datetime) -> None:
    """Make the tables and write what every notebook begins with."""
    with _new_tables(building, opened) as connection:
        for setting, value in (
            ("notebook", identity.notebook),
            ("chain", identity.chain),
            ("role", identity.role),
            ("practice", "yes" if identity.practice else "no"),
            ("language", language),
        ):
            put_setting(connection, setting, value)
        begin_chain(connection, identity, _make_keys_of_laptop(connection), at=at)
    with Notebook.open(building, opened) as notebook:
        _write_worker(notebook, name, at)
        with notebook.writing() as connection:
            use_log.write_line(connection, identity, use_log.Act.OPENED, at=at)


def _make_keys_of_laptop(connection: Connection) -> str:
    """Make the signing key and the age identity, keep them, and return the public signing key's line."""
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PrivateKey.generate()
    put_secret(connection, SIGNING_KEY, key.private_bytes_raw())
    put_secret(connection, AGE_IDENTITY, str(pyrage.x25519.Identity.generate()).encode())
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def _write_worker(notebook: Notebook, name: str, at: datetime) -> None:
    role = notebook.identity.role
    values: dict[str, Value | None] = {"name": name, "active": True}
    save(notebook, Entry("worker", values, id=notebook.identity.worker, add={"roles": (role,)}), at=at)


def _move_in(building: Home, home: Home) -> None:
    """Move keys and notebook to their places, the notebook last: from then on there is one."""
    with refusing():
        for left in _beside(building.notebook):
            # A closed notebook has no write-ahead log; one that has would lose it here.
            if left.exists() and left.stat().st_size:
                raise Refusal(Reason.INPUT_OUTPUT_ERROR)
        sync_file(building.notebook)
        replace(building.keys, home.keys)
        replace(building.notebook, home.notebook)


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
