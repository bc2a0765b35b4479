"""Weighing what a file does, client by client: new, changed, known, conflicting, held; and whether it is a flood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from store.bundle.kinds import MAX_FIELD
from store.bundle.outcomes import ClientCounts
from store.derived import kept_change
from store.held import in_parts, read_held
from store.history.change import Change
from store.history.reading import Why
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import change as change_table

MOST_CONFLICTS = 200
"""Conflicts that one bundle may open without a person being asked (BUNDLE.md, "Reading")."""

MOST_LONG_TEXTS = 100
"""Changes with very long texts that one bundle may bring without a person being asked."""

LONG_TEXT = MAX_FIELD // 2
"""Characters from which on a change is very long: thirty printed pages."""

_present = select(change_table.c.id).where(change_table.c.id.in_(bindparam("ids", expanding=True))).distinct()
_kept = (
    select(change_table.c.hash, kept_change.c.why)
    .join(kept_change, kept_change.c.number == change_table.c.number)
    .where(change_table.c.id.in_(bindparam("ids", expanding=True)))
)
_any_kept = select(kept_change.c.number).limit(1)
_clients = RECORD_TYPES["client"].table
_names = select(_clients.c.id, _clients.c.given_name, _clients.c.family_name).where(
    _clients.c.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True)
class Before:
    """What was here of the records that a file speaks of, before it was taken in.

    Attributes:
        present: ids of the records that were here.
        disputed: record id → fields and groups that were in conflict.
    """

    present: frozenset[str]
    disputed: Mapping[str, frozenset[str]]


def before_taking(connection: Connection, changes: Sequence[Change]) -> Before:
    """Note what is here of the records of a file.

    Args:
        connection: an open transaction, before the file is taken in.
        changes: of the file.
    """
    ids = sorted({change.header.id for change in changes})
    present: set[str] = set()
    for part in in_parts(ids):
        present |= set(connection.scalars(_present, {"ids": part}))
    return Before(frozenset(present), _disputed(connection, changes))


def weigh(
    connection: Connection, changes: Sequence[Change], new: Sequence[Change], before: Before
) -> tuple[ClientCounts, ...]:
    """Count what a file did, after it was taken in and before anything is kept for good.

    Args:
        connection: the transaction in which it was taken in.
        changes: all of the file.
        new: those that were not here.
        before: what was here.
    """
    client_of = {change.header.id: change.header.about[0] if change.header.about else None for change in changes}
    fresh = {change.header.id for change in new}
    disputed = _disputed(connection, new)
    opened = {id for id, units in disputed.items() if units - before.disputed.get(id, frozenset())}
    fresh_hashes = {change.hash for change in new}
    known = Counter(client_of[change.header.id] for change in changes if change.hash not in fresh_hashes)
    held = _held(connection, changes, client_of)
    names = _names_of(connection, {client for client in client_of.values() if client is not None})
    lines = []
    for client in set(client_of.values()):
        of_client = {id for id in fresh if client_of[id] == client}
        given, family = names.get(client or "", ("", ""))
        lines.append(
            ClientCounts(
                client=client,
                given_name=given,
                family_name=family,
                new=len(of_client - before.present),
                changed=len(of_client & before.present),
                known=known[client],
                conflicting=len(of_client & opened),
                held=dict(sorted(held.get(client, Counter()).items())),
            )
        )
    return tuple(sorted(lines, key=lambda c: (c.client is not None, c.family_name, c.given_name, c.client or "")))


def require_no_flood(counts: Iterable[ClientCounts], new: Iterable[Change]) -> None:
    """Hold a file back that would drown people: somebody must want it first.

    Raises:
        Refusal: FLOOD, with how many conflicts it opens and how many very long texts it brings.
    """
    conflicts = sum(line.conflicting for line in counts)
    long_texts = sum(change.body_text is not None and len(change.body_text) > LONG_TEXT for change in new)
    if conflicts > MOST_CONFLICTS or long_texts > MOST_LONG_TEXTS:
        raise Refusal(Reason.FLOOD, conflicts=conflicts, texts=long_texts)


def _disputed(connection: Connection, changes: Iterable[Change]) -> dict[str, frozenset[str]]:
    """Return the open conflicts of the records of some changes: record id → fields and groups."""
    by_type: dict[str, set[str]] = {}
    for change in changes:
        by_type.setdefault(change.header.record, set()).add(change.header.id)
    unsettled: list[str] = []
    for record, ids in by_type.items():
        if record in RECORD_TYPES:
            unsettled += _unsettled(connection, record, ids)
    if not unsettled:
        return {}
    records = read_held(connection, unsettled).records
    return {
        id: frozenset(conflict.unit for conflict in records[id].conflicts)
        for id in unsettled
        if id in records and records[id].conflicts
    }


def _unsettled(connection: Connection, record: str, ids: Collection[str]) -> list[str]:
    table = RECORD_TYPES[record].table
    found: list[str] = []
    for part in in_parts(sorted(ids)):
        found += connection.scalars(select(table.c.id).where(table.c.id.in_(part), table.c.unsettled.is_(True)))
    return found


def _held(
    connection: Connection, changes: Iterable[Change], client_of: Mapping[str, str | None]
) -> dict[str | None, Counter[Why]]:
    """Count the changes of the file that are kept and not applied."""
    whose = {change.hash: client_of[change.header.id] for change in changes}
    held: dict[str | None, Counter[Why]] = {}
    if connection.scalar(_any_kept) is None:
        return held
    for part in in_parts(sorted(client_of)):
        for row in connection.execute(_kept, {"ids": part}):
            if row.hash in whose:
                held.setdefault(whose[row.hash], Counter())[Why(row.why)] += 1
    return held


def _names_of(connection: Connection, clients: Iterable[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in in_parts(sorted(clients)):
        for row in connection.execute(_names, {"ids": part}):
            found[row.id] = (row.given_name or "", row.family_name or "")
    return found
