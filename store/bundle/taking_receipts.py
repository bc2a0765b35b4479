"""Taking a receipt in on a laptop: only what is verified and on our own path counts (BUNDLE.md, "Receipts")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from store.bundle.alarming import raise_alarm
from store.bundle.exporting import USE_RECEIPTED
from store.bundle.intake import Opened
from store.bundle.outcomes import Alarm, Outcome, Received, Warned
from store.bundle.reaching import changes_on, forked_chains
from store.bundle.receipts import Held, Receipt
from store.bundle.spans import own_chains
from store.bundle.tables import office_remark, received_bundle, written_bundle
from store.bundle.taking_changes import note_bundle
from store.bundle.trusted import OFFICE, held_roster
from store.history.branches import Branches
from store.notebook import put_setting
from store.refusal import Reason, Refusal
from store.schema import change as change_table
from store.schema import handed_over, known_chain, receipt, setting
from store.use_log import Act, write_line

if TYPE_CHECKING:
    from store.notebook import Identity, Notebook

OFFICE_CHAIN, OFFICE_SEQ, OFFICE_HASH = "known_office_chain", "known_office_seq", "known_office_hash"
"""Settings of a laptop: the office's chain as the newest receipt names it, and how far it was."""

RECEIPTED_AT = "receipted_at"
"""Setting: when the newest receipt was made, by the office's clock."""


@dataclass(frozen=True)
class _Age:
    """How a receipt stands to the newest one that was taken: it is newer, or the office has gone back in time."""

    newer: bool
    went_back: bool


def take_receipt(connection: Connection, notebook: Notebook, opened: Opened) -> Received:
    """Believe a receipt for exactly those of our own changes that it names by hash.

    An older one played again counts for nothing. Where the office signed for more before, what is missing now is
    offered again.

    Args:
        connection: from a writing transaction.
        notebook: a laptop's.
        opened: the verified receipt, addressed to us.

    Raises:
        Refusal: NOT_ALLOWED at the office; KEY_CUT_OFF; OFFICE_CHAIN: the chain is not the office's.
    """
    identity, document = notebook.identity, opened.verified.document
    content = document.content
    if identity.role == OFFICE or not isinstance(content, Receipt):
        raise Refusal(Reason.NOT_ALLOWED, record="receipt")
    if opened.cut_off:
        raise Refusal(Reason.KEY_CUT_OFF, fingerprint=opened.verified.fingerprint)
    roster = held_roster(connection, practice=identity.practice)
    if roster is None or content.office_chain != roster.roster.living.chain:
        raise Refusal(Reason.OFFICE_CHAIN)
    head = document.head
    seen = select(received_bundle.c.number).where(received_bundle.c.bundle == head.id)
    number = connection.scalar(seen)
    if number is not None:
        return replace(opened.outcome(Outcome.KNOWN), number=number)
    age = _age(connection, content)
    if age is None:
        return opened.outcome(Outcome.OLDER)
    alarms = _cover(connection, identity, opened, content, age)
    _answered(connection, content.answers)
    put_setting(connection, OFFICE_CHAIN, content.office_chain)
    put_setting(connection, OFFICE_SEQ, str(content.office_seq))
    put_setting(connection, OFFICE_HASH, content.office_hash)
    said_at = connection.scalar(select(setting.c.value).where(setting.c.name == RECEIPTED_AT))
    if age.newer or said_at is None or head.made_at >= datetime.fromisoformat(said_at):
        put_setting(connection, RECEIPTED_AT, head.made_at.isoformat())
        _remark(connection, content)
    write_line(connection, identity, Act.RECEIVED, id=head.id, ground="receipt")
    return replace(opened.outcome(Outcome.TAKEN), number=note_bundle(connection, opened), alarms=alarms)


def _age(connection: Connection, content: Receipt) -> _Age | None:
    """Hold a receipt against the newest one; None for an older one.

    An older receipt cannot answer a bundle that was written in knowledge of a later one: an office that does so has
    gone back in time. No clock is asked.
    """
    known = {row.name: row.value for row in connection.execute(select(setting))}
    if known.get(OFFICE_CHAIN) != content.office_chain:
        return _Age(newer=True, went_back=False)
    seq, digest = int(known[OFFICE_SEQ]), known[OFFICE_HASH]
    if content.office_seq > seq:
        return _Age(newer=True, went_back=False)
    if content.office_seq == seq:
        return _Age(newer=False, went_back=content.office_hash != digest)
    later = select(func.max(written_bundle.c.office_seq)).where(written_bundle.c.bundle.in_(list(content.answers)))
    if (connection.scalar(later) or 0) > content.office_seq:
        return _Age(newer=True, went_back=True)
    return None


def _cover(
    connection: Connection, identity: Identity, opened: Opened, content: Receipt, age: _Age
) -> tuple[Alarm, ...]:
    """Keep what the receipt covers of each own chain; take back what an earlier one had covered and this does not."""
    head = opened.verified.document.head
    alarms: tuple[Alarm, ...] = ()
    went_back = age.went_back
    for id in own_chains(connection, identity):
        chain = connection.scalar(select(known_chain.c.number).where(known_chain.c.id == id))
        if chain is None:
            continue
        named = [held for held in content.held if held.chain == id]
        best, strange = _on_our_path(connection, chain, named)
        if strange is not None and id == identity.chain:
            alarms += raise_alarm(connection, Warned.CLONED_NOTEBOOK, f"{id}/{strange}")
        counted = (receipt.c.chain == chain) & receipt.c.revoked.is_(False)
        covered = connection.scalar(select(func.max(receipt.c.last)).where(counted)) or 0
        reached = 0 if best is None else best.seq
        lost = reached < covered and (age.newer or age.went_back) and (strange is None or age.went_back)
        # An earlier chain is named only once the office has bound it to our present key.
        if lost and (named or id == identity.chain or went_back):
            went_back = True
            connection.execute(receipt.update().where(counted).values(revoked=True))
            # What was handed over is not there either: it is offered again.
            connection.execute(handed_over.delete().where(handed_over.c.chain == chain))
        if best is not None:
            row: dict[str, Any] = {"id": head.id, "chain": chain, "last": best.seq, "hash": best.hash}
            connection.execute(
                receipt.insert(), {**row, "backed_up_to": best.backed_up_to, "at": head.made_at, "revoked": False}
            )
    if went_back:
        put_setting(connection, USE_RECEIPTED, "0")
        connection.execute(written_bundle.update().values(answered=False))
        alarms += raise_alarm(connection, Warned.OFFICE_WENT_BACK, content.office_chain)
    return alarms


def _on_our_path(connection: Connection, chain: int, named: Iterable[Held]) -> tuple[Held | None, int | None]:
    """Return the furthest place named that is on our own path, and the seq of one that is not, where there is one."""
    best: Held | None = None
    strange: int | None = None
    for held in named:
        place = (change_table.c.chain == chain) & (change_table.c.seq == held.seq)
        if connection.scalar(select(change_table.c.number).where(place, change_table.c.hash == held.hash)) is None:
            strange = held.seq
        elif best is None or held.seq > best.seq:
            best = held
    if best is not None and chain in forked_chains(connection):
        return _before_the_fork(connection, chain, best), strange
    return best, strange


def _before_the_fork(connection: Connection, chain: int, held: Held) -> Held | None:
    """Cut a cover at the last place of a chain of ours that has only one meaning: seq alone names no branch."""
    changes = [change for _, change in changes_on(connection, chain)]
    parted = min((fork.seq for fork in Branches(changes).forks), default=held.seq + 1)
    last = min(held.seq, parted - 1)
    digests = [change.hash for change in changes if change.header.seq == last]
    return replace(held, seq=last, hash=digests[0], backed_up_to=min(held.backed_up_to, last)) if digests else None


def _answered(connection: Connection, answers: Iterable[str]) -> None:
    """Note which of our bundles the office has, and how far it has the use log without a hole."""
    connection.execute(
        written_bundle.update().where(written_bundle.c.bundle.in_(list(answers))).values(answered=True)
    )
    reached = int(connection.scalar(select(setting.c.value).where(setting.c.name == USE_RECEIPTED)) or 0)
    spans = connection.execute(
        select(written_bundle.c.first_use, written_bundle.c.last_use)
        .where(written_bundle.c.answered.is_(True), written_bundle.c.last_use > reached)
        .order_by(written_bundle.c.first_use)
    )
    for span in spans:
        if span.first_use <= reached + 1:
            reached = max(reached, span.last_use)
    put_setting(connection, USE_RECEIPTED, str(reached))


def _remark(connection: Connection, content: Receipt) -> None:
    """Keep what the newest receipt says beside what the office holds."""
    connection.execute(office_remark.delete())
    rows = [
        *(("waiting", gap.chain, f"{gap.first}-{gap.last}") for gap in content.waiting),
        *(("not_applied", line.change, line.why) for line in content.not_applied),
        *(("conflict", f"{line.record}/{line.id}", line.unit) for line in content.conflicts),
    ]
    if rows:
        connection.execute(
            office_remark.insert(),
            [{"kind": kind, "subject": subject, "detail": detail} for kind, subject, detail in rows],
        )
