"""Today: the day's events with what may be told, what is due, what is unfinished, what only this laptop has."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from store.disclosure import agree
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.today import Person, today
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


def _client(notebook: Notebook, name: str = "Testi", **values: Value) -> str:
    return save(notebook, Entry("client", {"given_name": name, **values})).id


def _event(notebook: Notebook, clients: tuple[str, ...] = (), **values: Value) -> str:
    event = new_id()
    whole: dict[str, Value] = {"kind": "client_meeting", "status": "planned", "day": DAY, **values}
    parts = [Entry("event_client_part", {"event": event, "client": client}) for client in clients]
    save_all(notebook, [Entry("event", whole, id=event), *parts])
    return event


def test_an_empty_day_is_empty(notebook: Notebook) -> None:
    shown = today(notebook, DAY)
    assert (shown.events, shown.due, shown.unfinished, shown.held) == ((), (), (), 0)


def test_the_programme_is_in_order_with_names(notebook: Notebook) -> None:
    employer = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    client = _client(notebook, "Aamu", family_name="Malli")
    late = _event(notebook, start=time(14, 15), status="held")
    unknown = _event(notebook, kind="employer_visit", employer=new_id())
    early = _event(notebook, (client,), kind="employer_visit", start=time(8, 15), employer=employer)
    _event(notebook, day=DAY + timedelta(days=1))
    delete(notebook, "event", _event(notebook))
    shown = today(notebook, DAY)
    assert [event.id for event in shown.events] == [early, late, unknown]
    assert shown.events[0].employer_name == "Mallikahvila"
    assert shown.events[0].clients == (Person(client, "Aamu", "Malli"),)
    assert shown.events[0].may_tell == 0
    assert (shown.events[2].employer_name, shown.events[2].may_tell) == (None, None)
    assert shown.held == 1


def test_an_event_says_how_much_may_be_told_and_warns(notebook: Notebook) -> None:
    employer = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    client = _client(notebook)
    values: dict[str, Value] = {"client": client, "decision": "tell", "employers": (employer,), "wording": "Tauko."}
    items = [
        save(notebook, Entry("disclosure_item", {**values, "item": item})).id
        for item in ("breaks_and_quiet", "shorter_days")
    ]
    agree(notebook, client, items, agreed_on=date(2026, 11, 1), review_on=DAY)
    _event(notebook, (client,), kind="employer_visit", employer=employer)
    _event(notebook, (client,), kind="employer_visit", employer=employer, day=DAY + timedelta(days=1))
    line = today(notebook, DAY).events[0]
    assert (line.may_tell, line.warning) == (2, "")
    late = today(notebook, DAY + timedelta(days=1)).events[0]
    assert (late.may_tell, late.warning) == (0, "ask_first")


def test_the_first_employer_contact_is_due_within_thirty_days(notebook: Notebook) -> None:
    employer = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    client = _client(notebook, entry=DAY - timedelta(days=20))
    _client(notebook, entry=DAY - timedelta(days=20), closed=DAY)
    _client(notebook, entry=DAY - timedelta(days=1))
    _client(notebook, entry=DAY - timedelta(days=20), stage="keeping_job")
    due = today(notebook, DAY).due
    assert [(one.code, one.client.id, one.until) for one in due] == [
        ("first_contact", client, DAY + timedelta(days=10))
    ]
    _event(notebook, (client,), kind="employer_visit", employer=employer, mode="phone", status="held")
    _event(notebook, (client,), kind="employer_visit", employer=employer, mode="face_to_face")
    _event(notebook, (client,), kind="support_visit", employer=employer, mode="face_to_face", status="held")
    assert len(today(notebook, DAY).due) == 1
    _event(notebook, (client,), kind="employer_visit", employer=employer, mode="face_to_face", status="held")
    assert today(notebook, DAY).due == ()


def test_a_talk_is_due_at_two_months_without_a_job(notebook: Notebook) -> None:
    client = _client(notebook, entry=DAY - timedelta(days=60))
    _event(notebook, (client,))
    shown = today(notebook, DAY)
    assert [one.until for one in shown.due if one.code == "disclosure_talk"] == [DAY]
    assert shown.events[0].warning == "talk_due"
    save(notebook, Entry("disclosure_discussion", {"client": client, "day": DAY}))
    later = today(notebook, DAY)
    assert [one for one in later.due if one.code == "disclosure_talk"] == []
    assert later.events[0].warning == ""


def test_what_is_to_be_completed_is_listed_until_it_is(notebook: Notebook) -> None:
    old = _event(notebook, to_be_completed=True, day=DAY - timedelta(days=1), status="held")
    _event(notebook, to_be_completed=True, day=DAY + timedelta(days=1))
    assert [event.id for event in today(notebook, DAY).unfinished] == [old]
    save(notebook, Entry("event", {"to_be_completed": None}, id=old))
    assert today(notebook, DAY).unfinished == ()


@pytest.mark.parametrize("status", ["held", "cancelled", "no_show"])
def test_what_is_over_warns_of_nothing(notebook: Notebook, status: str) -> None:
    employer = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    client = _client(notebook, entry=DAY - timedelta(days=61))
    values: dict[str, Value] = {"client": client, "decision": "tell", "employers": (employer,), "wording": "Tauko."}
    item = save(notebook, Entry("disclosure_item", {**values, "item": "breaks_and_quiet"})).id
    agree(notebook, client, [item], agreed_on=DAY - timedelta(days=9), review_on=DAY - timedelta(days=1))
    for kind, place in (("employer_visit", employer), ("client_meeting", None)):
        known: dict[str, Value] = {"kind": kind, **({"employer": place} if place else {})}
        _event(notebook, (client,), start=time(8), **known)
        _event(notebook, (client,), start=time(12), status=status, **known)
    shown = [(event.kind, event.may_tell, event.warning) for event in today(notebook, DAY).events]
    assert sorted(shown[:2]) == [("client_meeting", None, "talk_due"), ("employer_visit", 0, "ask_first")]
    assert sorted(shown[2:]) == [("client_meeting", None, ""), ("employer_visit", None, "")]
