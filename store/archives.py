"""Archives of what was put away: how long they are kept; none outlives its time on a laptop that nobody tidies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam

from store.schema import archived_body
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity

ARCHIVE = timedelta(days=14)
"""How long what was put away can be fetched back (DESIGN §4)."""

_old = archived_body.delete().where(archived_body.c.at < bindparam("before"))


def let_go_of_archives(connection: Connection, identity: Identity) -> int:
    """Let go of what was put away more than 14 days ago; return how many changes that were.

    Args:
        connection: from a writing transaction.
        identity: of this notebook.
    """
    count = connection.execute(_old, {"before": datetime.now(UTC) - ARCHIVE}).rowcount
    if count:
        write_line(connection, identity, Act.PUT_AWAY, record="archived_body")
    return count
