"""The notebook's check of itself: pages, structure, history, use log, keys."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store import use_log
from store.derived import forked_chain
from store.engine import pages_hold, refusing
from store.history.change import read_change
from store.keys import slots
from store.refusal import Refusal
from store.schema import change, trusted_key

if TYPE_CHECKING:
    from store.notebook import Notebook


class Finding(StrEnum):
    """What is not as it should be."""

    DAMAGED_PAGES = "damaged_pages"
    """A page is not what was written: its seal does not hold."""
    DAMAGED_STRUCTURE = "damaged_structure"
    ALTERED_HISTORY = "altered_history"
    """A change is not as it was written, or does not follow on the one before it."""
    ALTERED_USE_LOG = "altered_use_log"
    DAMAGED_RECOVERY_SLOT = "damaged_recovery_slot"
    LOST_SAVES = "lost_saves"
    """The use log had more lines at the last save than it has now: what was saved last is gone."""
    DAMAGED_KEYS = "damaged_keys"
    """A slot of the keys file is not as it was written; another one opened the notebook."""
    MISSING_RECOVERY_SLOT = "missing_recovery_slot"
    """An office is trusted, and it could not open this notebook when a passphrase is forgotten."""


WAYS_OUT = frozenset(
    {
        Finding.DAMAGED_PAGES,
        Finding.DAMAGED_STRUCTURE,
        Finding.ALTERED_HISTORY,
    }
)
"""Findings that `store.rescuing` or a backup mends."""


def quick_check(notebook: Notebook) -> tuple[Finding, ...]:
    """Return what a look beside the first screen finds: pages, keys, lost saves, the end of the use log.

    It holds the seal of every page, and of the log only the last lines; ``check`` reads everything.

    Raises:
        Refusal: DAMAGED_NOTEBOOK when the damage lets nothing be read at all.
    """
    found: list[Finding] = []
    with refusing(notebook.home.folder):
        if not pages_hold(notebook.own_engine):
            found.append(Finding.DAMAGED_PAGES)
    with notebook.reading() as connection:
        if use_log.verify(connection, last=LAST_LINES) is not None:
            found.append(Finding.ALTERED_USE_LOG)
    return (*found, *_beside(notebook))


LAST_LINES = 500
"""So many lines of the use log are held against each other at every start."""


def check(notebook: Notebook) -> tuple[Finding, ...]:
    """Return what is wrong with an open notebook; nothing when all is well. It reads every page.

    SQLCipher's own check misses a cut-off file, SQLite's misses a damaged free page: both run (FINDINGS).

    Raises:
        Refusal: DAMAGED_NOTEBOOK when the damage lets nothing be read at all.
    """
    found: list[Finding] = []
    enrolled = False
    with refusing(notebook.home.folder):
        if not pages_hold(notebook.own_engine):
            found.append(Finding.DAMAGED_PAGES)
    with notebook.reading_own() as connection:
        try:
            answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except Exception:
            answers = ["failed"]
        if answers != ["ok"]:
            found.append(Finding.DAMAGED_STRUCTURE)
    if not found:
        with notebook.reading() as connection:
            if not _history_is_whole(connection):
                found.append(Finding.ALTERED_HISTORY)
            if use_log.verify(connection) is not None:
                found.append(Finding.ALTERED_USE_LOG)
            enrolled = (
                connection.execute(select(trusted_key.c.role).where(trusted_key.c.role == "root")).first() is not None
            )
    found += _beside(notebook)
    with suppress(Refusal):
        if slots.recovery_slot(notebook.home) is None and enrolled:
            found.append(Finding.MISSING_RECOVERY_SLOT)
    return tuple(found)


def _beside(notebook: Notebook) -> list[Finding]:
    """Return what is wrong beside the notebook: its keys file, and its mark."""
    found: list[Finding] = []
    if notebook.lost_lines:
        found.append(Finding.LOST_SAVES)
    try:
        slots.recovery_slot(notebook.home)
    except Refusal:
        found.append(Finding.DAMAGED_RECOVERY_SLOT)
    if not slots.is_whole(notebook.home):
        found.append(Finding.DAMAGED_KEYS)
    return found


def _history_is_whole(connection: Connection) -> bool:
    """Tell whether every change is the one that its hash names, with its body, and follows on the one before it.

    Chains of others may have holes; of a fork each branch follows on the place before, unless that place is a hole
    of this branch and held of the other alone.
    """
    forked = set(connection.scalars(select(forked_chain.c.chain)))
    rows = connection.execute(
        select(change.c.chain, change.c.seq, change.c.hash, change.c.header, change.c.body)
        .order_by(change.c.chain, change.c.seq)
        .execution_options(yield_per=1000)
    )
    chain, place = 0, 0
    here: set[str] = set()
    before: set[str] = set()
    for row in rows:
        if (row.chain, row.seq) != (chain, place):
            before = here if (row.chain, row.seq - 1) == (chain, place) else set()
            chain, place, here = row.chain, row.seq, set()
        try:
            held = read_change(row.header, row.body)
        except (ValueError, KeyError, TypeError):
            return False
        if held.hash != row.hash or held.header.seq != row.seq:
            return False
        if before and held.header.before not in before and row.chain not in forked:
            return False
        here.add(row.hash)
    return True
