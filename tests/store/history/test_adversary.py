"""Changes that somebody could write to open a consent or to destroy what must stay: none of them does."""

from __future__ import annotations

import itertools

from store.history.consent import Verdict
from tests.store.history.scene import CLIENT, DOUBLE, Notebook, laptops, numbered
from tests.store.history.test_consent import agree, decide, only
from tests.store.history.test_office import SECRET, erase, text_of, with_a_secret

NARROW = numbered(7001)


def test_a_hold_that_was_ended_and_placed_again_stops_an_erasure() -> None:
    """What is dropped cannot come back: the last word about a hold counts, not that it was once ended."""
    _, _, office = with_a_secret()
    office.write("legal_hold", numbered(81), {"client": CLIENT, "ground": "court"})
    office.write("legal_hold", numbered(81), {"removed": True})
    again = office.write("legal_hold", numbered(81), unset=("removed",))
    erase(office, after=(again.name,))
    assert SECRET in text_of(office.ledger)
    ended = office.write("legal_hold", numbered(81), {"removed": True})
    erase(office, 82, after=(ended.name,))
    assert SECRET not in text_of(office.ledger)


def test_a_hold_about_whose_end_people_disagree_stops_an_erasure() -> None:
    _, _, office = with_a_secret()
    hold = office.write("legal_hold", numbered(81), {"client": CLIENT, "ground": "court"})
    ended = office.write("legal_hold", numbered(81), {"removed": True}, after=(hold.name,))
    again = office.write("legal_hold", numbered(81), unset=("removed",), after=(hold.name,))
    erase(office, after=(ended.name, again.name))
    assert SECRET in text_of(office.ledger)


def wide_and_narrow() -> Notebook:
    """Return an office with two current agreements, of which one covers the item and the other nothing."""
    first, second, office = laptops()
    item = decide(first)
    second.take(first)
    agree(first, item)
    agree(second, agreement=NARROW)
    office.take(first, second)
    assert only(office).verdict is Verdict.NOT_TOLD
    return office


def test_an_agreement_is_replaced_by_no_record_of_another_type() -> None:
    office = wide_and_narrow()
    office.write("profile", numbered(7002), {"client": CLIENT, "text": "x", "replaces": (NARROW,)})
    assert only(office).verdict is Verdict.NOT_TOLD


def test_an_agreement_is_replaced_by_nothing_that_another_client_agreed() -> None:
    office = wide_and_narrow()
    agree(office, agreement=numbered(7003), replaces=(NARROW,), client=DOUBLE)
    assert only(office).verdict is Verdict.NOT_TOLD


def test_a_version_of_a_joined_double_replaces() -> None:
    """One person under two ids: what was agreed under either is one story."""
    for order in itertools.permutations(("agree", "join")):
        office = wide_and_narrow()
        for act in order:
            if act == "agree":
                agree(office, agreement=numbered(7003), replaces=(NARROW,), client=DOUBLE)
            else:
                office.write("client_join", numbered(70), {"first": CLIENT, "second": DOUBLE})
        assert office.read().records[NARROW].replaced_by == (numbered(7003),)
