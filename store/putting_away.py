"""*Poista tältä koneelta*: a client's records leave the laptop once the office has a backup of them (USERS 9).

Bodies go, headers stay, so that the chains still verify. For 14 days what was put away lies in an archive inside the
encrypted notebook and can be fetched back; an erasure reaches the archive too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from store.archives import let_go_of_archives
from store.bundle.acknowledging import forget_deliveries
from store.bundle.spans import own_chains
from store.bundle.trusted import own_keys_within
from store.held import in_parts
from store.records import RECORD_TYPES
from store.refusal import Reason, Refusal
from store.schema import archived_body, change, draft, known_chain, receipt
from store.taking_in import rebuild
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

_assignment = RECORD_TYPES["assignment"].table
_laptop = RECORD_TYPES["laptop"].table
_ids_about = select(change.c.id).where(change.c.client == bindparam("client"))
_about = select(change.c.number, change.c.chain, change.c.seq, change.c.id, change.c.body).where(
    or_(change.c.client == bindparam("client"), change.c.id.in_(_ids_about)),
    change.c.record.not_in(("assignment",)),
)
_number = select(known_chain.c.number).where(known_chain.c.id == bindparam("id"))
_backed_up = select(func.max(receipt.c.backed_up_to)).where(
    receipt.c.chain == bindparam("chain"), receipt.c.revoked.is_(False)
)
_drop = change.update().where(change.c.number.in_(bindparam("numbers", expanding=True))).values(body=None)
_archived = archived_body.delete().where(archived_body.c.number.in_(bindparam("numbers", expanding=True)))
_give_back = change.update().where(change.c.number == bindparam("the_number")).values(body=bindparam("the_body"))
_draft_about = select(draft.c.id).where(or_(draft.c.client == bindparam("client"), draft.c.record.in_(_ids_about)))


@dataclass(frozen=True)
class EndedClient:
    """A client whose assignment to this laptop's worker has ended, and whose records still stand here.

    Attributes:
        client: id.
        ended: last day of the last assignment.
        ready: whether a receipt's backup covers everything that was written here about the client.
        drafts: how many forms about the client were begun and not saved.
    """

    client: str
    ended: date
    ready: bool
    drafts: int


def ended_clients(notebook: Notebook, today: date) -> tuple[EndedClient, ...]:
    """Return the clients whose records have to leave this laptop, those whose assignment ended first in front.

    Args:
        notebook: of a laptop.
        today: the day it is here.
    """
    with notebook.writing() as connection:
        identity = notebook.identity
        found = []
        for client, ended in _ended(connection, identity, today).items():
            rows = _bodies(connection, client)
            if rows:
                write_line(connection, identity, Act.LISTED, client=client)
                ready = not _uncovered(connection, identity, rows)
                found.append(EndedClient(client, ended, ready, _drafts(connection, client)))
    return tuple(sorted(found, key=lambda one: (one.ended, one.client)))


def put_away(notebook: Notebook, client: str, today: date) -> int:
    """Remove a client's records from this laptop; for 14 days they can be fetched back.

    Args:
        notebook: of a laptop.
        client: id.
        today: the day it is here.

    Returns:
        How many changes lost their body here.

    Raises:
        Refusal: STILL_ASSIGNED; DRAFT_LEFT: what was begun is saved or thrown away first; NOT_BACKED_UP: something
            that was written here is in no backup of the office yet. Nothing was changed.
    """
    with notebook.writing() as connection:
        identity = notebook.identity
        if client not in _ended(connection, identity, today):
            raise Refusal(Reason.STILL_ASSIGNED)
        if _drafts(connection, client):
            raise Refusal(Reason.DRAFT_LEFT)
        rows = _bodies(connection, client)
        if _uncovered(connection, identity, rows):
            raise Refusal(Reason.NOT_BACKED_UP)
        let_go_of_archives(connection, notebook.identity)
        now = datetime.now(UTC)
        kept = [{"number": row.number, "client": client, "at": now, "body": row.body} for row in rows]
        for numbers in in_parts([row.number for row in rows]):
            # Who came back within the 14 days stands in the archive from the time before.
            connection.execute(_archived, {"numbers": numbers})
        if kept:
            connection.execute(archived_body.insert(), kept)
        for numbers in in_parts([row.number for row in rows]):
            connection.execute(_drop, {"numbers": numbers})
        rebuild(connection, {row.id for row in rows})
        # The office believes what we acknowledge: from here on we have no delivery whole.
        forget_deliveries(connection)
        write_line(connection, identity, Act.PUT_AWAY, client=client)
    return len(rows)


def fetch_back(notebook: Notebook, client: str) -> int:
    """Bring a client's records back from the archive; return how many changes have their body again.

    Raises:
        Refusal: NOTHING_ARCHIVED: the 14 days are over, or nothing was put away.
    """
    with notebook.writing() as connection:
        let_go_of_archives(connection, notebook.identity)
        same = archived_body.c.client == client
        rows = connection.execute(select(archived_body).where(same)).all()
        if not rows:
            raise Refusal(Reason.NOTHING_ARCHIVED)
        connection.execute(_give_back, [{"the_number": row.number, "the_body": row.body} for row in rows])
        connection.execute(archived_body.delete().where(same))
        ids: set[str] = set()
        for numbers in in_parts([row.number for row in rows]):
            ids |= set(connection.scalars(select(change.c.id).where(change.c.number.in_(numbers))))
        rebuild(connection, ids)
        write_line(connection, notebook.identity, Act.RESTORED, client=client)
    return len(rows)


def _ended(connection: Connection, identity: Identity, today: date) -> dict[str, date]:
    """Return client → last day, of those who were assigned to this laptop's worker and are no more."""
    key = own_keys_within(connection).fingerprint
    named = select(_laptop.c.worker).where(_laptop.c.key == key, _laptop.c.removed.is_(False))
    workers = {identity.worker, *connection.scalars(named)}
    rows = connection.execute(
        select(_assignment.c.client, _assignment.c.end).where(
            _assignment.c.worker.in_(sorted(workers)), _assignment.c.removed.is_(False)
        )
    ).all()
    standing = {row.client for row in rows if row.end is None or row.end >= today}
    ended: dict[str, date] = {}
    for row in rows:
        if row.client not in standing:
            ended[row.client] = max(row.end, ended.get(row.client, row.end))
    return ended


def _bodies(connection: Connection, client: str) -> list[Row[Any]]:
    """Return the changes about a client that have a body here; assignments stay, so that the laptop knows why."""
    rows: Any = connection.execute(_about, {"client": client}).all()
    return [row for row in rows if row.body is not None]


def _uncovered(connection: Connection, identity: Identity, rows: list[Row[Any]]) -> bool:
    """Tell whether one of these changes was written here and is in no backup of the office."""
    covered = {}
    for chain in own_chains(connection, identity):
        number = connection.scalar(_number, {"id": chain})
        covered[number] = connection.scalar(_backed_up, {"chain": number}) or 0
    return any(row.chain in covered and row.seq > covered[row.chain] for row in rows)


def _drafts(connection: Connection, client: str) -> int:
    return len(connection.execute(_draft_about, {"client": client}).all())
