"""Intake: a file that came in is opened, verified and held against whom we trust, before a byte of it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from store.bundle.allowed_signers import Signers, signer_for_role
from store.bundle.kinds import MAX_FILE, MAX_SEAL, Kind, kind_of_namespace
from store.bundle.outcomes import Outcome, Received
from store.bundle.reading import Reader, Verified, check_signature, read_signed, split_signed, unsealed
from store.bundle.seal import is_sealed
from store.bundle.signature import read_openssh_line
from store.bundle.tables import received_bundle, written_bundle
from store.bundle.trusted import as_fingerprint
from store.history.change import Change
from store.refusal import Reason, Refusal
from store.schema import known_chain, trusted_key

if TYPE_CHECKING:
    from store.bundle.trusted import OwnKeys
    from store.notebook import Notebook

DELIVERY = "delivery"
"""What changes are called that come from the office."""


@dataclass(frozen=True)
class Wanted:
    """What a person has looked at and wants in spite of a doubt.

    Attributes:
        flood: a file that opens very many conflicts or brings very long texts.
        cut_off: a file of a key that was cut off.
    """

    flood: bool = False
    cut_off: bool = False


@dataclass(frozen=True)
class File:
    """A file as it came.

    Attributes:
        digest: SHA-256 of it, 64 hex digits.
        size: bytes.
        data: all of it; None where it is larger than any bundle.
    """

    digest: str
    size: int
    data: bytes | None

    @classmethod
    def of(cls, data: bytes) -> File:
        """Return a file that was read."""
        return cls(hashlib.sha256(data).hexdigest(), len(data), data)


@dataclass(frozen=True)
class Trust:
    """Whom this notebook trusts now, as one connection sees it.

    Attributes:
        reader: who reads; signers whose key was cut off are among its signers.
        roles: fingerprint → role that was pinned at enrolment.
        principals: fingerprint → name in our list.
        cut_off: fingerprints of the keys that were cut off.
    """

    reader: Reader
    roles: Mapping[str, str]
    principals: Mapping[str, str]
    cut_off: frozenset[str]


@dataclass(frozen=True)
class Opened:
    """A file that passed all steps of reading.

    Attributes:
        digest: SHA-256 of the file as it came.
        kind: changes, delivery, receipt or roster.
        text: the signed text without its seal.
        verified: what it says and who signed it.
        role: role of the signer, as pinned at enrolment.
        principal: name of the signer in our list.
        cut_off: whether the signer's key was cut off.
    """

    digest: str
    kind: str
    text: bytes
    verified: Verified
    role: str
    principal: str
    cut_off: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the file."""
        return self.verified.document.changes

    def outcome(self, outcome: Outcome) -> Received:
        """Return an answer that says what the file is and what became of it."""
        head = self.verified.document.head
        return Received(
            path=None,
            outcome=outcome,
            kind=self.kind,
            sender=head.sender,
            principal=self.principal,
            bundle=head.id,
            part=head.part,
            parts=head.parts,
            made_at=head.made_at,
            changes=len(self.changes),
        )


def trust_of(connection: Connection, notebook: Notebook, keys: OwnKeys) -> Trust:
    """Return whom this notebook trusts, those whose key was cut off named as such.

    Args:
        connection: an open transaction.
        notebook: the open notebook.
        keys: its own keys.
    """
    practice = notebook.identity.practice
    rows = connection.execute(select(trusted_key).order_by(trusted_key.c.principal)).all()
    signers = tuple(
        signer_for_role(row.principal, read_openssh_line(row.key), row.role, practice=practice)
        for row in rows
        if row.principal
    )
    chains = connection.execute(select(known_chain).where(known_chain.c.key.is_not(None))).all()
    cut_off = frozenset(row.fingerprint for row in rows if row.cut_off is not None)
    return Trust(
        Reader(
            signers=Signers(signers),
            key=keys.fingerprint,
            practice=practice,
            identity=keys.identity,
            chains={row.id: as_fingerprint(row.key) for row in chains},
            bound=frozenset(row.id for row in chains if row.bound),
            cut_off=cut_off,
        ),
        roles={row.fingerprint: row.role for row in rows},
        principals={row.fingerprint: row.principal or "" for row in rows},
        cut_off=cut_off,
    )


def open_file(connection: Connection, notebook: Notebook, keys: OwnKeys, file: File) -> Opened:
    """Open and verify a file that came in.

    Args:
        connection: an open transaction: whom we trust is read from it.
        notebook: the open notebook.
        keys: its own keys.
        file: what came.

    Raises:
        Refusal: every reason of reading a bundle; CARD_NEEDS_WORDS; UNPROVEN_CHAIN.
    """
    if file.data is None:
        raise Refusal(Reason.TOO_LARGE, limit=MAX_FILE + MAX_SEAL)
    trust = trust_of(connection, notebook, keys)
    plain = unsealed(file.data, keys.identity)
    signed = split_signed(plain)
    signature = check_signature(signed)
    kind, _ = kind_of_namespace(signature.namespace)
    if kind is Kind.CARD:
        raise Refusal(Reason.CARD_NEEDS_WORDS)
    text = plain if kind in (Kind.ROSTER, Kind.ERASURES) else b""
    del plain
    verified = read_signed(signed, signature, trust.reader, sealed=is_sealed(file.data))
    sender = verified.fingerprint
    name = kind.value
    if kind is Kind.CHANGES and verified.document.delivery is not None:
        name = DELIVERY
    if name == Kind.CHANGES.value and verified.unproven:
        raise Refusal(Reason.UNPROVEN_CHAIN, fingerprint=sender)
    return Opened(
        digest=file.digest,
        kind=name,
        text=text,
        verified=verified,
        role=trust.roles.get(sender, ""),
        principal=trust.principals.get(sender, ""),
        cut_off=sender in trust.cut_off,
    )


def known_file(connection: Connection, file: File) -> Received | None:
    """Return what is known of a file without reading it: we wrote it, or took in these very bytes; else None.

    A delivery is always read again: it may bring back what was put away.
    """
    digest = file.digest
    written = select(written_bundle.c.bundle).where(written_bundle.c.digest == digest)
    own = connection.scalar(written)
    if own is not None:
        return Received(path=None, outcome=Outcome.OWN, bundle=own)
    row = connection.execute(select(received_bundle).where(received_bundle.c.digest == digest)).first()
    if row is None or row.kind == DELIVERY:
        return None
    principal = connection.scalar(select(trusted_key.c.principal).where(trusted_key.c.fingerprint == row.sender))
    return Received(
        path=None,
        outcome=Outcome.KNOWN,
        kind=row.kind,
        sender=row.sender,
        principal=principal or "",
        bundle=row.bundle,
        number=row.number,
        part=row.part,
        parts=row.parts,
        made_at=row.made_at,
        changes=row.changes,
    )
