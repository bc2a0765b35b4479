"""Erasing: what an erasure in force reaches loses body and salt, now and whenever it arrives (DESIGN 4; GDPR 17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from store.backup import BEFORE_ERASURE, ERASED, ON_STICKS
from store.derived import office_order
from store.held import held_change, in_parts, known, with_relatives
from store.history.branches import Branches
from store.history.change import Change
from store.history.graph import Ancestry
from store.history.office import ERASURE, LEGAL_HOLD, is_erased, read_orders
from store.schema import archived_body, draft, erased_client, setting
from store.schema import change as change_table

_columns = select(change_table.c.number, change_table.c.header, change_table.c.body)
_orders = _columns.join(office_order, office_order.c.number == change_table.c.number)
_ids_about = select(change_table.c.id).where(change_table.c.client == bindparam("client"))
_about = _columns.where(or_(change_table.c.client == bindparam("client"), change_table.c.id.in_(_ids_about)))
_headers_about = select(
    change_table.c.number, change_table.c.id, change_table.c.record, change_table.c.body.is_(None).label("bare")
).where(or_(change_table.c.client == bindparam("client"), change_table.c.id.in_(_ids_about)))
_drop_bodies = (
    change_table.update().where(change_table.c.number.in_(bindparam("numbers", expanding=True))).values(body=None)
)
_drop_drafts = draft.delete().where(
    or_(draft.c.client == bindparam("client"), draft.c.record.in_(bindparam("ids", expanding=True)))
)
_drop_archive = archived_body.delete().where(archived_body.c.client == bindparam("client"))
_noted = select(erased_client.c.client)


def erase_what_must_go(connection: Connection) -> frozenset[str]:
    """Drop the bodies of all changes that an erasure in force reaches, and the drafts about those clients.

    The headers stay, so that the chains still verify. Rows and index follow with a rebuild.

    Args:
        connection: from a writing transaction.

    Returns:
        Ids of the records that lost something, or whose client is newly erased.
    """
    ordering = [held_change(row.header, row.body) for row in connection.execute(_orders)]
    if not any(change.header.record == ERASURE for change in ordering):
        return _erase_again(connection, frozenset())
    beside = known(connection)
    held = with_relatives(connection, ordering)
    graph = Ancestry(held)
    in_force = read_orders(held, beside.roles, graph, Branches(held), beside.ends).erased
    reached: set[str] = set()
    for client in sorted(in_force):
        reached |= _erase(connection, client, held)
    return frozenset(reached) | _erase_again(connection, in_force)


def erase_listed(connection: Connection, listed: Iterable[tuple[str, str, datetime]]) -> frozenset[str]:
    """Erase whoever a list names, though the order itself is not here: a backup was made before it.

    Args:
        connection: from a writing transaction.
        listed: id of the client, name of the change that erased, and when it was made.

    Returns:
        Ids of the records that lost something: rows and index follow with a rebuild.
    """
    noted = set(connection.scalars(_noted))
    reached: set[str] = set()
    for client, change, at in listed:
        ids = _drop_everything(connection, client)
        if client not in noted:
            ids |= {row.id for row in connection.execute(_headers_about, {"client": client})}
            connection.execute(erased_client.insert(), {"client": client, "change": change, "at": at})
            note_to_finish(connection)
        reached |= ids
    return frozenset(reached)


def _erase_again(connection: Connection, in_force: Collection[str]) -> frozenset[str]:
    """Drop what has come about somebody who was erased and whose order is not here: nothing of them comes back."""
    reached: set[str] = set()
    for client in sorted(set(connection.scalars(_noted)) - set(in_force)):
        reached |= _drop_everything(connection, client)
    return frozenset(reached)


def _drop_everything(connection: Connection, client: str) -> set[str]:
    rows = connection.execute(_headers_about, {"client": client}).all()
    ids = {row.id for row in rows}
    gone = [row for row in rows if not row.bare and row.record not in (ERASURE, LEGAL_HOLD)]
    for part in in_parts([row.number for row in gone]):
        connection.execute(_drop_bodies, {"numbers": part})
    archived = connection.execute(_drop_archive, {"client": client}).rowcount
    drafts = connection.execute(_drop_drafts, {"client": client, "ids": sorted(ids)}).rowcount
    if gone or archived or drafts:
        note_to_finish(connection)
    return {row.id for row in gone}


def _erase(connection: Connection, client: str, ordering: list[Change]) -> set[str]:
    rows = connection.execute(_about, {"client": client}).all()
    about: dict[int, Change] = {row.number: held_change(row.header, row.body) for row in rows if row.body is not None}
    held = with_relatives(connection, [*ordering, *about.values()])
    graph = Ancestry(held)
    beside = known(connection)
    orders = read_orders(held, beside.roles, graph, Branches(held), beside.ends)
    reached = {
        number: change
        for number, change in about.items()
        if change.header.record not in (ERASURE, LEGAL_HOLD) and is_erased(change, orders, graph)
    }
    for part in in_parts(sorted(reached)):
        connection.execute(_drop_bodies, {"numbers": part})
    # What was put away has no body above; its archive goes with the client.
    connection.execute(_drop_archive, {"client": client})
    ids = {change.header.id for change in reached.values()}
    if reached:
        note_to_finish(connection)
    connection.execute(_drop_drafts, {"client": client, "ids": sorted(ids)})
    if client not in set(connection.scalars(_noted)):
        ids |= {held_change(row.header, None).header.id for row in rows}
        _note(connection, client, orders.erasures[client][0], held)
    return ids


def note_to_finish(connection: Connection) -> None:
    """Note, with the erasure itself, that backups and quarantine still hold what it reached (``store.finishing``)."""
    connection.info[ERASED] = True
    _put(connection, ERASED, "yes")
    on_sticks = connection.scalar(select(setting.c.value).where(setting.c.name == ON_STICKS))
    if on_sticks:
        _put(connection, BEFORE_ERASURE, on_sticks)


def _put(connection: Connection, name: str, value: str) -> None:
    if not connection.execute(setting.update().where(setting.c.name == name).values(value=value)).rowcount:
        connection.execute(setting.insert(), {"name": name, "value": value})


def _note(connection: Connection, client: str, name: str, held: list[Change]) -> None:
    order = next(change for change in held if change.name == name)
    line: dict[str, Any] = {"client": client, "change": name, "at": order.header.at}
    connection.execute(erased_client.insert(), line)
