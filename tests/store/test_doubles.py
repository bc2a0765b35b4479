"""Doubles of a client: found with the reason, joined or kept apart by a person, and either taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from store.disclosure import agree, may_be_told, withdraw
from store.doubles import Double, Likeness, Standing, doubles, join_clients, joined_clients, keep_apart
from store.history.change import Value
from store.notebook import Notebook
from store.office_today import office_today
from store.reading import find
from store.refusal import Reason, Refusal
from store.use_log import Act, lines
from store.writing import Entry, delete, save
from tests.store.bundle.delivered import assign, found, hand_over, join, send

DAY = date(2026, 11, 24)


def card(notebook: Notebook, **values: Value | None) -> str:
    return save(notebook, Entry("client", {"given_name": "Aino", "family_name": "Keksitty", **values})).id


def pairs(notebook: Notebook) -> list[tuple[Standing, tuple[Likeness, ...]]]:
    return [(one.standing, one.likeness) for one in doubles(notebook)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"customer_number": "A-12"}, {"customer_number": "a 12", "family_name": "Muu"}, [Likeness.CUSTOMER_NUMBER]),
        ({"phone": "+358 40 555 0001"}, {"phone": "040 555 0001"}, [Likeness.NAME_AND_PHONE]),
        ({"municipality": "Lahti"}, {"municipality": "LAHTI "}, [Likeness.NAME_AND_MUNICIPALITY]),
        ({"entry": DAY}, {"referral_day": DAY}, [Likeness.NAME_AND_ENTRY]),
        ({"municipality": "Lahti", "customer_number": "1"}, {"municipality": "Lahti", "customer_number": "2"}, []),
        ({}, {}, []),
        ({"municipality": "Lahti"}, {"municipality": "Lahti", "family_name": "Muu"}, []),
        ({"municipality": "Lahti", "family_name": None}, {"municipality": "Lahti", "family_name": None}, []),
    ],
)
def test_two_cards_look_alike_for_a_reason_that_is_said(
    office: Notebook, one: Mapping[str, Value], other: Mapping[str, Value], why: list[Likeness]
) -> None:
    card(office, **one)
    card(office, **other)
    assert pairs(office) == ([(Standing.OPEN, tuple(why))] if why else [])


@pytest.mark.both_engines
def test_nothing_is_joined_alone_and_each_answer_is_remembered_and_reversible(office: Notebook) -> None:
    first, second = card(office, municipality="Lahti"), card(office, municipality="Lahti")
    assert joined_clients(office, first) == ()
    join_clients(office, second, first, "sama ihminen")
    assert joined_clients(office, first) == (second,)
    assert joined_clients(office, second) == (first,)
    assert pairs(office)[0][0] is Standing.JOINED
    keep_apart(office, first, second)
    assert joined_clients(office, first) == ()
    assert pairs(office)[0][0] is Standing.DIFFERENT
    join_clients(office, first, second)
    assert pairs(office)[0][0] is Standing.JOINED
    for id in (first, second):
        assert find(office, "client", id) is not None


def test_who_is_not_the_same_is_not_offered_again_and_was_never_joined(office: Notebook) -> None:
    first, second = card(office, customer_number="A1"), card(office, customer_number="A1")
    assert office_today(office, DAY).doubles == 1
    keep_apart(office, first, second, "kaksoset")
    assert office_today(office, DAY).doubles == 0
    assert pairs(office) == [(Standing.DIFFERENT, (Likeness.CUSTOMER_NUMBER,))]
    assert joined_clients(office, first) == ()


@pytest.mark.both_engines
def test_a_third_card_of_one_person_is_offered_once_and_what_is_gone_not_at_all(office: Notebook) -> None:
    first, second, third = (card(office, customer_number="A1") for _ in range(3))
    join_clients(office, first, second)
    join_clients(office, second, third)
    assert {standing for standing, _why in pairs(office)} == {Standing.JOINED}
    assert set(joined_clients(office, first)) == {second, third}
    delete(office, "client", third)
    assert doubles(office) == (Double(first, second, (Likeness.CUSTOMER_NUMBER,), Standing.JOINED),)


def test_only_the_office_joins_and_only_two_who_are_here(office: Notebook, notebook: Notebook) -> None:
    mine, other = card(notebook), card(notebook)
    for act in (join_clients, keep_apart):
        with pytest.raises(Refusal) as refused:
            act(notebook, mine, other)
        assert refused.value.reason is Reason.OFFICE_ONLY
    here = card(office)
    for there in (mine, here):
        with pytest.raises(Refusal) as refused:
            join_clients(office, here, there)
        assert refused.value.reason is Reason.UNKNOWN_RECORD


def test_looking_is_logged_for_both_clients(office: Notebook) -> None:
    first, second = card(office, customer_number="A1"), card(office, customer_number="A1")
    doubles(office)
    with office.reading() as connection:
        seen = {line.client for line in lines(connection) if line.act == Act.LISTED}
    assert {first, second} <= seen


def test_a_join_reaches_the_laptop_narrows_what_may_be_told_and_widens_when_it_is_taken_back(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    mine = card(notebook, customer_number="A1")
    employer = save(notebook, Entry("employer", {"name": "Keksitty Kahvila"})).id
    item = save(
        notebook,
        Entry(
            "disclosure_item",
            {
                "client": mine,
                "item": "written_instructions",
                "decision": "tell",
                "all_agreed_employers": True,
                "to_whom": ("supervisor",),
                "wording": "Ohjeet kirjallisina.",
            },
        ),
    )
    agree(notebook, mine, [item.id], agreed_on=DAY)
    hand_over(notebook, office, tmp_path)
    theirs = card(office, customer_number="A1")
    withdraw(office, theirs)
    assign(office, mine, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    assert may_be_told(notebook, mine, employer, DAY).items
    join_clients(office, mine, theirs)
    hand_over(notebook, office, tmp_path)
    send(office, principal, notebook, tmp_path)
    assert joined_clients(notebook, mine) == (theirs,)
    assert not may_be_told(notebook, mine, employer, DAY).items
    keep_apart(office, mine, theirs)
    hand_over(notebook, office, tmp_path)
    send(office, principal, notebook, tmp_path)
    assert may_be_told(notebook, mine, employer, DAY).items
