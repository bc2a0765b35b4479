"""Passphrases and backups on the command line."""

from __future__ import annotations

import shutil

from store.home import Home
from store.notebook import Notebook
from tests.tui.cli.conftest import Here
from tests.tui.cli.doing import Desk, is_one_sentence

NEW = "uusi kettu hyppää vanhan aidan yli"


def test_a_changed_passphrase_opens_and_the_old_one_does_not(coach: Desk, here: Here) -> None:
    """The key of the database stays."""
    desk_new = coach.write("new", f"{NEW}\n")
    database = (coach.folder / "home" / "notebook.db").read_bytes()
    done = here("passphrase", "change", "--new-passphrase-file", desk_new)
    assert (done.code, done.complained) == (0, "")
    assert (coach.folder / "home" / "notebook.db").read_bytes() == database
    assert here("signers").code == 1
    Notebook.unlock(Home(coach.folder / "home"), NEW).close()


def test_a_suspected_passphrase_changes_the_key_too(coach: Desk, here: Here) -> None:
    """Whoever kept the old keys file and passphrase opens nothing with them."""
    shutil.copy(coach.folder / "home" / "keys.toml", coach.folder / "kept.toml")
    done = here("passphrase", "suspect", "--new-passphrase-file", coach.write("new", f"{NEW}\n"))
    assert (done.code, done.complained) == (0, "")
    Notebook.unlock(Home(coach.folder / "home"), NEW).close()
    shutil.copy(coach.folder / "kept.toml", coach.folder / "home" / "keys.toml")
    refused = here("signers")
    assert refused.code == 1
    assert is_one_sentence(refused.complained)


def test_a_wrong_old_or_a_guessable_new_passphrase_changes_nothing(coach: Desk, here: Here) -> None:
    """The keys file is as it was."""
    keys = (coach.folder / "home" / "keys.toml").read_bytes()
    for act in ("change", "suspect"):
        assert here("passphrase", act, "--new-passphrase-file", coach.write("new", "salasana\n")).code == 1
    coach.passphrase.write_text("ihan muu lause kuin se\n", encoding="utf-8")
    for act in ("change", "suspect"):
        assert here("passphrase", act, "--new-passphrase-file", coach.write("new", f"{NEW}\n")).code == 1
    assert (coach.folder / "home" / "keys.toml").read_bytes() == keys


def test_a_backup_is_a_notebook_that_opens(coach: Desk, here: Here) -> None:
    """Encrypted, with the keys file beside it; never over another one."""
    (coach.folder / "stick").mkdir()
    done = here("backup", "stick")
    assert (done.code, done.complained) == (0, "")
    content = (coach.folder / "stick" / "notebook.db").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Testi Valmentaja" not in content
    again = here("backup", "stick")
    assert again.code == 1
    assert is_one_sentence(again.complained)
    assert (coach.folder / "stick" / "notebook.db").read_bytes() == content
    (coach.folder / "other").mkdir()
    assert here("record", "list", "worker", "--json").answer


def test_a_backup_needs_a_folder_that_is_there(coach: Desk, here: Here) -> None:
    """A stick that is not in is said so."""
    assert here("backup", "not-there").code == 1
    assert not list((coach.folder / "home").glob("backups/*"))
