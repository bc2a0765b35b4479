"""Taking in changes that were written elsewhere, and making the rows again from the history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from store.derived import forked_chain, kept_change, office_order
from store.erasing import erase_what_must_go
from store.held import changes_of, in_parts, known, present_of, with_relatives
from store.history.change import Change
from store.history.office import SPECIAL
from store.history.reading import Why, read
from store.records import RECORD_TYPES
from store.rows import write_rows
from store.schema import change as change_table
from store.schema import erased_client, known_chain, setting
from store.search_index import index_of
from store.statements import Statement
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity

REBUILT_AT_ONCE = 4000
"""How many records are read together when everything is made again: bounds the memory."""

RECEIVED_AT = "received_at"
"""Setting: when this notebook last took something in. A permission shows how old what it knows is (USERS 4)."""

_forget_received = setting.delete().where(setting.c.name == RECEIVED_AT)
_note_received = setting.insert()
_chains = select(known_chain.c.id, known_chain.c.number)
_held_places = select(
    change_table.c.number, change_table.c.seq, change_table.c.hash, change_table.c.body.is_(None).label("bare")
).where(change_table.c.chain == bindparam("of"), change_table.c.seq.between(bindparam("first"), bindparam("last")))
_insert = Statement(change_table.insert(), ("chain", "seq", "hash", "record", "id", "client", "header", "body"))
_give_body = (
    change_table.update().where(change_table.c.number == bindparam("the_number")).values(body=bindparam("the_body"))
)
_bare = select(change_table.c.hash).where(
    change_table.c.number.in_(bindparam("numbers", expanding=True)), change_table.c.body.is_(None)
)
_waiting = select(kept_change.c.id).where(kept_change.c.why == Why.WAITING.value).distinct()
_ids_on_chains = (
    select(change_table.c.id).where(change_table.c.chain.in_(bindparam("chains", expanding=True))).distinct()
)
_all_ids = select(change_table.c.id, func.min(change_table.c.number)).group_by(change_table.c.id)
_new_orders = select(change_table.c.number).where(
    change_table.c.id.in_(bindparam("ids", expanding=True)), change_table.c.record.in_(sorted(SPECIAL))
)
_orders = select(office_order.c.number)
_forked = select(forked_chain.c.chain)
_erased = select(erased_client.c.client)


def take_in(
    connection: Connection, identity: Identity, changes: Sequence[Change], present: frozenset[str] | None = None
) -> tuple[Change, ...]:
    """Take in changes: keep what is new, erase what must go, and make the rows that they touch again.

    Taking the same ones in again does nothing. Nothing is asked here about who sent them: whoever calls has
    verified the bundle, its chains and its authority.

    Args:
        connection: from ``Notebook.writing()``; everything is one transaction.
        identity: of this notebook.
        changes: in any order.
        present: ids of those of their records of which something is held; asked for when None.

    Returns:
        Those that were new here, or came back with their body and were not erased again at once.
    """
    found = _find_new(connection, changes)
    new = found.changes
    if not new:
        return ()
    ids = {change.header.id for change in new}
    if present is None:
        present = present_of(connection, ids)
    earlier = changes_of(connection, sorted(ids & present))
    _keep(connection, found)
    orders = _note_orders(connection, new)
    at_hand = [*earlier, *new]
    touched = ids | set(connection.scalars(_waiting))
    touched |= _reached_by_orders(connection, orders, {change.header.chain for change in new})
    if connection.scalar(_orders.limit(1)) is not None or connection.scalar(_erased.limit(1)) is not None:
        noted = set(connection.scalars(_erased))
        touched |= erase_what_must_go(connection)
        for client in sorted(set(connection.scalars(_erased)) - noted):
            write_line(connection, identity, Act.ERASED, client=client, ground="office")
        at_hand = []
    _rebuild(connection, touched, at_hand, ids - present)
    clients = sorted({client for change in new for client in change.header.about})
    for client in (None, *clients):
        write_line(connection, identity, Act.RECEIVED, client=client)
    connection.execute(_forget_received)
    connection.execute(_note_received, {"name": RECEIVED_AT, "value": datetime.now(UTC).isoformat()})
    gone = _erased_again(connection, found.back)
    return tuple(change for change in new if change.hash not in gone)


def carry_out(connection: Connection, orders: Sequence[Change]) -> None:
    """Carry out what the office has just ordered on its own notebook: erase, retract, join, decide.

    Args:
        connection: from a writing transaction; the orders are held already.
        orders: changes of the record types that order something.
    """
    _rebuild(connection, _reached_by_orders(connection, orders, set()) | erase_what_must_go(connection))


def rebuild(connection: Connection, ids: Iterable[str] | None) -> None:
    """Make rows and search entries again from the history.

    Args:
        connection: from a writing transaction.
        ids: of the records; None makes everything again, after carrying out what the office has erased (a chain
            that was vouched for only now may have ordered it).
    """
    if ids is not None:
        _rebuild(connection, set(ids))
        return
    erase_what_must_go(connection)
    index = index_of(connection)
    index.clear()
    for record_type in RECORD_TYPES.values():
        connection.execute(record_type.table.delete())
    connection.execute(kept_change.delete())
    everything = [row[0] for row in connection.execute(_all_ids.order_by(func.min(change_table.c.number)))]
    _rebuild(connection, everything)
    index.tidy()


def _rebuild(
    connection: Connection,
    ids: Iterable[str],
    at_hand: Iterable[Change] = (),
    fresh: Collection[str] = frozenset(),
) -> None:
    """Make rows again.

    Args:
        connection: from a writing transaction.
        ids: of the records.
        at_hand: all changes of some of these records, which then need not be fetched.
        fresh: ids of those that were never here before: they have no rows.
    """
    known_already: dict[str, dict[str, Change]] = {}
    for change in at_hand:
        known_already.setdefault(change.header.id, {})[change.name] = change
    beside = known(connection)
    for part in in_parts(sorted(ids), REBUILT_AT_ONCE):
        changes = changes_of(connection, [id for id in part if id not in known_already])
        changes += [change for id in part for change in known_already.get(id, {}).values()]
        write_rows(connection, read(with_relatives(connection, changes), beside), changes, part, fresh)


class _New(NamedTuple):
    """What of some changes is new here, and what keeping it writes."""

    changes: list[Change]
    rows: list[dict[str, Any]]
    back: dict[int, Change]
    forked: set[int]


def _find_new(connection: Connection, changes: Sequence[Change]) -> _New:
    """Find the changes that are not held, and those that come back with the body that was put away."""
    numbers = _chain_numbers(connection, {change.header.chain for change in changes})
    new = _New([], [], {}, set())
    for chain, of_chain in _by_chain(changes).items():
        number = numbers[chain]
        places = [change.header.seq for change in of_chain]
        span = {"of": number, "first": min(places), "last": max(places)}
        held = {(row.seq, row.hash): row for row in connection.execute(_held_places, span)}
        seen = set(held)
        taken = {seq for seq, _ in held}
        for change in of_chain:
            key = (change.header.seq, change.hash)
            if key in held and held[key].bare and change.body_text is not None:
                new.back[held[key].number] = change
                new.changes.append(change)
            if key in seen:
                continue
            if change.header.seq in taken:
                new.forked.add(number)
            seen.add(key)
            taken.add(change.header.seq)
            new.changes.append(change)
            new.rows.append(_row(change, number))
    return new


def _keep(connection: Connection, new: _New) -> None:
    """Insert the changes that are not held; give those their body back that were put away."""
    _insert.write_all(connection, new.rows)
    if new.back:
        bodies = [{"the_number": number, "the_body": change.body_text} for number, change in new.back.items()]
        connection.execute(_give_body, bodies)
    known_forks = set(connection.scalars(_forked)) if new.forked else set()
    for number in new.forked - known_forks:
        connection.execute(forked_chain.insert(), {"chain": number})


def _erased_again(connection: Connection, back: dict[int, Change]) -> frozenset[str]:
    """Return the hashes of those changes whose body came back and was erased again: nothing new came with them."""
    gone: set[str] = set()
    for part in in_parts(sorted(back)):
        gone |= set(connection.scalars(_bare, {"numbers": part}))
    return frozenset(gone)


def _row(change: Change, chain: int) -> dict[str, Any]:
    header = change.header
    return {
        "chain": chain,
        "seq": header.seq,
        "hash": change.hash,
        "record": header.record,
        "id": header.id,
        "client": header.about[0] if header.about else None,
        "header": change.header_text,
        "body": change.body_text,
    }


def _by_chain(changes: Iterable[Change]) -> dict[str, list[Change]]:
    chains: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: one.header.seq):
        chains.setdefault(change.header.chain, []).append(change)
    return chains


def _chain_numbers(connection: Connection, chains: set[str]) -> dict[str, int]:
    """Return the number of each chain; one that was never seen gets one, and no role: nobody vouched for it."""
    numbers = {row.id: row.number for row in connection.execute(_chains)}
    for chain in sorted(chains - numbers.keys()):
        result = connection.execute(known_chain.insert(), {"id": chain})
        numbers[chain] = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has it
    return numbers


def _note_orders(connection: Connection, new: Iterable[Change]) -> list[Change]:
    """Note which of the new changes order something; return them."""
    orders = [change for change in new if change.header.record in SPECIAL]
    if orders:
        noted = set(connection.scalars(_orders))
        for part in in_parts(sorted({change.header.id for change in orders})):
            for number in connection.scalars(_new_orders, {"ids": part}):
                if number not in noted:
                    noted.add(number)
                    connection.execute(office_order.insert(), {"number": number})
    return orders


def _reached_by_orders(connection: Connection, orders: Sequence[Change], chains_of_new: set[str]) -> set[str]:
    """Return the records on chains that a retraction or a fork's decision speaks of, and on forked ones that grew."""
    numbers = {row.id: row.number for row in connection.execute(_chains)}
    chains = set(connection.scalars(_forked)) & {numbers[chain] for chain in chains_of_new}
    records = {change.header.id for change in orders if change.header.record in ("retraction", "fork_decision")}
    for change in changes_of(connection, sorted(records)) if records else ():
        body = change.body
        if body is None:
            continue
        named = {str(value).split("/")[0] for value in body.add.get("ranges", ())}
        named.add(str(body.set.get("chain", "")))
        chains |= {numbers[chain] for chain in named if chain in numbers}
    reached: set[str] = set()
    for part in in_parts(sorted(chains)):
        reached |= set(connection.scalars(_ids_on_chains, {"chains": part}))
    return reached
