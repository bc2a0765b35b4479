"""Joined cards are one card wherever they are read, and two again as soon as the join is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from store.calls import call
from store.case_record import case_entries
from store.disclosure import agree, conditions, may_be_told, who_knows, withdraw
from store.doubles import join_clients, joined_clients, keep_apart
from store.due import Person, postponement
from store.finding import find_as_typed
from store.history.change import Value
from store.identifiers import new_id
from store.notebook import Notebook
from store.one_person import groups_of, standing_cards
from store.profiles import profile_versions
from store.reading import list_records
from store.today import today
from store.use_log import Act, lines
from store.writing import Entry, delete, save, save_all

DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Pair:
    """Two cards of one person, each with an event of today at one employer.

    Attributes:
        first: id of the older card.
        second: id of the newer one.
        employer: id.
    """

    first: str
    second: str
    employer: str


def card(notebook: Notebook, family: str) -> str:
    values: dict[str, Value | None] = {"given_name": "Aino", "family_name": family, "entry": DAY - timedelta(days=40)}
    return save(notebook, Entry("client", values)).id


def event(notebook: Notebook, employer: str, *clients: str, status: str) -> None:
    id = new_id()
    values: dict[str, Value | None] = {"kind": "employer_visit", "mode": "face_to_face", "status": status, "day": DAY}
    parts = [Entry("event_client_part", {"event": id, "client": one, "notes": "Sujui."}) for one in clients]
    save_all(notebook, [Entry("event", {**values, "employer": employer}, id=id), *parts])


def permission(notebook: Notebook, client: str, wording: str) -> None:
    values: dict[str, Value | None] = {"client": client, "item": "written_instructions", "decision": "tell"}
    values |= {"all_agreed_employers": True, "to_whom": ("supervisor",), "wording": wording}
    agree(notebook, client, [save(notebook, Entry("disclosure_item", values)).id], agreed_on=DAY)


@pytest.fixture
def pair(office: Notebook) -> Pair:
    employer = save(office, Entry("employer", {"name": "Keksitty Kahvila"})).id
    first, second = card(office, "Vanhempi"), card(office, "Uudempi")
    event(office, employer, first, second, status="planned")
    event(office, employer, second, status="held")
    for one in (first, second):
        permission(office, one, "Ohjeet kirjallisina.")
    return Pair(first, second, employer)


def found(notebook: Notebook) -> list[str]:
    return [one.id for one in find_as_typed(notebook, "aino", 50).findings if one.record == "client"]


def names_on_today(notebook: Notebook) -> list[list[str]]:
    return [[one.family_name for one in line.clients] for line in today(notebook, DAY).events]


def due(notebook: Notebook) -> list[tuple[str, str]]:
    return [(one.code, one.client.id) for one in today(notebook, DAY).due]


def in_the_case_record(notebook: Notebook) -> set[str]:
    return {one.family_name for one in case_entries(notebook, DAY)}


def on_the_telephone(notebook: Notebook, pair: Pair) -> list[str]:
    return [one.id for one in call(notebook, pair.employer, None, DAY).clients]


def test_every_reading_shows_the_card_that_stands_and_an_undo_shows_both_at_once(
    office: Notebook, pair: Pair
) -> None:
    apart: list[Callable[[], object]] = [
        lambda: sorted(found(office)),
        lambda: [sorted(names) for names in names_on_today(office)],
        lambda: due(office),
        lambda: in_the_case_record(office),
        lambda: sorted(on_the_telephone(office, pair)),
    ]
    before = [look() for look in apart]
    assert before[0] == sorted([pair.first, pair.second])
    assert ("first_contact", pair.first) in due(office), "nobody has met an employer under this card"
    join_clients(office, pair.first, pair.second)
    assert standing_cards(office) == {pair.first: pair.first, pair.second: pair.first}
    assert found(office) == [pair.first]
    assert {name for names in names_on_today(office) for name in names} == {"Vanhempi"}
    assert all(len(names) == 1 for names in names_on_today(office))
    assert ("first_contact", pair.first) not in due(office), "the meeting under the other card counts"
    assert {client for _code, client in due(office)} <= {pair.first}
    assert in_the_case_record(office) == {"Vanhempi"}
    assert on_the_telephone(office, pair) == [pair.first]
    keep_apart(office, pair.first, pair.second)
    assert [look() for look in apart] == before


def test_what_was_written_under_either_card_is_found_and_named_after_the_one_that_stands(
    office: Notebook, pair: Pair
) -> None:
    save(office, Entry("client", {"nickname": "Aikku"}, id=pair.second))
    join_clients(office, pair.first, pair.second)
    [by_nickname] = find_as_typed(office, "aikku", 50).findings
    assert (by_nickname.id, by_nickname.family_name) == (pair.first, "Vanhempi")
    notes = find_as_typed(office, "sujui", 50)
    assert {one.client for one in notes.findings} == {pair.first}
    assert notes.clients == {pair.first, pair.second}, "the log names the card under which it was written, too"


def test_consents_narrow_and_widen_again(office: Notebook, pair: Pair) -> None:
    join_clients(office, pair.first, pair.second)
    assert may_be_told(office, pair.first, pair.employer, DAY).items, "both say the same"
    withdraw(office, pair.second)
    assert not may_be_told(office, pair.first, pair.employer, DAY).items
    assert on_the_telephone(office, pair) == []
    keep_apart(office, pair.first, pair.second)
    assert may_be_told(office, pair.first, pair.employer, DAY).items
    assert on_the_telephone(office, pair) == [pair.first]


def test_a_new_talk_under_one_card_is_what_the_person_says_now(office: Notebook, pair: Pair) -> None:
    def words(card: str) -> list[Value]:
        return [one.values["wording"] for one in may_be_told(office, card, pair.employer, DAY).items]

    permission(office, pair.second, "Vain puhelimessa.")
    join_clients(office, pair.first, pair.second)
    assert words(pair.first) == [], "the two cards do not say the same"
    permission(office, pair.first, "Ohjeet ja tauot.")
    assert words(pair.first) == words(pair.second) == ["Ohjeet ja tauot."]
    withdraw(office, pair.second)
    assert words(pair.first) == []
    permission(office, pair.first, "Sittenkin ohjeet.")
    assert words(pair.first) == ["Sittenkin ohjeet."]
    later: dict[str, Value | None] = {"client": pair.second, "item": "breaks_and_quiet", "decision": "do_not_tell"}
    item = save(office, Entry("disclosure_item", later)).id
    assert words(pair.first) == [], "nobody who had this on the screen has asked since"
    delete(office, "disclosure_item", item)
    assert words(pair.first) == []
    permission(office, pair.first, "Ohjeet, tauot ei.")
    assert words(pair.first) == ["Ohjeet, tauot ei."]
    keep_apart(office, pair.first, pair.second)
    assert words(pair.first) == ["Ohjeet, tauot ei."]
    assert words(pair.second) == [], "what was withdrawn under this card stays so"


def test_a_talk_under_one_card_replaces_what_was_agreed_under_it_alone(office: Notebook, pair: Pair) -> None:
    join_clients(office, pair.first, pair.second)
    permission(office, pair.first, "Ohjeet ja tauot.")
    standing = [one.client for one in list_records(office, "disclosure_agreement") if not one.replaced_by]
    assert sorted(map(str, standing)) == sorted([pair.first, pair.second])


def told(notebook: Notebook, client: str, words: str, employer: str) -> None:
    values: dict[str, Value | None] = {"client": client, "employer": employer, "day": DAY, "words": words}
    save(notebook, Entry("told", values))


def talk(notebook: Notebook, client: str, days_ago: int, **said: Value) -> str:
    values: dict[str, Value | None] = {"client": client, "day": DAY - timedelta(days=days_ago), **said}
    return save(notebook, Entry("disclosure_discussion", values)).id


def test_what_was_told_is_shown_of_both_cards_from_either(office: Notebook, pair: Pair) -> None:
    told(office, pair.first, "Ensimmäinen.", pair.employer)
    told(office, pair.second, "Toinen.", pair.employer)
    assert [one.words for one in who_knows(office, pair.first)] == ["Ensimmäinen."]
    join_clients(office, pair.first, pair.second)
    for client in (pair.first, pair.second):
        assert {one.words for one in who_knows(office, client, employer=pair.employer)} == {"Ensimmäinen.", "Toinen."}
    assert len(withdraw(office, pair.second).knowers) == 2, "who knows already is asked of the whole person"
    with office.reading() as connection:
        shown = [line.client for line in lines(connection) if (line.act, line.record) == (Act.SHOWN, "told")]
    assert shown[-2:] == [pair.first, pair.second], "a line in the log for each card that was read"
    keep_apart(office, pair.first, pair.second)
    assert [one.words for one in who_knows(office, pair.first)] == ["Ensimmäinen."]


def test_the_four_conditions_count_what_was_done_under_either_card(office: Notebook, pair: Pair) -> None:
    first = talk(office, pair.first, 30, freedom_explained=True)
    second = talk(office, pair.second, 20, pros_and_cons=True, accommodation_linked=True, role_explained=True)

    def met(client: str) -> dict[str, bool | None]:
        return {one.letter: one.met for one in conditions(office, client, DAY)}

    assert met(pair.first) == {"a": True, "b": None, "c": True, "d": None}
    assert met(pair.second) == {"a": None, "b": True, "c": True, "d": None}
    join_clients(office, pair.first, pair.second)
    for client in (pair.first, pair.second):
        assert met(client) == {"a": True, "b": True, "c": True, "d": True}
        [days] = [one.rows for one in conditions(office, client, DAY) if one.letter == "d"]
        assert days == (first, second)
    # The meeting with an employer under the other card came before a talk that covers everything.
    keep_apart(office, pair.first, pair.second)
    save(office, Entry("disclosure_discussion", {"day": DAY + timedelta(days=1)}, id=second))
    join_clients(office, pair.first, pair.second)
    assert met(pair.first)["b"] is False


def test_the_profiles_of_both_cards_stand_side_by_side_until_a_person_writes_the_next(
    office: Notebook, pair: Pair
) -> None:
    ids = [
        save(office, Entry("vocational_profile", {"client": one, "drawn_up_on": DAY})).id
        for one in (pair.first, pair.second)
    ]
    assert [one.current for one in profile_versions(office, pair.first)] == [True]
    join_clients(office, pair.first, pair.second)
    found_of = [profile_versions(office, client) for client in (pair.first, pair.second)]
    assert found_of[0] == found_of[1]
    assert [(one.shown.id, one.stands, one.current) for one in found_of[0]] == [
        (ids[1], True, False),
        (ids[0], True, False),
    ]
    values: dict[str, Value | None] = {"client": pair.first, "drawn_up_on": DAY, "replaces": tuple(sorted(ids))}
    newest = save(office, Entry("vocational_profile", values)).id
    assert [one.shown.id for one in profile_versions(office, pair.second) if one.current] == [newest]


def test_what_is_due_counts_what_was_done_or_put_off_under_either_card(office: Notebook, pair: Pair) -> None:
    job = save(office, Entry("job", {"client": pair.first, "title": "apulainen", "start": DAY})).id
    save(office, Entry("job_search_plan", {"client": pair.first, "drawn_up_on": DAY - timedelta(days=400)}))
    save(office, Entry("job_search_plan", {"client": pair.second, "drawn_up_on": DAY}))
    for record in ("benefits_counselling", "disclosure_discussion"):
        save(office, Entry(record, {"client": pair.second, "day": DAY}))
    codes = {code for code, client in due(office) if client == pair.first}
    assert {"benefits_before", "talk_at_start", "support_start", "plan_review"} <= codes
    join_clients(office, pair.first, pair.second)
    assert {client for _code, client in due(office)} <= {pair.first}
    # The other card has met: that is the job's first meeting too. Only the profile is still to be updated.
    assert [code for code, _ in due(office)] == ["profile_review"]
    [left] = today(office, DAY).due
    assert left.subject == job
    save(office, postponement(replace(left, whom=Person(pair.second, "", "")), "client_declined", DAY))
    assert today(office, DAY).due == (), "it was put off while the cards were two"
    keep_apart(office, pair.first, pair.second)
    assert codes <= {code for code, client in due(office) if client == pair.first}


@pytest.mark.both_engines
def test_a_card_that_is_gone_stands_for_nobody(office: Notebook) -> None:
    first, second, third = (card(office, name) for name in ("Yksi", "Kaksi", "Kolme"))
    join_clients(office, first, second)
    join_clients(office, second, third)
    assert set(standing_cards(office).values()) == {first}
    assert joined_clients(office, third) == tuple(sorted((first, second)))
    delete(office, "client", first)
    assert standing_cards(office)[third] == second


def test_groups_are_the_same_in_any_order() -> None:
    pairs = [("a", "b"), ("c", "d"), ("b", "d")]
    whole = frozenset("abcd")
    assert groups_of(pairs) == groups_of(reversed(pairs)) == dict.fromkeys("abcd", whole)
