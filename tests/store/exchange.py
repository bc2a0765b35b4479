"""Two notebooks that take in each other's changes, as a bundle would, without the bundle."""

from __future__ import annotations

from sqlalchemy import select

from store.held import held_change
from store.history.change import Change
from store.notebook import Notebook
from store.schema import change as change_table
from store.schema import known_chain
from store.taking_in import rebuild, take_in


def changes_in(notebook: Notebook) -> list[Change]:
    """Return every change that a notebook holds."""
    with notebook.reading() as connection:
        rows = connection.execute(select(change_table.c.header, change_table.c.body).order_by(change_table.c.number))
        return [held_change(row.header, row.body) for row in rows]


def pin(notebook: Notebook, other: Notebook) -> None:
    """Let a notebook know the role of another's chain."""
    chain = known_chain.c.id == other.identity.chain
    with notebook.writing() as connection:
        held = connection.execute(select(known_chain.c.role).where(chain)).first()
        if held is None:
            connection.execute(known_chain.insert(), {"id": other.identity.chain, "role": other.identity.role})
        elif held.role is None:
            connection.execute(known_chain.update().where(chain).values(role=other.identity.role))
            rebuild(connection, None)


def send(source: Notebook, target: Notebook, changes: list[Change] | None = None) -> None:
    """Take some changes of one notebook into another; all of them when None."""
    pin(target, source)
    with target.writing() as connection:
        take_in(connection, target.identity, changes_in(source) if changes is None else changes)


def exchange(one: Notebook, other: Notebook) -> None:
    """Let both hold what either holds."""
    send(one, other)
    send(other, one)
