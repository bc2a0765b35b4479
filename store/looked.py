"""Who looked: the use log's lines about one client, those of all laptops at the office (703/2023 § 11; USERS 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Integer, bindparam, func, select

from store.bundle.tables import received_log, received_use
from store.records import RECORD_TYPES
from store.schema import Identifier, trusted_key, use_line
from store.statements import Statement
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_workers = RECORD_TYPES["worker"].table
_joins = RECORD_TYPES["client_join"].table
_theirs = received_use.c
_own = select(
    use_line.c.at,
    use_line.c.worker,
    use_line.c.act,
    use_line.c.record,
    use_line.c.ground,
    use_line.c.number,
    use_line.c.ground.label("key"),
)
_of_laptops = select(
    _theirs.at, _theirs.worker, _theirs.act, _theirs.record, _theirs.ground, _theirs.number, received_log.c.key
).join(received_log, received_log.c.number == _theirs.log)


_most, _from = bindparam("most", type_=Integer), bindparam("from", type_=Integer)
_client = bindparam("client", type_=Identifier)
"""One at a time: its lines lie in their order in the index, and nothing is sorted however many there are."""
_own_about = Statement(_own.where(use_line.c.client == _client))
_theirs_about = Statement(_of_laptops.where(_theirs.client == _client))
_newest_own = Statement(
    _own.where(use_line.c.client == _client).order_by(use_line.c.number.desc()).limit(_most).offset(_from)
)
_newest_theirs = Statement(
    _of_laptops.where(_theirs.client == _client).order_by(_theirs.at.desc()).limit(_most).offset(_from)
)
_counts = tuple(
    select(func.count()).select_from(table).where(table.c.client == _client) for table in (use_line, received_use)
)
_pairs = select(_joins.c.first, _joins.c.second).where(_joins.c.removed.is_(False))
_names = select(_workers.c.id, _workers.c.name)
_principals = select(trusted_key.c.fingerprint, trusted_key.c.principal)


@dataclass(frozen=True)
class LookedLine:
    """One line of the use log about the client.

    Attributes:
        at: when, UTC.
        worker: name; empty where it is not known here.
        act: code of what was done.
        record: record type, or None.
        ground: code or words of the ground; empty where none was given.
        laptop: name of the laptop whose log it is, as the office calls it; empty: this notebook's own.
    """

    at: datetime
    worker: str
    act: str
    record: str | None
    ground: str
    laptop: str = ""


@dataclass(frozen=True)
class Looked:
    """The newest lines about a client, and how many there are in all.

    Attributes:
        lines: the latest first.
        count: of all lines.
    """

    lines: tuple[LookedLine, ...]
    count: int


def who_looked(notebook: Notebook, client: str) -> tuple[LookedLine, ...]:
    """Return the use log's lines about a client, the latest first; at the office those of all laptops too."""
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.LOG_SHOWN, client=client)
        return looked_lines(connection, ids_of(connection, client))


def newest_looks(notebook: Notebook, client: str, most: int) -> Looked:
    """Return the newest lines about a client, for a screen that is to stand at once however long the log is.

    Args:
        notebook: an open notebook.
        client: id.
        most: so many lines.
    """
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.LOG_SHOWN, client=client)
        clients = ids_of(connection, client)
        counts = (connection.scalar(count, {"client": id}) or 0 for id in sorted(clients) for count in _counts)
        return Looked(looked_lines(connection, clients, most), sum(counts))


def ids_of(connection: Connection, client: str) -> frozenset[str]:
    """Return the id of a client, and of the doubles that were joined with them."""
    found = {client}
    pairs = connection.execute(_pairs).all()
    while more := {id for pair in pairs for id in pair if found & set(pair)} - found:
        found |= more
    return frozenset(found)


def worker_names(connection: Connection) -> dict[str, str]:
    """Return id → name of every worker that is known here."""
    return {row.id: row.name or "" for row in connection.execute(_names)}


def looked_lines(connection: Connection, clients: frozenset[str], most: int | None = None) -> tuple[LookedLine, ...]:
    """Return the lines about a client, the latest first.

    Args:
        connection: an open transaction.
        clients: the client and their doubles.
        most: only so many of the newest; None: all.
    """
    workers = worker_names(connection)
    principals = {row.fingerprint: row.principal or "" for row in connection.execute(_principals)}
    own, theirs = (_own_about, _theirs_about) if most is None else (_newest_own, _newest_theirs)
    lines: list[tuple[datetime, int, LookedLine]] = []
    for client in sorted(clients):
        wanted = {"client": client, "most": most, "from": 0}
        for at, worker, act, record, ground, number, _key in own.rows(connection, wanted):
            lines.append((at, number, LookedLine(at, workers.get(worker, ""), act, record, ground)))
        for at, worker, act, record, ground, number, key in theirs.rows(connection, wanted):
            laptop = principals.get(key) or key
            lines.append((at, number, LookedLine(at, workers.get(worker, ""), act, record, ground, laptop)))
    lines.sort(key=lambda one: one[:2], reverse=True)
    return tuple(line for *_, line in lines[:most])
