"""A conflict that was decided at the office is gone on the laptop that wrote one of its sides, with the delivery."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from store import bundle
from store.assigning import assign_client
from store.bundle.laptops import bind_laptop
from store.conflicts import open_conflicts
from store.notebook import Notebook
from store.reading import find
from store.resolving import dispute, resolve
from store.without_coach import without_coach
from store.writing import Entry, save
from tests.store.bundle.delivered import exchange_cards, found, new_client, send

TODAY = datetime.now().astimezone().date()


PRINCIPAL = "coach-1"
"""How the office names the only laptop that it has."""


@pytest.fixture
def stick(tmp_path: Path, notebook: Notebook, office: Notebook) -> Path:
    """A stick between an office and a laptop that it has enrolled."""
    folder = tmp_path / "stick"
    folder.mkdir()
    found(office)
    assert exchange_cards(office, notebook, tmp_path) == PRINCIPAL
    bundle.swap(notebook, folder)
    bundle.swap(office, folder)
    bind_laptop(office, PRINCIPAL, notebook.identity.worker)
    return folder


def decide(office: Notebook, client: str, phone: str) -> None:
    asked = dispute(office, "client", client, "phone")
    assert asked is not None
    resolve(office, asked, {"phone": phone}, reason="soitettu", today=TODAY)


@pytest.mark.parametrize("kept", ["040 555 0001", "050 777 0002"])
def test_the_remark_of_the_receipt_goes_with_the_delivery_and_not_before(
    notebook: Notebook, office: Notebook, stick: Path, tmp_path: Path, kept: str
) -> None:
    client = new_client(notebook, "Aino")
    bundle.swap(notebook, stick)
    bundle.swap(office, stick)
    save(notebook, Entry("client", {"phone": "040 555 0001"}, id=client))
    save(office, Entry("client", {"phone": "050 777 0002"}, id=client))
    bundle.swap(notebook, stick)
    bundle.swap(office, stick)
    seen = bundle.swap(notebook, stick).standing
    assert [one.code for one in seen.conflicts] == ["phone"], "the receipt says so"
    assert seen.open_conflicts == 0, "and without a coach the other side never comes"
    decide(office, client, kept)
    assert send(office, PRINCIPAL, notebook, tmp_path).clients == 0
    assert bundle.standing(notebook).conflicts, "the decision has not come: nobody coaches this client"
    [one] = without_coach(office, TODAY)
    assert one.writer == notebook.identity.worker
    assign_client(office, client, notebook.identity.worker, "responsible", TODAY)
    # The delivery comes alone, without a receipt: the laptop has handed nothing over since.
    send(office, PRINCIPAL, notebook, tmp_path)
    after = bundle.standing(notebook)
    assert (after.conflicts, after.open_conflicts) == ((), 0)
    assert open_conflicts(notebook) == open_conflicts(office) == ()
    shown = find(notebook, "client", client)
    assert shown is not None
    assert shown.values["phone"] == kept
    # What is written afterwards does not bring the old remark back.
    save(notebook, Entry("client", {"phone": "000 1"}, id=client))
    assert bundle.standing(notebook).conflicts == ()


def test_a_delivery_with_the_other_side_alone_leaves_it_to_be_decided(
    notebook: Notebook, office: Notebook, stick: Path
) -> None:
    client = new_client(notebook, "Aino")
    bundle.swap(notebook, stick)
    bundle.swap(office, stick)
    assign_client(office, client, notebook.identity.worker, "responsible", TODAY)
    save(notebook, Entry("client", {"phone": "040 555 0001"}, id=client))
    save(office, Entry("client", {"phone": "050 777 0002"}, id=client))
    for each in (notebook, office, notebook):
        seen = bundle.swap(each, stick).standing
    assert [one.code for one in seen.conflicts] == ["phone"]
    assert seen.open_conflicts == 1
