"""The changes that this notebook holds, fetched and read: what stands between the history and the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import tomli
from sqlalchemy import Connection, Row, bindparam, or_, select, tuple_, union_all

from store.derived import forked_chain, kept_change, office_order
from store.history.change import HEADER_LINE, Change, Header
from store.history.graph import Ancestry
from store.history.plain_texts import plain_header
from store.history.reading import Known, Reading, read
from store.history.shape import Consent
from store.identifiers import is_id
from store.records import RECORD_TYPES, shapes
from store.schema import change as change_table
from store.schema import known_chain, trusted_key
from store.statements import Statement

if TYPE_CHECKING:
    from store.notebook import Identity

_Item = TypeVar("_Item")

AT_ONCE = 500
"""How many ids go into one query."""

_columns = select(change_table.c.header, change_table.c.body)
_any_of_record = Statement(select(change_table.c.id).where(change_table.c.id == bindparam("id")))
_of_record = Statement(_columns.where(change_table.c.id == bindparam("id")))
_of_records = _columns.where(change_table.c.id.in_(bindparam("ids", expanding=True)))
_present = select(change_table.c.id).where(change_table.c.id.in_(bindparam("ids", expanding=True))).distinct()
_of_chain = _columns.where(change_table.c.chain == bindparam("chain"))
_by_place = (
    _columns.add_columns(change_table.c.hash)
    .join(known_chain, known_chain.c.number == change_table.c.chain)
    .where(tuple_(known_chain.c.id, change_table.c.seq).in_(bindparam("places", expanding=True)))
)
_unusual = Statement(
    union_all(
        select(office_order.c.number, office_order.c.number.is_(None)),
        select(forked_chain.c.chain, forked_chain.c.chain.is_not(None)),
    )
)
_orders = _columns.join(office_order, office_order.c.number == change_table.c.number)
_roles = select(known_chain.c.id, known_chain.c.role)
_ended_offices = select(trusted_key.c.cut_off).where(
    trusted_key.c.role == "office", trusted_key.c.cut_off.is_not(None)
)
_withdrawals = _columns.where(change_table.c.client == bindparam("client"), change_table.c.record == "withdrawal")
_consent_types = sorted(name for name, type in RECORD_TYPES.items() if type.consent is not Consent.NONE)
_bears_on_consent = or_(
    change_table.c.record.in_(_consent_types),
    # A type that this program does not know may bear on a consent: it closes.
    change_table.c.record.not_in(sorted(RECORD_TYPES)),
)
_on_consents = _columns.where(change_table.c.client == bindparam("client"), _bears_on_consent)
_kept_on_consents = _on_consents.join(kept_change, kept_change.c.number == change_table.c.number)
_hold_rows = RECORD_TYPES["legal_hold"].table
_holds = select(_hold_rows.c.id).where(_hold_rows.c.client == bindparam("client"))
_of_client = _columns.where(change_table.c.client == bindparam("client"))


def in_parts(items: Iterable[_Item], size: int = AT_ONCE) -> Iterator[list[_Item]]:
    """Yield items in lists of at most ``size``."""
    walk = iter(items)
    while part := list(islice(walk, size)):
        yield part


def held_change(header_text: str, body_text: str | None) -> Change:
    """Return a change from the texts that this notebook keeps; they were checked when they came in."""
    plain = plain_header(header_text)
    if plain is not None:
        return Change(Header(*plain), header_text, body_text)
    content: dict[str, Any] = tomli.loads(header_text[len(HEADER_LINE) :])
    content["about"] = tuple(content["about"])
    content["after"] = tuple(content["after"])
    content.setdefault("before", None)
    return Change(Header(**content), header_text, body_text)


def _changes(rows: Iterable[Row[Any]]) -> list[Change]:
    return [held_change(row.header, row.body) for row in rows]


def changes_of(connection: Connection, ids: Collection[str]) -> list[Change]:
    """Return all held changes of some records."""
    if len(ids) == 1:
        # Nearly every record that is saved is new: the index alone says so.
        if _any_of_record.first(connection, {"id": next(iter(ids))}) is None:
            return []
        return [held_change(*texts) for texts in _of_record.rows(connection, {"id": next(iter(ids))})]
    found: list[Change] = []
    for part in in_parts(ids):
        found += _changes(connection.execute(_of_records, {"ids": part}))
    return found


def present_of(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Return those of some records of which a change is held."""
    present: set[str] = set()
    for part in in_parts(sorted(set(ids))):
        present |= set(connection.scalars(_present, {"ids": part}))
    return frozenset(present)


def changes_about(connection: Connection, client: str) -> list[Change]:
    """Return all held changes whose header says that they are about a client."""
    return _changes(connection.execute(_of_client, {"client": client}))


def withdrawals_of(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the names of all withdrawals of a client: a consent that did not know one of them does not count."""
    return tuple(sorted(c.name for c in _changes(connection.execute(_withdrawals, {"client": client}))))


def consents_of(connection: Connection, client: str) -> list[Change]:
    """Return all held changes that bear on a client's consents, those of record types not known here included."""
    return _changes(connection.execute(_on_consents, {"client": client}))


def kept_on_consents(connection: Connection, client: str) -> list[Change]:
    """Return the changes on a client's consents that are held and kept, not applied."""
    return _changes(connection.execute(_kept_on_consents, {"client": client}))


def holds_of(connection: Connection, client: str) -> tuple[str, ...]:
    """Return the names of all changes on legal holds of a client: what an erasure must name, and then waits for."""
    holds = connection.scalars(_holds, {"client": client}).all()
    return tuple(sorted(change.name for change in changes_of(connection, list(holds)))) if holds else ()


def place_of(name: str) -> tuple[str, int] | None:
    """Return chain and seq of a change's name, or None for a text that names no change."""
    parts = name.split("/")
    if len(parts) != 3 or not is_id(parts[0]) or not 0 < len(parts[1]) < 19:
        return None
    return (parts[0], int(parts[1])) if parts[1].isascii() and parts[1].isdecimal() else None


def changes_named(connection: Connection, names: Iterable[str]) -> list[Change]:
    """Return the held changes of those names; a name that is not held has none."""
    found: list[Change] = []
    for part in in_parts(sorted(set(names))):
        wanted = set(part)
        places = {place for name in part if (place := place_of(name)) is not None}
        rows = connection.execute(_by_place, {"places": sorted(places)})
        found += [change for change in _changes(rows) if change.name in wanted]
    return found


def roles(connection: Connection) -> Mapping[str, str]:
    """Return chain → role pinned to its key, for every chain that somebody vouched for."""
    return {row.id: row.role for row in connection.execute(_roles) if row.role is not None}


def ends(connection: Connection) -> Mapping[str, int]:
    """Return the chain of each office identity that lives no more → its last seq, as the root's roster says."""
    places = [str(place).split("/") for place in connection.scalars(_ended_offices)]
    return {chain: int(seq) for chain, seq in places}


def known(connection: Connection, identity: Identity | None = None) -> Known:
    """Return what a reading must know beside the changes.

    Args:
        connection: an open transaction.
        identity: whose own chain alone is read; None where other chains may be among the changes.
    """
    if identity is not None:
        return Known(shapes(), {identity.chain: identity.role})
    return Known(shapes(), roles(connection), ends(connection))


def is_usual(connection: Connection) -> bool:
    """Tell whether no chain is forked and the office has ordered nothing: a change then stands for itself."""
    return not _unusual.rows(connection)


def with_relatives(connection: Connection, changes: Iterable[Change]) -> list[Change]:
    """Add what a reading of these changes depends on: their ancestors, the office's orders, forked chains."""
    held = {change.name: change for change in changes}
    orders, forked = False, []
    for number, is_chain in _unusual.rows(connection):
        if is_chain:
            forked.append(number)
        else:
            orders = True
    if orders:
        held |= {change.name: change for change in _changes(connection.execute(_orders))}
    chains = {change.header.chain for change in held.values()} if forked else set()
    for number in forked:
        of_chain = _changes(connection.execute(_of_chain, {"chain": number}))
        if of_chain and of_chain[0].header.chain in chains:
            held |= {change.name: change for change in of_chain}
    looked_for: set[str] = set()
    missing = {name for change in held.values() for name in change.header.after if name not in held}
    while missing:
        looked_for |= missing
        found = changes_named(connection, missing)
        held |= {change.name: change for change in found}
        missing = {
            name for change in found for name in change.header.after if name not in held and name not in looked_for
        }
    return list(held.values())


def read_held(
    connection: Connection, ids: Collection[str], *, new: Iterable[Change] = (), identity: Identity | None = None
) -> Reading:
    """Read the state of some records from the history.

    Args:
        connection: an open transaction.
        ids: of the records.
        new: changes that need not be fetched again.
        identity: of this notebook, where all the records are new and its own.
    """
    given = list(new)
    fetched = changes_of(connection, ids) if ids else []
    held = with_relatives(connection, [*fetched, *given])
    own = identity if identity and all(c.header.chain == identity.chain for c in held) else None
    return read(held, known(connection, own))


def seen_by(changes: Iterable[Change], id: str, knew: Sequence[str]) -> list[Change]:
    """Return the changes that somebody had before them who knew these heads of a record.

    Args:
        changes: of the record and of its relatives.
        id: of the record.
        knew: its heads at the time.
    """
    held = list(changes)
    graph, heads = Ancestry(held), set(knew)
    return [
        change
        for change in held
        if change.header.id != id or change.name in heads or any(graph.knew(head, change.name) for head in heads)
    ]
