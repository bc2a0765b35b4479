"""Taking a roster in: the root's list of office keys, never a lower one (BUNDLE.md, "Roster")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.intake import Opened
from store.bundle.outcomes import Outcome, Received
from store.bundle.taking_changes import note_bundle
from store.bundle.trusted import OFFICE, ROOT, held_roster
from store.bundle.trusting import take_roster
from store.keys.roster import SignedRoster, read_roster, require_successor
from store.refusal import Reason, Refusal
from store.schema import known_chain, trusted_key
from store.taking_in import rebuild
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


def look_at_roster(connection: Connection, notebook: Notebook, opened: Opened) -> Received:
    """Say what a roster would bring; nothing is taken in.

    Raises:
        Refusal: OTHER_ROOT; LOWER_ROSTER: the same number says something else.
    """
    practice = notebook.identity.practice
    held = held_roster(connection, practice=practice)
    offered = _read(connection, notebook, opened).roster
    if held is not None and offered.number < held.roster.number:
        return replace(
            opened.outcome(Outcome.OLDER),
            reason=Reason.LOWER_ROSTER,
            values={"held": held.roster.number, "offered": offered.number},
        )
    require_successor(None if held is None else held.roster, offered)
    known = held is not None and held.roster == offered
    return opened.outcome(Outcome.KNOWN if known else Outcome.TAKEN)


def take_in_roster(notebook: Notebook, opened: Opened) -> Received:
    """Take a roster in, and let the chains that it names be the office's from now on.

    Raises:
        Refusal: as `look_at_roster`.
    """
    with notebook.reading() as connection:
        answer = look_at_roster(connection, notebook, opened)
        signed = _read(connection, notebook, opened)
    if answer.outcome is not Outcome.TAKEN:
        return answer
    take_roster(notebook, signed)
    with notebook.writing() as connection:
        chains = [identity.chain for identity in signed.roster.identities]
        foreign = known_chain.c.id.in_(chains) & (known_chain.c.role != OFFICE)
        if connection.execute(known_chain.update().where(foreign).values(role=OFFICE)).rowcount:
            rebuild(connection, None)
        number = note_bundle(connection, opened)
        write_line(connection, notebook.identity, Act.RECEIVED, id=answer.bundle, ground="roster")
    return replace(answer, number=number)


def _read(connection: Connection, notebook: Notebook, opened: Opened) -> SignedRoster:
    root = connection.scalar(select(trusted_key.c.key).where(trusted_key.c.role == ROOT))
    if root is None:
        raise Refusal(Reason.NOTHING_TRUSTED)
    return read_roster(opened.text.decode(), root, practice=notebook.identity.practice)
