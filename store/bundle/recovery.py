"""The recovery slot: the notebook's key, signed by the notebook and sealed to the office's root.

A laptop whose passphrase is forgotten sends its `keys.toml` and nothing else. The root opens the slot (plain
`age -d` does too), and the signature tells whose notebook it is (DESIGN §5).
"""

from __future__ import annotations

from datetime import UTC, datetime

from store.bundle.document import write_content
from store.bundle.forms import Head, Recovery
from store.bundle.kinds import SOFTWARE, Kind
from store.bundle.reading import Reader, read_bytes, sign_payload
from store.bundle.seal import seal_text
from store.bundle.signature import fingerprint, public_key_of
from store.identifiers import new_id
from store.refusal import Reason, Refusal


def make_recovery(*, notebook: str, database_key: bytes, seed: bytes, recipient: str, practice: bool) -> str:
    """Return the recovery slot as an armoured age file.

    Args:
        notebook: id of the notebook.
        database_key: the 32 bytes that open its database.
        seed: the notebook's signing key.
        recipient: the root's `age1…`.
        practice: whether it is a practice notebook.
    """
    sender = fingerprint(public_key_of(seed))
    head = Head(Kind.RECOVERY, practice, new_id(), datetime.now(UTC), sender, software=SOFTWARE)
    payload = write_content(head, Recovery(notebook, sender, database_key))
    return seal_text(sign_payload(payload, seed, Kind.RECOVERY, practice=practice), recipient)


def read_recovery(signed: bytes, reader: Reader) -> Recovery:
    """Read what the root found inside a slot.

    Args:
        signed: the text that `Root.open_recovery` gave.
        reader: whose signature counts; the office knows its laptops.

    Raises:
        Refusal: every reason of reading a bundle.
    """
    verified = read_bytes(signed, reader)
    found = verified.document.content
    if not isinstance(found, Recovery):
        raise Refusal(Reason.WRONG_NAMESPACE)
    if found.key != verified.fingerprint:
        raise Refusal(Reason.SENDER_IS_NOT_SIGNER)
    return found
