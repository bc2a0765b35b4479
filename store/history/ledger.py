"""A ledger: the set of changes that one notebook holds, in memory.

It does what the notebook does in SQL (append, take in, erase, put away), in the plainest way, so that the
simulation can drive hundreds of notebooks and the notebook's own tests have something to be compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.history.branches import Branches
from store.history.chain import contiguous
from store.history.change import Body, Change, make_change
from store.history.graph import Ancestry
from store.history.office import ERASURE, LEGAL_HOLD, is_erased, read_orders
from store.history.reading import Known


@dataclass(frozen=True)
class Taken:
    """What taking in some changes did: how many were new, known already, and lost their body to an erasure."""

    new: int
    known: int
    erased: int


class NotCovered(Exception):  # noqa: N818 - an answer, not an error
    """Something about the client is not covered by a receipt, so it cannot be put away."""


class Ledger:
    """The changes of one notebook.

    Args:
        known: record types and roles.
        own: chains that this notebook has written so far.
    """

    def __init__(self, known: Known, own: Iterable[str] = ()) -> None:
        self.known = known
        self.own: set[str] = set(own)
        self.version = 0
        self._held: dict[tuple[str, int, str], Change] = {}
        self._tips: dict[str, Change] = {}

    def changes(self) -> tuple[Change, ...]:
        """Return all changes that are held, erased ones as headers."""
        return tuple(self._held.values())

    def chain(self, chain: str) -> tuple[Change, ...]:
        """Return the changes of one chain by their places; a fork gives several of one place."""
        of_chain = [change for change in self._held.values() if change.header.chain == chain]
        return tuple(sorted(of_chain, key=lambda change: (change.header.seq, change.hash)))

    def contiguous(self, chain: str) -> tuple[int, str] | None:
        """Return the highest place held without a gap, and its hash: what a receipt may claim."""
        return contiguous(self.chain(chain))

    def append(
        self,
        chain: str,
        *,
        record: str,
        id: str,
        about: Sequence[str],
        after: Sequence[str],
        at: datetime,
        author: str,
        schema: int,
        body: Body,
    ) -> Change:
        """Write a change on a chain of this notebook; see ``make_change`` for the arguments."""
        tip = self._tips.get(chain)
        change = make_change(
            chain=chain,
            seq=tip.header.seq + 1 if tip else 1,
            before=tip.hash if tip else None,
            record=record,
            id=id,
            about=about,
            after=after,
            at=at,
            author=author,
            schema=schema,
            body=body,
        )
        self.own.add(chain)
        self.take([change])
        self._tips[chain] = change
        return change

    def take(self, changes: Iterable[Change]) -> Taken:
        """Take changes in; taking the same ones again does nothing. Erasures reach what is held and what comes."""
        new = known = 0
        for change in changes:
            key = (change.header.chain, change.header.seq, change.hash)
            mine = self._held.get(key)
            if mine is None:
                new += 1
                self._held[key] = change
                tip = self._tips.get(change.header.chain)
                if tip is None or change.header.seq > tip.header.seq:
                    self._tips[change.header.chain] = change
            else:
                known += 1
                if mine.body_text is None and change.body_text is not None:
                    self._held[key] = change
        self.version += 1
        return Taken(new, known, self._erase())

    def put_away(self, client: str, covered: Mapping[str, int]) -> tuple[Change, ...]:
        """Drop the bodies of all changes about a client and return them for the archive; headers stay.

        Args:
            client: id of the client.
            covered: own chain → highest place that a receipt's ``backed_up_to`` covers.

        Raises:
            NotCovered: a change about the client on an own chain is not covered; nothing was dropped.
        """
        ids = {change.header.id for change in self._held.values() if client in change.header.about}
        away = {
            key: change
            for key, change in self._held.items()
            if change.body_text is not None and (client in change.header.about or change.header.id in ids)
        }
        for chain, seq, _digest in away:
            if chain in self.own and seq > covered.get(chain, 0):
                raise NotCovered(f"{chain}/{seq}")
        for key, change in away.items():
            self._held[key] = change.without_body()
        self.version += 1
        return tuple(away.values())

    def _erase(self) -> int:
        """Drop the bodies that the erasures in force reach; return how many."""
        if not any(change.header.record == ERASURE for change in self._held.values()):
            return 0
        held = self.changes()
        graph = Ancestry(held)
        orders = read_orders(held, self.known.roles, graph, Branches(held))
        dropped = 0
        for key, change in self._held.items():
            reached = change.header.record not in (ERASURE, LEGAL_HOLD) and is_erased(change, orders, graph)
            if reached and change.body_text is not None:
                self._held[key] = change.without_body()
                dropped += 1
        return dropped
