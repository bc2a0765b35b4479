"""The three states: on this laptop, handed over, at the office; in sum and for each record (USERS 7; DESIGN 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.alarming import alarms_of
from store.bundle.outcomes import Alarm, Gap
from store.bundle.quarantine import count_of
from store.bundle.reaching import gaps_of
from store.bundle.settled import not_settled
from store.bundle.spans import Span, chains_of, made_at, spans_of
from store.bundle.tables import office_remark
from store.bundle.taking_receipts import RECEIPTED_AT
from store.bundle.trusted import COACH, OFFICE
from store.conflicts import OpenConflict, disputes_within
from store.held import changes_named, in_parts
from store.schema import change as change_table
from store.schema import known_chain, setting
from store.taking_in import RECEIVED_AT

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook


class State(StrEnum):
    """Where something that was written here is."""

    ONLY_HERE = "only_here"
    """On this laptop alone."""
    HANDED_OVER = "handed_over"
    """In a bundle that was written, and no receipt covers it yet."""
    AT_OFFICE = "at_office"
    """A verified receipt of the office covers it; or it came from there."""


@dataclass(frozen=True)
class Remark:
    """Something that the last receipt says about what we sent.

    Attributes:
        record: record type; empty where the change is not here.
        id: of the record; empty where the change is not here.
        client: whom it is about, or None.
        change: name of the change; empty for a conflict.
        code: why it is not applied, or the field or group in conflict.
    """

    record: str
    id: str
    client: str | None
    change: str
    code: str


@dataclass(frozen=True)
class Standing:
    """Where everything stands that was written here.

    Attributes:
        at_office_until: everything up to this moment is at the office, by its receipt; None: nothing is.
        everything_at_office: nothing is only here and nothing waits for a receipt.
        only_here: what no bundle carries.
        handed_over: what was written into bundles and has no receipt.
        gaps: at a laptop what the office is missing of ours, as its last receipt says; at the office what has not
            arrived from laptops.
        not_applied: changes of ours that the office keeps and does not apply.
        conflicts: open conflicts at the office in records that we wrote on.
        alarms: what nobody has settled.
        quarantine: how many files are in quarantine.
        open_conflicts: how many records of this notebook are in conflict here.
        receipted_at: when the last receipt was made; None before the first.
        permissions_known_on: when this notebook last heard from others; None: never.
    """

    at_office_until: datetime | None
    everything_at_office: bool
    only_here: Span
    handed_over: Span
    gaps: tuple[Gap, ...] = ()
    not_applied: tuple[Remark, ...] = ()
    conflicts: tuple[Remark, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    quarantine: int = 0
    open_conflicts: int = 0
    receipted_at: datetime | None = None
    permissions_known_on: datetime | None = None

    @property
    def waiting(self) -> Span:
        """Everything that the office has not signed for."""
        moments = [span.oldest for span in (self.only_here, self.handed_over) if span.oldest is not None]
        return Span(self.only_here.entries + self.handed_over.entries, min(moments, default=None))


def standing_of(notebook: Notebook) -> Standing:
    """See `store.bundle.standing`."""
    identity = notebook.identity
    with notebook.reading() as connection:
        spans = spans_of(connection, identity)
        known = {row.name: row.value for row in connection.execute(select(setting))}
        gaps = _gaps_of_laptops(connection) if identity.role == OFFICE else _gaps_at_office(connection)
        disputes = disputes_within(connection)
        return Standing(
            at_office_until=spans.at_office_until,
            everything_at_office=not spans.only_here.entries and not spans.handed_over.entries,
            only_here=spans.only_here,
            handed_over=spans.handed_over,
            gaps=gaps,
            not_applied=_not_applied(connection),
            conflicts=_conflicts(connection, identity, disputes),
            alarms=alarms_of(connection),
            quarantine=count_of(connection),
            open_conflicts=len({dispute.id for dispute in disputes}),
            receipted_at=_moment(known.get(RECEIPTED_AT)),
            permissions_known_on=_moment(known.get(RECEIVED_AT)),
        )


def states_by_record(notebook: Notebook, ids: Iterable[str]) -> Mapping[str, State]:
    """See `store.bundle.states_of`."""
    wanted = list(dict.fromkeys(ids))
    states = dict.fromkeys(wanted, State.AT_OFFICE)
    identity = notebook.identity
    if identity.role == OFFICE:
        return states
    with notebook.reading() as connection:
        chains = {chain.number: chain for chain in chains_of(connection, identity)}
        written = change_table.c.id, change_table.c.chain, change_table.c.seq
        for part in in_parts(wanted):
            # Which places of our chains are meant is not asked of the database: it would go through whole chains.
            for row in connection.execute(select(*written).where(change_table.c.id.in_(part))):
                chain = chains.get(row.chain)
                # What stands behind a hole of an earlier chain came from the office.
                if chain is None or row.seq > chain.tip:
                    continue
                if row.seq > chain.handed:
                    states[row.id] = State.ONLY_HERE
                elif row.seq > chain.covered and states[row.id] is State.AT_OFFICE:
                    states[row.id] = State.HANDED_OVER
    return states


def _gaps_at_office(connection: Connection) -> tuple[Gap, ...]:
    """Return what the office is missing of ours, with the days on which it was written here."""
    found = []
    for row in connection.execute(select(office_remark).where(office_remark.c.kind == "waiting")):
        first, last = (int(number) for number in row.detail.split("-"))
        chain = connection.scalar(select(known_chain.c.number).where(known_chain.c.id == row.subject))
        if chain is not None:
            found.append(
                Gap(row.subject, first, last, made_at(connection, chain, first), made_at(connection, chain, last))
            )
    return tuple(found)


def _gaps_of_laptops(connection: Connection) -> tuple[Gap, ...]:
    chains = connection.execute(select(known_chain).where(known_chain.c.role == COACH).order_by(known_chain.c.number))
    return tuple(gap for row in chains for gap in gaps_of(connection, row.number, row.id))


def _not_applied(connection: Connection) -> tuple[Remark, ...]:
    rows = connection.execute(select(office_remark).where(office_remark.c.kind == "not_applied")).all()
    held = {change.name: change.header for change in changes_named(connection, [row.subject for row in rows])}
    found = []
    for row in rows:
        header = held.get(row.subject)
        client = header.about[0] if header is not None and header.about else None
        record, id = (header.record, header.id) if header is not None else ("", "")
        found.append(Remark(record, id, client, row.subject, row.detail))
    return tuple(found)


def _conflicts(connection: Connection, identity: Identity, disputes: Iterable[OpenConflict]) -> tuple[Remark, ...]:
    rows = connection.execute(select(office_remark).where(office_remark.c.kind == "conflict")).all()
    named = [(*row.subject.split("/", 1), row.detail) for row in rows]
    here = frozenset((one.id, one.unit) for one in disputes)
    places = list(not_settled(connection, identity, named, here))
    clients: dict[str, str | None] = {}
    for part in in_parts(sorted({id for _, id, _ in places})):
        about = select(change_table.c.id, change_table.c.client).where(change_table.c.id.in_(part)).distinct()
        clients |= {row.id: row.client for row in connection.execute(about)}
    return tuple(Remark(record, id, clients.get(id), "", unit) for record, id, unit in places)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
