"""A new raw key: everything is there under it, nothing opens with the old one, no interruption locks out."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.backup import backups_of
from store.engine import make_engine
from store.file_lock import FileLock
from store.home import Home
from store.keys import renewal, slots
from store.migrations import latest, schema_of
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.use_log import Act, lines, verify
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE


@pytest.fixture
def used_home(filled_home: Home) -> Home:
    """A notebook with a record in it and a backup of it."""
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        save(notebook, Entry("employer", {"name": "Keksitty Kahvila"}))
        notebook.set_setting("kept", "yes")
        notebook.back_up()
    return filled_home


def _content(home: Home, opened: slots.Opened) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the use log, those that the search index keeps for itself too."""
    engine = make_engine(home.notebook, opened.key)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        content = {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1')]  # noqa: S608
            for name in names
            if name not in {"use_line", "search_index"}
        }
        content["objects"] = [
            tuple(row)
            for row in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        ]
    engine.dispose()
    return content


def test_everything_is_there_under_a_new_key(used_home: Home) -> None:
    before = slots.open_slot(used_home, PASSPHRASE)
    content = _content(used_home, before)
    renewal.new_raw_key(used_home, PASSPHRASE, cost=CHEAP)
    after = slots.open_slot(used_home, PASSPHRASE)
    assert after.key != before.key
    assert (after.worker, after.notebook) == (before.worker, before.notebook)
    assert _content(used_home, after) == content
    with Notebook.unlock(used_home, PASSPHRASE) as notebook:
        assert notebook.setting("kept") == "yes"
        with notebook.reading() as connection:
            assert verify(connection) is None
            assert Act.KEY_CHANGED in {line.act for line in lines(connection)}
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert not used_home.renewal.folder.exists()


def test_the_old_key_opens_neither_the_notebook_nor_a_backup(used_home: Home) -> None:
    old = slots.open_slot(used_home, PASSPHRASE)
    renewal.new_raw_key(used_home, PASSPHRASE, cost=CHEAP)
    with pytest.raises(Refusal) as caught:
        Notebook.open(used_home, old)
    assert caught.value.reason is Reason.DAMAGED_NOTEBOOK
    (backup,) = backups_of(used_home)
    new = slots.open_slot(used_home, PASSPHRASE)
    backup.replace(used_home.notebook)
    with pytest.raises(Refusal):
        Notebook.open(used_home, old)
    Notebook.open(used_home, new).close()


def test_a_wrong_passphrase_changes_nothing(used_home: Home) -> None:
    before = {path: path.read_bytes() for path in used_home.folder.rglob("*") if path.is_file()}
    with pytest.raises(Refusal) as caught:
        renewal.new_raw_key(used_home, "jokin muu kuin oikea", cost=CHEAP)
    assert caught.value.reason is Reason.WRONG_PASSPHRASE
    assert {path: path.read_bytes() for path in used_home.folder.rglob("*") if path.is_file()} == before


def test_a_renewal_that_goes_on_elsewhere_is_not_cleared_away(used_home: Home) -> None:
    used_home.renewal.folder.mkdir()
    used_home.renewal.notebook.write_bytes(b"half")
    lock = FileLock(used_home.lock)
    with pytest.raises(Refusal) as caught:
        Notebook.unlock(used_home, PASSPHRASE)
    assert caught.value.reason is Reason.OPEN_ELSEWHERE
    assert used_home.renewal.notebook.exists()
    lock.release()
    Notebook.unlock(used_home, PASSPHRASE).close()
    assert not used_home.renewal.folder.exists()


class _Cut(Exception):  # noqa: N818 - stands for the power going away
    pass


@pytest.mark.parametrize("step", range(20))
def test_cut_off_after_any_step_one_passphrase_opens_one_notebook(
    used_home: Home, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The power goes before the n-th rename, deletion or write of keys; nothing after it is done."""
    old = slots.open_slot(used_home, PASSPHRASE)
    done = 0
    dead = False

    def counting(original: object) -> object:
        def run(*arguments: object, **named: object) -> object:
            nonlocal done, dead
            if dead or done == step:
                dead = True
                raise _Cut
            done += 1
            assert callable(original)
            return original(*arguments, **named)

        return run

    with monkeypatch.context() as cut:
        for module, name in (("os", "replace"), ("os", "unlink"), ("os", "rmdir"), ("os", "fsync"), ("os", "mkdir")):
            target = __import__(module)
            cut.setattr(target, name, counting(getattr(target, name)))
        cut.setattr(Path, "unlink", counting(Path.unlink))
        try:
            renewal.new_raw_key(used_home, PASSPHRASE, cost=CHEAP)
        except _Cut:
            assert dead
    with Notebook.unlock(used_home, PASSPHRASE) as notebook:
        assert notebook.setting("kept") == "yes"
        key = notebook.raw_key()
    assert not used_home.renewal.folder.exists()
    assert backups_of(used_home) or key != old.key, "a backup that the key still opens was let go"
    for backup in backups_of(used_home):
        engine = make_engine(backup, key)
        assert schema_of(engine) == latest()
        engine.dispose()
