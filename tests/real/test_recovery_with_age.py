"""A forgotten passphrase opened with the plain `age` program alone, and what of it still opens after the recovery."""

from __future__ import annotations

import subprocess
from pathlib import Path

import apsw
import pytest
import tomli

from store.home import Home
from store.keys.one_time import open_with_one_time
from store.keys.root import Root
from store.notebook import Notebook
from store.office_staff import add_worker
from store.recovering import read_sent, recover_passphrase
from tests.notebooks import CHEAP
from tests.real.test_sqlcipher_reader import open_with_other_reader
from tests.store.bundle.delivered import found, join

SECOND = "toinen ihminen avaa kaapin kanssani"
NEW = "uusi kettu hyppää vanhan aidan yli"


def database_key(keys: Path, root: Root, folder: Path) -> bytes:
    """Open the recovery slot of a keys file with age, as a person would who has the root's identity and no Reppu."""
    slot = folder / "slot.age"
    slot.write_text(tomli.loads(keys.read_text())["recovery"]["text"])
    identity = folder / "identity"
    identity.write_text(f"{root.identity}\n")
    opened = subprocess.run(["age", "-d", "-i", identity, slot], capture_output=True, check=True).stdout.decode()
    payload = opened.split("# -----BEGIN SSH SIGNATURE-----")[0]
    return bytes.fromhex(tomli.loads(payload)["slot"]["database_key"])


def workers_in(path: Path, key: bytes) -> list[str]:
    """Read the workers' names with another reader of SQLCipher files."""
    connection = open_with_other_reader(path, key)
    try:
        return [str(row[0]) for row in connection.execute("SELECT name FROM record_worker")]
    finally:
        connection.close()


def test_age_opens_what_the_office_opens_and_not_what_follows(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    root = found(office)
    join(office, notebook, tmp_path)
    home: Home = notebook.home
    notebook.close()
    old = database_key(home.keys, root, tmp_path)
    assert workers_in(home.notebook, old) == ["Testi Valmentaja"]
    second = add_worker(office, "Testi Toinen", SECOND, cost=CHEAP)
    sent = read_sent(office, home.keys, root)
    back = recover_passphrase(office, sent, second, tmp_path / "back.toml", language="sv", cost=CHEAP)
    open_with_one_time(home, back.path, back.passphrase, NEW, cost=CHEAP)
    with pytest.raises(apsw.NotADBError):
        workers_in(home.notebook, old)
    fresh = database_key(home.keys, root, tmp_path)
    assert fresh != old
    assert workers_in(home.notebook, fresh) == ["Testi Valmentaja"]
    # No backup under the old key is left beside it either.
    for backup in home.backups.glob("*.db"):
        with pytest.raises(apsw.NotADBError):
            workers_in(backup, old)
