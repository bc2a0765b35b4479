"""A laptop that was copied, and whose copy went on alone: what comes back of the copy is not offered again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import bundle
from store.bundle.laptops import bind_laptop, cut_off
from store.bundle.states import State
from store.home import Home
from store.notebook import Notebook
from store.reading import find
from store.rekeying import new_signing_key
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook
from tests.store.bundle.delivered import exchange_cards, found, hand_over, join, new_client, send


@pytest.mark.both_engines
def test_what_a_copy_wrote_comes_back_with_holes_and_the_laptop_goes_on(office: Notebook, tmp_path: Path) -> None:
    found(office)
    notebook = make_notebook(tmp_path / "laptop")
    old = join(office, notebook, tmp_path)
    worker = notebook.identity.worker
    own = save(notebook, Entry("employer", {"name": "Oma"})).id
    notebook.close()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    with (
        Notebook.unlock(Home(tmp_path / "laptop"), PASSPHRASE) as notebook,
        Notebook.unlock(Home(tmp_path / "copy"), PASSPHRASE) as copy,
    ):
        # Nobody is given this client, so that no laptop gets the change back: a hole in what comes.
        new_client(copy, "Aalto")
        theirs = save(copy, Entry("employer", {"name": "Kopion"})).id
        hand_over(copy, office, tmp_path)
        new_signing_key(notebook)
        fresh = exchange_cards(office, notebook, tmp_path)
        cut_off(office, old, "copied")
        bind_laptop(office, fresh, worker)
        hand_over(notebook, office, tmp_path)
        send(office, fresh, notebook, tmp_path)
        assert find(notebook, "employer", theirs) is not None
        for everything in (False, True):
            stick = tmp_path / f"stick {everything}"
            stick.mkdir()
            written = bundle.export(notebook, stick, everything=everything)
            received = bundle.receive(office, written.files)
            assert [one.reason for one in received] == [None] * len(written.files)
        bundle.receive(notebook, bundle.answer(office, received, tmp_path))
        assert bundle.standing(notebook).everything_at_office
        assert set(bundle.states_of(notebook, [own, theirs]).values()) == {State.AT_OFFICE}
