"""The notebook's check of itself: pages, structure, use log, keys."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from store import use_log
from store.keys import slots
from store.refusal import Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook


class Finding(StrEnum):
    """What is not as it should be."""

    DAMAGED_PAGES = "damaged_pages"
    """A page is not what was written: its seal does not hold."""
    DAMAGED_STRUCTURE = "damaged_structure"
    ALTERED_USE_LOG = "altered_use_log"
    DAMAGED_RECOVERY_SLOT = "damaged_recovery_slot"


def check(notebook: Notebook) -> tuple[Finding, ...]:
    """Return what is wrong with an open notebook; nothing when all is well. It reads every page.

    SQLCipher's own check misses a cut-off file, SQLite's misses a damaged free page: both run (FINDINGS).

    Raises:
        Refusal: DAMAGED_NOTEBOOK when the damage lets nothing be read at all.
    """
    found: list[Finding] = []
    with notebook.reading() as connection:
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            found.append(Finding.DAMAGED_PAGES)
        try:
            answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except Exception:
            answers = ["failed"]
        if answers != ["ok"]:
            found.append(Finding.DAMAGED_STRUCTURE)
        if not found and use_log.verify(connection) is not None:
            found.append(Finding.ALTERED_USE_LOG)
    try:
        slots.recovery_slot(notebook.home)
    except Refusal:
        found.append(Finding.DAMAGED_RECOVERY_SLOT)
    return tuple(found)
