"""A page is read in one look, given away before its lines are on the disk, and may be read ahead for nobody."""

from __future__ import annotations

import pytest

from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import Shown, find, show
from store.refusal import Reason, Refusal
from store.showing import read_ahead, read_page
from store.use_log import Act, UseLine, lines, verify
from store.writing import Entry, save


@pytest.fixture
def client(notebook: Notebook) -> str:
    """A client."""
    return save(notebook, Entry("client", {"given_name": "Koe"})).id


def logged(notebook: Notebook) -> list[UseLine]:
    with notebook.reading() as connection:
        assert verify(connection) is None
        return lines(connection)


def test_all_that_a_page_reads_is_one_transaction_with_a_line_for_each(notebook: Notebook, client: str) -> None:
    before, commits = len(logged(notebook)), notebook.written
    given: list[tuple[Shown, Shown]] = []

    def both(opened: Notebook) -> tuple[Shown, Shown]:
        return show(opened, "client", client), show(opened, "client", client)

    assert read_page(notebook, both, given.append) == given[0]
    assert notebook.written == commits + 1
    assert [(line.act, line.id) for line in logged(notebook)[before:]] == [(Act.SHOWN, client)] * 2


def test_it_is_given_once_its_lines_are_written_and_before_they_are_kept(notebook: Notebook, client: str) -> None:
    commits = notebook.written
    seen: list[int] = []
    read_page(notebook, lambda opened: show(opened, "client", client), lambda found: seen.append(notebook.written))
    assert seen == [commits]


def test_what_cannot_be_read_leaves_no_line_and_is_not_given(notebook: Notebook, client: str) -> None:
    before = logged(notebook)

    def half(opened: Notebook) -> Shown:
        show(opened, "client", client)
        return show(opened, "client", new_id())

    given: list[Shown] = []
    with pytest.raises(Refusal) as refused:
        read_page(notebook, half, given.append)
    assert refused.value.reason is Reason.UNKNOWN_RECORD
    assert given == []
    assert logged(notebook) == before


def test_reading_ahead_writes_nothing_until_it_is_shown(notebook: Notebook, client: str) -> None:
    before = logged(notebook)
    looks: list[str] = []

    def one(opened: Notebook) -> Shown:
        looks.append(client)
        return show(opened, "client", client)

    ahead = read_ahead(notebook, one)
    assert logged(notebook) == before
    assert read_page(notebook, one, ahead=ahead).values["given_name"] == "Koe"
    assert looks == [client]
    [line] = logged(notebook)[len(before) :]
    assert (line.act, line.client, line.id) == (Act.SHOWN, client, client)


def test_what_was_read_ahead_is_read_anew_after_anything_was_written(notebook: Notebook, client: str) -> None:
    def one(opened: Notebook) -> Shown:
        return show(opened, "client", client)

    ahead = read_ahead(notebook, one)
    save(notebook, Entry("client", {"given_name": "Toinen"}, id=client))
    assert read_page(notebook, one, ahead=ahead).values["given_name"] == "Toinen"


def test_reading_ahead_alters_nothing(notebook: Notebook) -> None:
    id = new_id()
    read_ahead(notebook, lambda opened: save(opened, Entry("client", {"given_name": "Koe"}, id=id)))
    assert find(notebook, "client", id) is None


def test_after_a_page_the_doors_write_their_own_lines_again(notebook: Notebook, client: str) -> None:
    read_page(notebook, lambda opened: show(opened, "client", client))
    before = len(logged(notebook))
    show(notebook, "client", client)
    assert len(logged(notebook)) == before + 1
