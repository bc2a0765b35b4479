"""What only the office may order: erasures, holds, undone bundles, decided forks; and what a ledger holds."""

from __future__ import annotations

import random

import pytest

from store.history.chain import verify_chain
from store.history.change import Body, Change, new_salt
from store.history.ledger import Ledger, NotCovered
from store.history.reading import Why, read
from tests.store.history.scene import CHAIN_A, CHAIN_B, CLIENT, KNOWN, OFFICE_CHAIN, Notebook, laptops, numbered

JOB = numbered(1)
SECRET = "salaisuus"


def text_of(ledger: Ledger) -> str:
    return "".join(change.text for change in ledger.changes())


def with_a_secret() -> tuple[Notebook, Notebook, Notebook]:
    first, second, office = laptops()
    first.write("client", CLIENT, {"name": SECRET})
    first.write("job", JOB, {"client": CLIENT, "note": SECRET})
    office.take(first)
    return first, second, office


def erase(office: Notebook, number: int = 80, after: tuple[str, ...] = ()) -> Change:
    return office.write("erasure", numbered(number), {"client": CLIENT, "ground": "request"}, after=after)


def test_an_erasure_drops_what_is_held_and_whatever_arrives_later() -> None:
    first, second, office = with_a_secret()
    erase(office)
    assert SECRET not in text_of(office.ledger)
    office.take(first)
    assert SECRET not in text_of(office.ledger)
    second.take(office)
    first.write("job", JOB, {"note": SECRET + " again"})
    second.take(first)
    assert SECRET not in text_of(second.ledger)
    first.take(office)
    assert SECRET not in text_of(first.ledger)
    assert first.read().erased == {CLIENT}
    assert set(first.read().kept.values()) == {Why.ERASED}


def test_headers_stay_after_an_erasure_and_the_chain_still_verifies() -> None:
    first, _, office = with_a_secret()
    before = len(first.ledger.chain(CHAIN_A))
    erase(office)
    first.take(office)
    assert len(first.ledger.chain(CHAIN_A)) == before
    verify_chain(first.ledger.chain(CHAIN_A))


def test_a_header_that_names_nobody_does_not_escape_the_erasure() -> None:
    first, _, office = with_a_secret()
    hidden = first.ledger.append(
        CHAIN_A,
        record="job",
        id=JOB,
        about=(),
        after=first.heads(JOB),
        at=first.at,
        author=numbered(9),
        schema=1,
        body=Body(new_salt(), reason="hidden " + SECRET),
    )
    office.ledger.take([hidden])
    erase(office)
    assert SECRET not in text_of(office.ledger)


def test_only_the_office_erases() -> None:
    first, _, _ = with_a_secret()
    mine = first.write("erasure", numbered(80), {"client": CLIENT, "ground": "none"})
    assert SECRET in text_of(first.ledger)
    assert first.read().kept == {mine.name: Why.AUTHORITY}


def test_an_erasure_that_knew_a_hold_does_nothing_until_the_hold_has_ended() -> None:
    _, _, office = with_a_secret()
    hold = office.write("legal_hold", numbered(81), {"client": CLIENT, "ground": "court"})
    held = erase(office, after=(hold.name,))
    assert SECRET in text_of(office.ledger)
    assert office.read().kept == {held.name: Why.LEGAL_HOLD}
    ended = office.write("legal_hold", numbered(81), {"removed": True})
    erase(office, 82, after=(ended.name,))
    assert SECRET not in text_of(office.ledger)


def test_a_hold_placed_after_an_erasure_brings_nothing_back() -> None:
    first, _, office = with_a_secret()
    erase(office)
    office.write("legal_hold", numbered(81), {"client": CLIENT, "ground": "court"})
    first.take(office)
    assert first.read() == office.read()
    assert first.read().erased == {CLIENT}


def test_undoing_a_bundle_takes_its_values_out_and_leaves_the_older_ones() -> None:
    first, _, office = laptops()
    first.write("job", JOB, {"client": CLIENT, "note": "good"})
    first.write("job", JOB, {"note": "typed on the wrong client"})
    bad = first.write("job", JOB, {"end": 3})
    office.take(first)
    undo = office.write("retraction", numbered(60), add={"ranges": (f"{CHAIN_A}/2/3/{bad.hash[:16]}",)})
    state = office.read().records[JOB]
    assert state.values == {"client": CLIENT, "note": "good"}
    assert state.heads == (bad.name,)
    office.write("retraction", numbered(60), {"removed": True}, after=(undo.name,))
    assert office.read().records[JOB].values["end"] == 3


def a_clone() -> tuple[Notebook, Notebook, Notebook]:
    """Return a laptop and its clone that both went on writing on one chain, and an office that holds both."""
    first, _, office = laptops()
    first.write("job", JOB, {"client": CLIENT, "note": "before"})
    clone = Notebook(CHAIN_A)
    clone.take(first)
    first.write("job", JOB, {"note": "original"})
    first.write("job", numbered(2), {"client": CLIENT, "note": "more"})
    clone.write("job", JOB, {"note": "cloned"})
    office.take(first, clone)
    return first, clone, office


def test_one_place_with_two_meanings_raises_the_alarm_and_keeps_both_apart() -> None:
    first, clone, office = a_clone()
    reading = office.read()
    (fork,) = reading.forks
    hashes = {c.hash for n in (first, clone) for c in n.ledger.chain(CHAIN_A) if c.header.seq == 2}
    assert (fork.chain, fork.seq, set(fork.hashes)) == (CHAIN_A, 2, hashes)
    assert sorted(reading.kept.values()) == [Why.FORK] * 3
    assert reading.records[JOB].values["note"] == "before"
    assert office.ledger.contiguous(CHAIN_A) == (1, office.ledger.chain(CHAIN_A)[0].hash)


def test_the_office_decides_which_branches_count() -> None:
    first, clone, office = a_clone()
    (fork,) = office.read().forks
    kept = first.ledger.chain(CHAIN_A)[1].hash
    office.write("fork_decision", numbered(90), {"chain": CHAIN_A, "seq": 2}, add={"keep": (kept,)})
    assert office.read().records[JOB].values["note"] == "original"
    assert office.read().records[numbered(2)].values["note"] == "more"
    assert list(office.read().kept) == [clone.ledger.chain(CHAIN_A)[1].name]
    office.write("fork_decision", numbered(90), add={"keep": fork.hashes})
    assert {v.value for v in office.read().records[JOB].conflicts[0].values} == {"original", "cloned"}


def test_undoing_one_branch_of_a_fork_leaves_the_other() -> None:
    _, clone, office = a_clone()
    (fork,) = office.read().forks
    office.write("fork_decision", numbered(90), {"chain": CHAIN_A, "seq": 2}, add={"keep": fork.hashes})
    bad = clone.ledger.chain(CHAIN_A)[1]
    office.write("retraction", numbered(60), add={"ranges": (f"{CHAIN_A}/2/2/{bad.hash[:16]}",)})
    assert office.read().records[JOB].values["note"] == "original"


def test_a_receipt_may_claim_only_what_is_held_without_a_gap() -> None:
    first, _, office = laptops()
    written = [first.write("job", numbered(n), {"client": CLIENT}) for n in range(1, 6)]
    assert office.ledger.contiguous(CHAIN_A) is None
    office.ledger.take([written[0], written[1], written[3], written[4]])
    assert office.ledger.contiguous(CHAIN_A) == (2, written[1].hash)
    with pytest.raises(ValueError, match="does not follow"):
        verify_chain(office.ledger.chain(CHAIN_A))
    office.ledger.take([written[2]])
    assert office.ledger.contiguous(CHAIN_A) == (5, written[4].hash)
    verify_chain(office.ledger.chain(CHAIN_A))


def test_taking_in_twice_in_any_order_is_the_same() -> None:
    first, second, office = with_a_secret()
    second.take(first)
    second.write("job", JOB, {"note": "other"})
    first.write("job", JOB, {"note": "one"})
    erase(office)
    everything = [*first.ledger.changes(), *second.ledger.changes(), *office.ledger.changes()]
    expected = read(everything, KNOWN)
    for seed in range(20):
        shuffled = everything * 2
        random.Random(seed).shuffle(shuffled)
        ledger = Ledger(KNOWN)
        for change in shuffled:
            ledger.take([change])
        assert read(ledger.changes(), KNOWN) == expected
        assert SECRET not in text_of(ledger)


def test_putting_away_waits_for_the_receipt_and_keeps_headers() -> None:
    first, *_ = with_a_secret()
    with pytest.raises(NotCovered):
        first.ledger.put_away(CLIENT, {CHAIN_A: 1})
    assert SECRET in text_of(first.ledger)
    archive = first.ledger.put_away(CLIENT, {CHAIN_A: 2})
    assert SECRET not in text_of(first.ledger)
    assert set(first.read().kept.values()) == {Why.PUT_AWAY}
    verify_chain(first.ledger.chain(CHAIN_A))
    first.ledger.take(archive)
    assert first.read().kept == {}


def test_only_enrolled_chains_count() -> None:
    stranger = Notebook("00000000-0000-7000-8000-00000000dead")
    written = stranger.write("client", CLIENT, {"name": "who is this"})
    assert stranger.read().kept == {written.name: Why.AUTHORITY}
    assert {CHAIN_A, CHAIN_B, OFFICE_CHAIN} == set(KNOWN.roles)
