"""A notebook's file judged by its outside, and by its first page: whether it is ours at all."""

from __future__ import annotations

from codecs import getincrementaldecoder
from contextlib import suppress

from sqlalchemy import Engine

from store.engine import APPLICATION_ID, PAGE
from store.files import refusing as refusing_system
from store.home import Home
from store.refusal import Reason, Refusal
from store.write_ahead import Log, judge_log

_PLAIN_SQLITE = b"SQLite format 3\x00"


def look_before_opening(home: Home) -> None:
    """Judge the file by its outside: SQLite would take an empty one for a new notebook and write into it.

    Raises:
        Refusal: NO_NOTEBOOK, EMPTY_NOTEBOOK, FOREIGN_FILE, DAMAGED_NOTEBOOK, DAMAGED_LOG.
    """
    with refusing_system():
        if not home.notebook.exists():
            raise Refusal(Reason.NO_NOTEBOOK)
        size = home.notebook.stat().st_size
        with home.notebook.open("rb") as file:
            page = file.read(PAGE)
    if size == 0:
        raise Refusal(Reason.EMPTY_NOTEBOOK)
    if _is_foreign(page):
        raise Refusal(Reason.FOREIGN_FILE)
    log = judge_log(home.notebook.with_name(home.notebook.name + "-wal"))
    if log is Log.DAMAGED:
        raise Refusal(Reason.DAMAGED_LOG)
    # A battery that dies while the log is brought home leaves half a page at the end: the whole one is in the log.
    # Where it is not, its check fails as soon as it is read.
    if size % PAGE and log is Log.EMPTY:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)


def _is_foreign(page: bytes) -> bool:
    """Tell whether a file's beginning was never a notebook's.

    An encrypted page cannot be told from chance. Chance is not UTF-8, and practically every byte value occurs in
    4 096 bytes of it; a text, a table or the head of a picture has far fewer. Nothing but zeros is a wiped page.
    """
    if not page.strip(b"\x00"):
        return False
    with suppress(UnicodeDecodeError):
        # Not final: the page may end inside a letter.
        getincrementaldecoder("utf-8")().decode(page)
        return True
    return page.startswith(_PLAIN_SQLITE) or len(set(page)) < min(len(page) // 3, 200)


def require_ours(engine: Engine) -> None:
    """Refuse a database that this key opens and that is no notebook.

    Raises:
        Refusal: FOREIGN_FILE.
    """
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise Refusal(Reason.FOREIGN_FILE)
