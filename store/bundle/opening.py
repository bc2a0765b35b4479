"""Unseal and split: what `age -d` and two `sed` lines do, for those who have neither."""

from __future__ import annotations

from pathlib import Path

from store.bundle.inspection import read_identity
from store.bundle.reading import load, split_signed, unsealed
from store.bundle.seal import is_sealed
from store.files import write_new
from store.refusal import Reason, Refusal

PAYLOAD, SIGNATURE = "payload", "payload.sig"


def unseal_file(path: Path, out: Path, identity: Path) -> None:
    """Write what is inside a sealed bundle, in clear, where the person chose.

    Args:
        path: the sealed file.
        out: the new file; never written over.
        identity: an `age-keygen` file.

    Raises:
        Refusal: NOT_A_BUNDLE when it is not sealed; CANNOT_UNSEAL; FILE_EXISTS; what the system said.
    """
    data = load(path)
    if not is_sealed(data):
        raise Refusal(Reason.NOT_A_BUNDLE)
    write_new(out, unsealed(data, read_identity(identity)))


def split_file(path: Path, folder: Path) -> tuple[Path, Path]:
    """Write the payload and the detached signature of an unsealed bundle, for `ssh-keygen -Y verify`.

    Nothing is verified here: that is what the other program is for.

    Raises:
        Refusal: SEALED_NEEDS_IDENTITY when it is sealed; every reason of step 3 of reading; FOLDER_MISSING;
            FILE_EXISTS.
    """
    signed = split_signed(unsealed(load(path), None))
    payload, signature = folder / PAYLOAD, folder / SIGNATURE
    if not folder.is_dir():
        raise Refusal(Reason.FOLDER_MISSING)
    if payload.exists() or signature.exists():
        raise Refusal(Reason.FILE_EXISTS)
    write_new(payload, signed.payload)
    write_new(signature, signed.armour)
    return payload, signature
