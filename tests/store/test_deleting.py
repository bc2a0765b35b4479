"""An event goes with its parts and with what was told there, and all of it comes back together."""

from __future__ import annotations

from datetime import date

import pytest

from store.deleting import bring_back, bring_back_with, delete_together
from store.disclosure import who_knows
from store.history.change import Value
from store.notebook import Notebook
from store.reading import list_records, show
from store.refusal import Reason, Refusal
from store.writing import Entry, delete, save
from tests.notebooks import make_notebook
from tests.store.exchange import exchange

DAY = date(2026, 11, 24)
TYPES = ("event", "event_employer_part", "event_client_part", "told")


class Scene:
    """An event with an employer's part, two clients' parts and what was told about the first client."""

    def __init__(self, notebook: Notebook) -> None:
        def new(record: str, **values: Value | None) -> str:
            return save(notebook, Entry(record, values)).id

        self.clients = [new("client", given_name=name) for name in ("Eka", "Toka")]
        self.employer = new("employer", name="Keksitty Kahvila")
        self.event = new("event", kind="employer_visit", status="held", day=DAY, employer=self.employer)
        new("event_employer_part", event=self.event, employer=self.employer, learned="Tarvitsee apua.")
        self.parts = [new("event_client_part", event=self.event, client=client) for client in self.clients]
        new("told", client=self.clients[0], day=DAY, employer=self.employer, event=self.event, words="Sanottu.")


def counted(notebook: Notebook) -> list[int]:
    """Return how many records of each type stand."""
    return [len(list_records(notebook, record)) for record in TYPES]


def test_an_event_goes_and_comes_back_with_everything_of_it(notebook: Notebook) -> None:
    on = Scene(notebook)
    gone = delete_together(notebook, "event", on.event)
    assert counted(notebook) == [0, 0, 0, 0]
    assert not who_knows(notebook, on.clients[0])
    bring_back(notebook, gone)
    assert counted(notebook) == [1, 1, 2, 1]
    assert who_knows(notebook, on.clients[0])


def test_a_client_part_takes_only_what_was_told_of_this_client(notebook: Notebook) -> None:
    on = Scene(notebook)
    gone = delete_together(notebook, "event_client_part", on.parts[1])
    assert counted(notebook) == [1, 1, 1, 1]
    bring_back(notebook, gone)
    gone = delete_together(notebook, "event_client_part", on.parts[0])
    assert counted(notebook) == [1, 1, 1, 0]
    bring_back(notebook, gone)
    assert counted(notebook) == [1, 1, 2, 1]


def test_what_was_deleted_before_does_not_come_back_with_the_rest(notebook: Notebook) -> None:
    on = Scene(notebook)
    delete(notebook, "event_client_part", on.parts[1])
    bring_back(notebook, delete_together(notebook, "event", on.event))
    assert counted(notebook) == [1, 1, 1, 1]


def test_from_the_history_it_comes_back_together_too(notebook: Notebook) -> None:
    on = Scene(notebook)
    delete_together(notebook, "event", on.event)
    bring_back_with(notebook, "event", on.event)
    assert counted(notebook) == [1, 1, 2, 1]


def test_what_another_laptop_deleted_stays_deleted(notebook: Notebook, tmp_path: object) -> None:
    on = Scene(notebook)
    with make_notebook(notebook.home.folder.parent / "other", name="Testi Sijainen") as other:
        exchange(notebook, other)
        delete(other, "event_client_part", on.parts[1])
        exchange(notebook, other)
    delete_together(notebook, "event", on.event)
    bring_back_with(notebook, "event", on.event)
    assert counted(notebook) == [1, 1, 1, 1]


def test_what_was_never_deleted_cannot_be_brought_back(notebook: Notebook) -> None:
    on = Scene(notebook)
    with pytest.raises(Refusal) as refused:
        bring_back_with(notebook, "event", on.event)
    assert refused.value.reason is Reason.UNKNOWN_RECORD


def test_a_withdrawal_is_never_deleted(notebook: Notebook) -> None:
    client = Scene(notebook).clients[0]
    withdrawal = save(notebook, Entry("withdrawal", {"client": client, "scope": "all", "day": DAY})).id
    with pytest.raises(Refusal):
        delete_together(notebook, "withdrawal", withdrawal)
    assert not show(notebook, "withdrawal", withdrawal).removed
