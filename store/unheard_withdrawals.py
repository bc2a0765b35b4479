"""Withdrawals that a coach's laptop does not know yet: *Soita valmentajalle nyt* (USERS 4).

A laptop knows a withdrawal when it was written on it, or when its newest bundle says that it has a delivery with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select

from store.bundle.laptops import LaptopShown
from store.bundle.news import clients_of, unpack_marks
from store.bundle.trusted import as_fingerprint
from store.held import held_change, in_parts
from store.records import RECORD_TYPES
from store.schema import change, correspondent, delivery, known_chain

if TYPE_CHECKING:
    from collections.abc import Collection

_withdrawal = RECORD_TYPES["withdrawal"].table
_client = RECORD_TYPES["client"].table
_assignment = RECORD_TYPES["assignment"].table
_laptop = RECORD_TYPES["laptop"].table
_standing = select(_withdrawal.c.id, _withdrawal.c.client).where(_withdrawal.c.removed.is_(False))
_changes_of = select(change.c.number, change.c.chain, change.c.id, change.c.header).where(
    change.c.id.in_(bindparam("ids", expanding=True))
)
_about = select(change.c.number, change.c.chain).where(change.c.client == bindparam("client"))
_ended = select(_assignment.c.id).where(
    _assignment.c.worker == bindparam("worker"),
    _assignment.c.client == bindparam("client"),
    _assignment.c.removed.is_(False),
    _assignment.c.end < bindparam("today"),
)
_deliveries = select(delivery.c.number, delivery.c.sent).where(
    delivery.c.recipient == bindparam("key"), delivery.c.number >= bindparam("known")
)
"""The acknowledged one and those after it: each names everything that the laptop then has."""

_acknowledged = select(correspondent.c.delivery).where(correspondent.c.key == bindparam("key"))


@dataclass(frozen=True)
class Unheard:
    """A client took a permission back, and a coach who may go to an employer today does not know it yet.

    Attributes:
        client: id of the client.
        given_name: of the client; empty where the client is not here.
        family_name: likewise.
        at: when the oldest withdrawal that is not known there was recorded.
    """

    client: str
    given_name: str
    family_name: str
    at: datetime


@dataclass(frozen=True)
class _Withdrawal:
    """A withdrawal as it was written: the change with its number and chain in this notebook."""

    number: int
    chain: int
    client: str
    at: datetime


class _Laptop:
    """What one laptop has, as far as the office knows.

    Args:
        connection: an open transaction.
        key: its fingerprint.
        chains: numbers of its chains, those of earlier keys that it goes on with too.
    """

    def __init__(self, connection: Connection, key: str, chains: frozenset[int]) -> None:
        self.chains = chains
        known = connection.scalar(_acknowledged, {"key": key}) or 0
        rows = connection.execute(_deliveries, {"key": key, "known": known}).all()
        marks = {row.number: unpack_marks(row.sent) for row in rows}
        self.acknowledged = {mark // 2 for mark in marks.get(known, frozenset()) if not mark % 2}
        self.sent = {mark // 2 for each in marks.values() for mark in each if not mark % 2}

    def knows(self, one: _Withdrawal) -> bool:
        """Tell whether its newest bundle shows that it knows a withdrawal."""
        return one.chain in self.chains or one.number in self.acknowledged

    def may_hold(self, about: Iterable[Any]) -> bool:
        """Tell whether it wrote about a client or may have been given anything about them."""
        return any(row.chain in self.chains or row.number in self.sent for row in about)


def unheard_by(
    connection: Connection, laptops: Collection[LaptopShown], today: date
) -> Mapping[str, tuple[Unheard, ...]]:
    """Return what each laptop does not know yet, by its fingerprint; the use log is the caller's business.

    Args:
        connection: an open transaction of the office's notebook.
        laptops: those that were not cut off.
        today: the day it is.
    """
    withdrawals = _withdrawals(connection)
    if not withdrawals:
        return {}
    chains = _chains(connection)
    names = _names(connection, {one.client for one in withdrawals})
    about = {client: connection.execute(_about, {"client": client}).all() for client in names}
    found: dict[str, tuple[Unheard, ...]] = {}
    for shown in laptops:
        laptop = _Laptop(connection, shown.fingerprint, chains.get(shown.fingerprint, frozenset()))
        worker = shown.worker or shown.claimed
        coached = clients_of(connection, worker, today)
        oldest: dict[str, datetime] = {}
        for one in withdrawals:
            if laptop.knows(one) or not laptop.may_hold(about[one.client]):
                continue
            if one.client in coached or not _put_away(connection, laptop, worker, one.client, today):
                oldest[one.client] = min(one.at, oldest.get(one.client, one.at))
        if oldest:
            found[shown.fingerprint] = tuple(
                Unheard(client, *names[client], at) for client, at in sorted(oldest.items(), key=lambda each: each[1])
            )
    return found


def _withdrawals(connection: Connection) -> list[_Withdrawal]:
    client_of = {row.id: row.client for row in connection.execute(_standing)}
    found = []
    for part in in_parts(sorted(client_of)):
        for row in connection.execute(_changes_of, {"ids": part}):
            at = held_change(row.header, None).header.at
            found.append(_Withdrawal(row.number, row.chain, client_of[row.id], at))
    return found


def _chains(connection: Connection) -> dict[str, frozenset[int]]:
    """Return the numbers of each key's chains, those of earlier keys that the office bound to it too."""
    numbers = {row.id: row.number for row in connection.execute(select(known_chain.c.id, known_chain.c.number))}
    found: dict[str, set[int]] = {}
    for row in connection.execute(select(known_chain).where(known_chain.c.key.is_not(None))):
        found.setdefault(as_fingerprint(row.key), set()).add(row.number)
    for row in connection.execute(select(_laptop.c.key, _laptop.c.earlier).where(_laptop.c.removed.is_(False))):
        found.setdefault(row.key, set()).update(numbers[id] for id in row.earlier or () if id in numbers)
    return {key: frozenset(chains) for key, chains in found.items()}


def _names(connection: Connection, clients: Collection[str]) -> dict[str, tuple[str, str]]:
    names = dict.fromkeys(clients, ("", ""))
    for part in in_parts(sorted(clients)):
        rows = select(_client.c.id, _client.c.given_name, _client.c.family_name).where(_client.c.id.in_(part))
        names |= {row.id: (row.given_name or "", row.family_name or "") for row in connection.execute(rows)}
    return names


def _put_away(connection: Connection, laptop: _Laptop, worker: str | None, client: str, today: date) -> bool:
    """Tell whether the laptop has said that it knows that its worker coaches the client no more."""
    values = {"worker": worker, "client": client, "today": today}
    ended = list(connection.scalars(_ended, values)) if worker is not None else []
    numbers = [row.number for row in connection.execute(_changes_of, {"ids": ended})] if ended else []
    return bool(numbers) and set(numbers) <= laptop.acknowledged
