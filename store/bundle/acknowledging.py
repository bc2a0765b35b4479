"""Which delivery this laptop acknowledges to the office, and when it has none whole any more."""

from __future__ import annotations

from sqlalchemy import Connection

from store.bundle.tables import received_bundle
from store.notebook import put_setting

KNOWN_DELIVERY = "known_delivery"
"""Setting of a laptop: number of the last delivery that came whole."""


def forget_deliveries(connection: Connection) -> None:
    """Acknowledge no delivery any more, so that the next one brings everything again.

    Where something was put away or no longer counts, and under a new key: the office numbers the deliveries of each
    key from 1, and would take the number of another key's for its own.

    Args:
        connection: from a writing transaction.
    """
    put_setting(connection, KNOWN_DELIVERY, "0")
    # The parts that came of one are no beginning of the next that has its number.
    connection.execute(received_bundle.update().values(delivery=None))
