"""Drafts: kept inside the notebook as typed, recovered after closing, discarded by choice, reached by an erasure."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.drafts import Draft, discard_draft, find_draft, keep_draft, list_drafts
from store.home import Home
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE

pytestmark = pytest.mark.both_engines


def test_a_draft_outlives_closing(filled_home: Home) -> None:
    record, client = new_id(), new_id()
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        id = keep_draft(notebook, Draft("visit", {"notes": "kes"}, record=record, client=client, knew=("a", "b")))
        assert keep_draft(notebook, Draft("visit", {"notes": "kesken"}, id=id, record=record, knew=("a", "b"))) == id
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        (kept,) = list_drafts(notebook)
        assert (kept.id, kept.form, kept.values, kept.record, kept.knew) == (
            id,
            "visit",
            {"notes": "kesken"},
            record,
            ("a", "b"),
        )
        assert find_draft(notebook, id) == kept
        discard_draft(notebook, id)
        assert list_drafts(notebook) == []
        assert find_draft(notebook, id) is None


def test_an_erasure_takes_the_drafts_too(office: Notebook) -> None:
    client = save(office, Entry("client", {"given_name": "Testi"})).id
    part = save(office, Entry("event_client_part", {"client": client, "event": new_id()})).id
    keep_draft(office, Draft("client", {"goals": "x"}, client=client))
    keep_draft(office, Draft("event", {"notes": "x"}, record=part))
    other = keep_draft(office, Draft("employer", {"name": "x"}))
    save(office, Entry("erasure", {"client": client, "ground": "pyyntö"}))
    assert [draft.id for draft in list_drafts(office)] == [other]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.text(max_size=5), st.text(max_size=50) | st.lists(st.text(max_size=5), max_size=3)))
def test_whatever_is_typed_comes_back(notebook: Notebook, values: dict[str, object]) -> None:
    id = keep_draft(notebook, Draft("form", values))
    found = find_draft(notebook, id)
    assert found is not None
    assert found.values == values


def test_a_form_that_was_open_while_its_client_was_erased_brings_nothing_back(office: Notebook) -> None:
    """By the client, and by the record that the form edits; another client's form is kept."""
    client = save(office, Entry("client", {"given_name": "Testi"})).id
    other = save(office, Entry("client", {"given_name": "Toinen"})).id
    part = save(office, Entry("event_client_part", {"client": client, "event": new_id()})).id
    id = keep_draft(office, Draft("event", {"notes": "kesken"}, record=part))
    save(office, Entry("erasure", {"client": client, "ground": "requested"}))
    assert list_drafts(office) == []
    for again in (Draft("event", {"notes": "kesken"}, id=id, record=part), Draft("client", {}, client=client)):
        with pytest.raises(Refusal) as caught:
            keep_draft(office, again)
        assert caught.value.reason is Reason.ERASED_CLIENT
    assert list_drafts(office) == []
    keep_draft(office, Draft("client", {}, client=other, record=other))
    keep_draft(office, Draft("employer", {}))
    assert len(list_drafts(office)) == 2
