"""Several workers on one database: what each may do, and what happens when two write at the same moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import LiteralString

import psycopg
import pytest
from sqlalchemy import Connection, func, select, text

from store import migrations
from store.bundle.signature import openssh_line, public_key_of
from store.drafts import Draft, keep_draft, list_drafts
from store.engine import SQLITE
from store.first_run import begin_chain
from store.home import Home
from store.identifiers import new_id
from store.notebook import Notebook, put_setting
from store.postgresql import tables
from store.reading import history_of, list_records, show
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import use_line
from store.search import search
from store.self_check import check
from store.sharing import admit_worker, share
from store.use_log import Act, lines, verify
from store.writing import Entry, Writer, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.postgresql import OWNER, Server
from tests.store.exchange import changes_in, pin, send

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bertta(server: Server, shared_office: Notebook, tmp_path: Path) -> Home:
    """The home of a second worker of the same office."""
    server.execute("GRANT {} TO anna", OWNER)
    try:
        return admit_worker(
            shared_office,
            tmp_path / "bertta",
            server.address("office", "bertta"),
            name="Testi Bertta",
            language="fi",
            passphrase=PASSPHRASE,
            cost=CHEAP,
        )
    finally:
        server.made()


@pytest.fixture
def beside(bertta: Home) -> Iterator[Notebook]:
    """The second worker's notebook, open."""
    with Notebook.unlock(bertta, PASSPHRASE) as opened:
        yield opened


@contextmanager
def _child(home: Home, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.office_child", str(home.folder), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        try:
            yield child
        finally:
            child.kill()


def _at_once(one: tuple[Home, *tuple[str, ...]], other: tuple[Home, *tuple[str, ...]]) -> Counter[str]:
    """Let two workers begin at the same moment; return how their transactions went."""
    with _child(*one) as first, _child(*other) as second:
        for child in (first, second):
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in (first, second):
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        answers = [child.communicate(timeout=120)[0].split() for child in (first, second)]
        assert (first.returncode, second.returncode) == (0, 0)
    return Counter(answers[0] + answers[1])


def _bundles(laptop: Notebook, size: int) -> list[list[tuple[str, str | None]]]:
    texts = [(change.header_text, change.body_text) for change in changes_in(laptop)]
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def _write(path: Path, bundles: list[list[tuple[str, str | None]]]) -> str:
    path.write_text(json.dumps(bundles), encoding="utf-8")
    return str(path)


def _require_sound(office: Notebook) -> None:
    """Require that nothing stands twice, that the own chain has no hole and no fork, and that the log is whole."""
    assert check(office) == ()
    with office.reading() as connection:
        assert verify(connection) is None
        chains = connection.execute(
            select(func.count(), func.count(change_table.c.seq.distinct()), func.max(change_table.c.seq)).group_by(
                change_table.c.chain
            )
        ).all()
    assert chains
    for held, different, highest in chains:
        assert held == different == highest


def test_a_second_worker_sees_writes_and_searches_the_same(shared_office: Notebook, beside: Notebook) -> None:
    id = save(shared_office, Entry("employer", {"name": "Mallikahvila"})).id
    save(beside, Entry("employer", {"notes": "kävimme työpaikalla"}, id=id))
    assert show(shared_office, "employer", id).values["notes"] == "kävimme työpaikalla"
    assert [hit.id for hit in search(beside, "työpaikka")] == [id]
    assert [line.author for line in history_of(beside, id)] == [
        shared_office.identity.worker,
        beside.identity.worker,
    ]
    assert beside.identity.chain == shared_office.identity.chain
    assert beside.secret("signing_key") == shared_office.secret("signing_key")
    assert beside.raw_key() != shared_office.raw_key()
    names = {worker.values["name"] for worker in list_records(beside, "worker")}
    assert names == {"Testi Toimisto", "Testi Bertta"}
    _require_sound(beside)


def test_each_line_of_the_log_names_the_role_that_wrote_it(shared_office: Notebook, beside: Notebook) -> None:
    list_records(shared_office, "client")
    list_records(beside, "client")
    with shared_office.reading() as connection:
        rows = connection.execute(text("SELECT role FROM use_line ORDER BY number DESC LIMIT 2")).scalars().all()
        workers = [line.worker for line in lines(connection)[-2:]]
        acts = [line.act for line in lines(connection)]
    assert rows == ["bertta", "anna"]
    assert workers == [shared_office.identity.worker, beside.identity.worker]
    assert acts.count(Act.SHARED) == 1
    assert acts.count(Act.ADMITTED) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE use_line SET act = 'listed'",
        "DELETE FROM use_line",
        "TRUNCATE use_line",
        "INSERT INTO use_line (number, at, worker, act, head, role) VALUES (999, 0, '', 'x', '', 'bertta')",
        "DELETE FROM change",
        "UPDATE change SET header = ''",
        "TRUNCATE change",
        "DELETE FROM erased_client",
        "UPDATE notebook_schema SET number = 2",
        "DROP TRIGGER use_line_is_never_altered ON use_line",
        "ALTER TABLE draft DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE mine (x int)",
        "SET ROLE office_owner",
        "SET session_replication_role = replica",
    ],
)
def test_a_worker_has_no_right_to_do_it(server: Server, shared_office: Notebook, statement: LiteralString) -> None:
    with server.connect("office", "anna") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
    assert check(shared_office) == ()


@pytest.mark.parametrize("statement", ["UPDATE use_line SET act = 'x'", "DELETE FROM use_line", "TRUNCATE use_line"])
def test_whoever_owns_the_tables_alters_no_line_either(
    server: Server, shared_office: Notebook, statement: LiteralString
) -> None:
    with server.connect("office") as connection:
        connection.execute("SET ROLE office_owner")
        with pytest.raises(psycopg.Error, match="append-only"):
            connection.execute(statement)
    assert check(shared_office) == ()


def test_keys_are_never_kept_in_the_database(server: Server, shared_office: Notebook) -> None:
    with shared_office.writing() as connection:
        shared_office.put_secrets(connection, {"invented": b"key"})
        Writer(connection, shared_office.identity).save(Entry("employer", {"name": "Mallikahvila"}))
    assert shared_office.secret("invented") == b"key"
    assert len(list_records(shared_office, "employer")) == 1
    with server.connect("office") as administrator:
        for statement in ("SELECT * FROM secret", "SELECT * FROM setting WHERE name IN ('database', 'language')"):
            assert administrator.execute(statement.encode()).fetchall() == []
        with pytest.raises(psycopg.errors.CheckViolation):
            administrator.execute("INSERT INTO secret (name, value) VALUES ('signing_key', 'x')")


def _succeed(office: Notebook, *, falls: bool = False) -> None:
    """Give the office new keys and a new chain, as its successor does."""
    seed = os.urandom(32)
    fresh = replace(office.identity, chain=new_id())
    with office.writing() as connection:
        put_setting(connection, "chain", fresh.chain)
        begin_chain(connection, fresh, openssh_line(public_key_of(seed)), at=datetime.now(UTC))
        office.put_secrets(connection, {"signing_key": seed})
        if falls:
            raise ZeroDivisionError
    office.identity = fresh


def test_who_has_the_keys_of_before_writes_no_more(shared_office: Notebook, bertta: Home) -> None:
    with Notebook.unlock(bertta, PASSPHRASE) as second:
        _succeed(shared_office)
        for act in (lambda: save(second, Entry("employer", {"name": "Mallikahvila"})), lambda: list_drafts(second)):
            with pytest.raises(Refusal) as caught:
                act()
            assert caught.value.reason is Reason.STALE_KEYS
    with pytest.raises(Refusal) as caught:
        Notebook.unlock(bertta, PASSPHRASE)
    assert caught.value.reason is Reason.STALE_KEYS
    save(shared_office, Entry("employer", {"name": "Mallikahvila"}))
    home, chain = shared_office.home, shared_office.identity.chain
    shared_office.close()
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert again.identity.chain == chain


def test_new_keys_that_came_to_nothing_are_taken_back(shared_office: Notebook) -> None:
    home, seed = shared_office.home, shared_office.secret("signing_key")
    with pytest.raises(ZeroDivisionError):
        _succeed(shared_office, falls=True)
    assert shared_office.secret("signing_key") != seed
    shared_office.close()
    with Notebook.unlock(home, PASSPHRASE) as again:
        assert again.secret("signing_key") == seed
        save(again, Entry("employer", {"name": "Mallikahvila"}))
        _require_sound(again)


def test_a_role_that_was_not_admitted_reads_nothing(server: Server, shared_office: Notebook) -> None:
    assert shared_office.is_shared
    with server.connect("office", "celia") as connection:
        for table in ("change", "record_client", "use_line", "setting", "search_lexemes", "draft"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table)))


def test_a_draft_is_its_workers_own_until_its_client_is_erased(
    server: Server, shared_office: Notebook, beside: Notebook
) -> None:
    client = save(shared_office, Entry("client", {"given_name": "Testi"})).id
    keep_draft(shared_office, Draft("event", {"notes": "annan"}, client=client))
    keep_draft(beside, Draft("event", {"notes": "bertan"}, client=client))
    keep_draft(beside, Draft("event", {"notes": "muuta"}))
    assert [one.values["notes"] for one in list_drafts(shared_office)] == ["annan"]
    assert {one.values["notes"] for one in list_drafts(beside)} == {"bertan", "muuta"}
    save(shared_office, Entry("erasure", {"client": client, "ground": "pyyntö"}))
    assert list_drafts(shared_office) == []
    assert [one.values["notes"] for one in list_drafts(beside)] == ["muuta"]
    with server.connect("office") as administrator:
        assert administrator.execute("SELECT count(*) FROM draft").fetchone() == (1,)


def test_the_same_bundles_taken_in_by_two_at_once_stand_once(
    shared_office: Notebook, bertta: Home, tmp_path: Path
) -> None:
    with make_notebook(tmp_path / "laptop") as laptop:
        pin(shared_office, laptop)
        for number in range(40):
            save(laptop, Entry("employer", {"name": f"Mallipaikka {number}"}))
        file = _write(tmp_path / "bundles.json", _bundles(laptop, 3))
        held = {change.name for change in changes_in(laptop)}
    home = shared_office.home
    shared_office.close()
    assert _at_once((home, "take_in", file), (bertta, "take_in", file)).keys() == {"done"}
    with Notebook.unlock(home, PASSPHRASE) as office:
        names = [change.name for change in changes_in(office)]
        assert held <= set(names)
        assert len(names) == len(set(names))
        found = list_records(office, "employer")
        assert sorted(str(one.values["name"]) for one in found) == sorted(f"Mallipaikka {n}" for n in range(40))
        assert len(search(office, "mallipaikka", limit=100)) == 40
        _require_sound(office)


def test_two_bundles_about_one_record_taken_in_at_once_lose_no_conflict(
    shared_office: Notebook, bertta: Home, tmp_path: Path
) -> None:
    files = []
    with make_notebook(tmp_path / "one") as one, make_notebook(tmp_path / "other") as other:
        ids = [save(one, Entry("employer", {"name": f"Mallipaikka {number}"})).id for number in range(12)]
        send(one, shared_office)
        send(one, other)
        for laptop in (one, other):
            pin(shared_office, laptop)
            before = len(changes_in(laptop))
            for number, id in enumerate(ids):
                save(laptop, Entry("employer", {"notes": f"{laptop.identity.chain} {number}"}, id=id))
            own = [c for c in changes_in(laptop)[before:] if c.header.chain == laptop.identity.chain]
            start = [c for c in changes_in(laptop)[:before] if c.header.chain == laptop.identity.chain]
            texts = [[(c.header_text, c.body_text)] for c in (*start, *own)]
            files.append(_write(tmp_path / f"{laptop.identity.chain}.json", texts))
    home = shared_office.home
    shared_office.close()
    assert _at_once((home, "take_in", files[0]), (bertta, "take_in", files[1])).keys() == {"done"}
    with Notebook.unlock(home, PASSPHRASE) as office:
        for id in ids:
            found = show(office, "employer", id)
            assert [len(conflict.values) for conflict in found.conflicts] == [2], "both values, and no third"
        listed = {one.id: one for one in list_records(office, "employer")}
        assert all(listed[id].conflicts for id in ids), "the row knows of it too"
        _require_sound(office)


def test_two_who_write_at_once_on_the_offices_chain_make_no_fork(shared_office: Notebook, bertta: Home) -> None:
    id = save(shared_office, Entry("employer", {"name": "Mallikahvila"})).id
    home = shared_office.home
    shared_office.close()
    assert _at_once((home, "edit", id), (bertta, "edit", id)) == {"done": 50}
    with Notebook.unlock(home, PASSPHRASE) as office:
        assert len(history_of(office, id)) == 51
        _require_sound(office)


def test_without_the_lock_the_database_itself_refuses_what_would_be_lost(
    shared_office: Notebook, bertta: Home
) -> None:
    id = save(shared_office, Entry("employer", {"name": "Mallikahvila"})).id
    home = shared_office.home
    shared_office.close()
    went = _at_once((home, "edit", id, "--without-lock"), (bertta, "edit", id, "--without-lock"))
    assert went.keys() == {"done", Reason.DATABASE_BUSY.value}, "two that had not seen each other met"
    with Notebook.unlock(home, PASSPHRASE) as office:
        assert len(history_of(office, id)) == 1 + went["done"], "what was done is there, and nothing else"
        _require_sound(office)


def test_who_waits_too_long_for_the_lock_is_told(server: Server, shared_office: Notebook) -> None:
    with server.connect("office") as other:
        other.execute("SELECT pg_advisory_lock(1382379600)")
        with shared_office._engine.begin() as connection:
            connection.execute(text("SET lock_timeout = '50ms'"))
        with pytest.raises(Refusal) as caught:
            save(shared_office, Entry("employer", {"name": "Mallikahvila"}))
    assert caught.value.reason is Reason.DATABASE_BUSY
    save(shared_office, Entry("employer", {"name": "Mallikahvila"}))
    with shared_office.reading() as connection:
        assert connection.scalar(select(func.max(use_line.c.number))) is not None


def _table_of_tomorrow(connection: Connection) -> None:
    if connection.dialect.name == SQLITE:
        connection.exec_driver_sql("CREATE TABLE tomorrow (x)")
    else:
        tables.run(connection, "DROP TABLE record_event; CREATE TABLE record_event (x int)")


def test_a_newer_reppu_brings_the_tables_along_if_it_may(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", "newer")
    server.make_database("newer")
    anna = Home(tmp_path / "anna")
    with make_notebook(anna.folder, role="office") as office:
        share(office, server.address("newer"))
    with Notebook.unlock(anna, PASSPHRASE) as office:
        address, names = server.address("newer", "bertta"), {"name": "Testi", "language": "fi"}
        bertta = admit_worker(office, tmp_path / "b", address, **names, passphrase=PASSPHRASE, cost=CHEAP)
    server.made()
    with monkeypatch.context() as tomorrow:
        newer = MappingProxyType({**migrations.MIGRATIONS, migrations.latest() + 1: _table_of_tomorrow})
        tomorrow.setattr(migrations, "MIGRATIONS", newer)
        for home in (anna, bertta):
            with pytest.raises(Refusal) as caught:
                Notebook.unlock(home, PASSPHRASE)
            assert caught.value.reason is Reason.DATABASE_DENIED
        server.execute("GRANT {} TO anna", OWNER)
        Notebook.unlock(anna, PASSPHRASE).close()
        server.made()
        with Notebook.unlock(bertta, PASSPHRASE) as second, second.reading() as connection:
            assert connection.execute(text("SELECT * FROM record_event")).all() == [], "the new table may be read"
    for home in (anna, bertta):
        with pytest.raises(Refusal) as caught:
            Notebook.unlock(home, PASSPHRASE)
        assert caught.value.reason is Reason.NEWER_SCHEMA
