"""Taking in: the same state everywhere, nothing lost, what waits is applied later, forks are kept."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select, text

from store import use_log
from store.derived import forked_chain, kept_change
from store.engine import PAGE
from store.history.change import Body, Value, make_change, new_salt
from store.history.reading import Why
from store.identifiers import new_id
from store.notebook import Notebook
from store.reading import Shown, list_records, show
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.search import search
from store.taking_in import rebuild, take_in
from store.writing import Entry, delete, save
from tests.notebooks import make_notebook
from tests.store.exchange import changes_in, exchange, pin, send

pytestmark = pytest.mark.both_engines

DAY = date(2026, 11, 24)
RESERVE = 80
"""Bytes at the end of each page of SQLCipher 4: the initialisation vector, then the HMAC."""


@pytest.fixture
def other(tmp_path: Path) -> Notebook:
    """A second laptop, with a key and a chain of its own."""
    return make_notebook(tmp_path / "other", name="Testi Toinen")


def _state(notebook: Notebook) -> dict[str, list[Shown]]:
    return {
        name: sorted(
            (one for removed in (False, True) for one in list_records(notebook, name, removed=removed, limit=10_000)),
            key=lambda one: one.id,
        )
        for name in RECORD_TYPES
        if name != "chain"
    }


def test_two_laptops_end_with_the_same_state_and_an_open_conflict(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("client", {"given_name": "Testi", "goals": "Töihin"})).id
    exchange(notebook, other)
    save(notebook, Entry("client", {"goals": "Kahvilaan"}, id=id))
    save(other, Entry("client", {"goals": "Kauppaan", "team": "Itä"}, id=id))
    exchange(notebook, other)
    assert _state(notebook) == _state(other)
    shown = show(notebook, "client", id)
    assert {live.value for live in shown.conflicts[0].values} == {"Kahvilaan", "Kauppaan"}
    assert shown.values["team"] == "Itä"
    save(other, Entry("client", {"goals": "Kahvilaan"}, id=id))
    exchange(notebook, other)
    assert _state(notebook) == _state(other)
    assert show(notebook, "client", id).conflicts == ()


def test_sets_merge_and_a_consent_in_conflict_hides_its_words(notebook: Notebook, other: Notebook) -> None:
    client = save(notebook, Entry("client", {"given_name": "Testi"})).id
    event = save(notebook, Entry("event", {"kind": "call", "status": "held", "day": DAY})).id
    values: Mapping[str, Value] = {"client": client, "item": "medication", "decision": "decide_later"}
    item = save(notebook, Entry("disclosure_item", values)).id
    exchange(notebook, other)
    save(notebook, Entry("event", id=event, add={"present": ("coach",)}))
    save(other, Entry("event", id=event, add={"present": ("client",)}))
    save(notebook, Entry("disclosure_item", {"decision": "tell", "wording": "Lääke auttaa."}, id=item))
    save(other, Entry("disclosure_item", {"decision": "do_not_tell"}, id=item))
    exchange(notebook, other)
    assert show(other, "event", event).values["present"] == ("client", "coach")
    for one in (notebook, other):
        shown = show(one, "disclosure_item", item)
        assert [conflict.unit for conflict in shown.conflicts] == ["consent"]
        assert "wording" not in shown.values
        assert shown.values["client"] == client
        assert search(one, "lääke") == []


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 2**32))
def test_order_repetition_and_grouping_do_not_matter(
    notebook: Notebook, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    id = save(notebook, Entry("client", {"given_name": "Testi"})).id
    screens = [show(notebook, "client", id).heads]
    for number in range(5):
        field = chance.choice(("goals", "team", "municipality"))
        save(notebook, Entry("client", {field: f"{field} {number}"}, id=id, knew=chance.choice(screens)))
        screens.append(show(notebook, "client", id).heads)
    changes = [change for change in changes_in(notebook) if change.header.id == id] * 2
    chance.shuffle(changes)
    with make_notebook(tmp_path_factory.mktemp("laptop") / "home") as target:
        pin(target, notebook)
        while changes:
            size = chance.randint(1, 4)
            part, changes = changes[:size], changes[size:]
            with target.writing() as connection:
                take_in(connection, target.identity, part)
        assert show(target, "client", id) == show(notebook, "client", id)
        assert list_records(target, "client") == [one for one in list_records(notebook, "client") if one.id == id]


def test_the_same_again_does_nothing(notebook: Notebook, other: Notebook) -> None:
    save(notebook, Entry("employer", {"name": "Mallikahvila"}))
    send(notebook, other)
    with other.reading() as connection:
        before = use_log.head(connection)
    held = changes_in(other)
    with other.writing() as connection:
        take_in(connection, other.identity, changes_in(notebook))
    assert changes_in(other) == held
    with other.reading() as connection:
        assert use_log.head(connection) == before


def test_what_waits_is_kept_and_applied_when_its_cause_arrives(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    save(notebook, Entry("employer", {"notes": "Aamuvuoro."}, id=id))
    first, second = [change for change in changes_in(notebook) if change.header.id == id]
    send(notebook, other, [second])
    assert list_records(other, "employer") == []
    with other.reading() as connection:
        assert connection.execute(select(kept_change.c.why)).scalars().all() == [Why.WAITING.value]
    send(notebook, other, [first])
    assert show(other, "employer", id) == show(notebook, "employer", id)
    with other.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(kept_change)) == 0
    assert [hit.id for hit in search(other, "aamuvuoro")] == [id]


def test_two_good_edits_that_make_a_bad_record_are_kept_and_shown(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("client", {"given_name": "Testi"})).id
    exchange(notebook, other)
    save(notebook, Entry("client", {"entry": date(2026, 6, 1)}, id=id))
    save(other, Entry("client", {"closed": date(2026, 5, 1)}, id=id))
    exchange(notebook, other)
    assert _state(notebook) == _state(other)
    shown = show(notebook, "client", id)
    assert [why for _, why in shown.kept] == [Why.VALUES_FAIL]
    assert len({"entry", "closed"} & set(shown.values)) == 1
    assert list_records(notebook, "client")[0].kept == shown.kept


def test_a_laptop_that_nobody_vouched_for_changes_nothing(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    with other.writing() as connection:
        take_in(connection, other.identity, changes_in(notebook))
    assert list_records(other, "employer") == []
    pin_role = "UPDATE known_chain SET role = 'coach' WHERE role IS NULL"
    with other.writing() as connection:
        connection.exec_driver_sql(pin_role)
        rebuild(connection, None)
    assert [one.id for one in list_records(other, "employer")] == [id]


def test_a_fork_is_kept_apart(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    save(notebook, Entry("employer", {"notes": "yksi"}, id=id))
    mine = changes_in(notebook)
    tip = mine[-1].header
    clone = make_change(
        chain=tip.chain,
        seq=tip.seq,
        before=tip.before,
        record="employer",
        id=id,
        about=(),
        after=tip.after,
        at=tip.at,
        author=tip.author,
        schema=1,
        body=Body(salt=new_salt(), set={"notes": "kaksi"}),
    )
    send(notebook, other)
    send(notebook, other, [clone])
    with other.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(forked_chain)) == 1
    shown = show(other, "employer", id)
    assert sorted(why for _, why in shown.kept) == [Why.FORK, Why.FORK]
    assert "notes" not in shown.values
    assert list_records(other, "employer") == [shown]


def test_the_day_of_an_event_that_arrives_later_orders_its_parts(notebook: Notebook, other: Notebook) -> None:
    event, client = new_id(), new_id()
    part = save(notebook, Entry("event_client_part", {"event": event, "client": client, "notes": "Kahvitauko."})).id
    send(notebook, other)
    assert [(hit.id, hit.day) for hit in search(other, "kahvitauko")] == [(part, None)]
    save(notebook, Entry("event", {"kind": "call", "status": "held", "day": DAY}, id=event))
    send(notebook, other)
    for one in (notebook, other):
        assert [(hit.id, hit.day) for hit in search(one, "kahvitauko")] == [(part, DAY)]
    save(notebook, Entry("event", {"day": date(2026, 11, 20)}, id=event))
    assert [hit.day for hit in search(notebook, "kahvitauko")] == [date(2026, 11, 20)]


def test_an_erasure_reaches_history_rows_index_and_what_comes_later(
    notebook: Notebook, office: Notebook, other: Notebook
) -> None:
    client = save(notebook, Entry("client", {"given_name": "Poistettava", "goals": "kuukuiskaaja"})).id
    save(notebook, Entry("withdrawal", {"client": client, "scope": "all"}))
    part = save(notebook, Entry("event_client_part", {"client": client, "event": new_id(), "notes": "tähtipuutarha"}))
    send(notebook, office)
    late = save(notebook, Entry("client", {"goals": "myöhäisjäkälä"}, id=client))
    for one in (notebook, office):
        with one.writing() as connection:
            rebuild(connection, None)
    assert search(office, "kuukuiskaaja")
    save(office, Entry("erasure", {"client": client, "ground": "pyyntö"}))
    send(notebook, office)
    exchange(office, notebook)
    send(notebook, other)
    send(office, other)
    for one in (notebook, office, other):
        assert [c for c in changes_in(one) if client in c.header.about and c.body_text is not None] == []
        assert list_records(one, "client") == list_records(one, "client", removed=True) == []
        assert list_records(one, "event_client_part") == []
        assert search(one, "kuukuiskaaja") == search(one, "tähtipuutarha") == []
        with pytest.raises(Refusal) as caught:
            save(one, Entry("event_client_part", {"client": client, "event": new_id(), "notes": "uusi"}))
        assert caught.value.reason is Reason.ERASED_CLIENT
    assert late.change in {change.name for change in changes_in(office)}
    assert part.change in {change.name for change in changes_in(office)}
    for one in (notebook, office, other):
        pages = _pages(one)
        assert "Testi" in pages.decode("latin-1"), "the pages are decrypted"
        # An index shares the beginnings of its words: what would be left of one is its end.
        for word in ("kuukuiskaaja", "tähtipuutarha", "myöhäisjäkälä", "Poistettava", "poistettava"):
            assert word[4:].encode() not in pages, word
    other.close()


def _pages(notebook: Notebook) -> bytes:
    """Return every page of the notebook's file decrypted, those on the free list too (SQLCipher 4: AES-256-CBC).

    Of the office's database every row as text: its free space is the server's, and cleared by its VACUUM.
    """
    if notebook.is_shared:
        with notebook.reading() as connection:
            tables = inspect(connection).get_table_names()
            rows = [connection.execute(text(f'SELECT "{t}"::text FROM "{t}"')).scalars() for t in tables]  # noqa: S608
            return "\n".join(row for table in rows for row in table).encode()
    key = notebook.raw_key()
    with notebook._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    content = notebook.home.notebook.read_bytes()
    plain = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body, reserve = page[:-RESERVE], page[-RESERVE:]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(reserve[:16])).decryptor()
        plain.append(decryptor.update(body[16:] if start == 0 else body) + decryptor.finalize())
    return b"".join(plain)


def test_a_legal_hold_stops_an_erasure(office: Notebook) -> None:
    client = save(office, Entry("client", {"given_name": "Testi"})).id
    save(office, Entry("legal_hold", {"client": client, "ground": "kantelu"}))
    save(office, Entry("erasure", {"client": client, "ground": "pyyntö"}))
    assert show(office, "client", client).values["given_name"] == "Testi"


def test_an_undone_bundle_counts_no_more_and_can_be_put_back(notebook: Notebook, office: Notebook) -> None:
    id = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    late = save(notebook, Entry("employer", {"notes": "virhe"}, id=id))
    send(notebook, office)
    chain, seq, digest = late.change.split("/")
    undone = save(office, Entry("retraction", {"ranges": (f"{chain}/{seq}/{seq}/{digest}",), "ground": "väärä"})).id
    assert "notes" not in list_records(office, "employer")[0].values
    delete(office, "retraction", undone)
    assert list_records(office, "employer")[0].values["notes"] == "virhe"


def test_a_body_that_was_put_away_comes_back(notebook: Notebook, other: Notebook) -> None:
    id = save(notebook, Entry("employer", {"name": "Mallikahvila"})).id
    whole = [change for change in changes_in(notebook) if change.header.id == id]
    send(notebook, other, [replace(change, body_text=None) for change in whole])
    assert list_records(other, "employer") == []
    send(notebook, other, whole)
    assert [one.id for one in list_records(other, "employer")] == [id]
