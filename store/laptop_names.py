"""Who is behind each laptop's key: the worker's name and telephone, for lists at the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.records import RECORD_TYPES
from store.schema import trusted_key
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_laptop = RECORD_TYPES["laptop"].table
_worker = RECORD_TYPES["worker"].table
_bound = (
    select(_laptop.c.key, _worker.c.id, _worker.c.name, _worker.c.phone)
    .join(_worker, _worker.c.id == _laptop.c.worker)
    .where(_laptop.c.removed.is_(False))
)


@dataclass(frozen=True)
class Named:
    """Whose laptop a key is.

    Attributes:
        principal: the laptop's name in our list, "coach-1".
        worker: id of the worker, as the office has said; None where it has not.
        name: of the worker; empty where nobody is known.
        phone: of the worker; empty where it is not known.
    """

    principal: str
    worker: str | None = None
    name: str = ""
    phone: str = ""


def names_of_laptops(notebook: Notebook) -> dict[str, Named]:
    """Return who is behind each key that this notebook trusts, by fingerprint.

    Args:
        notebook: of the office.
    """
    with notebook.writing() as connection:
        found = names_within(connection)
        write_line(connection, notebook.identity, Act.LISTED, record="laptop")
    return found


def names_within(connection: Connection) -> dict[str, Named]:
    """Return the same inside a transaction that does more; nothing is logged."""
    bound = {row.key: row for row in connection.execute(_bound)}
    found = {}
    for row in connection.execute(select(trusted_key.c.fingerprint, trusted_key.c.principal)):
        known = bound.get(row.fingerprint)
        principal = row.principal or ""
        found[row.fingerprint] = (
            Named(principal) if known is None else Named(principal, known.id, known.name or "", known.phone or "")
        )
    return found
