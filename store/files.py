"""Durable files: whole or not there at all, whenever the battery dies or the stick is pulled out.

FAT32 and exFAT have neither hard links nor permissions, and Windows cannot fsync a folder (FINDINGS, Sticks):
nothing here needs them.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.refusal import Reason, Refusal

PART = ".part"
"""Ending of a file that is still being written."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_TRIES = 20
_PAUSE = 0.05


def refusal_of(error: OSError) -> Refusal:
    """Return the refusal that a system error means to a person."""
    if error.errno in _FULL:
        return Refusal(Reason.FULL_DISK)
    if error.errno in _READ_ONLY:
        return Refusal(Reason.READ_ONLY_FOLDER)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refusal(Reason.FOLDER_MISSING)
    return Refusal(Reason.INPUT_OUTPUT_ERROR)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn system errors inside the block into refusals."""
    try:
        yield
    except OSError as error:
        raise refusal_of(error) from error


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, with those above it.

    Raises:
        Refusal: the disk is full, or nothing may be written there.
    """
    with refusing():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; what is written into it later keeps that.

    Raises:
        OSError: it could not be made, or was there before.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there before; afterwards it is there whole, or not at all.

    Args:
        path: where; its folder must exist.
        content: all of it.

    Raises:
        Refusal: FILE_EXISTS, and nothing was touched; or what the system said.
    """
    if path.exists():
        raise Refusal(Reason.FILE_EXISTS)
    part = _write_part(path, content)
    with refusing():
        if path.exists():
            part.unlink()
            raise Refusal(Reason.FILE_EXISTS)
        replace(part, path)


def write_over(path: Path, content: bytes) -> None:
    """Write a file of our own in place of its older self: the old one stays until the new one is whole.

    Raises:
        Refusal: what the system said; the old file is as it was.
    """
    part = _write_part(path, content)
    with refusing():
        replace(part, path)


def replace(source: Path, target: Path) -> None:
    """Rename a file over another and make the folder remember it.

    Tries for a second: on Windows a virus scanner may hold the file for a moment.

    Raises:
        OSError: it could not be done.
    """
    for attempt in range(_TRIES):
        try:
            os.replace(source, target)
            break
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can be asked to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems of sticks and network folders cannot fsync a folder; a full or broken one must speak.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)


def is_full(folder: Path) -> bool:
    """Tell whether a folder's disk has no room left for even a few pages."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free < 256 * 1024
    return False


def _write_part(path: Path, content: bytes) -> Path:
    """Write beside the target, wait for the disk, read it back and compare."""
    part = path.with_name(path.name + PART)
    with refusing():
        # What a crash left goes first, and then nothing may stand there: a link would lead the content elsewhere,
        # and an older file would keep its own permissions.
        part.unlink(missing_ok=True)
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if part.read_bytes() != content:
                raise Refusal(Reason.INPUT_OUTPUT_ERROR)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    return part
