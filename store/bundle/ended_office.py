"""What was written with a stolen office key beyond its last change: it no longer counts once the roster has come."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from store.bundle.tables import received_bundle
from store.notebook import put_setting
from store.schema import change, erased_client, known_chain
from store.taking_in import rebuild


def forget_beyond(connection: Connection, ends: Mapping[str, int]) -> None:
    """Read everything anew where something stands beyond the end of an office's chain.

    Such a change stays in the history without a role. What it ordered to be erased comes back from the office: this
    laptop says that it has no delivery, and gets everything again.

    Args:
        connection: from the transaction that keeps the roster.
        ends: chain of an office identity that lives no more → its last seq.
    """
    beyond = False
    for chain, last in ends.items():
        stolen = (
            select(change.c.number)
            .join(known_chain, known_chain.c.number == change.c.chain)
            .where(known_chain.c.id == chain, change.c.seq > last)
        )
        if connection.execute(stolen.limit(1)).first() is None:
            continue
        beyond = True
        for row in connection.execute(select(erased_client)).all():
            named, seq, _ = row.change.split("/")
            if named == chain and int(seq) > last:
                connection.execute(erased_client.delete().where(erased_client.c.client == row.client))
    if beyond:
        put_setting(connection, "known_delivery", "0")
        connection.execute(received_bundle.update().values(delivery=None))
        rebuild(connection, None)
