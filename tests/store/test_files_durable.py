"""Durable files, the home folder, settings and the lock."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from store.file_lock import FileLock
from store.files import refusal_of, write_new, write_over
from store.home import Home
from store.refusal import Reason, Refusal
from store.settings import Settings, change_settings, read_settings


def test_a_new_file_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_new(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["file"]


def test_a_new_file_never_stands_over_another(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_new(path, b"first")
    with pytest.raises(Refusal) as caught:
        write_new(path, b"second")
    assert caught.value.reason is Reason.FILE_EXISTS
    assert path.read_bytes() == b"first"
    write_over(path, b"second")
    assert path.read_bytes() == b"second"


@pytest.mark.parametrize("write", [write_new, write_over])
def test_nothing_is_written_through_what_stands_where_the_part_will(
    tmp_path: Path, write: Callable[[Path, bytes], None]
) -> None:
    """A link planted there would lead the content elsewhere; what a crash left would keep its permissions."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"theirs")
    (tmp_path / "file.part").symlink_to(elsewhere)
    write(tmp_path / "file", b"secret")
    assert elsewhere.read_bytes() == b"theirs"
    assert not (tmp_path / "file").is_symlink()
    (tmp_path / "other.part").write_bytes(b"left by a crash")
    (tmp_path / "other.part").chmod(0o666)
    write(tmp_path / "other", b"secret")
    assert (tmp_path / "other").read_bytes() == b"secret"
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o600


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        write_new(tmp_path / "nowhere" / "file", b"x")
    assert caught.value.reason is Reason.FOLDER_MISSING


def test_a_disk_that_reads_back_something_else_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_new(path, b"old")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"lies")
    with pytest.raises(Refusal) as caught:
        write_over(path, b"new")
    monkeypatch.undo()
    assert caught.value.reason is Reason.INPUT_OUTPUT_ERROR
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, Reason.FULL_DISK),
        (errno.EDQUOT, Reason.FULL_DISK),
        (errno.EFBIG, Reason.FULL_DISK),
        (errno.EROFS, Reason.READ_ONLY_FOLDER),
        (errno.EACCES, Reason.READ_ONLY_FOLDER),
        (errno.EIO, Reason.INPUT_OUTPUT_ERROR),
    ],
)
def test_what_the_system_says_becomes_a_refusal(number: int, reason: Reason) -> None:
    assert refusal_of(OSError(number, "said")).reason is reason


def test_a_lock_is_held_once_and_let_go_twice(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with pytest.raises(Refusal) as caught:
        FileLock(tmp_path / "lock")
    assert caught.value.reason is Reason.OPEN_ELSEWHERE
    lock.release()
    lock.release()
    FileLock(tmp_path / "lock").release()


def test_the_home_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPPU_HOME", str(tmp_path / "named"))
    assert Home.chosen().folder == tmp_path / "named"
    assert Home.chosen(tmp_path / "given").folder == tmp_path / "given"
    monkeypatch.delenv("REPPU_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home.chosen().folder.name == "reppu"
    monkeypatch.chdir(tmp_path)
    assert Home.chosen("beside").folder == tmp_path / "beside"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/x/OneDrive/reppu", "OneDrive"),
        ("/home/x/OneDrive - Esimerkkikunta/reppu", "OneDrive"),
        ("/home/x/Dropbox/reppu", "Dropbox"),
        ("/Users/x/Library/Mobile Documents/com~apple~CloudDocs/reppu", "iCloud"),
        ("/home/x/Google Drive/reppu", "Google Drive"),
        ("/home/x/Nextcloud/reppu", "Nextcloud"),
        ("/home/x/.local/share/reppu", None),
        ("/folder/onedriver/reppu", None),
    ],
)
def test_a_folder_inside_a_cloud_service_is_named(folder: str, service: str | None) -> None:
    assert Home(Path(folder)).cloud_service() == service


def test_a_link_into_a_cloud_service_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "reppu").mkdir(parents=True)
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox" / "reppu")
    assert Home(tmp_path / "plain").cloud_service() == "Dropbox"


def test_settings_are_kept_and_nothing_unreadable_stops_the_start(home: Home) -> None:
    assert read_settings(home) == Settings()
    change_settings(home, language="sv")
    assert change_settings(home, theme="dark") == Settings("sv", "dark")
    assert read_settings(home) == Settings("sv", "dark")
    with pytest.raises(ValueError, match="de"):
        change_settings(home, language="de")
    for junk in (b"\xff", b"language = [", b'language = "de"\ntheme = 3\n'):
        home.settings.write_bytes(junk)
        assert read_settings(home) == Settings()
