"""Unseal and split: what `age -d` and two `sed` lines do, for those who have neither."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.bundle.inspection import read_identity
from store.bundle.reading import load, split_signed, unsealed
from store.bundle.seal import is_sealed
from store.files import write_new
from store.refusal import Reason, Refusal

if TYPE_CHECKING:
    from store.notebook import Notebook

PAYLOAD, SIGNATURE = "payload", "payload.sig"


def unseal_file(path: Path, out: Path, identity: Path | None, *, notebook: Notebook | None = None) -> None:
    """Write what is inside a sealed bundle, in clear, where the person chose.

    Args:
        path: the sealed file.
        out: the new file; never written over.
        identity: an `age-keygen` file.
        notebook: an open notebook, whose own identity opens the seal where no file is named; its use log says so.

    Raises:
        Refusal: NOT_A_BUNDLE when it is not sealed; SEALED_NEEDS_IDENTITY; CANNOT_UNSEAL; FILE_EXISTS; what the
            system said.
    """
    data = load(path)
    if not is_sealed(data):
        raise Refusal(Reason.NOT_A_BUNDLE)
    if identity is not None:
        write_new(out, unsealed(data, read_identity(identity)))
    elif notebook is None:
        raise Refusal(Reason.SEALED_NEEDS_IDENTITY)
    else:
        _unseal_with(notebook, data, out)


def _unseal_with(notebook: Notebook, data: bytes, out: Path) -> None:
    """Open a seal with the notebook's own identity; a file in clear is never made without a line in the log."""
    from store.bundle.trusted import own_keys
    from store.use_log import Act, write_line

    content = unsealed(data, own_keys(notebook).identity)
    with notebook.writing() as connection:
        write_line(connection, notebook.identity, Act.EXPORTED, ground="unsealed")
        write_new(out, content)


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
