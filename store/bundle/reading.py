"""Reading a bundle: six steps whose order is the security (BUNDLE.md, "Reading").

Nothing of a file is used before its signature was verified; nothing is parsed but the verified bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.bundle.allowed_signers import Signer, Signers
from store.bundle.chains import Pins, check_chains
from store.bundle.document import FIRST_LINE, Document, read_document
from store.bundle.kinds import MAX_FILE, MAX_SEAL, Kind, kind_of_namespace, namespace_of
from store.bundle.seal import is_sealed, open_seal
from store.bundle.signature import BEGIN, END, MAX_ARMOUR, Signature, fingerprint, read_armour, sign
from store.refusal import Reason, Refusal

COMMENT = b"# "
BEGIN_LINE = COMMENT + BEGIN
END_LINE = COMMENT + END
_LF = 0x0A
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reader:
    """Who reads, and whom they trust.

    Attributes:
        signers: whose signature counts; None when nobody is known, and then any valid one is said to be just that.
        key: our own fingerprint; None when it does not matter for whom the bundle is.
        practice: whether we are a practice notebook; None when we are none at all.
        identity: our age identity, to open the seal.
        chains: chain → fingerprint of the key that is pinned to it.
        bound: those of them that the office bound to a later key than the one that began them.
        cut_off: fingerprints of keys that were cut off: what comes from them waits for a person.
    """

    signers: Signers | None = None
    key: str | None = None
    practice: bool | None = None
    identity: str | None = None
    chains: Mapping[str, str] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    cut_off: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verified:
    """A bundle that passed every step.

    Attributes:
        document: what it says.
        key: the 32 bytes of the key that signed.
        signer: the line of our list; None when we have no list.
        sealed: whether it came sealed.
        unproven: chains whose first change has not arrived, so that nothing says yet whose they are.
    """

    document: Document
    key: bytes
    signer: Signer | None
    sealed: bool
    unproven: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the key that signed."""
        return fingerprint(self.key)


@dataclass(frozen=True)
class Signed:
    """A file taken apart and not yet believed.

    Attributes:
        payload: every byte before the BEGIN line.
        armour: the signature as ssh-keygen writes it, without the comment marks.
    """

    payload: bytes
    armour: bytes


def read_bundle(path: Path, reader: Reader) -> Verified:
    """Read a file through all six steps.

    Raises:
        Refusal: each step has its own reasons; nothing was changed.
    """
    return read_bytes(load(path), reader)


def read_bytes(data: bytes, reader: Reader) -> Verified:
    """Read the bytes of a file through steps 2 to 6; see `read_bundle`."""
    signed = split_signed(unsealed(data, reader.identity))
    return read_signed(signed, check_signature(signed), reader, sealed=is_sealed(data))


def read_signed(signed: Signed, signature: Signature, reader: Reader, *, sealed: bool) -> Verified:
    """Read a file whose signature holds through the rest of the steps: who signed it, for whom, what it says.

    Args:
        signed: the file taken apart.
        signature: of that very file, as `check_signature` gave it.
        reader: who reads.
        sealed: whether it came sealed.
    """
    signer = check_signer(signature, reader)
    document = read_document(signed.payload)
    check_addresses(document, signature, reader)
    # Without a list nobody can say who an office is: then the chains are checked, and who may relay is not.
    office = signer is None or signer.is_office
    pins = Pins(reader.chains, reader.bound, reader.cut_off)
    unproven = check_chains(document, document.head.sender, office=office, pins=pins)
    return Verified(document, signature.public_key, signer, sealed, unproven)


def load(path: Path) -> bytes:
    """Step 1: read a file, but never more than a bundle may be.

    Raises:
        Refusal: UNREADABLE_FILE, EMPTY_FILE, TOO_LARGE.
    """
    limit = MAX_FILE + MAX_SEAL
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refusal(Reason.UNREADABLE_FILE) from error
    if not data:
        raise Refusal(Reason.EMPTY_FILE)
    if len(data) > limit or (len(data) > MAX_FILE and not is_sealed(data)):
        raise Refusal(Reason.TOO_LARGE, limit=limit)
    return data


def unsealed(data: bytes, identity: str | None) -> bytes:
    """Step 2: open the seal completely, in memory, before a byte of it is used.

    Raises:
        Refusal: SEALED_NEEDS_IDENTITY, CANNOT_UNSEAL, TOO_LARGE.
    """
    if not is_sealed(data):
        return data
    if identity is None:
        raise Refusal(Reason.SEALED_NEEDS_IDENTITY)
    return open_seal(data, identity)


def split_signed(data: bytes) -> Signed:
    """Step 3: find exactly one BEGIN and one END line, by the byte LF only, and nothing after.

    Raises:
        Refusal: NOT_A_BUNDLE, CHANGED_BY_MAIL, CUT_BUNDLE, TWO_SIGNATURES, TEXT_AROUND_SIGNATURE, BAD_SIGNATURE_FORM.
    """
    if not data.startswith(FIRST_LINE):
        raise _not_ours(data)
    if b"\r" in data:
        raise Refusal(Reason.CHANGED_BY_MAIL)
    begins, ends = _places(data, BEGIN_LINE), _places(data, END_LINE)
    if len(begins) > 1 or len(ends) > 1:
        raise Refusal(Reason.TWO_SIGNATURES)
    if not begins:
        raise Refusal(Reason.BAD_SIGNATURE_FORM if ends else Reason.CUT_BUNDLE)
    if not ends:
        raise Refusal(Reason.CUT_BUNDLE)
    begin, end = begins[0], ends[0]
    if end < begin:
        raise Refusal(Reason.BAD_SIGNATURE_FORM)
    after = data[end + len(END_LINE) :]
    if after != b"\n":
        # A file that ends at once after END has lost its last LF, as some mail programs do.
        raise Refusal(Reason.TEXT_AROUND_SIGNATURE if after else Reason.CHANGED_BY_MAIL)
    if len(data) - begin > 2 * MAX_ARMOUR:
        raise Refusal(Reason.BAD_SIGNATURE_FORM)
    armoured = data[begin:].removesuffix(b"\n").split(b"\n")
    if not all(line.startswith(COMMENT) for line in armoured):
        raise Refusal(Reason.BAD_SIGNATURE_FORM)
    return Signed(data[:begin], b"".join(line[len(COMMENT) :] + b"\n" for line in armoured))


def check_signature(signed: Signed) -> Signature:
    """Step 4, first half: the form of the signature, its namespace, and that it holds.

    Raises:
        Refusal: BAD_SIGNATURE_FORM, WRONG_NAMESPACE, BAD_SIGNATURE.
    """
    signature = read_armour(signed.armour)
    try:
        kind_of_namespace(signature.namespace)
    except ValueError as error:
        raise Refusal(Reason.WRONG_NAMESPACE) from error
    signature.verify(signed.payload)
    return signature


def check_signer(signature: Signature, reader: Reader) -> Signer | None:
    """Step 4, second half: practice and real never mix, and the signer is on our list now, for this namespace.

    Raises:
        Refusal: PRACTICE_AND_REAL, UNKNOWN_SIGNER, KEY_CUT_OFF, WRONG_NAMESPACE; they show the fingerprint alone.
    """
    _, practice = kind_of_namespace(signature.namespace)
    if reader.practice is not None and practice is not reader.practice:
        raise Refusal(Reason.PRACTICE_AND_REAL)
    if reader.signers is None:
        return None
    signer = reader.signers.find(signature.public_key)
    shown = fingerprint(signature.public_key)
    if signer is None:
        reason = Reason.KEY_CUT_OFF if shown in reader.cut_off else Reason.UNKNOWN_SIGNER
        raise Refusal(reason, fingerprint=shown)
    if not signer.may_sign(signature.namespace):
        raise Refusal(Reason.WRONG_NAMESPACE, fingerprint=shown)
    return signer


def check_addresses(document: Document, signature: Signature, reader: Reader) -> None:
    """Hold the kind, sender and recipient named inside against the signature and ourselves.

    Raises:
        Refusal: WRONG_NAMESPACE, SENDER_IS_NOT_SIGNER, WRONG_RECIPIENT.
    """
    head = document.head
    if namespace_of(head.kind, head.practice) != signature.namespace:
        raise Refusal(Reason.WRONG_NAMESPACE)
    if head.sender != fingerprint(signature.public_key):
        raise Refusal(Reason.SENDER_IS_NOT_SIGNER)
    if reader.key is not None and head.recipient is not None and head.recipient != reader.key:
        raise Refusal(Reason.WRONG_RECIPIENT)


def sign_payload(payload: bytes, seed: bytes, kind: Kind, *, practice: bool) -> bytes:
    """Return the whole signed file: the payload and the signature as comment lines at its end."""
    armoured = sign(payload, seed, namespace_of(kind, practice))
    lines = armoured.removesuffix(b"\n").split(b"\n")
    return payload + b"".join(COMMENT + line + b"\n" for line in lines)


def _places(data: bytes, line: bytes) -> list[int]:
    """Return where a line stands, as splitting on the byte LF would find it, without splitting eight mebibytes."""
    found: list[int] = []
    place = data.find(line)
    while place >= 0 and len(found) < 2:
        after = place + len(line)
        if (place == 0 or data[place - 1] == _LF) and (after == len(data) or data[after] == _LF):
            found.append(place)
        place = data.find(line, after)
    return found


def _not_ours(data: bytes) -> Refusal:
    """Tell what became of a file that does not begin as a bundle does."""
    if data.startswith(BYTE_ORDER_MARK + FIRST_LINE.rstrip(b"\n")):
        return Refusal(Reason.CHANGED_BY_MAIL)
    if data.startswith(FIRST_LINE.rstrip(b"\n") + b"\r"):
        return Refusal(Reason.CHANGED_BY_MAIL)
    if FIRST_LINE.startswith(data):
        return Refusal(Reason.CUT_BUNDLE)
    if b"\n" + FIRST_LINE in data or b"\n" + FIRST_LINE.rstrip(b"\n") + b"\r\n" in data:
        return Refusal(Reason.TEXT_AROUND_SIGNATURE)
    return Refusal(Reason.NOT_A_BUNDLE)
