"""Employers, what the team sees of them, and what a coach needs when one of them calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store import use_log
from store.calls import call
from store.disclosure import agree, withdraw
from store.employers import employer_lines, employer_view
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def _employer(notebook: Notebook, name: str = "Mallikahvila", **values: Value) -> str:
    return save(notebook, Entry("employer", {"name": name, **values})).id


def _visit(notebook: Notebook, employer: str, ago: int, learned: str, status: str = "held", *clients: str) -> str:
    event = new_id()
    values: dict[str, Value | None] = {"kind": "employer_visit", "status": status, "day": DAY - timedelta(days=ago)}
    values |= {"employer": employer, "worker": notebook.identity.worker}
    part = Entry("event_employer_part", {"event": event, "employer": employer, "learned": learned})
    private = [
        Entry("event_client_part", {"event": event, "client": client, "notes": "Yksityistä"}) for client in clients
    ]
    save_all(notebook, [Entry("event", values, id=event), part, *private])
    return event


def _client(notebook: Notebook, name: str, **values: Value) -> str:
    return save(notebook, Entry("client", {"given_name": name, **values})).id


def _may_be_told(notebook: Notebook, client: str, employer: str, words: str) -> str:
    values: dict[str, Value | None] = {
        "client": client,
        "item": "breaks_and_quiet",
        "decision": "tell",
        "wording": words,
    }
    item = save(notebook, Entry("disclosure_item", {**values, "employers": (employer,), "not_to_say": "Ei tätä"})).id
    agree(notebook, client, [item], agreed_on=DAY - timedelta(days=9))
    return item


def test_the_list_fits_what_is_typed_and_is_read_in_pages(notebook: Notebook) -> None:
    first = _employer(notebook, "Äkäslompolon Paja", municipality="Kolari", phone="+358 40 000 1")
    second = _employer(notebook, "Mallipaja", sector="ravintola-ala")
    _visit(notebook, first, 3, "Hyvä")
    _visit(notebook, first, 1, "Peruttu", "cancelled")
    assert [line.id for line in employer_lines(notebook, "paja")] == [second, first]
    assert [line.id for line in employer_lines(notebook, "ÄKÄS kol")] == [first]
    assert [line.id for line in employer_lines(notebook, "0400")] == [first]
    assert [line.id for line in employer_lines(notebook, "ravintola")] == [second]
    assert employer_lines(notebook, "100%") == ()
    assert len(employer_lines(notebook, "", 1)) == 1
    assert {line.id: line.last_visit for line in employer_lines(notebook)} == {
        first: DAY - timedelta(days=3),
        second: None,
    }


def test_one_employer_has_contacts_visits_and_what_follows(notebook: Notebook) -> None:
    employer = _employer(notebook)
    gone = save(notebook, Entry("contact_person", {"employer": employer, "name": "Aapo Lähtenyt", "left": True})).id
    here = save(notebook, Entry("contact_person", {"employer": employer, "name": "Ville Malli"})).id
    client = _client(notebook, "Testi")
    older = _visit(notebook, employer, 9, "Aamut ovat kiireisiä", "held", client)
    newer = _visit(notebook, employer, 2, "Uusi esihenkilö")
    _visit(notebook, _employer(notebook, "Toinen"), 1, "Muualla")
    view = employer_view(notebook, employer)
    assert [contact.id for contact in view.contacts] == [here, gone]
    assert [visit.event for visit in view.visits] == [newer, older]
    assert [visit.learned for visit in view.visits] == ["Uusi esihenkilö", "Aamut ovat kiireisiä"]
    assert view.visits[0].worker
    assert "Yksityistä" not in str(view)
    assert client not in str(view)
    delete(notebook, "event", newer)
    assert [visit.event for visit in employer_view(notebook, employer).visits] == [older]
    with pytest.raises(Refusal) as caught:
        employer_view(notebook, new_id())
    assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_a_call_has_the_sentences_that_may_be_said_and_no_others(notebook: Notebook) -> None:
    employer, other = _employer(notebook), _employer(notebook, "Toinen")
    contact = save(notebook, Entry("contact_person", {"employer": employer, "name": "Ville Malli"})).id
    told, quiet, elsewhere = (_client(notebook, name) for name in ("Aamu", "Hilja", "Muu"))
    closed = _client(notebook, "Loppu", entry=DAY, closed=DAY)
    visit = _visit(notebook, employer, 4, "Hyvä paikka", "held", told, quiet, closed)
    _may_be_told(notebook, told, employer, "Pidän tauon.")
    _may_be_told(notebook, closed, employer, "Ei enää.")
    _may_be_told(notebook, elsewhere, other, "Toisaalla.")
    shown = call(notebook, employer, contact, DAY)
    assert shown.contact is not None
    assert (shown.contact.id, shown.last_visit is not None and shown.last_visit.event) == (contact, visit)
    assert [(client.given_name, client.ask_first) for client in shown.clients] == [("Aamu", False)]
    assert [permission.values["wording"] for permission in shown.clients[0].told] == ["Pidän tauon."]
    withdraw(notebook, told, day=DAY)
    assert "Pidän tauon." not in str(call(notebook, employer, contact, DAY))


def test_a_call_about_an_item_finds_a_client_who_was_never_there(notebook: Notebook) -> None:
    employer, client = _employer(notebook), _client(notebook, "Aamu")
    _may_be_told(notebook, client, employer, "Pidän tauon.")
    assert [one.id for one in call(notebook, employer, None, DAY).clients] == [client]


def test_an_employer_that_is_not_here_yet_is_a_value(notebook: Notebook) -> None:
    shown = call(notebook, new_id(), new_id(), DAY)
    assert (shown.employer, shown.contact, shown.clients, shown.last_visit) == (None, None, (), None)


def test_a_call_stands_in_the_use_log_of_each_client(notebook: Notebook) -> None:
    employer, client = _employer(notebook), _client(notebook, "Aamu")
    _may_be_told(notebook, client, employer, "Pidän tauon.")
    with notebook.reading() as connection:
        before = len(use_log.lines(connection, client=client))
    call(notebook, employer, None, DAY)
    with notebook.reading() as connection:
        assert [line.record for line in use_log.lines(connection, client=client)[before:]] == ["disclosure_item"]
