"""SSHSIG: the signature that ``ssh-keygen -Y verify`` checks, with Ed25519 and SHA-512 and nothing else.

The layout is OpenSSH's PROTOCOL.sshsig. The arithmetic is the `cryptography` package's; here are only the
frames around it, read strictly: what would be written again differently is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BEGIN = b"-----BEGIN SSH SIGNATURE-----"
END = b"-----END SSH SIGNATURE-----"
ARMOUR_WIDTH = 70
KEY_TYPE = b"ssh-ed25519"
HASH = b"sha512"
KEY_LENGTH = 32
SIGNATURE_LENGTH = 64
MAX_ARMOUR = 4096
"""Bytes; an Ed25519 signature with the longest namespace of ours needs 330."""

_MAGIC = b"SSHSIG"
_VERSION = 1


@dataclass(frozen=True)
class Signature:
    """What an armoured signature says, before anybody has checked it.

    Attributes:
        public_key: the 32 bytes of the Ed25519 key that is said to have signed.
        namespace: what it is said to have signed for.
        value: the 64 bytes of the Ed25519 signature.
    """

    public_key: bytes
    namespace: str
    value: bytes

    def verify(self, message: bytes) -> None:
        """Check the signature over these bytes.

        Raises:
            Refusal: BAD_SIGNATURE.
        """
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            key = Ed25519PublicKey.from_public_bytes(self.public_key)
            key.verify(self.value, _signed_data(message, self.namespace.encode()))
        except (InvalidSignature, ValueError) as error:
            raise Refusal(Reason.BAD_SIGNATURE) from error


def sign(message: bytes, seed: bytes, namespace: str) -> bytes:
    """Return the armoured signature, byte for byte what ``ssh-keygen -Y sign`` writes.

    Args:
        message: the bytes to sign.
        seed: the 32 bytes of the Ed25519 private key.
        namespace: what the signature is for; a signature never passes for another.
    """
    key = private_key(seed)
    public = key.public_key().public_bytes_raw()
    value = key.sign(_signed_data(message, namespace.encode()))
    return armour(Signature(public, namespace, value))


def armour(signature: Signature) -> bytes:
    """Return a signature in its one armoured spelling, ending in LF."""
    blob = (
        _MAGIC
        + struct.pack(">I", _VERSION)
        + _string(key_blob(signature.public_key))
        + _string(signature.namespace.encode())
        + _string(b"")
        + _string(HASH)
        + _string(_string(KEY_TYPE) + _string(signature.value))
    )
    text = base64.b64encode(blob)
    lines = [text[start : start + ARMOUR_WIDTH] for start in range(0, len(text), ARMOUR_WIDTH)]
    return b"\n".join([BEGIN, *lines, END, b""])


def read_armour(text: bytes) -> Signature:
    """Read an armoured signature and hold it against its own writing, so that no padded character can lie.

    Raises:
        Refusal: BAD_SIGNATURE_FORM.
    """
    if len(text) > MAX_ARMOUR or not text.startswith(BEGIN + b"\n") or not text.endswith(b"\n" + END + b"\n"):
        raise Refusal(Reason.BAD_SIGNATURE_FORM)
    try:
        blob = base64.b64decode(text[len(BEGIN) : -len(END) - 1].replace(b"\n", b""), validate=True)
        signature = _read_blob(blob)
    except (binascii.Error, ValueError, struct.error) as error:
        raise Refusal(Reason.BAD_SIGNATURE_FORM) from error
    if armour(signature) != text:
        raise Refusal(Reason.BAD_SIGNATURE_FORM)
    return signature


def private_key(seed: bytes) -> Ed25519PrivateKey:
    """Return the Ed25519 key of a 32-byte seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key_of(seed: bytes) -> bytes:
    """Return the 32 bytes of the public key of a seed."""
    return private_key(seed).public_key().public_bytes_raw()


def key_blob(public_key: bytes) -> bytes:
    """Return a public key as SSH frames it."""
    return _string(KEY_TYPE) + _string(public_key)


def openssh_line(public_key: bytes) -> str:
    """Return a public key as OpenSSH writes it, ``ssh-ed25519 AAAA…``, with no comment."""
    return f"{KEY_TYPE.decode()} {base64.b64encode(key_blob(public_key)).decode()}"


def read_openssh_line(line: str) -> bytes:
    """Return the 32 bytes of a public key written as ``ssh-ed25519 AAAA…`` with no comment.

    Raises:
        ValueError: another type, another length, or another spelling of the same key.
    """
    kind, _, encoded = line.partition(" ")
    if kind != KEY_TYPE.decode():
        raise ValueError("only ssh-ed25519 keys")
    blob = base64.b64decode(encoded.encode(), validate=True)
    public_key = blob[-KEY_LENGTH:]
    if openssh_line(public_key) != line:
        raise ValueError("not written as OpenSSH writes it")
    return public_key


def fingerprint(public_key: bytes) -> str:
    """Return ``SHA256:…`` as ``ssh-keygen -l`` shows it."""
    digest = hashlib.sha256(key_blob(public_key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def _signed_data(message: bytes, namespace: bytes) -> bytes:
    digest = hashlib.sha512(message).digest()
    return _MAGIC + _string(namespace) + _string(b"") + _string(HASH) + _string(digest)


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _read_blob(blob: bytes) -> Signature:
    if blob[: len(_MAGIC)] != _MAGIC:
        raise ValueError("not an SSH signature")
    (version,) = struct.unpack_from(">I", blob, len(_MAGIC))
    if version != _VERSION:
        raise ValueError("another version")
    key, namespace, reserved, algorithm, value = _strings(blob[len(_MAGIC) + 4 :], 5)
    key_type, public_key = _strings(key, 2)
    value_type, raw = _strings(value, 2)
    if key_type != KEY_TYPE or value_type != KEY_TYPE or reserved or algorithm != HASH:
        raise ValueError("only ssh-ed25519 with sha512")
    if len(public_key) != KEY_LENGTH or len(raw) != SIGNATURE_LENGTH:
        raise ValueError("wrong length")
    return Signature(public_key, namespace.decode("ascii"), raw)


def _strings(blob: bytes, count: int) -> list[bytes]:
    found = []
    position = 0
    for _ in range(count):
        (length,) = struct.unpack_from(">I", blob, position)
        position += 4
        if position + length > len(blob):
            raise ValueError("cut")
        found.append(blob[position : position + length])
        position += length
    if position != len(blob):
        raise ValueError("more than a signature")
    return found
