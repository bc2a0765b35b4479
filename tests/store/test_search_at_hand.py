"""What a search has at hand gives what the index alone gives, and follows what is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from store import search_at_hand
from store.finding import Found, find_as_typed, make_ready
from store.history.change import Value
from store.home import Home
from store.notebook import Notebook
from store.search import search
from store.search_at_hand import Texts, at_hand
from store.search_index import Index
from store.turns import NotNowError
from store.writing import Entry, delete, save
from tests.notebooks import PASSPHRASE, make_notebook

DAY = date(2026, 11, 20)


def _events(notebook: Notebook, number: int) -> list[str]:
    """Save events of so many days, the newest first, and fold them into the index; return their ids."""
    ids = []
    for back in range(number):
        subject = f"Palaveri {back} " + ("parillinen" if back % 2 == 0 else "pariton")
        values: dict[str, Value | None] = {"kind": "internal", "status": "held", "subject": subject}
        values["day"] = DAY - timedelta(days=back)
        ids.append(save(notebook, Entry("event", values)).id)
    with notebook.writing() as connection:
        Index(connection).fold()
    return ids


@pytest.fixture(params=[1, 3, 8, 4000], autouse=True)
def newest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many records are at hand: few, so that the index must be asked too; as many as there are; all."""
    monkeypatch.setattr(search_at_hand, "NEWEST", request.param)
    number: int = request.param
    return number


def test_what_is_at_hand_and_what_is_older_are_one_list(notebook: Notebook) -> None:
    ids = _events(notebook, 8)
    assert [hit.id for hit in search(notebook, "palaveri")] == ids
    assert [hit.id for hit in search(notebook, "pariton pala")] == ids[1::2]
    assert [hit.id for hit in search(notebook, "palaveri", limit=5)] == ids[:5]


def test_what_was_saved_lately_about_a_day_long_ago_stands_at_its_day(notebook: Notebook) -> None:
    ids = _events(notebook, 6)
    values: dict[str, Value | None] = {"kind": "internal", "status": "held", "subject": "Palaveri myöhään"}
    values["day"] = DAY - timedelta(days=4)
    late = save(notebook, Entry("event", values)).id
    found = [hit.id for hit in search(notebook, "palaveri")]
    assert found == [*ids[:4], *sorted((late, ids[4]), reverse=True), ids[5]]


def test_what_is_at_hand_follows_what_is_written(notebook: Notebook) -> None:
    ids = _events(notebook, 4)
    make_ready(notebook)
    client = save(notebook, Entry("client", {"given_name": "Aina", "family_name": "Palaverinen"})).id
    assert [finding.id for finding in find_as_typed(notebook, "palaveri", 10).findings] == [client, *ids]
    save(notebook, Entry("client", {"family_name": "Toinen"}, id=client))
    delete(notebook, "event", ids[0])
    assert [finding.id for finding in find_as_typed(notebook, "palaveri", 10).findings] == ids[1:]
    assert [finding.id for finding in find_as_typed(notebook, "oine", 10).findings] == [client]


def test_what_is_at_hand_is_kept_while_nothing_is_written(notebook: Notebook) -> None:
    _events(notebook, 2)
    with notebook.writing() as connection:
        first = at_hand(connection)
        assert at_hand(connection) is first
    find_as_typed(notebook, "palaveri", 10)
    with notebook.writing() as connection:
        assert at_hand(connection) is first


def test_what_is_not_asked_for_finds_nothing_and_is_not_logged(notebook: Notebook) -> None:
    _events(notebook, 2)
    written = notebook.written
    assert find_as_typed(notebook, "  ", 10) == Found()
    assert notebook.written == written


def test_what_is_found_without_waiting_is_what_is_found_or_nothing_is_said(notebook: Notebook) -> None:
    _events(notebook, 8)
    with pytest.raises(NotNowError):
        find_as_typed(notebook, "palaveri", 3, wait=False)
    make_ready(notebook)
    for asked in ("palaveri", "pariton", "pariton pala", "tuntematon"):
        assert find_as_typed(notebook, asked, 10, wait=False) == find_as_typed(notebook, asked, 10)


def test_what_would_take_long_is_not_looked_for_without_waiting(
    notebook: Notebook, newest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _events(notebook, 8)
    make_ready(notebook)
    monkeypatch.setattr("store.search.FEW", 0)
    # Words that are asked for by themselves are found soon, however many records they stand in.
    assert find_as_typed(notebook, "palaveri", 10, wait=False) == find_as_typed(notebook, "palaveri", 10)
    monkeypatch.setattr("store.search.MOST_WORDS", 0)
    if newest < 8:
        with pytest.raises(NotNowError):
            find_as_typed(notebook, "palaveri", 10, wait=False)
    monkeypatch.setattr("store.search.LOOKED_AT_NOW", 0)
    with pytest.raises(NotNowError):
        find_as_typed(notebook, "palaveri", 10, wait=False)


def test_words_are_found_alike_by_themselves_and_by_their_beginning(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    _events(notebook, 6)
    for subject in ("Palaverissa sovittiin", "Palaverin jälkeen", "palav", "Palaute", "Palaveri Kadulla", "katu"):
        values: dict[str, Value | None] = {"kind": "internal", "status": "held", "subject": subject, "day": DAY}
        save(notebook, Entry("event", values))
    words = ("pala", "palaveri", "palaverissa", "palaverit", "palaveri katu", "kadun", "palaute sov", "puheli")
    alone = [find_as_typed(notebook, asked, 20) for asked in words]
    assert [len(found.findings) > 0 for found in alone] == [True] * 6 + [False] * 2
    monkeypatch.setattr("store.search.MOST_WORDS", 0)
    monkeypatch.setattr("store.search.MOST_SPELLINGS", 0)
    assert [find_as_typed(notebook, asked, 20) for asked in words] == alone


def test_an_index_of_the_first_notebooks_is_turned_round(home: Home) -> None:
    with make_notebook(home.folder) as notebook:
        ids = _events(notebook, 8)
        with notebook.writing() as connection:
            entries = connection.execute(text("SELECT key FROM search_entry")).scalars().all()
            connection.execute(text("INSERT INTO search_index(search_index) VALUES('delete-all')"))
            for key in sorted(entries):
                words = {"key": key, "words": "palaveri ja muuta"}
                connection.execute(text("INSERT INTO search_index(rowid, words) VALUES (:key, :words)"), words)
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        assert [hit.id for hit in search(notebook, "palaveri")] == ids
        assert [hit.id for hit in search(notebook, "pariton pala")] == ids[1::2]
        delete(notebook, "event", ids[0])
        assert [hit.id for hit in search(notebook, "palaveri")] == ids[1:]


@pytest.mark.parametrize(("room", "shown"), [(1, 1), (4, 3), (5, 3), (40, 8)])
def test_no_more_is_read_than_fills_the_lines_in_sight(notebook: Notebook, room: int, shown: int) -> None:
    ids = _events(notebook, 8)
    found = find_as_typed(notebook, "palaveri", 20, room=room)
    assert ([finding.id for finding in found.findings], found.more) == (ids[:shown], shown < 8)


_WORD = st.text(alphabet="abä", min_size=1, max_size=4)


@given(
    texts=st.lists(st.lists(_WORD, max_size=4).map(" ".join), max_size=12),
    asked=st.lists(st.lists(_WORD, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3),
)
def test_texts_are_looked_through_as_one_by_one(texts: list[str], asked: list[tuple[str, ...]]) -> None:
    expected = [
        place
        for place, text in enumerate(texts)
        if all(any(spelling in text for spelling in spellings) for spellings in asked)
    ]
    assert list(Texts(texts).holding(asked)) == expected
