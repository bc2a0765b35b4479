"""Clients whom nobody coaches: counted, listed with who wrote the card, and given to nobody before a person does."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from store.assigning import assign_client, end_assignment
from store.conflicts import open_conflicts
from store.doubles import join_clients, keep_apart
from store.notebook import Notebook
from store.office_today import office_today
from store.reading import find, list_records
from store.refusal import Reason, Refusal
from store.resolving import dispute, resolve
from store.use_log import Act, lines
from store.without_coach import without_coach
from store.writing import Entry, delete, save
from tests.store.bundle.delivered import found, hand_over, join, new_client, send

DAY = date(2026, 11, 24)
TODAY = datetime.now().astimezone().date()


def test_who_wrote_the_card_is_offered_and_nothing_is_assigned_by_itself(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    join(office, notebook, tmp_path)
    theirs, ours = new_client(notebook, "Aino"), new_client(office, "Reijo")
    save(notebook, Entry("client", {"municipality": "Lahti"}, id=theirs))
    hand_over(notebook, office, tmp_path)
    listed = {one.client: (one.writer, one.writer_name) for one in without_coach(office, DAY)}
    assert listed == {theirs: (notebook.identity.worker, "Testi Valmentaja"), ours: (None, "")}
    assert office_today(office, DAY).without_coach == 2
    assert list_records(office, "assignment") == []
    with office.reading() as connection:
        assert {theirs, ours} <= {line.client for line in lines(connection) if line.act == Act.LISTED}


@pytest.mark.both_engines
def test_an_assignment_that_is_over_counts_no_more_and_a_closed_service_needs_no_coach(office: Notebook) -> None:
    client = new_client(office, "Aino")
    worker = office.identity.worker
    given = assign_client(office, client, worker, "responsible", date(2026, 12, 1)).id
    assert without_coach(office, DAY) == (), "one that begins later is a decision too"
    end_assignment(office, given, date(2026, 12, 5))
    assert [one.client for one in without_coach(office, date(2026, 12, 6))] == [client]
    delete(office, "assignment", given)
    assert [one.client for one in without_coach(office, DAY)] == [client]
    save(office, Entry("client", {"closed": DAY}, id=client))
    assert without_coach(office, DAY) == ()


@pytest.mark.both_engines
def test_a_joined_card_has_the_coach_of_the_other(office: Notebook) -> None:
    first, second = new_client(office, "Aino"), new_client(office, "Aino")
    assign_client(office, second, office.identity.worker, "responsible", DAY)
    assert [one.client for one in without_coach(office, DAY)] == [first]
    join_clients(office, first, second)
    assert without_coach(office, DAY) == ()
    keep_apart(office, first, second)
    assert [one.client for one in without_coach(office, DAY)] == [first]


def test_a_laptop_is_refused(notebook: Notebook) -> None:
    with pytest.raises(Refusal) as refused:
        without_coach(notebook, DAY)
    assert refused.value.reason is Reason.OFFICE_ONLY


def test_after_the_assignment_the_delivery_brings_every_change_and_the_decided_conflict_is_gone(
    notebook: Notebook, office: Notebook, tmp_path: Path
) -> None:
    found(office)
    principal = join(office, notebook, tmp_path)
    client = new_client(notebook, "Aino")
    hand_over(notebook, office, tmp_path)
    # Both write the telephone without knowing of each other; the office writes something else, too.
    save(notebook, Entry("client", {"phone": "040 555 0001"}, id=client))
    save(office, Entry("client", {"phone": "050 777 0002"}, id=client))
    save(office, Entry("client", {"municipality": "Lahti"}, id=client))
    hand_over(notebook, office, tmp_path)
    [conflict] = open_conflicts(office)
    assert conflict.unit == "phone"
    # Without a coach nothing of it reaches the laptop: that is what the office is told about.
    assert send(office, principal, notebook, tmp_path).clients == 0
    assert find(notebook, "client", client).values.get("municipality") is None  # type: ignore[union-attr]
    [one] = without_coach(office, TODAY)
    assert one.writer is not None
    assign_client(office, one.client, one.writer, "responsible", TODAY)
    send(office, principal, notebook, tmp_path)
    assert [one.unit for one in open_conflicts(notebook)] == ["phone"], "both sides are here now"
    asked = dispute(office, "client", client, "phone")
    assert asked is not None
    resolve(office, asked, {"phone": "050 777 0002"}, reason="soitettu", today=TODAY)
    # The laptop hands nothing over again: the delivery alone ends it.
    send(office, principal, notebook, tmp_path)
    assert open_conflicts(notebook) == ()
    shown = find(notebook, "client", client)
    assert shown is not None
    assert (shown.values["phone"], shown.values["municipality"]) == ("050 777 0002", "Lahti")
