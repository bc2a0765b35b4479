"""The office's root: an Ed25519 key and an age identity on two sticks in two safes, never in a notebook.

Two files in each folder, both of a standard form, so that they can be used for decades without this program:

- ``reppu-root``: an OpenSSH private key under a passphrase (bcrypt), as ``ssh-keygen`` makes and opens it;
- ``reppu-root.age``: the age identity, encrypted with the same passphrase as ``age -p`` does; ``age -d`` opens it.

It signs rosters and opens recovery slots, and nothing else.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.bundle.document import write_content
from store.bundle.forms import Head, OfficeKey, Roster
from store.bundle.kinds import Kind
from store.bundle.reading import sign_payload
from store.bundle.seal import new_identity, open_seal_text, read_identity_text, recipient_of
from store.bundle.signature import fingerprint, openssh_line, private_key, public_key_of
from store.files import write_new
from store.refusal import Reason, Refusal

KEY_FILE = "reppu-root"
IDENTITY_FILE = "reppu-root.age"
BCRYPT_ROUNDS = 24
"""What one try of the passphrase costs on ``reppu-root``: as many rounds as ssh-keygen itself takes today."""

_TOO_LONG = "Excessive work parameter"
"""How age begins to say that opening would take too long; it has no error of its own for that."""

_MAX_STICK_FILE = 64 * 1024


@dataclass(frozen=True, repr=False)
class Root:
    """The root while its stick is in. It is let go of as soon as its roster is signed.

    Attributes:
        seed: the 32 bytes of the Ed25519 private key.
        identity: ``AGE-SECRET-KEY-1…``.
    """

    seed: bytes
    identity: str

    @property
    def key(self) -> str:
        """The signing key as an OpenSSH line."""
        return openssh_line(public_key_of(self.seed))

    @property
    def fingerprint(self) -> str:
        """``SHA256:…`` of the signing key."""
        return fingerprint(public_key_of(self.seed))

    @property
    def recipient(self) -> str:
        """``age1…``: recovery slots are sealed to it."""
        return recipient_of(self.identity)

    def sign_roster(self, head: Head, number: int, identities: Sequence[OfficeKey]) -> bytes:
        """Return a signed roster file.

        Args:
            head: of kind roster, with this root as its sender.
            number: one more than that of the last roster.
            identities: oldest first; the last is living, all others have a last seq.
        """
        roster = Roster(number, self.key, self.recipient, tuple(identities))
        return sign_payload(write_content(head, roster), self.seed, Kind.ROSTER, practice=head.practice)

    def open_recovery(self, slot: str) -> bytes:
        """Return the signed text inside an armoured recovery slot.

        Raises:
            Refusal: CANNOT_UNSEAL: damaged, or made for another root.
        """
        return open_seal_text(slot, self.identity)


def create_root(folders: Sequence[Path], passphrase: str) -> Root:
    """Make a root and write it to each folder; the files read back as written before this returns.

    Args:
        folders: one on each stick; two or more, so that a lost stick is no loss.
        passphrase: for both files, as typed.

    Raises:
        Refusal: FILE_EXISTS (a stick that holds a root already is never written over), FOLDER_MISSING, and what
            the system said; nothing is left behind that was not written whole.
    """
    for folder in folders:
        if not folder.is_dir():
            raise Refusal(Reason.FOLDER_MISSING)
        if any((folder / name).exists() for name in (KEY_FILE, IDENTITY_FILE)):
            raise Refusal(Reason.FILE_EXISTS)
    root = Root(secrets.token_bytes(32), new_identity())
    files = {KEY_FILE: _key_file(root, passphrase), IDENTITY_FILE: _identity_file(root, passphrase)}
    for folder in folders:
        for name, content in files.items():
            write_new(folder / name, content)
    return root


def open_root(folder: Path, passphrase: str) -> Root:
    """Read the root from a stick.

    Raises:
        Refusal: BAD_ROOT_STICK (no such files, or not a root's), WRONG_PASSPHRASE, MACHINE_BUSY.
    """
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    secret = _secret(passphrase)
    key_text, sealed = _read(folder / KEY_FILE), _read(folder / IDENTITY_FILE)
    try:
        key = load_ssh_private_key(key_text, secret.encode())
    except ValueError as error:
        # Both a wrong passphrase and a damaged file are a ValueError; age's own tag tells them apart.
        raise _wrong_or_damaged(sealed, secret) from error
    try:
        identity = read_identity_text(_unsealed(sealed, secret).decode())
    except (pyrage.DecryptError, UnicodeDecodeError) as error:
        raise Refusal(Reason.BAD_ROOT_STICK) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal(Reason.BAD_ROOT_STICK)
    return Root(key.private_bytes_raw(), identity)


def _key_file(root: Root, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

    builder = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(BCRYPT_ROUNDS)
    protection = builder.build(_secret(passphrase).encode())
    return private_key(root.seed).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, protection)


def _identity_file(root: Root, passphrase: str) -> bytes:
    import pyrage

    text = f"# public key: {root.recipient}\n{root.identity}\n"
    return bytes(pyrage.passphrase.encrypt(text.encode(), _secret(passphrase)))


def _secret(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


def _wrong_or_damaged(sealed: bytes, secret: str) -> Refusal:
    import pyrage

    try:
        _unsealed(sealed, secret)
    except pyrage.DecryptError:
        return Refusal(Reason.WRONG_PASSPHRASE)
    return Refusal(Reason.BAD_ROOT_STICK)


def _unsealed(sealed: bytes, secret: str) -> bytes:
    """Open what a passphrase seals.

    age measures how quick the machine is at this moment, and opens nothing that would keep it busy for long: a
    machine that has much else to do is refused its own stick, which is neither damaged nor under another passphrase.

    Raises:
        Refusal: MACHINE_BUSY.
        pyrage.DecryptError: another passphrase, or a damaged file.
    """
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(sealed, secret))
    except pyrage.DecryptError as error:
        if _TOO_LONG in str(error):
            raise Refusal(Reason.MACHINE_BUSY) from error
        raise


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_STICK_FILE + 1)
    except OSError as error:
        raise Refusal(Reason.BAD_ROOT_STICK) from error
    if not 0 < len(data) <= _MAX_STICK_FILE:
        raise Refusal(Reason.BAD_ROOT_STICK)
    return data
