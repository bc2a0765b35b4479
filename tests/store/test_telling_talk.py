"""The talk about telling: what it begins with, what it leaves, and that nothing unseen is ever agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.consents import read_consents
from store.disclosure import agree, conditions, may_be_told, withdraw
from store.history.change import Body, Change, Value, make_change, new_salt
from store.history.consent import Verdict
from store.history.reading import Why
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import heads_of, list_records, show
from store.refusal import Reason, Refusal
from store.telling import (
    Agreed,
    SaidItem,
    Sheet,
    Talk,
    agree_on,
    examples,
    keep_talk,
    open_sheet,
    review_by,
    review_offered,
)
from store.writing import Entry, save
from tests.notebooks import make_notebook
from tests.store.exchange import changes_in, exchange, send

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)


@pytest.fixture
def other(tmp_path: Path) -> Notebook:
    return make_notebook(tmp_path / "other", name="Testi Toinen")


@pytest.fixture
def client(notebook: Notebook) -> str:
    return save(notebook, Entry("client", {"given_name": "Testi", "stage": "job_search"})).id


def _words(text: str, **values: Value) -> Mapping[str, Value]:
    return {
        "item": "breaks_and_quiet",
        "decision": "tell",
        "all_agreed_employers": True,
        "wording": text,
        "place": "m",
        **values,
    }


def _agreed(*items: str) -> Agreed:
    return Agreed(items, DAY, DAY + timedelta(days=60), "spoken", True)


def _first_talk(notebook: Notebook, client: str, text: str = "Pidän tauon.") -> str:
    sheet, item = open_sheet(notebook, client), new_id()
    agree_on(notebook, sheet, [SaidItem(item, _words(text))], _agreed(item))
    return item


def _told(notebook: Notebook, client: str) -> list[Value | None]:
    return [p.values.get("wording") for p in may_be_told(notebook, client, new_id(), DAY).items]


def test_a_talk_leaves_items_a_plan_a_talk_a_workplace_and_an_agreement(notebook: Notebook, client: str) -> None:
    sheet = open_sheet(notebook, client)
    assert (sheet.items, sheet.plan, sheet.employers) == ((), None, ())
    item, shop, talk = new_id(), new_id(), new_id()
    values = {**_words("Pidän tauon."), "all_agreed_employers": None, "employers": (shop,)}
    spoken: dict[str, Value | None] = {"role_explained": True, "pros_and_cons": True, "accommodation_linked": True}
    agree_on(
        notebook,
        sheet,
        [SaidItem(item, values)],
        _agreed(item),
        talk=Talk(talk, spoken | {"freedom_explained": True}),
        employers={shop: "Puoti Keksitty"},
    )
    assert [p.item for p in may_be_told(notebook, client, shop, DAY).items] == [item]
    assert _told(notebook, client) == []
    met = {one.letter: one.met for one in conditions(notebook, client, DAY)}
    assert met == {"a": True, "b": True, "c": True, "d": None}
    again = open_sheet(notebook, client)
    assert again.employers == ((shop, "Puoti Keksitty"),)
    assert again.plan == list_records(notebook, "disclosure_plan")[0].id
    assert show(notebook, "disclosure_item", item).values["asked_on"] == DAY


def test_a_talk_that_goes_on_the_same_day_is_one_talk_and_on_another_day_two(notebook: Notebook, client: str) -> None:
    talk = Talk(new_id(), {"freedom_explained": True})
    keep_talk(notebook, client, DAY, talk)
    keep_talk(notebook, client, DAY, Talk(talk.id, {"freedom_explained": True, "role_explained": True}))
    agree_on(notebook, open_sheet(notebook, client), [], _agreed(), talk=Talk(talk.id, {"pros_and_cons": True}))
    (kept,) = list_records(notebook, "disclosure_discussion")
    assert (kept.values["role_explained"], kept.values["pros_and_cons"]) == (True, True)
    keep_talk(notebook, client, DAY + timedelta(days=7), Talk(new_id(), {}))
    assert len(list_records(notebook, "disclosure_discussion")) == 2


@pytest.mark.parametrize("what", ["item", "agreement", "withdrawal"])
def test_what_arrived_during_the_talk_is_never_agreed_to_unseen(
    notebook: Notebook, other: Notebook, client: str, what: str
) -> None:
    item = _first_talk(notebook, client)
    exchange(notebook, other)
    sheet = open_sheet(notebook, client)
    if what == "item":
        save(other, Entry("disclosure_item", {"wording": "Muualla sanottu."}, id=item))
    elif what == "agreement":
        agree(other, client, [item], agreed_on=DAY)
    else:
        withdraw(other, client, day=DAY)
    exchange(notebook, other)
    before = changes_in(notebook)
    with pytest.raises(Refusal) as caught:
        agree_on(notebook, sheet, [SaidItem(item, _words("Tämä sovittiin."))], _agreed(item))
    assert caught.value.reason is Reason.CHANGED_MEANWHILE
    assert changes_in(notebook) == before
    agree_on(notebook, open_sheet(notebook, client), [SaidItem(item, _words("Tämä sovittiin."))], _agreed(item))
    exchange(notebook, other)
    assert _told(notebook, client) == _told(other, client) == ["Tämä sovittiin."]


def test_a_withdrawal_that_arrives_after_the_talk_still_closes(
    notebook: Notebook, other: Notebook, client: str
) -> None:
    item = _first_talk(notebook, client)
    exchange(notebook, other)
    withdraw(other, client, item=item, day=DAY)
    agree_on(notebook, open_sheet(notebook, client), [SaidItem(item, _words("Uudet sanat."))], _agreed(item))
    exchange(notebook, other)
    assert _told(notebook, client) == _told(other, client) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(("say", "close", "withdraw", "leave")), max_size=5))
def test_only_what_the_last_talk_said_to_tell_is_told(notebook: Notebook, deeds: list[str]) -> None:
    client = save(notebook, Entry("client", {"given_name": "Testi"})).id
    first, second = (_first_talk(notebook, client, text) for text in ("Yksi.", "Kaksi."))
    told: dict[str, str] = {second: "Kaksi."}
    assert _told(notebook, client) == ["Kaksi."]
    for number, deed in enumerate(deeds):
        sheet = open_sheet(notebook, client)
        if deed == "withdraw":
            withdraw(notebook, client, item=first)
            told.pop(first, None)
        elif deed == "leave":
            agree_on(notebook, sheet, [], _agreed(first, second))
            standing = {one.id: one.values for one in open_sheet(notebook, client).items}
            told = {id: str(values["wording"]) for id, values in standing.items() if values["decision"] == "tell"}
        else:
            values = _words(f"Sanat {number}.", decision="tell" if deed == "say" else "do_not_tell")
            agree_on(notebook, sheet, [SaidItem(first, values)], _agreed(first))
            told = {first: f"Sanat {number}."} if deed == "say" else {}
        assert sorted(str(words) for words in _told(notebook, client)) == sorted(told.values())


def test_examples_come_in_the_clients_language(notebook: Notebook) -> None:
    for place, texts in (("b", {"text_fi": "Toinen.", "text_sv": "Andra."}), ("a", {"text_fi": "Eka."})):
        save(notebook, Entry("phrase", {"item": "medication", "place": place, **texts}))
    save(notebook, Entry("phrase", {"item": "own", "text_fi": "Muu."}))
    assert examples(notebook, "medication", "fi") == ("Eka.", "Toinen.")
    assert examples(notebook, "medication", "sv") == ("Eka.", "Andra.")
    assert examples(notebook, "medication", "other") == ("Eka.", "Toinen.")


def test_without_a_job_telling_is_talked_about_within_two_months() -> None:
    assert review_by("job_search", DAY) == DAY + timedelta(days=60)
    assert review_by("keeping_job", DAY) is None


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_the_day_offered_for_it_is_the_last_working_day_in_time(day: date) -> None:
    latest, offered = review_by("job_search", day), review_offered("job_search", day)
    assert latest is not None
    assert offered is not None
    assert offered.weekday() < 5
    assert all((offered + timedelta(days=more)).weekday() > 4 for more in range(1, (latest - offered).days + 1))
    assert offered <= latest
    assert review_offered("keeping_job", day) is None


# ---- what is kept, and asking anew


def _forked(source: Notebook, client: str) -> tuple[Change, Change]:
    """Two meanings of the next change of a laptop that was copied: both on the client's consents."""
    tip = [change for change in changes_in(source) if change.header.chain == source.identity.chain][-1]
    meanings = []
    for words in ("Yksi.", "Kaksi."):
        meanings.append(
            make_change(
                chain=tip.header.chain,
                seq=tip.header.seq + 1,
                before=tip.hash,
                record="disclosure_item",
                id=new_id(),
                about=(client,),
                after=(),
                at=tip.header.at,
                author=tip.header.author,
                schema=1,
                body=Body(
                    salt=new_salt(),
                    set={"client": client, "item": "medication", "decision": "do_not_tell", "wording": words},
                ),
            )
        )
    return meanings[0], meanings[1]


def _verdicts(notebook: Notebook, client: str) -> set[Verdict]:
    with notebook.reading() as connection:
        return {permission.verdict for permission in read_consents(connection, client).permissions}


def test_asking_the_client_anew_ends_the_doubt_about_a_branch_that_was_put_aside(
    notebook: Notebook, other: Notebook, client: str
) -> None:
    item = _first_talk(notebook, client)
    exchange(notebook, other)
    fork = _forked(other, client)
    send(other, notebook, list(fork))
    with notebook.reading() as connection:
        reading = read_consents(connection, client).reading
    assert {reading.kept[change.name] for change in fork} == {Why.FORK}
    assert _verdicts(notebook, client) == {Verdict.ASK_FIRST}
    names = {change.name for change in fork}
    assert names <= set(heads_of(notebook, "disclosure_agreement", client=client))
    assert names <= set(show(notebook, "disclosure_item", item).heads)
    assert names <= set(list_records(notebook, "disclosure_item")[0].heads)
    agree_on(notebook, open_sheet(notebook, client), [SaidItem(item, _words("Uudet sanat."))], _agreed(item))
    assert _told(notebook, client) == ["Uudet sanat."]


def test_a_branch_that_arrives_after_the_client_was_asked_is_a_doubt_again(
    notebook: Notebook, other: Notebook, client: str
) -> None:
    item = _first_talk(notebook, client)
    exchange(notebook, other)
    sheet = open_sheet(notebook, client)
    send(other, notebook, list(_forked(other, client)))
    with pytest.raises(Refusal) as caught:
        agree_on(notebook, sheet, [SaidItem(item, _words("Uudet sanat."))], _agreed(item))
    assert caught.value.reason is Reason.CHANGED_MEANWHILE
    assert _verdicts(notebook, client) == {Verdict.ASK_FIRST}


def test_what_still_waits_is_not_named_and_the_plan_is_asked_about(
    notebook: Notebook, other: Notebook, client: str
) -> None:
    item = _first_talk(notebook, client)
    exchange(notebook, other)
    save(other, Entry("disclosure_item", {"wording": "Ensin."}, id=item))
    missing = changes_in(other)[-1]
    save(other, Entry("disclosure_item", {"wording": "Sitten."}, id=item))
    waiting = changes_in(other)[-1]
    send(other, notebook, [waiting])
    assert heads_of(notebook, "disclosure_agreement", client=client) == ()
    agree_on(notebook, open_sheet(notebook, client), [SaidItem(item, _words("Uudet sanat."))], _agreed(item))
    assert _verdicts(notebook, client) == {Verdict.ASK_FIRST}
    send(other, notebook, [missing])
    assert _told(notebook, client) == []


def test_a_talk_about_somebody_who_is_not_here_is_refused(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as caught:
        open_sheet(notebook, new_id())
    assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_a_sheet_shows_nothing_of_another_client(notebook: Notebook, client: str) -> None:
    stranger = save(notebook, Entry("client", {"given_name": "Vieras"})).id
    _first_talk(notebook, stranger, "Vieraan sanat.")
    sheet: Sheet = open_sheet(notebook, client)
    assert (sheet.items, sheet.seen.items) == ((), {})
