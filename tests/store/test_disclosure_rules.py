"""What may be told: only what was agreed, to whom it was agreed, and nothing in doubt (criterion 13; USERS 4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from store.disclosure import NotToBeTold, agree, conditions, may_be_told, not_to_be_told, who_knows, withdraw
from store.history.change import Value
from store.history.consent import Verdict
from store.identifiers import new_id
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.schema import trusted_key
from store.taking_in import RECEIVED_AT
from store.writing import Entry, delete, save, save_all

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


@pytest.fixture
def client(notebook: Notebook) -> str:
    return save(notebook, Entry("client", {"given_name": "Testi", "entry": date(2026, 8, 1)})).id


@pytest.fixture
def employer(notebook: Notebook) -> str:
    return save(notebook, Entry("employer", {"name": "Mallikahvila"})).id


def _item(notebook: Notebook, client: str, **values: Value) -> str:
    whole: dict[str, Value] = {
        "client": client,
        "item": "breaks_and_quiet",
        "decision": "tell",
        "wording": "Pidän tauon.",
    }
    return save(notebook, Entry("disclosure_item", {**whole, **values})).id


def _told(notebook: Notebook, client: str, employer: str, day: date = DAY) -> list[str]:
    return [permission.item for permission in may_be_told(notebook, client, employer, day).items]


def test_what_was_decided_is_told_only_once_it_is_agreed(notebook: Notebook, client: str, employer: str) -> None:
    item = _item(notebook, client, employers=(employer,))
    assert _told(notebook, client, employer) == []
    agree(notebook, client, [item], agreed_on=DAY)
    found = may_be_told(notebook, client, employer, DAY)
    assert [p.values["wording"] for p in found.items] == ["Pidän tauon."]
    assert found.known_on == DAY
    assert _told(notebook, client, new_id()) == []


def test_an_item_for_all_agreed_employers_is_told_to_any(notebook: Notebook, client: str) -> None:
    item = _item(notebook, client, all_agreed_employers=True)
    agree(notebook, client, [item], agreed_on=DAY)
    assert _told(notebook, client, new_id()) == [item]


def test_a_change_after_the_agreement_is_not_covered(notebook: Notebook, client: str, employer: str) -> None:
    item = _item(notebook, client, employers=(employer,))
    agree(notebook, client, [item], agreed_on=DAY)
    save(notebook, Entry("disclosure_item", {"wording": "Olen väsynyt."}, id=item))
    assert _told(notebook, client, employer) == []
    agree(notebook, client, [item], agreed_on=DAY)
    assert _told(notebook, client, employer) == [item]


def test_a_new_agreement_replaces_the_old_one(notebook: Notebook, client: str, employer: str) -> None:
    first, second = (_item(notebook, client, employers=(employer,), pros=text) for text in ("yksi", "kaksi"))
    agree(notebook, client, [first, second], agreed_on=DAY)
    agree(notebook, client, [second], agreed_on=DAY)
    assert _told(notebook, client, employer) == [second]


@pytest.mark.parametrize("scope", ["item", "employer", "all"])
def test_a_withdrawal_holds_at_once_until_the_client_agrees_anew(
    notebook: Notebook, client: str, employer: str, scope: str
) -> None:
    item = _item(notebook, client, employers=(employer,))
    agree(notebook, client, [item], agreed_on=DAY)
    save(
        notebook, Entry("told", {"client": client, "employer": employer, "item": item, "day": DAY, "words": "Tauko."})
    )
    withdrawn = withdraw(
        notebook,
        client,
        item=item if scope == "item" else None,
        employer=employer if scope == "employer" else None,
    )
    assert [knower.words for knower in withdrawn.knowers] == ["Tauko."]
    assert _told(notebook, client, employer) == []
    agree(notebook, client, [item], agreed_on=DAY)
    assert _told(notebook, client, employer) == [item]


def test_a_withdrawal_names_an_item_or_an_employer(notebook: Notebook, client: str) -> None:
    with pytest.raises(Refusal) as caught:
        withdraw(notebook, client, item=new_id(), employer=new_id())
    assert caught.value.reason is Reason.BAD_VALUES


def test_agreeing_to_what_is_not_there_is_refused(notebook: Notebook, client: str) -> None:
    gone = _item(notebook, client)
    delete(notebook, "disclosure_item", gone)
    for id in (new_id(), gone):
        with pytest.raises(Refusal) as caught:
            agree(notebook, client, [id], agreed_on=DAY)
        assert caught.value.reason is Reason.UNKNOWN_RECORD


def _enrol(connection: Connection) -> None:
    values = {
        "fingerprint": "SHA256:test",
        "key": "k",
        "role": "root",
        "trusted_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    connection.execute(trusted_key.insert(), values)


def test_what_was_not_heard_lately_is_asked_first(notebook: Notebook, client: str, employer: str) -> None:
    item = _item(notebook, client, employers=(employer,))
    agree(notebook, client, [item], agreed_on=date(2026, 11, 1))
    with notebook.writing() as connection:
        _enrol(connection)
    never = may_be_told(notebook, client, employer, DAY)
    assert (never.items, never.known_on) == ((), None)
    assert [(p.verdict, p.why, dict(p.values)) for p in never.ask_first] == [
        (Verdict.ASK_FIRST, "not_heard_lately", {})
    ]
    notebook.set_setting(RECEIVED_AT, "2026-11-17T12:00:00+00:00")
    assert _told(notebook, client, employer, DAY) == [item]
    assert _told(notebook, client, employer, DAY + timedelta(days=1)) == []
    notebook.set_setting("permission_days", "30")
    assert _told(notebook, client, employer, DAY + timedelta(days=1)) == [item]


def test_after_its_review_day_an_agreement_is_asked_about_first(
    notebook: Notebook, client: str, employer: str
) -> None:
    item = _item(notebook, client, employers=(employer,))
    agree(notebook, client, [item], agreed_on=date(2026, 11, 1), review_on=DAY)
    assert _told(notebook, client, employer, DAY) == [item]
    later = may_be_told(notebook, client, employer, DAY + timedelta(days=1))
    assert [p.why for p in later.ask_first] == ["review_passed"]


def test_the_reminder_holds_what_must_not_be_said(notebook: Notebook, client: str, employer: str) -> None:
    told = _item(notebook, client, employers=(employer,), not_to_say="miksi")
    _item(notebook, client, item="medication", decision="do_not_tell", wording="salaisuus")
    agree(notebook, client, [told], agreed_on=DAY)
    reminder = not_to_be_told(notebook, client, employer, DAY)
    assert reminder == (
        NotToBeTold({"item": "breaks_and_quiet", "not_to_say": "miksi"}, told=True),
        NotToBeTold({"item": "medication", "wording": "salaisuus"}, told=False),
    )


def test_who_knows_is_listed_by_client_item_and_employer(notebook: Notebook, client: str, employer: str) -> None:
    for day, place in ((DAY, employer), (DAY - timedelta(days=2), new_id())):
        values: dict[str, Value] = {
            "client": client,
            "employer": place,
            "day": day,
            "words": "x",
            "to_whom": ("supervisor",),
        }
        save(notebook, Entry("told", values))
    assert [knower.day for knower in who_knows(notebook, client)] == [DAY, DAY - timedelta(days=2)]
    assert [knower.to_whom for knower in who_knows(notebook, client, employer=employer)] == [("supervisor",)]
    assert who_knows(notebook, new_id()) == ()


def _met(notebook: Notebook, client: str) -> dict[str, bool | None]:
    return {condition.letter: condition.met for condition in conditions(notebook, client, DAY)}


def test_the_four_conditions_of_criterion_13(notebook: Notebook, client: str, employer: str) -> None:
    assert _met(notebook, client) == {"a": None, "b": None, "c": False, "d": False}
    event = new_id()
    save_all(
        notebook,
        [
            Entry(
                "event",
                {"kind": "employer_visit", "status": "held", "day": date(2026, 10, 1), "employer": employer},
                id=event,
            ),
            Entry("event_client_part", {"client": client, "event": event}),
        ],
    )
    talk: dict[str, Value] = {
        "client": client,
        "pros_and_cons": True,
        "accommodation_linked": True,
        "role_explained": True,
    }
    save(notebook, Entry("disclosure_discussion", {**talk, "day": date(2026, 10, 2), "freedom_explained": True}))
    assert _met(notebook, client) == {"a": True, "b": False, "c": False, "d": False}
    before = save(notebook, Entry("disclosure_discussion", {**talk, "day": date(2026, 9, 30)})).id
    item = _item(notebook, client)
    found = {condition.letter: condition for condition in conditions(notebook, client, DAY)}
    assert {letter: one.met for letter, one in found.items()} == dict.fromkeys("abcd", True)
    assert (found["b"].rows, found["c"].rows) == ((before,), (item,))
    assert len(found["d"].rows) == 2


def test_two_talks_on_one_day_are_one_meeting(notebook: Notebook, client: str) -> None:
    for _ in range(2):
        save(notebook, Entry("disclosure_discussion", {"client": client, "day": DAY}))
    assert _met(notebook, client)["d"] is False
