"""A backup as somebody may find it on a stick: a mangled notebook, a log beside it, an erasure list, and its keys."""

from __future__ import annotations

import shutil
import struct
import tempfile
from functools import cache
from pathlib import Path

from store.bundle.erasure_lists import load_list
from store.home import Home
from store.keeping_backups import write_backup
from store.outside import look_before_opening
from store.restoring import find_backup, require_whole
from store.write_ahead import _sums
from store.writing import Entry, save
from tests.notebooks import make_notebook

NOTEBOOK, PATCHED, LOG, LIST = range(4)
"""What the input is, by the lowest two bits of its first byte: the notebook, a change in it, its log, the list."""
IN_BACKUPS, NAMED, NONE, NO_KEYS = 4, 8, 16, 32
"""Set in the first byte: the notebook lies as the backups of a home do, and not as on a stick; the file is named, and
not its folder; there is no notebook; there are no keys."""
_PLACE = 3
"""Bytes that say where a change is made."""


@cache
def _made() -> tuple[Path, bytes, bytes, bytes]:
    """Return a backup's folder, its notebook, the key of that, and a log with a few saves."""
    folder = Path(tempfile.mkdtemp(prefix="reppu-fuzz-"))
    home = Home(folder / "home")
    with make_notebook(home.folder) as notebook:
        (folder / "stick").mkdir()
        write_backup(notebook, folder / "stick")
        with notebook.reading_own() as connection:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        for name in ("Kukka", "Puro"):
            save(notebook, Entry("employer", {"name": name}))
        log = home.notebook.with_name("notebook.db-wal").read_bytes()
        key = notebook.raw_key()
    return folder / "stick", (folder / "stick" / "notebook.db").read_bytes(), key, log


def begin() -> list[bytes]:
    """Return whole and broken notebooks, logs and lists, and folders in which something is missing."""
    _, notebook, _, log = _made()
    frame = 24 + 4096
    short = log[: 32 + 5 * frame]
    head = struct.pack(">I", struct.unpack(">I", log[:4])[0] | 1) + log[4:24]
    big = head + struct.pack(">II", *_sums(head, (0, 0), 1)) + short[32:]
    inputs = {
        NOTEBOOK: [
            notebook[: 2 * 4096],
            notebook[:4096],
            notebook[:5000],
            b"",
            b"SQLite format 3\x00",
            bytes(4096),
            b"Hei\n" * 1024,
        ],
        PATCHED: [bytes(_PLACE) + notebook[:4], (len(notebook) // 2).to_bytes(_PLACE, "big") + b"\x01"],
        LOG: [
            log,
            short,
            _flipped(log, 32 + 24 + 7),
            _flipped(log, 5),
            log + _flipped(log[32 : 32 + frame], 9),
            short[:-1],
            short[:40],
            b"\x01" + short[1:],
            big,
        ],
        LIST: [b"reppu\n"],
    }
    made = [
        bytes([flag | where]) + text for flag, texts in inputs.items() for where in (0, IN_BACKUPS) for text in texts
    ]
    missing = [bytes([NOTEBOOK | flags]) for flags in (NONE, NO_KEYS, NAMED, NAMED | NONE, IN_BACKUPS | NONE)]
    return [*made, *missing]


def _flipped(data: bytes, at: int) -> bytes:
    held = bytearray(data)
    held[at] ^= 1
    return bytes(held)


def read(data: bytes, folder: Path) -> None:
    """Do what a restore does before it asks for a passphrase, and then hold every page against its seal.

    Args:
        data: the input.
        folder: to lay the backup into.
    """
    stick, whole, key, _ = _made()
    flags, content = data[0] if data else 0, data[1:]
    kind = flags & 3
    place = folder / "archive"
    shutil.rmtree(place, ignore_errors=True)
    lies = place / "backups" if flags & IN_BACKUPS else place
    lies.mkdir(parents=True)
    notebook = bytearray(content if kind == NOTEBOOK else whole)
    if kind == PATCHED:
        at = int.from_bytes(content[:_PLACE], "big") % len(whole)
        notebook[at : at + len(content) - _PLACE] = content[_PLACE:]
    path = lies / ("notebook-000001.db" if flags & IN_BACKUPS else "notebook.db")
    if not flags & NONE:
        path.write_bytes(notebook)
    if not flags & NO_KEYS:
        shutil.copyfile(stick / "keys.toml", lies / "keys.toml")
    if kind == LIST:
        (lies / "erasures.toml").write_bytes(content)
    found = find_backup(path if flags & NAMED else place)
    load_list(found.erasures)
    building = Home(place / "building")
    building.folder.mkdir()
    shutil.copyfile(found.notebook, building.notebook)
    if kind == LOG:
        building.notebook.with_name("notebook.db-wal").write_bytes(content)
    look_before_opening(building)
    if kind != LOG:
        require_whole(building.notebook, key)
