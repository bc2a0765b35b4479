"""What cannot be opened: each with its own reason, nothing changed, nothing in clear."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store import migrations
from store.engine import APPLICATION_ID, PAGE, make_engine, transaction
from store.home import Home
from store.keys import slots
from store.notebook import Notebook
from store.refusal import Reason, Refusal
from store.self_check import Finding, check
from tests.notebooks import PASSPHRASE, make_notebook


def _files(home: Home) -> dict[str, str]:
    """Return every file of a home but the lock, which is made by asking."""
    return {
        str(path.relative_to(home.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.folder.rglob("*")
        if path.is_file() and path != home.lock
    }


def _reason(home: Home, passphrase: str = PASSPHRASE) -> Reason:
    """Ask to unlock, and hold that the refusal changed nothing and let go of the lock."""
    before = _files(home) if home.folder.exists() else {}
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            Notebook.unlock(home, passphrase)
    assert (_files(home) if home.folder.exists() else {}) == before
    assert PASSPHRASE not in str(caught.value)
    return caught.value.reason


def test_no_notebook(home: Home) -> None:
    assert _reason(home) is Reason.NO_NOTEBOOK
    assert not home.folder.exists()


def test_wrong_passphrase(filled_home: Home) -> None:
    assert _reason(filled_home, "ihan muu lause kuin oikea") is Reason.WRONG_PASSPHRASE


def test_keys_that_are_missing_or_damaged(filled_home: Home) -> None:
    content = filled_home.keys.read_bytes()
    filled_home.keys.write_bytes(content.replace(b"sealed", b"sealex"))
    assert _reason(filled_home) is Reason.DAMAGED_SLOT
    filled_home.keys.unlink()
    assert _reason(filled_home) is Reason.MISSING_SLOT


def test_empty_file(filled_home: Home) -> None:
    filled_home.notebook.write_bytes(b"")
    assert _reason(filled_home) is Reason.EMPTY_NOTEBOOK


def _plain_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        _plain_sqlite,
        lambda path: path.write_text("Tämä on ihan muu tiedosto.\n" * 500, encoding="utf-8"),
        lambda path: path.write_bytes(b"x"),
        lambda path: path.write_bytes(b"<html>" + b"\x00" * 8186),
    ],
    ids=["plain SQLite", "text", "one byte", "mostly nothing"],
)
def test_foreign_file(filled_home: Home, make: Callable[[Path], object]) -> None:
    filled_home.notebook.unlink()
    make(filled_home.notebook)
    assert _reason(filled_home) is Reason.FOREIGN_FILE


def test_a_database_of_ours_by_key_but_not_by_kind(filled_home: Home) -> None:
    engine = make_engine(filled_home.notebook, slots.open_slot(filled_home, PASSPHRASE).key)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID + 1}")
    engine.dispose()
    assert _reason(filled_home) is Reason.FOREIGN_FILE


def test_another_notebook_under_our_keys(filled_home: Home, tmp_path: Path) -> None:
    other = make_notebook(tmp_path / "other")
    other.close()
    shutil.copy(other.home.notebook, filled_home.notebook)
    assert _reason(filled_home) is Reason.DAMAGED_NOTEBOOK


def _flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("position", [0, 15, 16, 100, 2000, PAGE - 1])
def test_damaged_first_page(filled_home: Home, position: int) -> None:
    _flip(filled_home.notebook, position)
    assert _reason(filled_home) is Reason.DAMAGED_NOTEBOOK


def test_a_first_page_that_was_wiped(filled_home: Home) -> None:
    content = filled_home.notebook.read_bytes()
    filled_home.notebook.write_bytes(b"\x00" * PAGE + content[PAGE:])
    assert _reason(filled_home) is Reason.DAMAGED_NOTEBOOK


@pytest.mark.parametrize("length", [PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, -1, -PAGE])
def test_truncated(filled_home: Home, length: int) -> None:
    content = filled_home.notebook.read_bytes()
    filled_home.notebook.write_bytes(content[:length])
    assert _reason(filled_home) is Reason.DAMAGED_NOTEBOOK


def test_damage_in_the_middle_is_said_when_it_is_met_and_when_it_is_looked_for(filled_home: Home) -> None:
    """Opening reads a few pages only; the rest is met later, and never as an answer."""
    whole = filled_home.notebook.read_bytes()
    answers = []
    for page in range(1, len(whole) // PAGE, 6):
        _flip(filled_home.notebook, page * PAGE + 1000)
        answers.append(_how_damage_is_said(filled_home))
        filled_home.notebook.write_bytes(whole)
    assert "looked for" in answers
    assert set(answers) <= {"met", "looked for"}


def _how_damage_is_said(home: Home) -> str:
    """Return when damage is said: met while opening, or found by the check."""
    try:
        notebook = Notebook.unlock(home, PASSPHRASE)
    except Refusal as refusal:
        return "met" if refusal.reason is Reason.DAMAGED_NOTEBOOK else refusal.reason.value
    with notebook:
        try:
            return "looked for" if Finding.DAMAGED_PAGES in check(notebook) else "not at all"
        except Refusal as refusal:
            return "looked for" if refusal.reason is Reason.DAMAGED_NOTEBOOK else refusal.reason.value


def test_a_whole_notebook_has_no_findings(notebook: Notebook) -> None:
    assert check(notebook) == ()
    slots.set_recovery_slot(notebook.home, "keksitty")
    assert check(notebook) == ()
    _flip(notebook.home.keys, notebook.home.keys.stat().st_size - 10)
    assert check(notebook) == (Finding.DAMAGED_RECOVERY_SLOT,)


def test_an_altered_use_log_is_a_finding(notebook: Notebook) -> None:
    with notebook.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER use_line_is_never_altered")
        connection.exec_driver_sql("UPDATE use_line SET act = 'listed' WHERE number = 1")
    assert check(notebook) == (Finding.ALTERED_USE_LOG,)


def test_newer_schema(filled_home: Home) -> None:
    engine = make_engine(filled_home.notebook, slots.open_slot(filled_home, PASSPHRASE).key)
    with transaction(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {migrations.latest() + 1}")
    engine.dispose()
    assert _reason(filled_home) is Reason.NEWER_SCHEMA
