"""The first run: what is there afterwards, what is refused, and what an interruption leaves."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from store import first_run, migrations
from store.bundle.signature import read_openssh_line
from store.home import Home
from store.keys import slots
from store.notebook import Notebook
from store.reading import show
from store.refusal import Reason, Refusal
from store.schema import change, known_chain
from store.settings import read_settings
from store.use_log import verify
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("role", "practice"), [("coach", False), ("office", False), ("coach", True)])
def test_a_new_notebook(home: Home, role: str, practice: bool) -> None:
    with make_notebook(home.folder, role=role, practice=practice, language="sv", name="Testi Henkilö") as notebook:
        identity = notebook.identity
        assert (identity.role, identity.practice) == (role, practice)
        worker = show(notebook, "worker", identity.worker)
        assert worker.values["name"] == "Testi Henkilö"
        assert worker.values["roles"] == (role,)
        with notebook.reading() as connection:
            pinned = connection.execute(known_chain.select()).one()
            first = connection.execute(change.select().order_by(change.c.number)).first()
            assert verify(connection) is None
            assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == migrations.latest()
    assert (pinned.id, pinned.role) == (identity.chain, role)
    assert first is not None
    assert (first.chain, first.seq, first.record, first.id) == (pinned.number, 1, "chain", identity.chain)
    assert read_settings(home).language == "sv"
    assert sorted(os.listdir(home.folder)) == [
        "keys.toml",
        "notebook.db",
        "notebook.lock",
        "notebook.mark",
        "settings.toml",
    ]
    Notebook.unlock(home, PASSPHRASE).close()


def test_nobody_else_may_read_any_file_of_it(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        notebook.back_up()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in filled_home.folder.rglob("*")}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert {"notebook.db", "notebook.db-wal", "notebook-000001.db"} <= set(modes)


def test_the_first_change_names_the_key_that_the_notebook_holds(notebook: Notebook) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = notebook.secret("signing_key")
    assert seed is not None
    chain = show(notebook, "chain", notebook.identity.chain)
    key = read_openssh_line(str(chain.values["key"]))
    assert key == Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert chain.values["notebook"] == notebook.identity.notebook
    assert chain.values["practice"] is False
    assert (notebook.secret("age_identity") or b"").startswith(b"AGE-SECRET-KEY-1")


def test_every_notebook_has_its_own_keys(tmp_path: Path) -> None:
    seen = set()
    for name in ("one", "two"):
        with make_notebook(tmp_path / name) as notebook:
            seen |= {notebook.raw_key(), notebook.secret("signing_key"), notebook.secret("age_identity")}
            seen |= {notebook.identity.notebook.encode(), notebook.identity.chain.encode()}
    assert len(seen) == 10


def test_a_given_time_is_the_time_of_the_first_changes(home: Home) -> None:
    at = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    with make_notebook(home.folder, practice=True, at=at) as notebook, notebook.reading() as connection:
        headers = connection.scalars(select(change.c.header)).all()
    assert headers
    assert all("at = 2025-01-02 03:04:05+00:00\n" in header for header in headers)


def test_where_a_notebook_stands_none_is_made(filled_home: Home) -> None:
    before = filled_home.notebook.read_bytes(), filled_home.keys.read_bytes()
    with pytest.raises(Refusal) as caught:
        make_notebook(filled_home.folder)
    assert caught.value.reason is Reason.NOTEBOOK_EXISTS
    assert (filled_home.notebook.read_bytes(), filled_home.keys.read_bytes()) == before


def test_where_a_notebook_was_lost_its_backups_and_keys_are_not_built_over(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        notebook.back_up()
    filled_home.notebook.unlink()
    keys = filled_home.keys.read_bytes()
    with pytest.raises(Refusal) as caught:
        make_notebook(filled_home.folder)
    assert caught.value.reason is Reason.NOTEBOOK_EXISTS
    assert filled_home.keys.read_bytes() == keys


def test_keys_without_a_notebook_are_set_aside_and_not_deleted(filled_home: Home) -> None:
    filled_home.notebook.unlink()
    keys = filled_home.keys.read_bytes()
    make_notebook(filled_home.folder).close()
    (aside,) = filled_home.folder.glob("keys-set-aside-*.toml")
    assert aside.read_bytes() == keys


def test_a_guessable_passphrase_makes_nothing(home: Home) -> None:
    with pytest.raises(Refusal) as caught:
        first_run.create_notebook(
            home, role="coach", name="Testi", language="fi", passphrase="salasana1234", cost=CHEAP
        )
    assert caught.value.reason is Reason.GUESSABLE_PASSPHRASE
    assert not home.folder.exists()


KILLED = """
import os, sys
from pathlib import Path
from tests.notebooks import make_notebook

def cut(folder, step):
    done = 0
    def counting(original):
        def run(*arguments, **named):
            nonlocal done
            if done == step:
                os._exit(9)
            done += 1
            return original(*arguments, **named)
        return run
    for name in ("replace", "rename", "mkdir", "rmdir", "unlink"):
        setattr(os, name, counting(getattr(os, name)))
    make_notebook(folder).close()
    os._exit(0)

step = 0
while True:
    child = os.fork()
    if not child:
        cut(Path(sys.argv[1]) / str(step), step)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    step += 1
print(step)
"""


def test_killed_before_any_step_leaves_a_whole_notebook_or_none(tmp_path: Path) -> None:
    """The process dies before the n-th new folder, rename or deletion. Whatever is left, the next first run succeeds,
    or the notebook is there and opens.
    """
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    steps = int(done.stdout)
    assert steps > 5
    outcomes = []
    for step in range(steps):
        home = Home(tmp_path / str(step))
        outcomes.append(home.has_notebook)
        if home.has_notebook:
            Notebook.unlock(home, PASSPHRASE).close()
            continue
        with pytest.raises(Refusal) as caught:
            Notebook.unlock(home, PASSPHRASE)
        assert caught.value.reason is Reason.NO_NOTEBOOK
        make_notebook(home.folder).close()
        Notebook.unlock(home, PASSPHRASE).close()
        assert not list(home.folder.glob("first-run-*"))
    assert outcomes == sorted(outcomes)
    assert not outcomes[0]
    assert outcomes[-1]


def test_a_copied_home_is_the_same_notebook(filled_home: Home, tmp_path: Path) -> None:
    shutil.copytree(filled_home.folder, tmp_path / "copy")
    opened = slots.open_slot(Home(tmp_path / "copy"), PASSPHRASE)
    assert opened == slots.open_slot(filled_home, PASSPHRASE)
