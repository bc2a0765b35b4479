"""Whom something is due for: of several cards of one person the one that stands, once, with its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from store.due.shown import Person, person_of
from store.one_person import names_within, stands_within


@dataclass(frozen=True)
class People:
    """The cards that the office has joined.

    Attributes:
        stands: each joined card with the one that stands for it.
        names: given and family name of those that stand.
    """

    stands: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, connection: Connection) -> People:
        """Read them; the caller logs the look."""
        stands = stands_within(connection)
        return cls(stands, names_within(connection, set(stands.values())) if stands else {})

    def id_of(self, client: str) -> str:
        """Return the card that stands for a card."""
        return self.stands.get(client, client)

    def person(self, row: Mapping[Any, Any]) -> Person:
        """Return whom a row with a client's id and names is about."""
        id = self.id_of(row["id"])
        return Person(id, *self.names[id]) if id in self.names else person_of(row)

    def cards_of(self, clients: Iterable[str]) -> list[str]:
        """Return every card of some people, by the ids that stand for them."""
        wanted = set(clients)
        return sorted(wanted | {card for card, id in self.stands.items() if id in wanted})
