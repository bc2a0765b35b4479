from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from store.keys.root import IDENTITY_FILE, KEY_FILE, Root, create_root, open_root
from store.refusal import Reason, Refusal

PASSPHRASE = "viisi keksittyä sanaa sauvalle tänään"


@pytest.fixture(scope="session")
def sticks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Root, Path, Path]:
    """A root on two sticks, made once: its passphrase is slow by design."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    return create_root([first, second], PASSPHRASE), first, second


def test_either_stick_opens_the_same_root(sticks: tuple[Root, Path, Path]) -> None:
    root, first, second = sticks
    assert sorted(path.name for path in first.iterdir()) == [KEY_FILE, IDENTITY_FILE]
    composed_otherwise = PASSPHRASE.replace("ä", "a\u0308")
    for stick, passphrase in ((first, PASSPHRASE), (second, composed_otherwise)):
        opened = open_root(stick, passphrase)
        assert (opened.seed, opened.identity) == (root.seed, root.identity)


def test_nothing_of_the_root_stands_in_clear(sticks: tuple[Root, Path, Path]) -> None:
    root, first, _ = sticks
    for path in first.iterdir():
        data = path.read_bytes()
        assert root.seed not in data
        assert root.identity.encode() not in data
    assert root.identity not in repr(root)


def test_a_wrong_passphrase(sticks: tuple[Root, Path, Path]) -> None:
    with pytest.raises(Refusal) as caught:
        open_root(sticks[1], "another passphrase")
    assert caught.value.reason is Reason.WRONG_PASSPHRASE


def test_a_stick_without_a_root(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        open_root(tmp_path, PASSPHRASE)
    assert caught.value.reason is Reason.BAD_ROOT_STICK


def test_a_damaged_stick(sticks: tuple[Root, Path, Path], tmp_path: Path) -> None:
    _, first, _ = sticks
    for damaged in (KEY_FILE, IDENTITY_FILE):
        stick = tmp_path / damaged
        stick.mkdir()
        for name in (KEY_FILE, IDENTITY_FILE):
            data = (first / name).read_bytes()
            (stick / name).write_bytes(data[: len(data) // 2] if name == damaged else data)
        with pytest.raises(Refusal) as caught:
            open_root(stick, PASSPHRASE)
        assert caught.value.reason is Reason.BAD_ROOT_STICK


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "jokin aivan muu lause"])
def test_a_busy_machine_is_told_so_and_its_stick_is_not_called_bad(
    sticks: tuple[Root, Path, Path], monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    """What age said of a whole stick, with the right passphrase, while a dozen programs ran beside it."""

    def refuse(_sealed: bytes, _given: str) -> bytes:
        raise pyrage.DecryptError(
            "Excessive work parameter for passphrase.\nDecryption would take around 32 seconds."
        )

    monkeypatch.setattr(pyrage.passphrase, "decrypt", refuse)
    with pytest.raises(Refusal) as caught:
        open_root(sticks[1], passphrase)
    assert caught.value.reason is Reason.MACHINE_BUSY


def test_a_root_is_never_written_over(sticks: tuple[Root, Path, Path], tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in sticks[2].iterdir()}
    with pytest.raises(Refusal) as caught:
        create_root([tmp_path, sticks[2]], PASSPHRASE)
    assert caught.value.reason is Reason.FILE_EXISTS
    assert {path.name: path.read_bytes() for path in sticks[2].iterdir()} == before
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        create_root([tmp_path, tmp_path / "none"], PASSPHRASE)
    assert caught.value.reason is Reason.FOLDER_MISSING
    assert list(tmp_path.iterdir()) == []
