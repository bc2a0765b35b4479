"""A second reader of SQLCipher files, not ours: it opens the notebook with the right key and with no other.

It also shows the decrypted pages, so that what was erased can be looked for where it could still stand: searching
the encrypted file for it would always pass.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import insert, update

from store.backup import backups_of
from store.engine import PAGE
from store.home import Home
from store.identifiers import new_id
from store.keys import slots
from store.notebook import Notebook
from store.schema import draft, setting
from store.use_log import Act, write_line
from store.writing import Entry, save
from tests.notebooks import PASSPHRASE, make_notebook

PLANTED = "Keksittysalaisuus"


def open_with_other_reader(path: Path, key: bytes) -> apsw.Connection:
    """Open a SQLCipher 4 file with SQLite3 Multiple Ciphers."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def pages_of(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield every decrypted page of the file, free ones and slack too, as SQLCipher 4 describes its format.

    AES-256-CBC; the last 80 bytes of a page are its initial vector and its HMAC-SHA-512; the file begins with 16
    bytes of salt.
    """
    content = path.read_bytes()
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        vector = page[-80:-64]
        decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
        yield decryptor.update(page[16 if start == 0 else 0 : -80]) + decryptor.finalize()


def test_the_right_key_opens_and_reads(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        notebook.set_setting("planted", PLANTED)
        identity = notebook.identity
    connection = open_with_other_reader(filled_home.notebook, slots.open_slot(filled_home, PASSPHRASE).key)
    rows = {row[0]: row[1] for row in connection.execute("SELECT name, value FROM setting")}
    assert rows["planted"] == PLANTED
    assert rows["notebook"] == identity.notebook
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_a_wrong_key_opens_nothing(filled_home: Home) -> None:
    key = slots.open_slot(filled_home, PASSPHRASE).key
    for wrong in (secrets.token_bytes(32), bytes([key[0] ^ 1]) + key[1:]):
        connection = open_with_other_reader(filled_home.notebook, wrong)
        with pytest.raises(apsw.NotADBError):
            connection.execute("SELECT count(*) FROM setting").fetchall()
        connection.close()


def test_a_backup_opens_with_the_same_key(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        notebook.set_setting("planted", PLANTED)
        notebook.back_up()
    (backup,) = backups_of(filled_home)
    connection = open_with_other_reader(backup, slots.open_slot(filled_home, PASSPHRASE).key)
    assert connection.execute("SELECT value FROM setting WHERE name = 'planted'").fetchall() == [(PLANTED,)]
    connection.close()


def _plant(notebook: Notebook) -> None:
    """Put the planted word wherever a person's text can come to stand."""
    employer = save(notebook, Entry("employer", {"name": f"{PLANTED} Oy"}))
    save(notebook, Entry("client", {"given_name": PLANTED, "nickname": PLANTED}))
    save(notebook, Entry("employer", {"name": f"{PLANTED} ja kumppanit"}, id=employer.id))
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.PRINTED, ground=PLANTED)
        connection.execute(
            insert(draft).values(id=new_id(), form="event", content=PLANTED, saved_at=_now()),
        )
    notebook.set_setting("planted", PLANTED)
    notebook.set_secret("planted", PLANTED.encode())
    notebook.back_up()


def _now() -> datetime:
    return datetime.now(UTC)


def _in_clear(folder: Path) -> list[str]:
    """Return the files in which, or in whose names, the planted word can be read, in any usual encoding."""
    found = []
    for path in folder.rglob("*"):
        content = (path.read_bytes() if path.is_file() else b"") + str(path.relative_to(folder)).encode()
        for text in (PLANTED, PLANTED.lower(), PLANTED.upper()):
            if text.encode() in content or text.encode("utf-16-le") in content:
                found.append(str(path))
    return found


def test_nothing_is_readable_on_the_disk_while_open_and_when_closed(filled_home: Home) -> None:
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        _plant(notebook)
        log = filled_home.notebook.with_name("notebook.db-wal")
        assert log.stat().st_size > PAGE
        assert _in_clear(filled_home.folder) == []
        for path in filled_home.folder.rglob("*"):
            assert notebook.raw_key() not in (path.read_bytes() if path.is_file() else b"")
            assert notebook.raw_key().hex().encode() not in (path.read_bytes() if path.is_file() else b"")
    assert _in_clear(filled_home.folder) == []
    # The same search finds what does stand there in clear: a word of settings.toml.
    assert b"language" in filled_home.settings.read_bytes()
    (filled_home.folder / "plain").write_text(PLANTED)
    assert _in_clear(filled_home.folder) == [str(filled_home.folder / "plain")]


def test_what_was_taken_out_stands_on_no_decrypted_page(filled_home: Home) -> None:
    """`secure_delete` wipes rows; the search index has its own. The history goes with an erasure."""
    key = slots.open_slot(filled_home, PASSPHRASE).key
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook:
        for number in range(50):
            notebook.set_setting(f"planted {number}", f"{PLANTED} {number} " * 20)
        with notebook.writing() as connection:
            connection.execute(insert(draft).values(id=new_id(), form="x", content=PLANTED * 900, saved_at=_now()))
    assert any(PLANTED.encode() in page for page in pages_of(filled_home.notebook, key))
    with Notebook.unlock(filled_home, PASSPHRASE) as notebook, notebook.writing() as connection:
        connection.execute(draft.delete())
        connection.execute(update(setting).where(setting.c.name.like("planted%")).values(value="x"))
    assert not any(PLANTED.encode() in page for page in pages_of(filled_home.notebook, key))


def test_an_erased_client_stands_on_no_decrypted_page(tmp_path: Path) -> None:
    """Neither in a row, nor in the history, nor in the search index, whose own deletions keep words (FINDINGS)."""
    home = Home(tmp_path / "office")
    with make_notebook(home.folder, role="office") as notebook:
        client = save(notebook, Entry("client", {"given_name": PLANTED, "nickname": PLANTED, "phone": "0401110000"}))
        for number in range(30):
            save(notebook, Entry("client", {"given_name": f"Toinen{number}", "nickname": "Muu"}))
        save(notebook, Entry("client", {"nickname": f"{PLANTED} uudestaan"}, id=client.id))
        key = notebook.raw_key()

    def standing() -> int:
        return sum(PLANTED.lower().encode() in page.lower() for page in pages_of(home.notebook, key))

    assert standing() >= 2
    with Notebook.unlock(home, PASSPHRASE) as notebook:
        save(notebook, Entry("erasure", {"client": client.id, "ground": "pyydetty"}))
    assert standing() == 0
    assert any(b"Toinen29" in page for page in pages_of(home.notebook, key))
