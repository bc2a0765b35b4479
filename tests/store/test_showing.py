"""A page is read in one look, given away before its lines are on the disk, and may be read ahead for nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import Shown, find, show
from store.refusal import Reason, Refusal
from store.showing import Glance, glance, read_ahead, read_page
from store.turns import NotNowError
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


def seen(notebook: Notebook, client: str) -> Glance[Shown]:
    found = glance(notebook, lambda opened: show(opened, "client", client))
    assert found is not None
    return found


def test_what_is_read_at_a_glance_is_logged_in_its_own_transaction_by_another_thread(
    notebook: Notebook, client: str
) -> None:
    before, commits = len(logged(notebook)), notebook.written
    found = seen(notebook, client)
    assert found.found.values["given_name"] == "Koe"
    assert notebook.written == commits
    with ThreadPoolExecutor(1) as other:
        other.submit(found.keep).result()
    assert notebook.written == commits + 1
    [line] = logged(notebook)[before:]
    assert (line.act, line.client, line.id) == (Act.SHOWN, client, client)


def test_whoever_writes_next_ends_the_glance_and_waits_for_nobody(notebook: Notebook, client: str) -> None:
    before = len(logged(notebook))
    found = seen(notebook, client)
    save(notebook, Entry("client", {"given_name": "Toinen"}, id=client))
    assert next(line.act for line in logged(notebook)[before:]) == Act.SHOWN
    after = logged(notebook)
    found.keep()
    assert logged(notebook) == after


def test_nothing_is_read_at_a_glance_while_somebody_writes_or_where_it_takes_long(
    notebook: Notebook, client: str
) -> None:
    before, commits = logged(notebook), notebook.written

    def long(opened: Notebook) -> Shown:
        show(opened, "client", client)
        raise NotNowError

    assert glance(notebook, long) is None
    with notebook.writing(), ThreadPoolExecutor(1) as other:
        assert other.submit(glance, notebook, lambda opened: show(opened, "client", client)).result() is None
    assert (logged(notebook), notebook.written) == (before, commits + 1)


def test_a_glance_whose_line_cannot_be_kept_is_refused_to_whoever_showed_it_and_to_nobody_else(
    notebook: Notebook, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logged(notebook)
    found = seen(notebook, client)

    def full(*values: object) -> None:
        raise Refusal(Reason.FULL_DISK)

    with monkeypatch.context() as patched:
        patched.setattr("store.showing.write_waiting", full)
        found.end()
    show(notebook, "client", client)
    assert len(logged(notebook)) == len(before) + 1
    with pytest.raises(Refusal) as refused:
        found.keep()
    assert refused.value.reason is Reason.FULL_DISK


def test_closing_ends_the_glance(notebook: Notebook, client: str) -> None:
    commits = notebook.written
    seen(notebook, client)
    notebook.close()
    assert notebook.written == commits + 1
