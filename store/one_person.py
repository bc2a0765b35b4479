"""One person, one card: where the office has joined doubles, the oldest card that is here stands for all of them.

Nothing is written by it and no record is altered: it is resolved at each reading, and a join that is taken back shows
the cards apart again at the next look (DESIGN §4, ``same_as``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.held import in_parts
from store.records import RECORD_TYPES

if TYPE_CHECKING:
    from store.notebook import Notebook

_client = RECORD_TYPES["client"].table
_join = RECORD_TYPES["client_join"].table
_standing_joins = select(_join.c.first, _join.c.second).where(_join.c.removed.is_(False))


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each client in some pairs all that are one with it, itself among them.

    Args:
        pairs: ids that a person has joined.
    """
    groups: dict[str, frozenset[str]] = {}
    for pair in pairs:
        whole = frozenset(pair).union(*(groups.get(id, ()) for id in pair))
        groups |= dict.fromkeys(whole, whole)
    return groups


def joined_groups(connection: Connection) -> dict[str, frozenset[str]]:
    """Return for each client who is joined with another all cards of that person, whether they are here or not.

    Args:
        connection: an open transaction.
    """
    rows = connection.execute(_standing_joins).all()
    return groups_of((row.first, row.second) for row in rows if row.first is not None and row.second is not None)


def cards_within(connection: Connection, client: str) -> tuple[str, ...]:
    """Return all cards of the person whose card is given, itself among them, the oldest first.

    Args:
        connection: an open transaction. Nothing is logged.
        client: id of a client.
    """
    return tuple(sorted(joined_groups(connection).get(client, frozenset((client,)))))


def stands_within(connection: Connection) -> dict[str, str]:
    """Return for each joined card the one that stands for it: the oldest that is here. Who is not joined is left out.

    Args:
        connection: an open transaction. Nothing is logged.
    """
    groups = joined_groups(connection)
    here: set[str] = set()
    for part in in_parts(sorted(groups)):
        here |= set(
            connection.scalars(select(_client.c.id).where(_client.c.id.in_(part), _client.c.removed.is_(False)))
        )
    return {id: min(whole & here or whole) for id, whole in groups.items()}


def names_within(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return given and family name of some clients; who is not here is left out.

    Args:
        connection: an open transaction, in which the caller logs the look.
        ids: of clients.
    """
    columns = (_client.c.id, _client.c.given_name, _client.c.family_name)
    return {
        row.id: (row.given_name or "", row.family_name or "")
        for part in in_parts(sorted(ids))
        for row in connection.execute(select(*columns).where(_client.c.id.in_(part)))
    }


def standing_cards(notebook: Notebook) -> dict[str, str]:
    """Return for each joined card the card that stands for it; see `stands_within`. Ids alone, so nothing is logged.

    Args:
        notebook: the open notebook, a laptop's too.
    """
    with notebook.reading() as connection:
        return stands_within(connection)
