"""Finishing an erasure: quarantine and backups hold no more of who was erased, and the signed list says who it was.

The erasure itself notes, in its own transaction, that this is to be done. It is done at once; what a full disk
forbids, or a dead battery, is done at the next start.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.backup import ERASED, backups_of, remove_backups
from store.refusal import Refusal
from store.schema import change, erased_client, refused_file

if TYPE_CHECKING:
    from store.notebook import Notebook

_erased_ids = select(change.c.id).join(erased_client, erased_client.c.client == change.c.client).distinct()


def finish_erasing(notebook: Notebook) -> bool:
    """Let quarantine and backups go of who was erased, and write the erasure list.

    Where there is no room for a new backup, the old ones go all the same: they hold what must not come back. So do
    notebooks that a restore had put aside. A stick that is elsewhere is replaced when it comes back
    (``keeping_backups.replace_on_sticks``).

    Args:
        notebook: an open notebook in which somebody was erased.

    Returns:
        Whether all of it is done; what is not is done at the next start.
    """
    from store.bundle.erasure_lists import write_list
    from store.keeping_backups import replace_on_sticks
    from store.notebook import put_setting

    old = [] if notebook.is_shared else backups_of(notebook.home)
    try:
        _empty_quarantine(notebook)
        write_list(notebook)
        notebook.back_up()
    except Refusal:
        return False
    finally:
        remove_backups(notebook.home, old)
        for folder in notebook.home.set_aside:
            shutil.rmtree(folder, ignore_errors=True)
    with notebook.writing() as connection:
        put_setting(connection, ERASED, "no")
    replace_on_sticks(notebook)
    with notebook.reading_own() as connection:
        connection.rollback()
        # The write-ahead log still has the pages as they were.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    return True


def _empty_quarantine(notebook: Notebook) -> None:
    """Let go of each file in quarantine that names somebody who was erased; its reason and size stay."""
    from store.bundle.trusted import own_keys

    identity = own_keys(notebook).identity
    with notebook.writing() as connection:
        named = [id.encode() for id in _ids(connection)]
        numbers = connection.scalars(select(refused_file.c.number).where(refused_file.c.content.is_not(None))).all()
        for number in numbers:
            content = connection.scalar(select(refused_file.c.content).where(refused_file.c.number == number))
            if content is None:
                continue
            text = _in_clear(bytes(content), identity)
            if any(id in text for id in named):
                connection.execute(refused_file.update().where(refused_file.c.number == number).values(content=None))


def _ids(connection: Connection) -> list[str]:
    """Return the ids of who was erased, and of all that was about them."""
    return sorted({*connection.scalars(select(erased_client.c.client)), *connection.scalars(_erased_ids)})


def _in_clear(content: bytes, identity: str) -> bytes:
    """Return what our own key reads of a file; what it cannot open nobody reads here."""
    from store.bundle.reading import unsealed

    try:
        return unsealed(content, identity)
    except Refusal:
        return content
