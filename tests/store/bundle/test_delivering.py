"""Deliveries: what the office writes for a laptop, as files, and what the laptop then has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import find as find_example

from store.bundle import export
from store.bundle.delivering import deliver
from store.bundle.laptops import bind_laptop, cut_off
from store.bundle.reading import load, read_bytes
from store.bundle.trusted import reader_of
from store.held import read_held
from store.history.change import Value
from store.history.shape import About
from store.identifiers import new_id
from store.notebook import Notebook
from store.office_settings import office_settings, set_office_setting
from store.reading import find, show
from store.records import RECORD_TYPES
from store.records.base import OFFICE_ONLY
from store.refusal import Reason, Refusal
from store.taking_in import take_in
from store.use_log import Act, lines
from store.writing import Entry, delete, save
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import (
    all_files,
    assign,
    exchange_cards,
    found,
    hand_over,
    join,
    laptop_takes,
    names,
    new_client,
    send,
    write,
)
from tests.store.exchange import changes_in
from tests.store.records.values import record_values

pytestmark = pytest.mark.both_engines

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Notebook]:
    with make_notebook(tmp_path / "second", name="Toinen Valmentaja") as opened:
        yield opened


def known_delivery(notebook: Notebook) -> int:
    return int(notebook.setting("known_delivery") or 0)


def test_a_starting_bundle_brings_the_clients_of_its_worker_and_what_is_shared(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    join(office, second, tmp_path)
    mine, theirs = new_client(office, "Aalto"), new_client(office, "Koski")
    save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
    assign(office, mine, notebook.identity.worker)
    assign(office, theirs, second.identity.worker)
    set_office_setting(office, "permission_age_days", "5")
    written = send(office, principal, notebook, tmp_path)
    assert (written.number, written.since, written.clients) == (1, 0, 1)
    assert names(notebook) == ["Aalto"]
    assert names(notebook, "employer", "name") == ["Keksitty Kahvila"]
    assert office_settings(notebook) == {"permission_age_days": "5"}
    assert {"Testi Toimisto", "Testi Valmentaja", "Toinen Valmentaja"} <= set(names(notebook, "worker", "name"))
    assert not any(theirs in change.header.about for change in changes_in(notebook))
    assert known_delivery(notebook) == 1
    with office.reading() as connection:
        assert [line.act for line in lines(connection, client=mine)][-1] == Act.HANDED_OVER
        assert Act.HANDED_OVER not in {line.act for line in lines(connection, client=theirs)}


def test_what_a_person_earns_or_answered_goes_to_no_laptop_but_that_of_its_worker(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principals = {laptop: join(office, laptop, tmp_path) for laptop in (notebook, second)}
    person, question = new_id(), new_id()
    save(office, Entry("person", {"name": "Lehto Esimerkki"}, id=person))
    save(office, Entry("person_details", {"person": person, "payroll_number": "H-1"}))
    save(office, Entry("answer", {"question": question, "respondents": "coaches", "score": 8}))
    save(office, Entry("budget", {"name": "Palkkiot", "year": 2026, "paid_for": "fee", "allocation": 100}))
    worker = notebook.identity.worker
    fee: dict[str, Value] = {"person": person, "kind": "pair_work", "status": "held", "day": TODAY, "worker": worker}
    save(office, Entry("fee_assignment", fee))
    for laptop, principal in principals.items():
        send(office, principal, laptop, tmp_path)
        assert names(laptop, "person", "name") == ["Lehto Esimerkki"]
        for kept in ("person_details", "answer", "budget"):
            assert names(laptop, kept, "id") == []
    assert names(notebook, "fee_assignment", "kind") == ["pair_work"]
    assert names(second, "fee_assignment", "kind") == []


def test_the_next_one_carries_what_the_acknowledged_one_did_not(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    assign(office, client, notebook.identity.worker)
    first = send(office, principal, notebook, tmp_path)
    # not acknowledged yet: everything again
    assert write(office, principal, tmp_path).changes == first.changes
    hand_over(notebook, office, tmp_path)
    nothing = write(office, principal, tmp_path)
    assert (nothing.number, nothing.files, nothing.roster) == (None, (), None)
    save(office, Entry("client", {"family_name": "Testi"}, id=client))
    third = send(office, principal, notebook, tmp_path)
    assert (third.number, third.since, third.changes) == (3, 1, 2)
    assert show(notebook, "client", client).values["family_name"] == "Testi"


def test_a_lost_delivery_heals_by_itself(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    assign(office, client, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("client", {"family_name": "Testi"}, id=client))
    write(office, principal, tmp_path)  # lost
    save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
    send(office, principal, notebook, tmp_path)
    assert show(notebook, "client", client).values["family_name"] == "Testi"
    assert names(notebook, "employer", "name") == ["Keksitty Kahvila"]


def test_who_lacks_what_a_delivery_builds_on_does_not_acknowledge_it(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    assign(office, new_client(office, "Aalto"), notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    # as after a restore from a copy that was made before the first delivery
    notebook.set_setting("known_delivery", "0")
    save(office, Entry("employer", {"name": "Keksitty Kahvila"}))
    written = send(office, principal, notebook, tmp_path)
    assert written.since == 1
    assert known_delivery(notebook) == 0
    hand_over(notebook, office, tmp_path)
    again = send(office, principal, notebook, tmp_path)
    assert again.since == 0
    assert known_delivery(notebook) == again.number


def test_sealed_to_that_laptop_alone(notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    join(office, second, tmp_path)
    written = write(office, principal, tmp_path)
    for path in written.files:
        assert path.read_bytes().startswith(b"age-encryption.org/v1")
        assert read_bytes(load(path), reader_of(notebook)).document.delivery is not None
        with pytest.raises(Refusal) as refused:
            read_bytes(load(path), reader_of(second))
        assert refused.value.reason is Reason.CANNOT_UNSEAL


def test_an_ended_assignment_is_delivered_and_its_client_no_more(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    assignment = assign(office, client, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("assignment", {"end": TODAY - timedelta(days=1)}, id=assignment))
    save(office, Entry("client", {"family_name": "Testi"}, id=client))
    written = send(office, principal, notebook, tmp_path)
    assert (written.changes, written.clients) == (2, 0)
    assert show(notebook, "assignment", assignment).values["end"] == TODAY - timedelta(days=1)
    assert "family_name" not in show(notebook, "client", client).values


def test_a_substitute_has_the_clients_some_days_ahead_and_not_after(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    soon, later, over = (new_client(office, name) for name in ("Soon", "Later", "Over"))
    days = timedelta(days=1)
    for client, start, end in ((soon, 10, 20), (later, 30, 40), (over, -20, -10)):
        span: dict[str, Value] = {"role": "substitute", "start": TODAY + start * days, "end": TODAY + end * days}
        assign(office, client, notebook.identity.worker, **span)
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == ["Soon"]


def test_a_double_comes_along(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    one, two, three = (new_client(office, name) for name in ("One", "Two", "Three"))
    save(office, Entry("client_join", {"first": one, "second": two}))
    undone = save(office, Entry("client_join", {"first": two, "second": three})).id
    delete(office, "client_join", undone)
    assign(office, two, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    assert {change.header.about[0] for change in changes_in(notebook) if change.header.record == "client"} == {
        one,
        two,
    }


def test_an_erasure_goes_to_everybody_and_nothing_of_the_erased(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client, other = new_client(office, "Aalto"), new_client(office, "Koski")
    for each in (client, other):
        assign(office, each, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("erasure", {"client": client, "ground": "asked for"}))
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == ["Koski"]
    assert not [c for c in changes_in(notebook) if client in c.header.about and c.body_text is not None]


def test_the_headers_of_what_was_known_come_along_even_late(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    join(office, second, tmp_path)
    mine, theirs = new_client(office, "Aalto"), new_client(office, "Koski")
    assign(office, mine, notebook.identity.worker)
    # A change about my client that names one about another's as known, as after an un-joined double.
    parent = save(office, Entry("client", {"family_name": "Toinen"}, id=theirs))
    child = save(office, Entry("client", {"family_name": "Testi"}, id=mine, knew=_heads(office, mine, parent.change)))
    send(office, principal, notebook, tmp_path)
    held = {change.name: change for change in changes_in(notebook)}
    assert held[child.change].body_text is not None
    assert held[parent.change].body_text is None
    assert show(notebook, "client", mine).values["family_name"] == "Testi"


def _heads(notebook: Notebook, client: str, more: str) -> tuple[str, ...]:
    return (*show(notebook, "client", client).heads, more)


def test_what_stays_at_the_office_is_not_sent(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    join(office, second, tmp_path)
    save(second, Entry("erasure_request", {"client": new_client(second, "Koski"), "ground": "asked for"}))
    hand_over(second, office, tmp_path)
    send(office, principal, notebook, tmp_path)
    assert not [c for c in changes_in(notebook) if c.header.record == "erasure_request"]


def test_what_nobody_vouched_for_is_not_relayed(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    save(second, Entry("employer", {"name": "Keksitty Kahvila"}))
    with office.writing() as connection:
        # On a laptop, whatever the office relays counts as a coach's.
        take_in(connection, office.identity, changes_in(second))
    send(office, principal, notebook, tmp_path)
    assert not [c for c in changes_in(notebook) if c.header.chain == second.identity.chain]


def test_a_laptop_that_nobody_was_named_for_gets_no_client(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = exchange_cards(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    hand_over(notebook, office, tmp_path)
    assign(office, client, notebook.identity.worker)
    # The laptop says whose it is in every header; only the office's word opens a client's records.
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == []
    bind_laptop(office, principal, notebook.identity.worker)
    send(office, principal, notebook, tmp_path)
    assert names(notebook) == ["Aalto"]


def test_who_may_deliver_and_to_whom(notebook: Notebook, office: Notebook, tmp_path: Path) -> None:
    def reason(*of: object) -> Reason:
        with pytest.raises(Refusal) as refused:
            deliver(*of)  # type: ignore[arg-type]  # each case gives what deliver takes
        return refused.value.reason

    assert reason(notebook, "coach-1", tmp_path) is Reason.OFFICE_ONLY
    assert reason(office, "coach-1", tmp_path) is Reason.NOTHING_TRUSTED
    found(office)
    assert reason(office, "coach-1", tmp_path / "missing") is Reason.FOLDER_MISSING
    assert reason(office, "coach-1", tmp_path) is Reason.UNKNOWN_LAPTOP
    principal = join(office, notebook, tmp_path)
    cut_off(office, principal)
    assert reason(office, principal, tmp_path) is Reason.UNKNOWN_LAPTOP


def test_a_long_history_goes_in_parts_and_counts_when_all_are_there(
    notebook: Notebook, office: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(office, "Aalto")
    assign(office, client, notebook.identity.worker)
    for number in range(6):
        save(office, Entry("client", {"family_name": f"Testi {number}"}, id=client))
    monkeypatch.setattr("store.bundle.delivering.MAX_CHANGES", 8)
    seen: list[tuple[int, int]] = []
    folder = tmp_path / "parts"
    folder.mkdir()
    written = deliver(office, principal, folder, progress=lambda done, of: seen.append((done, of)))
    assert len(written.files) >= 2
    assert seen == [(number, len(written.files)) for number in range(1, len(written.files) + 1)]
    documents = [read_bytes(load(path), reader_of(notebook)).document for path in written.files]
    holding = [d for d in documents if any(c.header.id == client for c in d.changes)]
    assert len(holding) == 1, "all changes of a record stand in one part"
    laptop_takes(notebook, list(reversed(all_files(written)))[:-2])
    assert known_delivery(notebook) == 0
    laptop_takes(notebook, all_files(written))
    assert known_delivery(notebook) == 1
    assert show(notebook, "client", client).values["family_name"] == "Testi 5"


def test_a_stick_pulled_out_between_two_parts_never_makes_two_deliveries_of_one_number(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)

    def pulled_out(done: int, of: int) -> None:
        raise OSError("stick")

    with pytest.raises(OSError, match="stick"):
        deliver(office, principal, tmp_path, progress=pulled_out)
    assert write(office, principal, tmp_path).number == 2


def test_a_laptop_hears_of_its_own_words_again_after_it_lost_them(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(notebook, "Aalto")
    export(notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    assign(office, client, notebook.identity.worker)
    with make_notebook(tmp_path / "replacement") as replacement:
        fresh = exchange_cards(office, replacement, tmp_path)
        cut_off(office, principal, "lost")
        bind_laptop(office, fresh, notebook.identity.worker)
        send(office, fresh, replacement, tmp_path)
        assert names(replacement) == ["Aalto"]


def test_a_practice_office_delivers_in_clear_and_to_practice_alone(tmp_path: Path) -> None:
    with (
        make_notebook(tmp_path / "office", role="office", practice=True) as office,
        make_notebook(tmp_path / "laptop", practice=True) as laptop,
    ):
        found(office)
        principal = join(office, laptop, tmp_path)
        assign(office, new_client(office, "Aalto"), laptop.identity.worker)
        written = send(office, principal, laptop, tmp_path)
        assert written.files[0].read_bytes().startswith(b'format = "reppu"\nversion = 1\nkind = "practice-changes"\n')
        assert names(laptop) == ["Aalto"]


def test_a_client_whose_record_changed_hands_is_seen_by_both(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    """A note written about the wrong client: whoever has either of both sees where it went."""
    found(office)
    principal = join(office, notebook, tmp_path)
    mine, theirs = new_client(office, "Aalto"), new_client(office, "Koski")
    assign(office, mine, notebook.identity.worker)
    part = {"event": new_id(), "client": mine, "notes": "Kirjallisena."}
    note = save(office, Entry("event_client_part", part)).id
    send(office, principal, notebook, tmp_path)
    hand_over(notebook, office, tmp_path)
    save(office, Entry("event_client_part", {"client": theirs}, id=note))
    send(office, principal, notebook, tmp_path)
    assert state(notebook, note) == state(office, note)


def state(notebook: Notebook, id: str) -> object:
    with notebook.reading() as connection:
        reading = read_held(connection, [id])
    return reading.records.get(id), sorted(reading.kept.items())


def test_whatever_the_office_gives_to_all_reaches_every_laptop_and_what_stays_does_not(
    notebook: Notebook, office: Notebook, second: Notebook, tmp_path: Path
) -> None:
    """Of record types to come too: nothing is listed here by name."""
    found(office)
    laptops = {join(office, notebook, tmp_path): notebook, join(office, second, tmp_path): second}
    given: dict[str, str] = {}
    staying: dict[str, str] = {}
    for name, record_type in RECORD_TYPES.items():
        declared = record_type.declared
        owned = record_type.written_by == OFFICE_ONLY and not declared.internal
        if record_type.about is not About.NOBODY or declared.of_workers:
            continue
        if owned or declared.stays_at_office or name in ("phrase", "office_setting"):
            values = find_example(record_values(record_type), lambda each: True)
            kept = {field: value for field, value in values.items() if field not in record_type.sets}
            id = save(office, Entry(name, kept)).id
            (staying if declared.stays_at_office else given)[name] = id
    assert {"phrase", "office_setting"} <= given.keys()
    assert "erasure_request" in staying
    for principal, laptop in laptops.items():
        send(office, principal, laptop, tmp_path)
        for name, id in given.items():
            assert find(laptop, name, id) is not None, name
        for name, id in staying.items():
            assert find(laptop, name, id) is None, name
