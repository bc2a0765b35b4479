"""Entries for the client record system: what waits, what was taken, what was altered since, who else is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.case_record import call_back, case_entries, case_entry, take_entry
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.third_persons import ThirdPerson, Who
from store.today import today
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def _client(notebook: Notebook, name: str, family: str = "Malli") -> str:
    return save(notebook, Entry("client", {"given_name": name, "family_name": family})).id


def _held(notebook: Notebook, client: str, notes: str = "Muistiinpano", **values: Value) -> tuple[str, str]:
    event, part = new_id(), new_id()
    whole: dict[str, Value | None] = {"kind": "client_meeting", "status": "held", "day": DAY, **values}
    private = {"event": event, "client": client, "notes": notes}
    save_all(notebook, [Entry("event", whole, id=event), Entry("event_client_part", private, id=part)])
    return event, part


def test_what_was_held_waits_by_client_and_oldest_first(notebook: Notebook) -> None:
    later, first = _client(notebook, "Aamu", "Ö"), _client(notebook, "Ville", "A")
    parts = [
        _held(notebook, later)[1],
        _held(notebook, first)[1],
        _held(notebook, first, day=DAY - timedelta(days=3), status="no_show")[1],
    ]
    for values in (
        {"status": "planned"},
        {"status": "cancelled"},
        {"to_be_completed": True},
        {"day": DAY + timedelta(days=1)},
        {"worker": new_id()},
    ):
        _held(notebook, first, **values)
    assert [entry.part for entry in case_entries(notebook, DAY)] == [parts[2], parts[1], parts[0]]
    assert today(notebook, DAY).unrecorded == 3


def test_what_was_taken_waits_no_more_until_it_says_something_else(notebook: Notebook) -> None:
    event, part = _held(notebook, _client(notebook, "Aamu"))
    entry = case_entry(notebook, part)
    assert entry is not None
    assert entry.waits
    take_entry(notebook, entry, DAY)
    (taken,) = case_entries(notebook, DAY)
    assert (taken.waits, taken.taken_on, taken.altered) == (False, DAY, False)
    assert today(notebook, DAY).unrecorded == 0
    assert case_entries(notebook, DAY + timedelta(days=9)) == ()
    for record, id, values in (
        ("event", event, {"minutes": 50}),
        ("event_client_part", part, {"agreed": "Soitan."}),
    ):
        save(notebook, Entry(record, dict(values), id=id))
        (altered,) = case_entries(notebook, DAY + timedelta(days=9))
        assert (altered.waits, altered.altered) == (True, True)
        assert today(notebook, DAY).unrecorded == 1
        take_entry(notebook, altered, DAY)
        assert today(notebook, DAY).unrecorded == 0


def test_what_was_on_the_screen_is_what_was_taken(notebook: Notebook) -> None:
    _event, part = _held(notebook, _client(notebook, "Aamu"))
    entry = case_entry(notebook, part)
    assert entry is not None
    save(notebook, Entry("event_client_part", {"agreed": "Saapui lomakkeen ollessa auki."}, id=part))
    take_entry(notebook, entry, DAY)
    assert today(notebook, DAY).unrecorded == 1


def test_a_transfer_can_be_called_back(notebook: Notebook) -> None:
    _event, part = _held(notebook, _client(notebook, "Aamu"))
    for _time in range(2):
        entry = case_entry(notebook, part)
        assert entry is not None
        assert entry.waits
        take_entry(notebook, entry, DAY)
        taken = case_entry(notebook, part)
        assert taken is not None
        call_back(notebook, taken)
    assert today(notebook, DAY).unrecorded == 1


def test_what_is_gone_is_a_value(notebook: Notebook) -> None:
    _event, part = _held(notebook, _client(notebook, "Aamu"))
    delete(notebook, "event", _event)
    assert case_entries(notebook, DAY) == ()
    assert case_entry(notebook, new_id()) is None
    assert today(notebook, DAY).unrecorded == 0
    assert part


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ("Mikalle soitettiin.", (ThirdPerson("Mikalle", Who.CLIENT),)),
        ("Esihenkilö Leenan kanssa.", (ThirdPerson("Leenan", Who.CONTACT),)),
        ("Hänen äitinsä tuli, ja veljen kanssa.", (ThirdPerson("äitinsä", Who.KIN), ThirdPerson("veljen", Who.KIN))),
        ("Hennes mamma ringde.", (ThirdPerson("mamma", Who.KIN),)),
        ("Aamulle sopi, ja aamu oli hyvä.", ()),
        ("Puhuttiin mikasta pienellä.", ()),
        ("", ()),
    ],
)
def test_third_persons_are_named(notebook: Notebook, notes: str, found: tuple[ThirdPerson, ...]) -> None:
    own = _client(notebook, "Aamu")
    _client(notebook, "Mika")
    save(notebook, Entry("contact_person", {"employer": new_id(), "name": "Leena Keksitty"}))
    _event, part = _held(notebook, own, notes or "x")
    entry = case_entry(notebook, part)
    assert entry is not None
    assert entry.third_persons == found
