"""Inspection: who signed a file, for whom, what is in it, whether it verifies; it takes nothing in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.allowed_signers import read_signers
from store.bundle.cards import card_of
from store.bundle.forms import Card, Roster
from store.bundle.kinds import written_kind
from store.bundle.reading import Reader, Verified, read_bundle
from store.bundle.seal import read_identity_text
from store.keys.roster import public_key
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook

_MAX_IDENTITY_FILE = 16 * 1024


@dataclass(frozen=True)
class Inspection:
    """What a file that verifies says. Codes and counts only: no text that anybody typed.

    Attributes:
        kind: as written, for example `practice-changes`.
        practice: whether a practice notebook made it.
        sealed: whether it came sealed.
        signer: `SHA256:…` of the key that signed.
        principal: its name on the list that was given; None where there was none: the signature holds, and
            nobody here says whose it is.
        recipient: `SHA256:…` of the key that it is for; None where it is for anybody.
        id: of the file.
        part: number of this part.
        parts: how many there are.
        made_at: when it was made, as the sender's clock said.
        software: what wrote it.
        changes: how many changes.
        erased: how many of them are headers alone.
        records: record type → how many changes.
        ranges: chain, first and last seq of each range.
        use_lines: how many lines of the use log.
    """

    kind: str
    practice: bool
    sealed: bool
    signer: str
    principal: str | None
    recipient: str | None
    id: str
    part: int
    parts: int
    made_at: datetime
    software: str
    changes: int
    erased: int
    records: Mapping[str, int]
    ranges: tuple[tuple[str, int, int], ...]
    use_lines: int


def inspect_bundle(
    path: Path, *, signers: Path | None = None, identity: Path | None = None, notebook: Notebook | None = None
) -> Inspection:
    """Inspect a file.

    Without a list and a notebook any valid signature is said to be just that; with either, an unknown one is refused.

    Args:
        path: the file.
        signers: an OpenSSH `allowed_signers` file.
        identity: an `age-keygen` file that opens the seal.
        notebook: an open notebook: its list and its identity are used where none were given.

    Raises:
        Refusal: every reason of reading a bundle; BAD_SIGNERS.
    """
    base = Reader()
    if notebook is not None:
        from store.bundle.trusted import reader_of

        base = reader_of(notebook, addressed=False)
    reader = Reader(
        signers=base.signers if signers is None else read_signers(signers),
        practice=base.practice,
        identity=base.identity if identity is None else read_identity(identity),
        chains=base.chains,
    )
    verified = read_bundle(path, reader)
    _check_within(verified)
    return _described(verified)


def read_identity(path: Path) -> str:
    """Return the identity of an `age-keygen` file.

    Raises:
        Refusal: UNREADABLE_FILE, or CANNOT_UNSEAL when it holds none.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_IDENTITY_FILE + 1)
    except OSError as error:
        raise Refusal(Reason.UNREADABLE_FILE) from error
    try:
        return read_identity_text(data.decode("utf-8") if len(data) <= _MAX_IDENTITY_FILE else "")
    except UnicodeDecodeError as error:
        raise Refusal(Reason.CANNOT_UNSEAL) from error


def _check_within(verified: Verified) -> None:
    """A card and a roster carry keys and signatures of their own: they must hold too."""
    content = verified.document.content
    if isinstance(content, Card):
        card_of(verified)
    elif isinstance(content, Roster) and public_key(content.root) != verified.key:
        raise Refusal(Reason.SENDER_IS_NOT_SIGNER)


def _described(verified: Verified) -> Inspection:
    document = verified.document
    head = document.head
    return Inspection(
        kind=written_kind(head.kind, head.practice),
        practice=head.practice,
        sealed=verified.sealed,
        signer=verified.fingerprint,
        principal=None if verified.signer is None else verified.signer.principal,
        recipient=head.recipient,
        id=head.id,
        part=head.part,
        parts=head.parts,
        made_at=head.made_at,
        software=head.software,
        changes=len(document.changes),
        erased=sum(change.body_text is None for change in document.changes),
        records=dict(Counter(change.header.record for change in document.changes)),
        ranges=tuple((span.chain, span.first, span.last) for span in document.ranges),
        use_lines=len(document.use_lines),
    )
