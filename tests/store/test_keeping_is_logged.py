"""Every door of the client's rights, of backups and of files in clear writes a line in the use log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clear_files, erasing_clients, keeping_backups, keeping_times, legal_holds, looked, rights
from store.notebook import Notebook
from store.use_log import head
from tests.store.bundle.delivered import new_client

DAY = datetime.now().astimezone().date()


@dataclass(frozen=True)
class Keeping:
    """A notebook with a client, and a folder.

    Attributes:
        notebook: a coach's.
        client: id.
        folder: to write into.
    """

    notebook: Notebook
    client: str
    folder: Path

    def deleted(self) -> None:
        """Write a file in clear and delete it."""
        clear_files.write_clear(self.notebook, self.folder / "deleted", b"x", "statistics")
        clear_files.delete_clear(self.notebook, clear_files.clear_files(self.notebook)[0].number)


CALLS: dict[str, Callable[[Keeping], object]] = {
    "store.clear_files.clear_files": lambda on: clear_files.clear_files(on.notebook),
    "store.clear_files.delete_clear": lambda on: on.deleted(),
    "store.clear_files.write_clear": lambda on: clear_files.write_clear(
        on.notebook, on.folder / "clear", b"x", "statistics"
    ),
    "store.erasing_clients.erase_client": lambda on: erasing_clients.erase_client(on.notebook, on.client, "pyydetty"),
    "store.keeping_backups.back_up_when_due": lambda on: keeping_backups.back_up_when_due(
        on.notebook, datetime.now(UTC)
    ),
    "store.keeping_backups.write_backup": lambda on: keeping_backups.write_backup(on.notebook, on.folder),
    "store.keeping_backups.write_to_stick": lambda on: keeping_backups.write_to_stick(on.notebook, on.folder),
    "store.keeping_times.due_for_erasure": lambda on: keeping_times.due_for_erasure(on.notebook, DAY),
    "store.keeping_times.kept_until": lambda on: keeping_times.kept_until(on.notebook, on.client),
    "store.rights.everything_about": lambda on: rights.everything_about(on.notebook, on.client),
    "store.rights.requests_of": lambda on: rights.requests_of(on.notebook, on.client),
    "store.rights.told_about": lambda on: rights.told_about(on.notebook, on.client),
    "store.looked.who_looked": lambda on: looked.who_looked(on.notebook, on.client),
    "store.looked.newest_looks": lambda on: looked.newest_looks(on.notebook, on.client, 9),
}
"""Each door, and one call of it."""


def _ended(office: Notebook, client: str) -> None:
    legal_holds.hold(office, client, "kantelu")
    [hold] = legal_holds.holds_on_client(office, client)
    legal_holds.end_hold(office, client, hold.id)


OF_THE_OFFICE: dict[str, Callable[[Notebook, str], object]] = {
    "store.legal_holds.end_hold": _ended,
    "store.legal_holds.end_holds": legal_holds.end_holds,
    "store.legal_holds.hold": lambda office, client: legal_holds.hold(office, client, "kantelu"),
    "store.legal_holds.holds_on_client": legal_holds.holds_on_client,
}
"""Each door of legal holds, which the office alone opens, and one call of it."""

NOTHING_OF_A_COACH = {
    "store.bundle.erasure_lists.keep_list": "ids of who was erased",
    "store.bundle.erasure_lists.take_list": "logged as every file that is taken in (`test_restoring`)",
    "store.bundle.erasure_lists.write_list": "ids of who was erased",
    "store.clear_files.require_clear_folder": "a folder",
    "store.client_copy.signature_of": "the notebook's own key; what it signs was logged when it was read",
    "store.coming_back.come_to_its_own": "what the notebook waits for",
    "store.finishing.finish_erasing": "finishes an erasure, which is logged (`test_erasing_clients`)",
    "store.keeping_backups.back_up_beside": "a folder; the backup itself is logged",
    "store.keeping_backups.before_erasure": "names of folders, drawn by lot",
    "store.keeping_backups.forget_sticks": "the same",
    "store.keeping_backups.replace_on_sticks": "the same; the backup itself is logged",
    "store.keeping_backups.wants_stick": "a wish",
    "store.keeping_backups.wish_stick": "a wish",
    "store.self_check.quick_check": "answers with codes alone",
}
"""Doors that touch nothing that a coach wrote, and what they touch instead."""


@pytest.mark.parametrize("door", sorted(CALLS))
def test_a_door_writes_a_line(notebook: Notebook, tmp_path: Path, door: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    on = Keeping(notebook, new_client(notebook, "Aalto"), folder)
    with notebook.reading() as connection:
        before, _ = head(connection)
    CALLS[door](on)
    with notebook.reading() as connection:
        after, _ = head(connection)
    assert after > before


@pytest.mark.parametrize("door", sorted(OF_THE_OFFICE))
def test_a_door_of_legal_holds_writes_a_line(office: Notebook, door: str) -> None:
    client = new_client(office, "Aalto")
    with office.reading() as connection:
        before, _ = head(connection)
    OF_THE_OFFICE[door](office, client)
    with office.reading() as connection:
        after, _ = head(connection)
    assert after > before


def test_a_backup_goes_to_the_stick_that_was_swapped_on_and_only_where_it_is_wished(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, shared = tmp_path / "stick", tmp_path / "shared"
    for folder in (stick / "nippu", shared, stick / "reppu-other"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(keeping_backups, "sticks", lambda: (stick,))
    assert not keeping_backups.back_up_beside(notebook, stick)
    keeping_backups.wish_stick(notebook, True)
    assert not keeping_backups.back_up_beside(notebook, shared)
    assert keeping_backups.back_up_beside(notebook, stick / "nippu")
    first = {path.name for path in stick.glob("reppu-*")}
    assert keeping_backups.back_up_beside(notebook, stick)
    second = {path.name for path in stick.glob("reppu-*")}
    # One of this notebook's, a fresh one; what another has there stays.
    assert len(second) == 2
    assert first & second == {"reppu-other"}
    (folder,) = [path for path in stick.glob("reppu-*") if path.name != "reppu-other"]
    assert {path.name for path in folder.iterdir()} == {"notebook.db", "keys.toml"}


def test_a_backup_is_due_once_a_day_and_when_a_clock_was_wrong(notebook: Notebook) -> None:
    home, now = notebook.home, datetime.now(UTC)
    assert keeping_backups.is_due(home, now)
    assert keeping_backups.back_up_when_due(notebook, now)
    assert not keeping_backups.back_up_when_due(notebook, datetime.now(UTC))
    assert keeping_backups.is_due(home, now + keeping_backups.EVERY * 2)
    assert keeping_backups.is_due(home, now - keeping_backups.EVERY)


def test_a_backup_that_nobody_waits_for_leaves_nothing(notebook: Notebook) -> None:
    from store.backup import StoppedError, backups_of

    notebook.back_up()
    with pytest.raises(StoppedError):
        notebook.back_up(stopped=lambda: True)
    assert len(backups_of(notebook.home)) == 1
    assert {path.suffix for path in notebook.home.backups.iterdir()} == {".db", ".toml"}
