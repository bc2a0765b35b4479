"""Consents close: what nobody gave, or somebody took back, is never told."""

from __future__ import annotations

import itertools
from dataclasses import replace

from store.history.change import Body, Value
from store.history.consent import Permission, Verdict, may_tell, permissions
from store.history.reading import Known, read
from tests.store.history.scene import CLIENT, DOUBLE, KNOWN, SHAPES, Notebook, laptops, numbered

ITEM, OTHER_ITEM = numbered(10), numbered(11)
AGREEMENT, LATER, RIVAL = numbered(20), numbered(21), numbered(22)
SHOP, CAFE = numbered(30), numbered(31)
WORDS = "Muistan parhaiten, kun saan ohjeet kirjallisina."


def withdrawals(notebook: Notebook) -> tuple[str, ...]:
    return tuple(c.name for c in notebook.ledger.changes() if c.header.record == "withdrawal")


def decide(notebook: Notebook, item: str = ITEM, decision: str = "tell", client: str = CLIENT) -> str:
    values: dict[str, Value] = {"client": client, "decision": decision, "employers": (SHOP, CAFE), "wording": WORDS}
    after = (*notebook.heads(item), *withdrawals(notebook))
    return notebook.write("disclosure_item", item, values, after=after, client=client).name


def agree(
    notebook: Notebook, *items: str, agreement: str = AGREEMENT, replaces: tuple[str, ...] = (), client: str = CLIENT
) -> None:
    values: dict[str, Value] = {"client": client, "items": items, "replaces": replaces}
    notebook.write("disclosure_agreement", agreement, values, after=withdrawals(notebook), client=client)


def withdraw(notebook: Notebook, scope: str = "all", number: int = 40, **named: str) -> str:
    values = {"client": CLIENT, "scope": scope, **named}
    return notebook.write("withdrawal", numbered(number), values, after=withdrawals(notebook)).name


def told(notebook: Notebook, client: str = CLIENT) -> dict[str, Verdict]:
    return {p.item: p.verdict for p in permissions(notebook.read(), client)}


def only(notebook: Notebook) -> Permission:
    (permission,) = permissions(notebook.read(), CLIENT)
    return permission


def meet(*notebooks: Notebook) -> None:
    for one, other in itertools.permutations(notebooks, 2):
        one.take(other)


def agreed_on_two_laptops() -> tuple[Notebook, Notebook, Notebook]:
    first, second, office = laptops()
    agree(first, decide(first))
    meet(first, second, office)
    return first, second, office


def test_what_is_decided_and_agreed_is_told_in_its_words() -> None:
    first, second, _ = agreed_on_two_laptops()
    assert only(first).verdict is Verdict.TOLD
    assert only(second).values["wording"] == WORDS


def test_a_decision_without_an_agreement_is_not_told_and_its_words_are_hidden() -> None:
    first, *_ = laptops()
    decide(first)
    assert (only(first).verdict, only(first).values) == (Verdict.NOT_TOLD, {})


def test_an_item_edited_after_the_agreement_is_not_covered_by_it() -> None:
    first, *_ = agreed_on_two_laptops()
    decide(first)
    assert only(first).verdict is Verdict.NOT_TOLD


def test_an_item_in_conflict_is_not_told_and_no_wording_is_shown() -> None:
    first, second, _ = agreed_on_two_laptops()
    agree(first, decide(first), agreement=LATER, replaces=(AGREEMENT,))
    decide(second, decision="do_not_tell")
    meet(first, second)
    assert only(first).verdict is Verdict.NOT_TOLD
    assert "wording" not in first.read().records[ITEM].values


def test_a_withdrawal_beats_an_agreement_that_did_not_know_it() -> None:
    first, second, _ = agreed_on_two_laptops()
    withdraw(second)
    agree(first, decide(first), agreement=LATER, replaces=(AGREEMENT,))
    meet(first, second)
    assert only(first).verdict is only(second).verdict is Verdict.NOT_TOLD


def test_a_consent_given_anew_by_somebody_who_knew_the_withdrawal_is_told() -> None:
    first, second, _ = agreed_on_two_laptops()
    withdraw(second)
    meet(first, second)
    agree(first, decide(first), agreement=LATER, replaces=(AGREEMENT,))
    assert only(first).verdict is Verdict.TOLD


def test_an_agreement_that_knew_the_withdrawal_does_not_revive_an_item_that_did_not() -> None:
    first, *_ = laptops()
    item = decide(first)
    agree(first, item)
    withdraw(first)
    agree(first, item, agreement=LATER, replaces=(AGREEMENT,))
    assert only(first).verdict is Verdict.NOT_TOLD


def test_a_withdrawal_for_one_employer_leaves_the_other() -> None:
    first, *_ = agreed_on_two_laptops()
    withdraw(first, "employer", employer=SHOP)
    assert not may_tell(only(first), SHOP)
    assert may_tell(only(first), CAFE)
    withdraw(first, "employer", 41, employer=CAFE)
    assert only(first).verdict is Verdict.NOT_TOLD


def test_a_withdrawal_for_one_item_leaves_the_other() -> None:
    first, *_ = laptops()
    agree(first, decide(first), decide(first, OTHER_ITEM))
    withdraw(first, "item", item=ITEM)
    assert told(first) == {ITEM: Verdict.NOT_TOLD, OTHER_ITEM: Verdict.TOLD}


def test_a_withdrawal_counts_even_when_it_cannot_be_read_or_is_on_an_undecided_fork() -> None:
    first, second, _ = agreed_on_two_laptops()
    second.write("withdrawal", numbered(42), {"client": CLIENT, "scope": "item"}, schema=9)
    meet(first, second)
    assert only(first).verdict is Verdict.NOT_TOLD


def test_a_withdrawal_can_not_be_removed_or_altered() -> None:
    first, *_ = agreed_on_two_laptops()
    withdraw(first, "employer", employer=SHOP)
    first.write("withdrawal", numbered(40), {"removed": True})
    first.write("withdrawal", numbered(40), {"employer": CAFE})
    assert not may_tell(only(first), SHOP)
    assert set(first.read().kept.values()) == {"frozen"}


def test_of_two_agreements_replacing_the_same_only_what_both_cover_is_told() -> None:
    first, second, _ = laptops()
    one, other = decide(first), decide(first, OTHER_ITEM)
    agree(first, one, other)
    meet(first, second)
    agree(first, one, other, agreement=LATER, replaces=(AGREEMENT,))
    agree(second, one, agreement=RIVAL, replaces=(AGREEMENT,))
    meet(first, second)
    assert told(first) == {ITEM: Verdict.TOLD, OTHER_ITEM: Verdict.NOT_TOLD}


def test_a_removed_agreement_covers_nothing_and_does_not_revive_the_one_it_replaced() -> None:
    first, *_ = agreed_on_two_laptops()
    agree(first, decide(first), agreement=LATER, replaces=(AGREEMENT,))
    first.write("disclosure_agreement", LATER, {"removed": True})
    assert only(first).verdict is Verdict.NOT_TOLD


def test_bringing_back_a_removed_item_does_not_bring_back_the_consent() -> None:
    first, *_ = agreed_on_two_laptops()
    first.write("disclosure_item", ITEM, {"removed": True})
    first.write("disclosure_item", ITEM, unset=("removed",))
    assert only(first).verdict is Verdict.NOT_TOLD


def test_a_change_on_the_plan_that_waits_makes_it_ask_first() -> None:
    first, second, _ = agreed_on_two_laptops()
    decide(first, OTHER_ITEM)
    edited = first.write("disclosure_item", OTHER_ITEM, {"decision": "do_not_tell"})
    second.ledger.take([edited])
    assert told(second) == {ITEM: Verdict.ASK_FIRST}
    assert only(second).values == {}


def test_a_newer_record_type_about_the_client_makes_the_plan_ask_first() -> None:
    first, *_ = agreed_on_two_laptops()
    first.write("consent_of_the_future", numbered(50), {"anything": 1}, schema=7, after=())
    assert told(first) == {ITEM: Verdict.ASK_FIRST}


def test_undoing_a_bundle_never_brings_a_consent_back() -> None:
    first, _, office = laptops()
    agree(first, decide(first))
    reach = withdraw(first).split("/")
    office.take(first)
    office.write("retraction", numbered(60), add={"ranges": (f"{reach[0]}/{reach[1]}/{reach[1]}/{reach[2]}",)})
    assert only(office).verdict is Verdict.NOT_TOLD


def test_undoing_a_bundle_never_brings_back_an_item_that_it_had_closed() -> None:
    first, _, office = laptops()
    told_before = decide(first)
    agree(first, told_before)
    closed = decide(first, decision="do_not_tell").split("/")
    office.take(first)
    text = f"{closed[0]}/{closed[1]}/{closed[1]}/{closed[2]}"
    office.write("retraction", numbered(60), add={"ranges": (text,)})
    assert only(office).verdict is Verdict.NOT_TOLD


def test_joined_doubles_tell_only_what_both_tell() -> None:
    first, _, office = laptops()
    agree(first, decide(first))
    decide(first, OTHER_ITEM, client=DOUBLE)
    office.take(first)
    assert told(office) == {ITEM: Verdict.TOLD}
    office.write("client_join", numbered(70), {"first": CLIENT, "second": DOUBLE})
    assert set(told(office).values()) == {Verdict.NOT_TOLD}
    assert told(office, DOUBLE) == told(office)
    office.write("client_join", numbered(70), {"removed": True})
    assert told(office) == {ITEM: Verdict.TOLD}


def test_a_double_narrows_until_the_client_is_asked_with_what_it_says_in_view() -> None:
    first, _, office = laptops()
    agree(first, decide(first))
    beside = decide(first, OTHER_ITEM, "do_not_tell", client=DOUBLE)
    office.take(first)
    office.write("client_join", numbered(70), {"first": CLIENT, "second": DOUBLE})
    first.take(office)
    item = decide(first)
    asked: dict[str, Value] = {"client": CLIENT, "items": (item,), "replaces": (AGREEMENT,)}
    first.write("disclosure_agreement", LATER, asked)
    assert told(first)[ITEM] is Verdict.NOT_TOLD, "it does not know what was said under the other card"
    first.write("disclosure_agreement", RIVAL, asked | {"replaces": (LATER,)}, after=(beside,))
    assert told(first) == told(first, DOUBLE) == {ITEM: Verdict.TOLD, OTHER_ITEM: Verdict.NOT_TOLD}
    decide(first, OTHER_ITEM, client=DOUBLE)
    assert set(told(first).values()) == {Verdict.NOT_TOLD}, "something was said under it since"


def test_a_double_that_has_said_nothing_narrows_nothing() -> None:
    first, _, office = laptops()
    agree(first, decide(first))
    office.take(first)
    office.write("client_join", numbered(70), {"first": CLIENT, "second": DOUBLE})
    assert told(office) == {ITEM: Verdict.TOLD}


def test_asking_the_client_again_ends_the_doubt_about_a_change_that_was_put_aside() -> None:
    first, *_ = agreed_on_two_laptops()
    kept = first.write("disclosure_agreement", AGREEMENT, {"items": ()}).name
    assert told(first) == {ITEM: Verdict.ASK_FIRST}
    item = decide(first)
    values: dict[str, Value] = {"client": CLIENT, "items": (item,), "replaces": (AGREEMENT,)}
    first.write("disclosure_agreement", LATER, values, after=(kept,))
    assert told(first) == {ITEM: Verdict.TOLD}


def test_a_withdrawal_of_an_older_schema_is_read_as_ours() -> None:
    first, *_ = agreed_on_two_laptops()
    first.write("withdrawal", numbered(40), {"client": CLIENT, "reach": "employer", "employer": SHOP})

    def renamed(body: Body) -> Body:
        moved = {"scope" if name == "reach" else name: value for name, value in body.set.items()}
        return Body(body.salt, body.reason, moved, body.unset, body.add, body.drop)

    newer = replace(SHAPES["withdrawal"], schema=2, upcasts={1: renamed})
    reading = read(first.ledger.changes(), Known({**SHAPES, "withdrawal": newer}, KNOWN.roles))
    (permission,) = permissions(reading, CLIENT)
    assert permission.withdrawn_employers == (SHOP,)


def test_taking_a_retraction_back_does_not_bring_a_consent_back() -> None:
    first, _, office = laptops()
    item = decide(first)
    agree(first, item)
    office.take(first)
    chain, place, digest = item.split("/")
    office.write("retraction", numbered(60), add={"ranges": (f"{chain}/{place}/{place}/{digest}",)})
    office.write("retraction", numbered(60), {"removed": True})
    assert only(office).verdict is Verdict.NOT_TOLD
