"""One open notebook: settings, secrets, transactions, threads, closing."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError, InternalError

from store.home import Home
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import setting
from tests.notebooks import PASSPHRASE


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(setting)) or 0


def test_settings_and_secrets_outlive_closing(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        notebook.set_setting("lock_minutes", "5")
        notebook.set_setting("lock_minutes", "7")
        notebook.set_secret("invented", b"\x00\xff")
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        assert notebook.setting("lock_minutes") == "7"
        assert notebook.secret("invented") == b"\x00\xff"
        assert notebook.setting("never set") is None
        assert notebook.secret("never set") is None


def test_identity_is_the_same_each_time(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        first = notebook.identity
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        assert notebook.identity == first
    assert first.role == "coach"
    assert first.practice is False


@pytest.mark.both_engines
def test_what_fails_leaves_nothing(notebook: Notebook) -> None:
    with notebook.reading() as connection:
        before = _count(connection)
    with pytest.raises(IntegrityError), notebook.writing() as connection:
        connection.execute(setting.insert(), [{"name": "half", "value": "x"}, {"name": "half", "value": "y"}])
    with notebook.reading() as connection:
        assert _count(connection) == before
    notebook.set_setting("after", "it works")
    assert notebook.setting("after") == "it works"


@pytest.mark.both_engines
def test_reading_sees_one_state_while_another_thread_writes(notebook: Notebook) -> None:
    with notebook.reading() as connection:
        before = _count(connection)
        writer = threading.Thread(target=notebook.set_setting, args=("written meanwhile", "x"))
        writer.start()
        writer.join()
        assert _count(connection) == before
    with notebook.reading() as connection:
        assert _count(connection) == before + 1


@pytest.mark.both_engines
def test_writers_wait_for_each_other(notebook: Notebook) -> None:
    def add(name: str) -> None:
        for number in range(20):
            notebook.set_setting(f"{name}{number}", "x")

    with notebook.reading() as connection:
        before = _count(connection)
    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with notebook.reading() as connection:
        assert _count(connection) == before + 80


@pytest.mark.both_engines
def test_reading_cannot_write(notebook: Notebook) -> None:
    # PostgreSQL says so at once; a file takes it and forgets it.
    with suppress(InternalError), notebook.reading() as connection:
        connection.execute(setting.insert(), {"name": "slipped in", "value": "x"})
    assert notebook.setting("slipped in") is None


@pytest.mark.both_engines
def test_writing_inside_writing_is_a_mistake_and_not_a_standstill(notebook: Notebook) -> None:
    with notebook.writing(), pytest.raises(RuntimeError, match="inside"), notebook.writing():
        pass
    notebook.set_setting("after", "x")


def test_closing_twice_is_harmless_and_leaves_no_write_ahead_log(filled_home: Home) -> None:
    notebook = Notebook.unlock(filled_home, PASSPHRASE)
    notebook.set_setting("kept", "yes")
    notebook.close()
    notebook.close()
    assert not filled_home.notebook.with_name("notebook.db-wal").exists()
    with pytest.raises(RuntimeError):
        notebook.raw_key()
    Notebook.unlock(filled_home, PASSPHRASE).close()


@pytest.mark.both_engines
def test_the_key_is_in_no_text_of_the_engine(notebook: Notebook) -> None:
    key = notebook.raw_key().hex()
    assert key not in repr(vars(notebook._engine))
    assert key not in str(notebook._engine.url)
    assert key not in repr(notebook)


@pytest.mark.both_engines
def test_an_error_of_the_driver_quotes_nothing_that_was_saved(notebook: Notebook) -> None:
    notebook.set_setting("one", "x")
    with pytest.raises(IntegrityError) as caught, notebook.writing() as connection:
        connection.execute(setting.insert(), {"name": "one", "value": "Keksitty Salaisuus"})
    assert "Keksitty" not in str(caught.value)


@pytest.mark.both_engines
def test_open_elsewhere_in_the_same_process(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as caught:
        Notebook.unlock(notebook.home, PASSPHRASE)
    assert caught.value.reason is Reason.OPEN_ELSEWHERE
