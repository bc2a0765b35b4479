"""An erasure reaches the backup on a stick: at once where the stick is in, and else when it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import keeping_backups
from store.erasing_clients import erase_client
from store.files import write_new
from store.keeping_backups import back_up_beside, before_erasure, forget_sticks, replace_on_sticks, wish_stick
from store.keys import slots
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.restoring import practise
from tests.notebooks import PASSPHRASE
from tests.store.bundle.delivered import new_client
from tests.store.pages import in_clear

NAME = "Harvinaissana"


class Stick:
    """A stick that can be taken out of the machine; with a backup that holds a client.

    Args:
        notebook: whose backup.
        folder: an empty one.
        monkeypatch: for what the machine sees.
    """

    def __init__(self, notebook: Notebook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.inside = folder / "stick", True
        self.folder.mkdir()
        self._key = slots.open_slot(notebook.home, PASSPHRASE).key
        monkeypatch.setattr(keeping_backups, "sticks", lambda: (self.folder,) if self.inside else ())
        self.client = new_client(notebook, NAME)
        new_client(notebook, "Muu")
        wish_stick(notebook, True)
        assert back_up_beside(notebook, self.folder)
        assert self.holds_the_client()

    def backups(self) -> list[Path]:
        """Return the backups that lie there."""
        return sorted(self.folder.glob("reppu-*/notebook.db"))

    def holds_the_client(self) -> bool:
        """Tell whether the client's name stands in any file, decrypted pages included."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        texts = (path.read_bytes() + (in_clear(path, self._key) if path.suffix == ".db" else b"") for path in files)
        return any(NAME.lower().encode() in text.lower() for text in texts)


@pytest.fixture
def stick(notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    """A stick in the machine."""
    return Stick(notebook, tmp_path, monkeypatch)


def test_a_stick_that_is_in_has_a_fresh_backup_at_once(notebook: Notebook, stick: Stick) -> None:
    (before,) = stick.backups()
    assert erase_client(notebook, stick.client, "pyyntö").on_sticks == 0
    (after,) = stick.backups()
    assert after != before
    assert not stick.holds_the_client()
    assert practise(notebook.home, after.parent, PASSPHRASE).counts["client"] == 1


def test_a_stick_that_was_away_is_replaced_when_it_comes_back(notebook: Notebook, stick: Stick) -> None:
    stick.inside = False
    assert erase_client(notebook, stick.client, "pyyntö").on_sticks == 1
    replace_on_sticks(notebook)
    assert before_erasure(notebook) == 1, "nobody forgets it while it is away"
    stick.inside = True
    replace_on_sticks(notebook)
    assert (before_erasure(notebook), len(stick.backups())) == (0, 1)
    assert not stick.holds_the_client()


def test_the_old_one_goes_where_none_is_wished_any_more(notebook: Notebook, stick: Stick) -> None:
    stick.inside = False
    erase_client(notebook, stick.client, "pyyntö")
    wish_stick(notebook, False)
    stick.inside = True
    assert not back_up_beside(notebook, stick.folder)
    assert (before_erasure(notebook), list(stick.folder.iterdir())) == (0, [])


def test_a_full_stick_lets_the_old_one_go_and_gets_no_new_one(
    notebook: Notebook, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_values: object) -> None:
        raise Refusal(Reason.FULL_DISK)

    monkeypatch.setattr(keeping_backups, "_copy", full)
    assert erase_client(notebook, stick.client, "pyyntö").on_sticks == 0
    assert stick.backups() == []


def test_a_stick_that_cannot_be_written_is_tried_again(
    notebook: Notebook, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_values: object) -> None:
        raise Refusal(Reason.READ_ONLY_FOLDER)

    with monkeypatch.context() as patched:
        patched.setattr(keeping_backups, "write_to_stick", read_only)
        patched.setattr(keeping_backups, "_remove", read_only)
        assert erase_client(notebook, stick.client, "pyyntö").on_sticks == 1
    replace_on_sticks(notebook)
    assert before_erasure(notebook) == 0
    assert not stick.holds_the_client()


def test_a_stick_that_is_no_more_is_forgotten_when_a_person_says_so(notebook: Notebook, stick: Stick) -> None:
    stick.inside = False
    erase_client(notebook, stick.client, "pyyntö")
    forget_sticks(notebook)
    assert before_erasure(notebook) == 0


def test_what_lies_there_under_the_same_name_and_is_not_ours_stays(notebook: Notebook, stick: Stick) -> None:
    stick.inside = False
    erase_client(notebook, stick.client, "pyyntö")
    (held,) = stick.backups()
    held.with_name("keys.toml").unlink()
    write_new(held.with_name("keys.toml"), b"not ours\n")
    stick.inside = True
    replace_on_sticks(notebook)
    assert held.exists()
    assert before_erasure(notebook) == 1
