"""The use log: hash-chained, append-only, and as BUNDLE.md writes a line."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.exc import DBAPIError

from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Refusal
from store.schema import use_line
from store.use_log import LINE, Act, head, lines, lines_from, verify, write_line
from tests.postgresql import Server

pytestmark = pytest.mark.both_engines

CLIENT = new_id()


def _write(notebook: Notebook, count: int = 3) -> None:
    for _ in range(count):
        with notebook.writing() as connection:
            write_line(connection, notebook.identity, Act.SHOWN, client=CLIENT, record="client", id=CLIENT)


def test_unlocking_is_a_line(notebook: Notebook) -> None:
    with notebook.reading() as connection:
        last = lines(connection)[-1]
    assert (last.act, last.worker, last.client) == (Act.OPENED, notebook.identity.worker, None)


def test_each_line_names_the_one_before(notebook: Notebook) -> None:
    _write(notebook)
    with notebook.reading() as connection:
        written = lines(connection)
        assert verify(connection) is None
        assert head(connection) == (len(written), written[-1].head)
    assert written[0].before is None
    assert [line.number for line in written] == list(range(1, len(written) + 1))
    for earlier, later in pairwise(written):
        assert later.before == earlier.head


def test_lines_about_one_client_and_lines_from_a_number_are_whole(notebook: Notebook) -> None:
    _write(notebook, 2)
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.LISTED)
    _write(notebook, 1)
    with notebook.reading() as connection:
        everything = lines(connection)
        assert lines(connection, client=CLIENT) == [line for line in everything if line.client == CLIENT]
        assert list(lines_from(connection, 3)) == everything[2:]
        assert lines(connection, client=new_id()) == []


def test_what_is_rolled_back_leaves_no_line(notebook: Notebook) -> None:
    with notebook.reading() as connection:
        before = head(connection)

    def fail_after_the_line() -> None:
        with notebook.writing() as connection:
            write_line(connection, notebook.identity, Act.CHANGED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_the_line()
    with notebook.reading() as connection:
        assert head(connection) == before


@pytest.mark.parametrize("statement", [update(use_line).values(ground="siistitty"), delete(use_line)])
def test_lines_can_be_neither_altered_nor_deleted(notebook: Notebook, statement: Update | Delete) -> None:
    _write(notebook)
    with notebook.reading() as connection:
        before = lines(connection)
    # A worker's role in the office's database has not even the right to try.
    refused, how = (Refusal, "database_denied") if notebook.is_shared else (DBAPIError, "append-only")
    with pytest.raises(refused, match=how), notebook.writing() as connection:
        connection.execute(statement)
    with notebook.reading() as connection:
        assert lines(connection) == before


@pytest.mark.parametrize(
    ("tampering", "seen_at"),
    [
        ("UPDATE use_line SET act = 'listed' WHERE number = 3", 3),
        ("UPDATE use_line SET client = NULL WHERE number = 6", 6),
        ("UPDATE use_line SET at = at + 60 WHERE number = 2", 2),
        ("DELETE FROM use_line WHERE number = 3", 3),
        ("DELETE FROM use_line WHERE number = 1", 1),
        ("UPDATE use_line SET head = (SELECT head FROM use_line WHERE number = 1) WHERE number = 5", 5),
    ],
)
def test_who_gets_around_the_triggers_is_seen(
    request: pytest.FixtureRequest, notebook: Notebook, tampering: str, seen_at: int
) -> None:
    _write(notebook, 5)
    if notebook.is_shared:
        # Only who runs the server can.
        server: Server = request.getfixturevalue("server")
        with server.connect("coach") as administrator:
            administrator.execute("SET session_replication_role = replica")
            administrator.execute(tampering.encode())
    else:
        with notebook.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER use_line_is_never_altered")
            connection.exec_driver_sql("DROP TRIGGER use_line_is_never_deleted")
            connection.exec_driver_sql(tampering)
    with notebook.reading() as connection:
        assert verify(connection) == seen_at


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # A typed text has no NUL: it is taken out before anything is kept, and PostgreSQL would refuse it.
    ground=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    at=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    client=st.sampled_from([None, CLIENT]),
)
def test_a_line_is_written_as_tomli_w_writes_it(
    notebook: Notebook, ground: str, at: datetime, client: str | None
) -> None:
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.PRINTED, client=client, ground=ground, at=at)
    with notebook.reading() as connection:
        line = lines(connection)[-1]
        assert verify(connection) is None
    content = {
        "number": line.number,
        "before": line.before,
        "at": at.replace(microsecond=0),
        "worker": notebook.identity.worker,
        "act": "printed",
        "client": client,
        "ground": ground,
    }
    content = {name: value for name, value in content.items() if value is not None}
    assert line.text == LINE + tomli_w.dumps(content)
    assert tomli.loads(line.text) == {"use_line": [content]}
    assert hashlib.sha256(line.text.encode()).hexdigest() == line.head
