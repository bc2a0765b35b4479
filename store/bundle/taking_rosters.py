"""Taking a roster in: the root's list of office keys, never a lower one (BUNDLE.md, "Roster")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from store.bundle.intake import Opened
from store.bundle.outcomes import Outcome, Received
from store.bundle.taking_changes import note_bundle
from store.bundle.trusted import OFFICE, held_roster
from store.bundle.trusting import keep_roster
from store.keys.roster import read_roster, require_successor
from store.refusal import Reason, Refusal
from store.schema import known_chain
from store.taking_in import rebuild
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Notebook


def take_roster_in(connection: Connection, notebook: Notebook, opened: Opened) -> Received:
    """Take a roster in, and let the chains that it names be the office's from now on.

    The recovery slot follows with `store.bundle.trusting.write_recovery`, once this is kept.

    Args:
        connection: from a writing transaction.
        notebook: an enrolled notebook.
        opened: the roster, signed by the root that is trusted here.

    Raises:
        Refusal: NOTHING_TRUSTED; OTHER_ROOT; ROSTER_TWICE: the same number says something else.
    """
    identity = notebook.identity
    held = held_roster(connection, practice=identity.practice)
    if held is None:
        raise Refusal(Reason.NOTHING_TRUSTED)
    signed = read_roster(opened.text.decode(), held.roster.root, practice=identity.practice)
    offered = signed.roster
    if offered.number < held.roster.number:
        values = {"held": held.roster.number, "offered": offered.number}
        return replace(opened.outcome(Outcome.OLDER), reason=Reason.LOWER_ROSTER, values=values)
    require_successor(held.roster, offered)
    if offered == held.roster:
        return opened.outcome(Outcome.KNOWN)
    keep_roster(connection, identity, signed)
    chains = [each.chain for each in offered.identities]
    taken_for_coaches = known_chain.c.id.in_(chains) & (known_chain.c.role != OFFICE)
    if connection.execute(known_chain.update().where(taken_for_coaches).values(role=OFFICE)).rowcount:
        rebuild(connection, None)
    number = note_bundle(connection, opened)
    write_line(connection, identity, Act.RECEIVED, id=opened.verified.document.head.id, ground="roster")
    return replace(opened.outcome(Outcome.TAKEN), number=number)
