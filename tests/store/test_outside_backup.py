"""Backups of the office's shared database: what whoever runs the server says is what receipts then say."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.bundle.receipting import receipt_for
from store.bundle.trusted import own_keys
from store.notebook import Notebook
from store.outside_backup import held_now, note_outside_backup
from store.refusal import Reason, Refusal
from tests.notebooks import make_notebook
from tests.store.bundle.delivered import found, hand_over, join, new_client
from tests.store.exchange import changes_in


def test_a_receipt_calls_backed_up_what_the_administrator_has_backed_up(
    shared_office: Notebook, tmp_path: Path
) -> None:
    found(shared_office)
    with make_notebook(tmp_path / "laptop") as laptop:
        join(shared_office, laptop, tmp_path)
        earlier = new_client(laptop, "Aaltonen")
        hand_over(laptop, shared_office, tmp_path)
        held = held_now(shared_office)
        later = new_client(laptop, "Koskinen")
        hand_over(laptop, shared_office, tmp_path)
        note_outside_backup(shared_office, held)
        note_outside_backup(shared_office, 1)
        for beyond in (0, held_now(shared_office) + 1):
            with pytest.raises(Refusal) as caught:
                note_outside_backup(shared_office, beyond)
            assert caught.value.reason is Reason.BEYOND_WHAT_IS_HELD
        with shared_office.reading() as connection:
            (signed,) = receipt_for(connection, shared_office.identity, own_keys(laptop).fingerprint, ()).held
        places = {change.header.id: change.header.seq for change in changes_in(laptop)}
        assert places[earlier] <= signed.backed_up_to < places[later] <= signed.seq


def test_only_an_office_with_a_shared_database_notes_its_backups(notebook: Notebook, tmp_path: Path) -> None:
    with make_notebook(tmp_path / "office", role="office") as office:
        for other, reason in ((office, Reason.NOT_SHARED), (notebook, Reason.OFFICE_ONLY)):
            with pytest.raises(Refusal) as caught:
                held_now(other)
            assert caught.value.reason is reason
