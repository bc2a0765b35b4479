"""What a notebook made from a backup waits for, and when it has it (DESIGN 4, 5; BUNDLE.md, "Erasure list").

A backup is older than what happened since: somebody may have been erased, a permission taken back. A laptop shows no
client before a delivery that the office wrote after it had heard of the laptop's new chain: an older delivery, found
on an old stick, does not carry that chain's first change. An office waits for its root, which names its new keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.acknowledging import KNOWN_DELIVERY
from store.history.change import Change
from store.notebook import WAITS_FOR, put_setting
from store.schema import setting
from store.use_log import DELIVERY

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

HEARD_IN = "heard_of_us_in"
"""Setting: number of the delivery that carries the first change of this notebook's new chain."""


def heard_of_us(connection: Connection, identity: Identity, number: int, changes: Iterable[Change]) -> None:
    """Note that a part of a delivery was taken in; where it is the one that is waited for, and whole, that is over.

    Args:
        connection: from a writing transaction, after the part was noted.
        identity: of a laptop.
        number: of the delivery.
        changes: of the part.
    """
    if identity.waits_for != DELIVERY:
        return
    if any(change.header.chain == identity.chain and change.header.seq == 1 for change in changes):
        put_setting(connection, HEARD_IN, str(number))
    known, heard = _setting(connection, KNOWN_DELIVERY), _setting(connection, HEARD_IN)
    if heard is not None and int(known or 0) >= int(heard):
        put_setting(connection, WAITS_FOR, "")


def come_to_its_own(notebook: Notebook) -> None:
    """Let an open notebook show everything again, once what it waited for is kept."""
    if notebook.identity.waits_for and not notebook.setting(WAITS_FOR):
        notebook.identity = replace(notebook.identity, waits_for="")


def _setting(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(setting.c.value).where(setting.c.name == name))
