"""Several records in one look."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import show
from store.reading_several import read_several
from store.schema import use_line
from store.writing import Entry, save

pytestmark = pytest.mark.both_engines


def test_several_are_read_by_their_ids_and_what_is_not_here_is_left_out(notebook: Notebook) -> None:
    first = save(notebook, Entry("employer", {"name": "Puoti"})).id
    second = save(notebook, Entry("employer", {"name": "Kahvila"})).id
    save(notebook, Entry("employer", {"name": "Muu"}))
    found = read_several(notebook, "employer", {first, second, new_id(), "None", ""})
    assert found == {id: show(notebook, "employer", id) for id in (first, second)}
    assert read_several(notebook, "employer", ()) == {}


def test_one_look_is_one_line_in_the_use_log_about_the_client(notebook: Notebook) -> None:
    client = save(notebook, Entry("client", {"given_name": "Testi"})).id
    ids = [save(notebook, Entry("employer", {"name": f"Puoti {number}"})).id for number in range(3)]

    def lines() -> int:
        with notebook.reading() as connection:
            return connection.scalar(select(func.count()).select_from(use_line)) or 0

    before = lines()
    read_several(notebook, "employer", ids, client=client)
    assert lines() == before + 1
