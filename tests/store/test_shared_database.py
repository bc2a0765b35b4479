"""Moving into the office's database and reaching it: by a socket, or by a server that proves who it is."""

from __future__ import annotations

import datetime
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.pool import NullPool

from store import migrations
from store.backup import backups_of
from store.home import Home
from store.identifiers import new_id
from store.migrations import declared
from store.notebook import Notebook
from store.postgresql import tables
from store.postgresql.address import read_address
from store.postgresql.engine import make_engine
from store.practice import create_practice_notebook
from store.reading import list_records
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.search import search
from store.self_check import check
from store.sharing import admit_worker, move_records, require_empty_database, share
from store.use_log import Act, lines
from store.writing import Entry, save
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook
from tests.postgresql import OWNER, Server
from tests.store.exchange import changes_in

SOCKET = "postgresql+psycopg://anna@/reppu?host=/run/postgresql"


@pytest.fixture
def empty(server: Server) -> Iterator[str]:
    """The address of an empty database, whose owner the first worker may act for now."""
    server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", "empty")
    server.make_database("empty")
    yield server.address("empty")
    server.made()


def _reason(caught: pytest.ExceptionInfo[Refusal]) -> tuple[Reason, object]:
    return caught.value.reason, caught.value.values.get("rule")


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("", "form"),
        ("/run/postgresql", "form"),
        ("postgresql://anna@/reppu?host=/run/postgresql", "form"),
        ("sqlite:///reppu.db", "form"),
        ("postgresql+psycopg:///reppu?host=/run/postgresql", "form"),
        ("postgresql+psycopg://anna@/?host=/run/postgresql", "form"),
        ("postgresql+psycopg://anna@/reppu", "form"),
        (SOCKET + "&host=/tmp", "form"),
        (SOCKET + ",server.example", "form"),
        (SOCKET + "&hostaddr=192.0.2.1", "form"),
        (SOCKET + "&options=-crole%3Droot", "form"),
        (SOCKET + "&service=x", "form"),
        (SOCKET + "&sslmode=require", "form"),
        (SOCKET + "&port=0", "form"),
        ("postgresql+psycopg://anna@server.example:x/reppu?sslmode=verify-full", "form"),
        ("postgresql+psycopg://anna:salasana@/reppu?host=/run/postgresql", "password"),
        ("postgresql+psycopg://anna:@/reppu?host=/run/postgresql", "password"),
        (SOCKET + "&password=salasana", "password"),
        (SOCKET + "&sslpassword=salasana", "password"),
        (SOCKET + "&passfile=/tmp/x", "password"),
        ("postgresql+psycopg://anna@server.example/reppu", "unsealed"),
        ("postgresql+psycopg://anna@127.0.0.1/reppu?sslmode=require", "unsealed"),
        ("postgresql+psycopg://anna@server.example/reppu?sslmode=verify-ca", "unsealed"),
        ("postgresql+psycopg://anna@/reppu?host=server.example&sslmode=prefer", "unsealed"),
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: str, rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_address(address)
    assert _reason(caught) == (Reason.DATABASE_ADDRESS, rule)


def test_a_safe_address_is_read_and_nothing_is_left_to_the_surroundings() -> None:
    local = read_address(SOCKET + "&port=5433")
    assert (local.role, local.database, local.host, local.port) == ("anna", "reppu", "/run/postgresql", 5433)
    assert local.connecting(None)["sslmode"] == "disable"
    far = read_address("postgresql+psycopg://anna@server.example/reppu?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    told = far.connecting("salasana")
    assert told["sslmode"] == "verify-full"
    assert told["sslrootcert"] == "/etc/ca.pem"
    assert (told["hostaddr"], told["port"], told["gssencmode"]) == ("", "", "disable")
    assert "salasana" not in repr(far)


def test_the_frozen_texts_together_are_what_is_declared() -> None:
    texts = migrations.frozen(".postgresql.sql")
    assert len(texts) == migrations.latest()
    last = f"store/migrations/{migrations.latest():04}.postgresql.sql"
    assert texts[-1] == declared.text(declared.since(texts[:-1], tables.everything())), (
        f"python -m store.migrations postgresql > {last}"
    )
    assert sorted(declared.together(texts)) == sorted(declared.together([declared.text(tables.everything())]))


def test_both_engines_have_the_same_tables_columns_and_indexes(server: Server, shared_office: Notebook) -> None:
    assert shared_office.is_shared
    beside = {tables.search_lexemes.name, tables.notebook_schema.name}
    plain = create_engine("postgresql+psycopg://", creator=lambda: server.connect("office"), poolclass=NullPool)
    with plain.connect() as connection:
        seen = inspect(connection)
        ours = {table.name: table for table in declared.every_table()}
        assert set(seen.get_table_names()) == {*ours, *beside}
        for name, table in ours.items():
            guards = {"role"} if name in (*tables.LOGS, "draft") else set()
            columns = {column["name"]: column for column in seen.get_columns(name)}
            assert columns.keys() - guards == {column.name for column in table.columns}, name
            for column in table.columns:
                assert columns[column.name]["nullable"] is column.nullable, (name, column.name)
            indexes = {index["name"] for index in seen.get_indexes(name)}
            assert {str(index.name) for index in table.indexes} <= indexes, name
            assert not seen.get_foreign_keys(name), f"{name}: a visit may arrive before its employer"
        partial = connection.scalar(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'change_about_client'"))
    assert "WHERE (client IS NOT NULL)" in str(partial)


def test_a_practice_office_moves_and_everything_is_as_it_was(tmp_path: Path, empty: str) -> None:
    home = Home(tmp_path / "home")
    practice = create_practice_notebook(home, passphrase=PASSPHRASE, clients=4, months=4)
    with practice.notebook as notebook:
        before = {name: list_records(notebook, name, limit=5000) for name in RECORD_TYPES}
        found = {word: search(notebook, word, limit=500) for word in ("työ", "kävi", "040", "mal")}
        names = sorted(change.name for change in changes_in(notebook))
        notebook.back_up()
        move_records(notebook, empty)
    assert backups_of(home) == [], "the old backups hold the same records"
    with Notebook.unlock(home, PASSPHRASE) as moved:
        assert moved.is_shared
        assert {name: list_records(moved, name, limit=5000) for name in RECORD_TYPES} == before
        # Only the order of what happened on one day is the index's own.
        for word, hits in found.items():
            again = search(moved, word, limit=500)
            assert {(hit.record, hit.id, hit.field) for hit in again} == {
                (hit.record, hit.id, hit.field) for hit in hits
            }, word
            assert [hit.day for hit in again] == [hit.day for hit in hits], word
        assert any(found.values())
        assert sorted(change.name for change in changes_in(moved)) == names
        assert check(moved) == ()
        with moved.reading() as connection:
            assert Act.SHARED in {line.act for line in lines(connection)}
        with moved.reading_own() as connection:
            for table in declared.every_table():
                if table.name not in ("secret", "setting", *tables.LOGS):
                    assert connection.execute(select(table)).first() is None, table.name
        # A number given here does not meet one that came along.
        save(moved, Entry("employer", {"name": "Mallikahvila"}))
        assert [hit.record for hit in search(moved, "mallikahvila")] == ["employer"]


def test_a_moved_laptop_of_a_coach_is_refused(notebook: Notebook, empty: str) -> None:
    with pytest.raises(Refusal) as caught:
        share(notebook, empty)
    assert caught.value.reason is Reason.NOT_ALLOWED


def test_a_database_that_holds_another_office_is_refused(server: Server, office: Notebook) -> None:
    server.execute("GRANT {} TO anna", OWNER)
    try:
        for act in (require_empty_database, lambda address: share(office, address)):
            with pytest.raises(Refusal) as caught:
                act(server.address("office"))
            assert caught.value.reason is Reason.FOREIGN_DATABASE
    finally:
        server.made()
    assert not office.is_shared
    save(office, Entry("employer", {"name": "Mallikahvila"}))


def test_a_move_that_was_interrupted_is_taken_up_again(tmp_path: Path, empty: str) -> None:
    folder = tmp_path / "office"
    with make_notebook(folder, role="office") as first:
        names = sorted(change.name for change in changes_in(first))
        # The database was filled, and the machine went off before the file was told.
        from store.sharing import _move

        engine = make_engine(read_address(empty))
        _move(first, engine, read_address(empty))
        engine.dispose()
    with Notebook.unlock(Home(folder), PASSPHRASE) as again:
        assert not again.is_shared
        share(again, empty)
    with Notebook.unlock(Home(folder), PASSPHRASE) as moved:
        assert sorted(change.name for change in changes_in(moved)) == names


def test_a_role_without_the_right_is_denied_and_nothing_moves(server: Server, office: Notebook, empty: str) -> None:
    server.made()
    with pytest.raises(Refusal) as caught:
        share(office, empty)
    assert caught.value.reason is Reason.DATABASE_DENIED
    assert not office.is_shared
    for unknown in (server.address("empty", "nobody"), server.address("missing")):
        with pytest.raises(Refusal) as caught:
            share(office, unknown)
        assert caught.value.reason in (Reason.DATABASE_DENIED, Reason.DATABASE_UNREACHABLE)


def test_another_alphabet_than_utf8_is_refused(server: Server, office: Notebook) -> None:
    server.execute("DROP DATABASE IF EXISTS {}", "latin")
    server.execute("CREATE DATABASE {} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", "latin")
    with pytest.raises(Refusal) as caught:
        share(office, server.address("latin"))
    assert caught.value.reason is Reason.DATABASE_NOT_UTF8


def test_a_server_that_is_not_there_leaves_everything_as_it_is(tmp_path: Path, office: Notebook) -> None:
    with pytest.raises(Refusal) as caught:
        share(office, f"postgresql+psycopg://anna@/reppu?host={tmp_path}")
    assert caught.value.reason is Reason.DATABASE_UNREACHABLE
    assert not office.is_shared
    assert check(office) == ()


def test_a_connection_that_breaks_in_the_middle_keeps_nothing(server: Server, shared_office: Notebook) -> None:
    employers = RECORD_TYPES["employer"].table

    def write_while_the_server_goes() -> None:
        with shared_office.writing() as connection:
            connection.execute(employers.insert(), {"id": new_id(), "removed": False, "unsettled": False})
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anna'")
            connection.execute(select(employers))

    with pytest.raises(Refusal) as caught:
        write_while_the_server_goes()
    assert caught.value.reason is Reason.DATABASE_UNREACHABLE
    assert list_records(shared_office, "employer") == []
    save(shared_office, Entry("employer", {"name": "Mallikahvila"}))
    assert check(shared_office) == ()


def test_a_new_worker_needs_a_folder_without_a_notebook(server: Server, shared_office: Notebook) -> None:
    server.execute("GRANT {} TO anna", OWNER)
    try:
        with pytest.raises(Refusal) as caught:
            admit_worker(
                shared_office,
                shared_office.home.folder,
                server.address("office", "bertta"),
                name="Testi",
                language="fi",
                passphrase=PASSPHRASE,
                cost=CHEAP,
            )
    finally:
        server.made()
    assert caught.value.reason is Reason.NOTEBOOK_EXISTS
    assert len(list_records(shared_office, "worker")) == 1


def _certificate(folder: Path, name: str) -> Path:
    """Write a key and a certificate that vouches for itself; return the certificate's path."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / f"{name}.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path = folder / f"{name}.pem"
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_far_server_must_prove_who_it_is(tmp_path: Path) -> None:
    certificate, other = _certificate(tmp_path, "localhost"), _certificate(tmp_path, "other.example")
    port = _free_port()
    running = Server(port=port, certificate=certificate)
    try:
        running.make_database("reppu")
        address = f"postgresql+psycopg://anna@{{}}:{port}/reppu?sslmode=verify-full&sslrootcert={{}}"
        require_empty_database(address.format("localhost", certificate))
        for host, root in (("localhost", other), ("127.0.0.1", certificate), ("localhost", tmp_path / "missing.pem")):
            with pytest.raises(Refusal) as caught:
                require_empty_database(address.format(host, root))
            assert caught.value.reason is Reason.DATABASE_UNREACHABLE
    finally:
        running.stop()


def _statements_of_the_paper(mark: str) -> list[str]:
    paper = (Path(__file__).parents[2] / "docs" / "database.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {mark} -->\n```sql\n(.*?)```", paper, re.DOTALL)
    assert found
    return [statement.strip() for statement in found[1].split(";") if statement.strip()]


def test_what_the_paper_tells_the_administrator_works(office: Notebook, tmp_path: Path) -> None:
    running = Server(roles=False)

    def as_administrator(mark: str) -> None:
        with running.connect() as connection:
            for statement in _statements_of_the_paper(mark):
                connection.execute(statement.encode())

    try:
        as_administrator("administrator")
        share(office, running.address("reppu"))
        office.close()
        as_administrator("afterwards")
        with Notebook.unlock(office.home, PASSPHRASE) as anna:
            save(anna, Entry("employer", {"name": "Mallikahvila"}))
            address, names = running.address("reppu", "bertta"), {"name": "Testi", "language": "sv"}
            as_administrator("worker")
            bertta = admit_worker(anna, tmp_path / "b", address, **names, passphrase=PASSPHRASE, cost=CHEAP)
            as_administrator("afterwards")
        with Notebook.unlock(bertta, PASSPHRASE) as second:
            assert [one.values["name"] for one in list_records(second, "employer")] == ["Mallikahvila"]
            assert check(second) == ()
    finally:
        running.stop()
