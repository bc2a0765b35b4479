"""What a client is asked in view of: what a change on a consent names as known beside its record's heads (DESIGN §4).

Where the office has joined doubles, what was said under any of their cards is in view: it is one person who is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from store.held import consents_of, kept_on_consents, with_relatives, withdrawals_of
from store.history.graph import Ancestry
from store.one_person import cards_within


def withdrawals_in_view(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the names of all withdrawals of a person: a consent that did not know one of them does not count."""
    return tuple(sorted(_withdrawals(connection, cards_within(connection, client))))


def to_be_known(connection: Connection, client: str) -> tuple[str, ...]:
    """Return what a change on a consent names beside its record's heads: what the client was asked in view of.

    That is every withdrawal of the client (DESIGN 4), and every change on their consents that is held and kept: one
    on a branch that was put aside, say. Such a change leaves the plan in doubt until somebody who had it on the
    screen has asked the client (``store.history.consent``). What misses an ancestor is not named: whoever names it
    would wait with it.
    """
    cards = cards_within(connection, client)
    names = _withdrawals(connection, cards)
    kept = [change for card in cards for change in kept_on_consents(connection, card)]
    if kept:
        graph = Ancestry(with_relatives(connection, kept))
        names.update(change.name for change in kept if graph.complete(change.name))
    return tuple(sorted(names))


def said_beside(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the latest of what was said about telling under the other cards of a person.

    An agreement names it: from then on those cards no longer narrow what it tells (``store.history.consent``).

    Args:
        connection: an open transaction.
        client: id of the card under which the client is asked.
    """
    others = [card for card in cards_within(connection, client) if card != client]
    changes = [change for card in others for change in consents_of(connection, card)]
    if not changes:
        return ()
    graph = Ancestry(with_relatives(connection, changes))
    whole = [change.name for change in changes if graph.complete(change.name)]
    return tuple(sorted(name for name in whole if not any(graph.knew(later, name) for later in whole)))


def _withdrawals(connection: Connection, cards: Sequence[str]) -> set[str]:
    return {name for card in cards for name in withdrawals_of(connection, card)}
