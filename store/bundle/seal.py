"""The seal: age, to one recipient, in memory. The cryptography is age's, through `pyrage`."""

from __future__ import annotations

import re

from store.bundle.kinds import MAX_FILE, MAX_SEAL
from store.refusal import Reason, Refusal

AGE_LINE = b"age-encryption.org/v1\n"
ARMOUR_LINE = "-----BEGIN AGE ENCRYPTED FILE-----\n"
MAX_ARMOURED = 64 * 1024
MAX_AGE_HEADER = 16 * 1024
"""Bytes of an age header; one recipient needs about 200."""

NO_KEY = "No matching keys"
"""What pyrage says of a file that is sealed to somebody else."""

_STANZA = re.compile(rb"^-> (\S+)", re.MULTILINE)
_HEADER_END = re.compile(rb"^--- [A-Za-z0-9+/]{43}\n", re.MULTILINE)


def is_sealed(data: bytes) -> bool:
    """Tell whether a file begins as a binary age file does."""
    return data.startswith(AGE_LINE)


def seal(data: bytes, recipient: str) -> bytes:
    """Encrypt to one ``age1…`` recipient and to nothing else.

    Raises:
        Refusal: TOO_LARGE; or BAD_FORM when the recipient is none.
    """
    import pyrage

    if len(data) > MAX_FILE:
        raise Refusal(Reason.TOO_LARGE, bytes=len(data), limit=MAX_FILE)
    return bytes(pyrage.encrypt(data, [read_recipient(recipient)]))


def open_seal(data: bytes, identity: str) -> bytes:
    """Decrypt a whole file in memory; nothing comes out before its end is authenticated.

    A file for a passphrase is never tried: its work factor is the sender's choice, up to gigabytes.

    Args:
        data: the sealed file.
        identity: our ``AGE-SECRET-KEY-1…``.

    Raises:
        Refusal: TOO_LARGE; CANNOT_UNSEAL: not for this identity alone; DAMAGED_SEAL: for it, and cut or altered.
    """
    import pyrage

    if len(data) > MAX_FILE + MAX_SEAL:
        raise Refusal(Reason.TOO_LARGE, bytes=len(data), limit=MAX_FILE + MAX_SEAL)
    if not _for_one_recipient(data):
        raise Refusal(Reason.CANNOT_UNSEAL)
    try:
        plain = bytes(pyrage.decrypt(data, [_read_identity(identity)]))
    except pyrage.DecryptError as error:
        # The library has one error for both; only what it says of a key that does not fit is certain.
        for_others = NO_KEY in str(error)
        raise Refusal(Reason.CANNOT_UNSEAL if for_others else Reason.DAMAGED_SEAL) from error
    if len(plain) > MAX_FILE:
        raise Refusal(Reason.TOO_LARGE, bytes=len(plain), limit=MAX_FILE)
    return plain


def seal_text(data: bytes, recipient: str) -> str:
    """Encrypt to one recipient as armoured text: the form of a recovery slot, which stands inside a TOML file."""
    import pyrage

    return bytes(pyrage.encrypt(data, [read_recipient(recipient)], armored=True)).decode()


def open_seal_text(text: str, identity: str) -> bytes:
    """Decrypt an armoured text.

    Raises:
        Refusal: CANNOT_UNSEAL.
    """
    import pyrage

    if not text.startswith(ARMOUR_LINE) or len(text) > MAX_ARMOURED:
        raise Refusal(Reason.CANNOT_UNSEAL)
    try:
        return bytes(pyrage.decrypt(text.encode(), [_read_identity(identity)]))
    except (pyrage.DecryptError, UnicodeEncodeError) as error:
        raise Refusal(Reason.CANNOT_UNSEAL) from error


def new_identity() -> str:
    """Return a new age identity, ``AGE-SECRET-KEY-1…``."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the ``age1…`` recipient of an identity.

    Raises:
        Refusal: CANNOT_UNSEAL when the text is no identity.
    """
    return str(_read_identity(identity).to_public())


def read_recipient(recipient: str) -> object:
    """Return pyrage's recipient for ``age1…``.

    Raises:
        Refusal: BAD_FORM: not an X25519 recipient in its one spelling.
    """
    import pyrage

    try:
        found = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise Refusal(Reason.BAD_FORM, field="recipient") from error
    if str(found) != recipient:
        raise Refusal(Reason.BAD_FORM, field="recipient")
    return found


def read_identity_text(text: str) -> str:
    """Return the one identity of an ``age-keygen`` file: comments and blank lines are passed over.

    Raises:
        Refusal: CANNOT_UNSEAL: none, or more than one.
    """
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if len(found) != 1:
        raise Refusal(Reason.CANNOT_UNSEAL)
    _read_identity(found[0])
    return found[0]


def _read_identity(identity: str):  # type: ignore[no-untyped-def]  # pyrage has no type stubs
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise Refusal(Reason.CANNOT_UNSEAL) from error


def _for_one_recipient(data: bytes) -> bool:
    """Tell whether the header names one X25519 recipient; age itself may add stanzas of grease."""
    if not is_sealed(data):
        return False
    end = _HEADER_END.search(data[:MAX_AGE_HEADER])
    if end is None:
        return False
    stanzas = _STANZA.findall(data[: end.start()])
    others = [stanza for stanza in stanzas if not stanza.endswith(b"-grease")]
    return others == [b"X25519"]
