"""Founding an office: two sticks, one root, and nothing left behind by what was refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.bundle import signers, trust, write_card
from store.founding import create_office, enough_sticks
from store.home import Home
from store.keys.root import IDENTITY_FILE, KEY_FILE, open_root
from store.refusal import Reason, Refusal
from tests.notebooks import CHEAP, PASSPHRASE, make_notebook

ROOT_PASSPHRASE = "kuusi vihreää ruuvia 41 laatikossa"


def sticks(folder: Path) -> list[Path]:
    """Make two folders as sticks."""
    made = [folder / name for name in ("one", "two")]
    for stick in made:
        stick.mkdir()
    return made


def found(home: Home, folders: list[Path], root_passphrase: str = ROOT_PASSPHRASE) -> None:
    """Found an office and close it."""
    create_office(
        home,
        folders,
        name="Testi Toimisto",
        language="fi",
        passphrase=PASSPHRASE,
        root_passphrase=root_passphrase,
        cost=CHEAP,
    ).close()


def test_the_root_stands_on_both_sticks_under_its_own_passphrase(home: Home, tmp_path: Path) -> None:
    folders = sticks(tmp_path)
    with create_office(
        home,
        folders,
        name="Testi Toimisto",
        language="fi",
        passphrase=PASSPHRASE,
        root_passphrase=ROOT_PASSPHRASE,
        cost=CHEAP,
    ) as office:
        assert office.identity.role == "office"
        assert len(signers(office).splitlines()) >= 1
        card = write_card(office, tmp_path / "card.toml")
    assert open_root(folders[0], ROOT_PASSPHRASE).key == open_root(folders[1], ROOT_PASSPHRASE).key
    with pytest.raises(Refusal) as refused:
        open_root(folders[0], PASSPHRASE)
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
    with make_notebook(tmp_path / "coach") as coach:
        assert trust(coach, card.path, card.words).role == "office"


def test_one_folder_named_twice_is_not_two_sticks(tmp_path: Path) -> None:
    folders = sticks(tmp_path)
    assert enough_sticks(folders)
    assert not enough_sticks([folders[0], folders[1] / ".." / "one"])
    assert not enough_sticks(folders[:1])
    with pytest.raises(ValueError, match="two sticks"):
        found(Home(tmp_path / "home"), folders[:1])


def test_a_refusal_leaves_neither_a_notebook_nor_half_a_root(home: Home, tmp_path: Path) -> None:
    folders = sticks(tmp_path)
    home.folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Refusal):
        found(home, folders)
    assert [list(folder.iterdir()) for folder in folders] == [[], []]
    assert not home.has_notebook
    home.folder.unlink()
    found(home, folders)
    assert home.has_notebook


def test_a_stick_with_a_root_is_never_touched(home: Home, tmp_path: Path) -> None:
    folders = sticks(tmp_path)
    (folders[1] / IDENTITY_FILE).write_text("another root", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        found(home, folders)
    assert refused.value.reason is Reason.FILE_EXISTS
    assert (folders[1] / IDENTITY_FILE).read_text(encoding="utf-8") == "another root"
    assert not (folders[0] / KEY_FILE).exists()


def test_a_guessable_passphrase_of_the_root_makes_nothing(home: Home, tmp_path: Path) -> None:
    folders = sticks(tmp_path)
    with pytest.raises(Refusal) as refused:
        found(home, folders, "salasana")
    assert refused.value.reason is Reason.GUESSABLE_PASSPHRASE
    assert not any(folders[0].iterdir())
    assert not home.folder.exists()
