"""``reppu database`` and ``reppu init --database``: an office's records in PostgreSQL, from the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.home import Home
from store.notebook import Notebook
from tests.notebooks import PASSPHRASE
from tests.postgresql import Server
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence
from tests.tui.cli.test_first_run import COACH, OFFICE, sticks


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The name of an empty database, whose owner the first worker may act for now."""
    server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", "commands")
    server.make_database("commands")
    yield "commands"
    server.made()


def test_an_office_begins_in_a_database_and_lets_one_more_worker_in(
    desk: Desk, here: Here, server: Server, database: str
) -> None:
    root = (*sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase)
    done = here(*OFFICE, *root, "--database", server.address(database))
    assert (done.code, done.complained) == (0, "")
    new = ("--name", "Testi Bertta", "--language", "sv", "--new-passphrase-file", desk.passphrase)
    done = here("database", "worker", desk.folder / "bertta", server.address(database, "bertta"), *new)
    assert (done.code, done.complained) == (0, "")
    assert "bertta" in done.said
    server.made()
    values = desk.folder / "values.toml"
    values.write_text('name = "Mallikahvila"\n', encoding="utf-8")
    set_there = desk.open("bertta", "record", "set", "employer", "--new", "--values", values)
    assert (set_there.code, set_there.complained) == (0, "")
    listed = here("record", "list", "employer", "--json").answer
    assert [one["values"]["name"] for one in listed] == ["Mallikahvila"]
    for home in ("home", "bertta"):
        checked = desk.open(home, "check")
        assert (checked.code, checked.complained) == (0, "")
    with Notebook.unlock(Home(desk.folder / "bertta"), PASSPHRASE) as notebook:
        assert notebook.is_shared
        assert notebook.setting("language") == "sv"


def test_an_office_moves_into_a_database_and_is_told_who_answers_for_the_disk(
    desk: Desk, here: Here, server: Server, database: str
) -> None:
    here(*OFFICE, *sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase)
    done = here("database", "share", server.address(database))
    assert (done.code, done.complained) == (0, "")
    assert "levyn salauksesta" in done.said
    again = here("database", "share", server.address(database))
    assert again.code == 1
    held = here("database", "held").said.strip()
    noted = here("database", "backed-up", held)
    assert (noted.code, noted.complained) == (0, "")
    beyond = here("database", "backed-up", "999")
    assert beyond.code == 1
    assert is_one_sentence(beyond.complained)
    assert is_one_sentence(again.complained)


def test_an_address_with_a_password_makes_nothing_and_is_not_said_again(desk: Desk, here: Here) -> None:
    root = (*sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase)
    address = "postgresql+psycopg://anna:keksittysana@/reppu?host=/run/postgresql"
    done = here(*OFFICE, *root, "--database", address)
    assert done.code == 1
    assert is_one_sentence(done.complained)
    assert "keksittysana" not in done.said + done.complained
    assert not (desk.folder / "home" / "notebook.db").exists()
    assert not any((desk.folder / "one").iterdir())


def test_a_server_that_is_not_there_makes_nothing(desk: Desk, here: Here) -> None:
    root = (*sticks(desk, "one", "two"), "--root-passphrase-file", desk.passphrase)
    done = here(*OFFICE, *root, "--database", f"postgresql+psycopg://anna@/reppu?host={desk.folder}")
    assert done.code == 1
    assert is_one_sentence(done.complained)
    assert not (desk.folder / "home" / "notebook.db").exists()
    assert not any((desk.folder / "one").iterdir())


def test_a_coach_has_no_database(desk: Desk, here: Here) -> None:
    done = here(*COACH, "--database", "postgresql+psycopg://anna@/reppu?host=/run/postgresql")
    assert done.code == 2
    assert not (desk.folder / "home" / "notebook.db").exists()
