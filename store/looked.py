"""Who looked: the use log's lines about one client, those of all laptops at the office (703/2023 § 11; USERS 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from store.bundle.tables import received_log, received_use
from store.records import RECORD_TYPES
from store.schema import trusted_key, use_line
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
        counts = (
            connection.scalar(select(func.count()).where(table.c.client.in_(sorted(clients)))) or 0
            for table in (use_line, received_use)
        )
        return Looked(looked_lines(connection, clients, most), sum(counts))


def ids_of(connection: Connection, client: str) -> frozenset[str]:
    """Return the id of a client, and of the doubles that were joined with them."""
    found = {client}
    pairs = connection.execute(select(_joins.c.first, _joins.c.second).where(_joins.c.removed.is_(False))).all()
    while more := {id for pair in pairs for id in pair if found & set(pair)} - found:
        found |= more
    return frozenset(found)


def worker_names(connection: Connection) -> dict[str, str]:
    """Return id → name of every worker that is known here."""
    return {row.id: row.name or "" for row in connection.execute(select(_workers.c.id, _workers.c.name))}


def looked_lines(connection: Connection, clients: frozenset[str], most: int | None = None) -> tuple[LookedLine, ...]:
    """Return the lines about a client, the latest first.

    Args:
        connection: an open transaction.
        clients: the client and their doubles.
        most: only so many of the newest; None: all.
    """
    workers = worker_names(connection)
    principals = {
        row.fingerprint: row.principal or ""
        for row in connection.execute(select(trusted_key.c.fingerprint, trusted_key.c.principal))
    }
    own = _own.where(use_line.c.client.in_(sorted(clients)))
    theirs = _of_laptops.where(_theirs.client.in_(sorted(clients)))
    lines: list[tuple[datetime, int, LookedLine]] = []
    for row in connection.execute(_cut(own, use_line.c.number.desc(), most)):
        lines.append((row.at, row.number, _line(row, workers, "")))
    for row in connection.execute(_cut(theirs, _theirs.at.desc(), most)):
        lines.append((row.at, row.number, _line(row, workers, principals.get(row.key) or row.key)))
    lines.sort(key=lambda one: one[:2], reverse=True)
    return tuple(line for *_, line in lines[:most])


def _cut(query: Select[Any], newest: Any, most: int | None) -> Select[Any]:
    return query if most is None else query.order_by(newest).limit(most)


def _line(row: Any, workers: dict[str, str], laptop: str) -> LookedLine:
    return LookedLine(row.at, workers.get(row.worker, ""), row.act, row.record, row.ground, laptop)
