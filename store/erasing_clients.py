"""Erasing a client on a stated ground: the office does it, a laptop asks for it (DESIGN 4; GDPR 17).

Another act than *Poista tältä koneelta* (``store.putting_away``), which leaves everything at the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select

from store.bundle.erasure_lists import may_sign_list
from store.erasing import erase_listed
from store.identifiers import is_id
from store.keeping_backups import before_erasure
from store.keeping_times import holds_on
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change, clear_file, erased_client, setting
from store.taking_in import rebuild
from store.use_log import Act, write_line
from store.writing import Entry, Writer

if TYPE_CHECKING:
    from store.notebook import Notebook

OWN_ORDER = "own"
"""What the list names instead of an order, where a notebook has no office and erases by itself."""


@dataclass(frozen=True)
class ErasedNow:
    """What became of an erasure.

    Attributes:
        asked: whether it is only asked for: a person at the office confirms it.
        finished: whether backups and quarantine hold nothing of the client any more.
        clear_files: how many files in clear about the client are still listed: a person must delete them.
        on_sticks: how many backups on sticks that are elsewhere hold the client until they come back.
    """

    asked: bool
    finished: bool
    clear_files: int
    on_sticks: int = 0


def erase_client(notebook: Notebook, client: str, ground: str) -> ErasedNow:
    """Erase a client, or ask the office to: rows, history, index, drafts, quarantine and backups.

    The headers stay, so that the chains still verify; the use log stays too, and the id is never used again.

    Args:
        notebook: an open notebook.
        client: id.
        ground: on what ground, in the person's words; it outlives the client: no name in it.

    Raises:
        Refusal: UNKNOWN_CLIENT; GROUND_MISSING; LEGALLY_HELD; ERASED_CLIENT. Nothing was changed.
    """
    stated = " ".join(ground.split())
    if not stated:
        raise Refusal(Reason.GROUND_MISSING)
    with notebook.writing() as connection:
        require_client(connection, client)
        if holds_on(connection, client):
            raise Refusal(Reason.LEGALLY_HELD)
        asked = _erase(connection, notebook, client, stated)
    with notebook.reading() as connection:
        pending = connection.scalar(select(setting.c.value).where(setting.c.name == "erased_since_backup"))
        left = connection.execute(
            select(clear_file.c.number).where(clear_file.c.client == client, clear_file.c.gone_at.is_(None))
        ).all()
    on_sticks = 0 if asked else before_erasure(notebook)
    return ErasedNow(asked, finished=pending != "yes", clear_files=len(left), on_sticks=on_sticks)


def _erase(connection: Connection, notebook: Notebook, client: str, ground: str) -> bool:
    """Do it as this notebook may; return whether it is only asked for."""
    identity = notebook.identity
    if identity.role in RECORD_TYPES["erasure"].written_by:
        Writer(connection, identity).save(Entry("erasure", {"client": client, "ground": ground}))
    elif may_sign_list(connection, identity):
        reached = erase_listed(connection, [(client, OWN_ORDER, datetime.now(UTC))])
        rebuild(connection, reached)
    else:
        Writer(connection, identity).save(Entry("erasure_request", {"client": client, "ground": ground}))
        return True
    write_line(connection, identity, Act.ERASED, client=client, ground=ground)
    return False


def require_client(connection: Connection, client: str) -> None:
    """Refuse a client who was never here, or was erased.

    Raises:
        Refusal: UNKNOWN_CLIENT, ERASED_CLIENT.
    """
    if not is_id(client):
        raise Refusal(Reason.UNKNOWN_CLIENT)
    if connection.execute(select(erased_client.c.client).where(erased_client.c.client == client)).first():
        raise Refusal(Reason.ERASED_CLIENT)
    card = (change.c.id == client) & (change.c.record == "client")
    known = select(change.c.number).where(or_(change.c.client == client, card)).limit(1)
    if connection.execute(known).first() is None:
        raise Refusal(Reason.UNKNOWN_CLIENT)
