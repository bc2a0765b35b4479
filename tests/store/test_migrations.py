"""Migrations: numbered, each in a transaction, a backup first; the frozen text is what is declared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlalchemy import Connection, Engine, inspect, select

from store import migrations
from store.backup import KEPT, backups_of
from store.bundle import kept_changes
from store.derived import kept_change
from store.engine import make_engine, transaction
from store.home import Home
from store.identifiers import new_id
from store.keys import slots
from store.migrations import declared
from store.migrations.statements import divide
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.schema import change
from store.search import search
from store.self_check import check
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.stored_notebook import EMPLOYER, RELEASED, STORED

DAY = date(2026, 11, 24)


def _with(monkeypatch: pytest.MonkeyPatch, *more: Callable[[Connection], None]) -> None:
    """Add migrations after the last."""
    following = dict(enumerate(more, migrations.latest() + 1))
    monkeypatch.setattr(migrations, "MIGRATIONS", MappingProxyType({**migrations.MIGRATIONS, **following}))


def _add(name: str) -> Callable[[Connection], None]:
    def migration(connection: Connection) -> None:
        connection.exec_driver_sql(f"CREATE TABLE {name} (x)")

    return migration


def _fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half_done (x)")
    connection.exec_driver_sql("DELETE FROM setting")
    raise ZeroDivisionError


def _schema(home: Home) -> int:
    engine = make_engine(home.notebook, slots.open_slot(home, PASSPHRASE).key)
    try:
        return migrations.schema_of(engine)
    finally:
        engine.dispose()


def test_the_frozen_texts_together_are_what_is_declared() -> None:
    texts = migrations.frozen(".sql")
    assert len(texts) == migrations.latest()
    last = f"store/migrations/{migrations.latest():04}.sql"
    assert texts[-1] == declared.text(declared.since(texts[:-1], declared.everything())), (
        f"python -m store.migrations > {last}"
    )
    assert sorted(declared.together(texts)) == sorted(declared.together([declared.text(declared.everything())]))


def test_what_is_added_to_a_table_comes_last_and_nothing_is_altered() -> None:
    first = "CREATE TABLE a (\n\tid BLOB NOT NULL,\n\tPRIMARY KEY (id)\n)"
    second = first.replace("\tPRIMARY", "\tday DATE,\n\tPRIMARY")
    assert declared.since([declared.text([first])], [second]) == ["ALTER TABLE a ADD COLUMN day DATE"]
    assert declared.since([declared.text([first])], [first]) == []
    for altered in (first.replace("BLOB", "TEXT"), first.replace("\tid", "\tday DATE,\n\tid")):
        with pytest.raises(ValueError, match="end of its table"):
            declared.since([declared.text([first])], [altered])


def test_a_new_notebook_has_the_declared_tables_columns_and_indexes(notebook: Notebook) -> None:
    with notebook.reading() as connection:
        seen = inspect(connection)
        tables = {table.name: table for table in declared.every_table()}
        assert set(tables) <= set(seen.get_table_names())
        for name, table in tables.items():
            columns = {column["name"]: column for column in seen.get_columns(name)}
            assert list(columns) == [column.name for column in table.columns], name
            for column in table.columns:
                assert columns[column.name]["nullable"] is column.nullable, (name, column.name)
            key = seen.get_pk_constraint(name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key.columns], name
            indexes = {index["name"] for index in seen.get_indexes(name) if "unique_" not in str(index["name"])}
            assert {str(index.name) for index in table.indexes} <= indexes, name
            assert not table.foreign_keys, f"{name}: a visit may arrive before its employer"
        triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    assert set(triggers) == {
        f"{log}_is_never_{past}" for log in ("use_line", "received_use") for past in ("altered", "deleted")
    }


def test_each_migration_has_its_backup_and_its_number(filled_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _schema(filled_home)
    _with(monkeypatch, _add("second"), _add("third"))
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook, notebook.reading() as connection:
        assert {"second", "third"} <= set(inspect(connection).get_table_names())
    assert _schema(filled_home) == first + 2
    backups = backups_of(filled_home)
    assert len(backups) == 2
    key = slots.open_slot(filled_home, PASSPHRASE).key
    assert [_schema_of_file(path, key) for path in backups] == [first, first + 1]
    Notebook.unlock(filled_home, PASSPHRASE).close()
    assert len(backups_of(filled_home)) == 2


def _schema_of_file(path: Path, key: bytes) -> int:
    engine: Engine = make_engine(path, key)
    try:
        return migrations.schema_of(engine)
    finally:
        engine.dispose()


def test_one_that_fails_leaves_the_schema_before_it(filled_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _schema(filled_home)
    with monkeypatch.context() as patched:
        _with(patched, _add("second"), _fail)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                Notebook.unlock(filled_home, PASSPHRASE)
        assert _schema(filled_home) == first + 1
    with pytest.raises(Refusal) as caught:
        Notebook.unlock(filled_home, PASSPHRASE)
    assert caught.value.reason is Reason.NEWER_SCHEMA
    _with(monkeypatch, _add("second"))
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook, notebook.reading() as connection:
        assert "half_done" not in inspect(connection).get_table_names()
        assert notebook.setting("role") == "coach"


def test_without_room_for_the_backup_nothing_is_migrated(filled_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _schema(filled_home)
    filled_home.backups.write_text("a file where the folder should be")
    _with(monkeypatch, _add("second"))
    with pytest.raises(Refusal):
        Notebook.unlock(filled_home, PASSPHRASE)
    assert _schema(filled_home) == first


def test_what_was_kept_for_a_newer_program_is_read_when_that_program_comes(home: Home) -> None:
    """A laptop that was renewed later than the office had got a job, and an event with a kind of support."""
    with make_notebook(home.folder) as notebook:
        worker = notebook.identity.worker
        time = save(notebook, Entry("time_use", {"worker": worker, "day": DAY, "minutes": 5, "activity": "travel"}))
        part = save(
            notebook,
            Entry("event_client_part", {"client": new_id(), "event": new_id(), "support_types": ("travel",)}),
        )
    _back_to_the_first_schema(home, {time.id: "unknown_record", part.id: "newer_schema"})
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        assert [one.id for one in list_records(notebook, "time_use")] == [time.id]
        assert show(notebook, "event_client_part", part.id).values["support_types"] == ("travel",)
        assert kept_changes(notebook) == ()
        assert check(notebook) == ()


def _back_to_the_first_schema(home: Home, kept: Mapping[str, str]) -> None:
    """Make of a notebook what a program of schema 1 would have made of the same changes."""
    engine = make_engine(home.notebook, slots.open_slot(home, PASSPHRASE).key)
    with transaction(engine) as connection:
        for statement in (each for text in migrations.frozen(".sql")[1:] for each in divide(text)):
            if statement.startswith("CREATE TABLE"):
                connection.exec_driver_sql(f"DROP TABLE {statement.split()[2]}")
            elif statement.startswith("ALTER TABLE"):
                _, _, table, _, _, column, _ = statement.split(maxsplit=6)
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        for id, why in kept.items():
            found = select(change.c.number).where(change.c.id == id)
            for number in connection.scalars(found).all():
                connection.execute(kept_change.insert(), {"number": number, "id": id, "why": why})
        connection.exec_driver_sql("DELETE FROM record_event_client_part")
        connection.exec_driver_sql("PRAGMA user_version = 1")
    engine.dispose()


def test_the_last_three_backups_stay(notebook: Notebook) -> None:
    for number in range(KEPT + 2):
        notebook.set_setting("number", str(number))
        notebook.back_up()
    names = [path.name for path in backups_of(notebook.home)]
    assert names == ["notebook-000003.db", "notebook-000004.db", "notebook-000005.db"]
    with notebook.reading() as connection:
        assert [line.act for line in lines(connection)].count(Act.BACKED_UP) == KEPT + 2


def test_a_trigger_is_one_statement() -> None:
    text = "CREATE TABLE a (x);\n\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN\n    SELECT 1;\nEND;\nSELECT 2;\n"
    assert [statement.split()[1] for statement in divide(text)] == ["TABLE", "TRIGGER", "2;"]
    with pytest.raises(ValueError, match="complete"):
        list(divide("SELECT 1"))


@pytest.mark.parametrize("schema", RELEASED)
def test_a_stored_notebook_of_every_released_schema_opens_and_is_whole(home: Home, schema: int) -> None:
    shutil.copytree(STORED / f"notebook-schema-{schema}", home.folder)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        assert check(notebook) == ()
        assert show(notebook, "employer", EMPLOYER).values["name"] == "Keksitty Kahvila"
        assert [worker.values["name"] for worker in list_records(notebook, "worker")] == ["Testi Valmentaja"]
        assert [hit.id for hit in search(notebook, "kahvila")] == [EMPLOYER]
        with notebook.reading() as connection:
            assert migrations.latest() == connection.exec_driver_sql("PRAGMA user_version").scalar_one()
