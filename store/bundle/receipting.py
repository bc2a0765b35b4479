"""Receipts: what the office signs for, sealed to the laptop that sent it (BUNDLE.md, "Receipts")."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.backup import BACKED_UP_NUMBER
from store.bundle.document import write_content
from store.bundle.exporting import new_name
from store.bundle.forms import Head
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.outcomes import Outcome, Received
from store.bundle.reaching import gaps_of, reaches
from store.bundle.reading import sign_payload
from store.bundle.receipts import Held, NotApplied, OpenConflict, Receipt, Waiting
from store.bundle.seal import seal
from store.bundle.tables import written_bundle
from store.bundle.trusted import OFFICE, OwnKeys, as_fingerprint, own_keys, trusted_office
from store.conflicts import disputes_within
from store.derived import kept_change
from store.files import write_new
from store.held import held_change, in_parts
from store.history.reading import Why
from store.identifiers import new_id
from store.records import SCHEMA
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import known_chain, setting, trusted_key
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

MOST_REMARKS = 2000
"""Changes not applied, and conflicts, that one receipt names; the rest is named by the next."""

_ANSWERED = frozenset({Outcome.TAKEN, Outcome.KNOWN})
_NOT_TOLD = (Why.ERASED.value, Why.PUT_AWAY.value)


def write_receipts(notebook: Notebook, received: Iterable[Received], folder: Path) -> tuple[Path, ...]:
    """See `store.bundle.answer`."""
    if notebook.identity.role != OFFICE:
        raise Refusal(Reason.NOT_ALLOWED, record="receipt")
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    answers: dict[str, list[str]] = {}
    for one in received:
        if one.kind == Kind.CHANGES.value and one.outcome in _ANSWERED:
            answers.setdefault(one.sender, []).append(one.bundle)
    keys = own_keys(notebook)
    written = []
    for sender, bundles in answers.items():
        path = _write_one(notebook, keys, sender, tuple(dict.fromkeys(bundles)), folder)
        if path is not None:
            written.append(path)
    return tuple(written)


def receipt_for(connection: Connection, identity: Identity, sender: str, answers: tuple[str, ...]) -> Receipt:
    """Return what the office can sign for: nothing that is not held on the path to the hash that it names.

    Args:
        connection: an open transaction.
        identity: of the office.
        sender: fingerprint of the laptop's key.
        answers: ids of the bundles that are answered.
    """
    rows = connection.execute(select(known_chain).where(known_chain.c.key.is_not(None))).all()
    chains = {row.number: row.id for row in rows if as_fingerprint(row.key) == sender}
    backed_up = int(connection.scalar(select(setting.c.value).where(setting.c.name == BACKED_UP_NUMBER)) or 0)
    held = [
        Held(id, reach.seq, reach.hash, reach.backed_up_to)
        for chain, id in sorted(chains.items())
        for reach in reaches(connection, chain, backed_up)
    ]
    waiting = [
        Waiting(id, gap.first, gap.last)
        for chain, id in sorted(chains.items())
        for gap in gaps_of(connection, chain, id)
    ]
    own = connection.scalar(select(known_chain.c.number).where(known_chain.c.id == identity.chain))
    tip = connection.execute(
        select(change_table.c.seq, change_table.c.hash)
        .where(change_table.c.chain == own)
        .order_by(change_table.c.seq.desc())
    ).first()
    if tip is None:
        raise Refusal(Reason.DAMAGED_NOTEBOOK)
    return Receipt(
        answers=answers,
        office_chain=identity.chain,
        office_seq=tip.seq,
        office_hash=tip.hash,
        held=tuple(held),
        waiting=tuple(waiting[:MOST_REMARKS]),
        not_applied=_not_applied(connection, list(chains)),
        conflicts=_conflicts(connection, list(chains)),
    )


def _write_one(notebook: Notebook, keys: OwnKeys, sender: str, answers: tuple[str, ...], folder: Path) -> Path | None:
    """Write one receipt; None for a sender who is not enrolled any more."""
    identity = notebook.identity
    with notebook.reading() as connection:
        row = connection.execute(select(trusted_key).where(trusted_key.c.fingerprint == sender)).first()
        if row is None or row.recipient is None or row.cut_off is not None:
            return None
        office = trusted_office(connection, practice=identity.practice)
        content = receipt_for(connection, identity, sender, answers)
        recipient: str = row.recipient
    head = Head(
        kind=Kind.RECEIPT,
        practice=identity.practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=keys.fingerprint,
        recipient=sender,
        schema=SCHEMA,
        software=SOFTWARE,
        office="" if office is None else office.id,
    )
    file = sign_payload(write_content(head, content), keys.seed, Kind.RECEIPT, practice=identity.practice)
    sealed = not identity.practice
    if sealed:
        file = seal(file, recipient)
    path = folder / new_name(sealed)
    write_new(path, file)
    with notebook.writing() as connection:
        digest = hashlib.sha256(file).hexdigest()
        line = {"bundle": head.id, "digest": digest, "kind": head.kind.value, "at": head.made_at}
        connection.execute(written_bundle.insert(), {**line, "recipient": sender})
        write_line(connection, identity, Act.HANDED_OVER, id=head.id, ground="receipt")
    return path


def _not_applied(connection: Connection, chains: list[int]) -> tuple[NotApplied, ...]:
    """Return the sender's changes that are kept and not applied; what was erased on purpose is not news."""
    query = (
        select(kept_change.c.why, change_table.c.header)
        .join(change_table, change_table.c.number == kept_change.c.number)
        .where(change_table.c.chain.in_(chains), kept_change.c.why.not_in(_NOT_TOLD))
        .order_by(change_table.c.number)
        .limit(MOST_REMARKS)
    )
    rows = connection.execute(query)
    return tuple(NotApplied(held_change(row.header, None).name, row.why) for row in rows)


def _conflicts(connection: Connection, chains: list[int]) -> tuple[OpenConflict, ...]:
    """Return the open conflicts of records that the sender wrote on."""
    disputes = disputes_within(connection)
    ids = sorted({dispute.id for dispute in disputes})
    wrote = change_table.c.chain.in_(chains)
    theirs: set[str] = set()
    for part in in_parts(ids):
        theirs |= set(connection.scalars(select(change_table.c.id).where(wrote, change_table.c.id.in_(part))))
    found = [OpenConflict(each.record, each.id, each.unit) for each in disputes if each.id in theirs]
    return tuple(found[:MOST_REMARKS])
