"""Backups that whoever runs the office's database makes outside this program, and how far they reach.

This program cannot see them. The administrator asks how far the office has come, makes the backup, and says
afterwards that it is whole: what a receipt then calls backed up is in it, whatever was taken in meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from store.backup import BACKED_UP_NUMBER
from store.bundle.laptops import require_office
from store.notebook import put_setting
from store.refusal import Reason, Refusal
from store.schema import change, setting
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


def held_now(notebook: Notebook) -> int:
    """Return the number of the newest change that the office's database holds: a backup begun now holds it.

    Raises:
        Refusal: OFFICE_ONLY; NOT_SHARED where the records are in the notebook's own file.
    """
    _require_shared(notebook)
    with notebook.reading() as connection:
        return _newest(connection)


def note_outside_backup(notebook: Notebook, held: int) -> None:
    """Note that a backup of the office's database is whole: laptops may put away what it holds.

    An older backup than the one that is noted takes nothing back.

    Args:
        notebook: of the office, with its records in a shared database.
        held: what ``held_now`` gave before the backup was begun.

    Raises:
        Refusal: as ``held_now``; BEYOND_WHAT_IS_HELD for a number that the database has not come to.
    """
    _require_shared(notebook)
    with notebook.writing() as connection:
        if not 0 < held <= _newest(connection):
            raise Refusal(Reason.BEYOND_WHAT_IS_HELD, number=held)
        noted = connection.scalar(select(setting.c.value).where(setting.c.name == BACKED_UP_NUMBER))
        put_setting(connection, BACKED_UP_NUMBER, str(max(held, int(noted or 0))))
        write_line(connection, notebook.identity, Act.BACKED_UP, ground=str(held))


def _require_shared(notebook: Notebook) -> None:
    require_office(notebook)
    if not notebook.is_shared:
        raise Refusal(Reason.NOT_SHARED)


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(change.c.number))) or 0
