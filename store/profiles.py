"""The versions of a client's vocational profile: which one holds, which were replaced, and who wrote each"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.held import changes_of
from store.one_person import cards_within
from store.reading import Shown, shown_rows
from store.records import RECORD_TYPES
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook

_profile = RECORD_TYPES["vocational_profile"]


@dataclass(frozen=True)
class Version:
    """One version of the profile; it is never altered, only replaced (model M1.3).

    Attributes:
        shown: the record.
        author: id of the worker who wrote it, or nothing.
        at: when it was saved, UTC; None where that is not known.
        number: from 1, in the order in which they were saved.
        stands: nothing that is held here replaces it.
        current: it stands alone: of two that stand side by side neither is current until a person decides.
    """

    shown: Shown
    author: str
    at: datetime | None
    number: int
    stands: bool
    current: bool


def profile_versions(notebook: Notebook, client: str) -> tuple[Version, ...]:
    """Return all versions of a client's vocational profile in one look, the latest first.

    Those of all cards of one person stand in one row: where each card has one, neither is current until a person
    writes the next.

    Args:
        notebook: an open notebook.
        client: id of the client.
    """
    table = _profile.table
    with notebook.writing() as connection:
        cards = cards_within(connection, client)
        query = select(table).where(table.c.client.in_(cards), table.c.removed.is_(False)).order_by(table.c.id)
        rows = list(connection.execute(query).mappings())
        shown = shown_rows(connection, _profile, rows)
        first = {
            change.header.id: change.header
            for change in reversed(changes_of(connection, [one.id for one in shown]) if shown else [])
        }
        for card in cards:
            write_line(connection, notebook.identity, Act.LISTED, client=card, record=_profile.name)
    here = {one.id for one in shown}
    standing = {one.id for one in shown if not here & set(one.replaced_by)}
    versions = []
    for number, one in enumerate(shown, 1):
        header = first.get(one.id)
        author, at = (header.author, header.at) if header is not None else ("", None)
        stands = one.id in standing
        versions.append(Version(one, author, at, number, stands, stands and len(standing) == 1))
    return tuple(reversed(versions))
