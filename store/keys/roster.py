"""The roster: the root's numbered list of office keys, read from its signed text and never taken lower."""

from __future__ import annotations

from dataclasses import dataclass

from store.bundle.allowed_signers import Signers, signer_for_role
from store.bundle.forms import Roster
from store.bundle.kinds import MAX_FIELD
from store.bundle.reading import Reader, read_bytes
from store.bundle.seal import read_recipient
from store.bundle.signature import read_openssh_line
from store.refusal import Reason, Refusal


@dataclass(frozen=True)
class SignedRoster:
    """A roster whose signature by a certain root was verified.

    Attributes:
        roster: what it says.
        text: the signed file as it came, to be kept and passed on.
        office: the controller's own id.
    """

    roster: Roster
    text: str
    office: str


def read_roster(text: str, root_key: str, *, practice: bool) -> SignedRoster:
    """Read a signed roster and hold it against the one root that is trusted.

    Args:
        text: the signed file.
        root_key: the root's OpenSSH line.
        practice: whether we are a practice notebook; the two never mix.

    Raises:
        Refusal: OTHER_ROOT when another root signed it, and every reason of reading a bundle.
    """
    if len(text.encode()) > MAX_FIELD:
        raise Refusal(Reason.TOO_LARGE, limit=MAX_FIELD)
    root = signer_for_role("root", public_key(root_key), "root", practice=practice)
    try:
        verified = read_bytes(text.encode(), Reader(Signers((root,)), practice=practice))
    except Refusal as refusal:
        if refusal.reason is Reason.UNKNOWN_SIGNER:
            raise Refusal(Reason.OTHER_ROOT) from refusal
        raise
    roster = verified.document.content
    if not isinstance(roster, Roster):
        raise Refusal(Reason.WRONG_NAMESPACE)
    if roster.root != root_key:
        raise Refusal(Reason.OTHER_ROOT)
    read_recipient(roster.root_recipient)
    for identity in roster.identities:
        public_key(identity.key)
        read_recipient(identity.recipient)
    return SignedRoster(roster, text, verified.document.head.office)


def require_successor(held: Roster | None, offered: Roster) -> None:
    """Refuse a roster that is lower than the one we hold: an old one would bring a replaced key back to life.

    Raises:
        Refusal: OTHER_ROOT, LOWER_ROSTER; ROSTER_TWICE for the same number with other content: the office was put
            back behind a roster that it had signed, and signed that number once more.
    """
    if held is None or held == offered:
        return
    if held.root != offered.root or held.root_recipient != offered.root_recipient:
        raise Refusal(Reason.OTHER_ROOT)
    if offered.number == held.number:
        raise Refusal(Reason.ROSTER_TWICE, number=held.number)
    if offered.number < held.number:
        raise Refusal(Reason.LOWER_ROSTER, held=held.number, offered=offered.number)


def public_key(line: str) -> bytes:
    """Return the 32 bytes of an OpenSSH line found in a card or roster.

    Raises:
        Refusal: BAD_FORM.
    """
    try:
        return read_openssh_line(line)
    except ValueError as error:
        raise Refusal(Reason.BAD_FORM, field="key") from error
