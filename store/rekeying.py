"""New signing keys: a laptop whose key somebody may have taken, and the office's successor (BUNDLE.md, "Roster").

A new key starts a new chain. A laptop's earlier chains are bound to it by the office; an office's earlier identity is
listed by the root with its last change.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from store.bundle.acknowledging import forget_deliveries
from store.bundle.forms import Head, OfficeKey
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.laptops import require_office
from store.bundle.seal import new_identity, recipient_of
from store.bundle.signature import fingerprint, openssh_line, public_key_of
from store.bundle.trusted import held_roster
from store.bundle.trusting import Trusted, keep_roster, write_recovery
from store.first_run import AGE_IDENTITY, SIGNING_KEY, begin_chain
from store.identifiers import new_id
from store.keys.roster import SignedRoster, read_roster
from store.notebook import WAITS_FOR, put_setting
from store.refusal import Reason, Refusal
from store.schema import change, correspondent, delivery, known_chain, secret
from store.use_log import SUCCESSION, Act, write_line

if TYPE_CHECKING:
    from store.keys.root import Root
    from store.notebook import Identity, Notebook

_PAST_WHAT_WAS_FORGOTTEN = 100
"""By so much the number of a roster grows after a restore: an office signs a few in all its years."""

HEAR_FIRST = "hear_first"
"""Setting of a restored office: its chain. Deliveries wait until the laptop was heard by this identity."""


def new_signing_key(notebook: Notebook) -> str:
    """Give a laptop a new signing key, a new age identity and a new chain that names the one before.

    The office then takes its new card, cuts the old key off and binds the earlier chains to the new one; until then
    it takes nothing of them.

    Args:
        notebook: an open laptop's.

    Returns:
        Fingerprint of the new key.

    Raises:
        Refusal: NOT_ALLOWED for an office: its key is named by its root, see `succeed_office`.
    """
    if notebook.identity.role == "office":
        raise Refusal(Reason.NOT_ALLOWED, record="chain")
    with notebook.writing() as connection:
        identity, seed, age = _begin_anew(connection, notebook.identity)
        forget_deliveries(connection)
        write_line(connection, identity, Act.KEY_CHANGED)
        held = held_roster(connection, practice=identity.practice)
        notebook.put_secrets(connection, {SIGNING_KEY: seed, AGE_IDENTITY: age.encode()})
    notebook.identity = identity
    if held is not None:
        write_recovery(notebook, held.roster)
    return fingerprint(public_key_of(seed))


def succeed_office(notebook: Notebook, root: Root, *, restored: bool = False) -> Trusted:
    """Open a new office identity: new keys, a new chain, and the root's next roster, which ends the one before.

    After a theft of the office's machine or key, or after it was restored from a backup. The old key is cut off
    here at once, and at each laptop with the roster that lies beside its next delivery.

    Args:
        notebook: of the office.
        root: from its stick.
        restored: whether the notebook went back in time; one that was made from a backup says so itself. Then a
            laptop must be heard before anything is delivered to it, so that deliveries are numbered above what it
            has; and the roster's number leaves a gap, because what was signed after the backup is not known here.

    Raises:
        Refusal: OFFICE_ONLY, NOTHING_TRUSTED, OTHER_ROOT. Nothing was changed.
    """
    require_office(notebook)
    restored = restored or notebook.identity.waits_for == SUCCESSION
    with notebook.writing() as connection:
        held = held_roster(connection, practice=notebook.identity.practice)
        if held is None:
            raise Refusal(Reason.NOTHING_TRUSTED)
        if (root.key, root.recipient) != (held.roster.root, held.roster.root_recipient):
            raise Refusal(Reason.OTHER_ROOT)
        last = _last_seq(connection, notebook.identity.chain)
        identity, seed, age = _begin_anew(connection, replace(notebook.identity, waits_for=""))
        put_setting(connection, WAITS_FOR, "")
        own = OfficeKey(openssh_line(public_key_of(seed)), recipient_of(age), identity.chain)
        further = _PAST_WHAT_WAS_FORGOTTEN if restored else 1
        signed = _sign_next(root, held, last, own, practice=identity.practice, further=further)
        trusted = keep_roster(connection, identity, signed)
        if restored:
            # What was heard before is forgotten: it may be older than what the laptops have.
            connection.execute(correspondent.delete())
            # A number that a laptop acknowledges may name another delivery than the one that is noted here.
            connection.execute(delivery.update().values(sent=None))
            put_setting(connection, HEAR_FIRST, identity.chain)
        write_line(connection, identity, Act.KEY_CHANGED, ground=f"roster-{signed.roster.number}")
        notebook.put_secrets(connection, {SIGNING_KEY: seed, AGE_IDENTITY: age.encode()})
    notebook.identity = identity
    write_recovery(notebook, signed.roster)
    return trusted


def begin_new_chain(connection: Connection, identity: Identity) -> Identity:
    """Begin a new chain under the same key: after a restore, or where a copy of this laptop goes on with the old one.

    Args:
        connection: from a writing transaction.
        identity: who writes.

    Returns:
        Who writes from now on; the caller gives it to the open notebook once the transaction is kept.
    """
    seed = connection.execute(select(secret.c.value).where(secret.c.name == SIGNING_KEY)).scalar_one()
    fresh = replace(identity, chain=new_id())
    put_setting(connection, "chain", fresh.chain)
    line = openssh_line(public_key_of(seed))
    begin_chain(connection, fresh, line, at=datetime.now(UTC), earlier=identity.chain)
    return fresh


def _sign_next(
    root: Root, held: SignedRoster, last: int, own: OfficeKey, *, practice: bool, further: int
) -> SignedRoster:
    """Let the root sign the roster that ends the living identity at its last change and names the new one."""
    before = held.roster
    ended = replace(before.living, last_seq=last)
    head = Head(
        kind=Kind.ROSTER,
        practice=practice,
        id=new_id(),
        made_at=datetime.now(UTC),
        sender=root.fingerprint,
        software=SOFTWARE,
        office=held.office,
    )
    text = root.sign_roster(head, before.number + further, (*before.identities[:-1], ended, own)).decode()
    return read_roster(text, root.key, practice=practice)


def _begin_anew(connection: Connection, identity: Identity) -> tuple[Identity, bytes, str]:
    """Make new keys and begin a new chain with them; return who writes from now on, the seed and the age identity."""
    fresh = replace(identity, chain=new_id())
    seed, age = secrets.token_bytes(32), new_identity()
    put_setting(connection, "chain", fresh.chain)
    line = openssh_line(public_key_of(seed))
    begin_chain(connection, fresh, line, at=datetime.now(UTC), earlier=identity.chain)
    return fresh, seed, age


def _last_seq(connection: Connection, chain: str) -> int:
    query = select(func.max(change.c.seq)).join(known_chain, known_chain.c.number == change.c.chain)
    found: int = connection.execute(query.where(known_chain.c.id == chain)).scalar_one()
    return found
