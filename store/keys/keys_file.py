"""The form of ``keys.toml``: a head, slots, a recovery slot; each part ends with a check of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli
import tomli_w

from store.files import refusing
from store.identifiers import is_id
from store.refusal import Reason, Refusal

FORMAT = "reppu-keys"
VERSION = 1
MOST_SLOTS = 64
_LARGEST_FILE = 1 << 20

SLOT_LINE = b"[[slot]]\n"
RECOVERY_LINE = b"[recovery]\n"
_CHECK = b'check = "'


@dataclass(frozen=True)
class KeysFile:
    """The parts of ``keys.toml`` as bytes: head, slots, recovery. Each part is checked by itself."""

    head: bytes
    slots: tuple[bytes, ...] = ()
    recovery: bytes | None = None

    @property
    def content(self) -> bytes:
        """The whole file."""
        return self.head + b"".join(self.slots) + (self.recovery or b"")


def read_file(path: Path) -> KeysFile:
    """Read a keys file.

    Raises:
        Refusal: MISSING_SLOT where there is none, DAMAGED_SLOT, or what the disk said.
    """
    try:
        with refusing(), path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except Refusal as refusal:
        if refusal.reason is Reason.FOLDER_MISSING:
            raise Refusal(Reason.MISSING_SLOT) from refusal
        raise
    if not content.strip() or len(content) > _LARGEST_FILE:
        raise Refusal(Reason.DAMAGED_SLOT)
    return _divide(content)


def _divide(content: bytes) -> KeysFile:
    """Cut the file at its lines ``[[slot]]`` and ``[recovery]``; a part reaches to the next one."""
    parts: list[bytes] = [b""]
    for line in content.splitlines(keepends=True):
        if line in {SLOT_LINE, RECOVERY_LINE}:
            parts.append(b"")
        parts[-1] += line
    slots = tuple(part for part in parts[1:] if part.startswith(SLOT_LINE))
    recovery = [part for part in parts[1:] if part.startswith(RECOVERY_LINE)]
    if len(slots) > MOST_SLOTS or len(recovery) > 1:
        raise Refusal(Reason.DAMAGED_SLOT)
    return KeysFile(parts[0], slots, recovery[0] if recovery else None)


def with_check(head: bytes, part: bytes) -> bytes:
    """Return a part with its check at the end."""
    return part + _CHECK + hashlib.sha256(head + part).hexdigest().encode() + b'"\n'


def head_of(notebook: str) -> bytes:
    """Return the head of the keys file of a notebook."""
    return tomli_w.dumps({"format": FORMAT, "version": VERSION, "notebook": notebook}).encode()


def notebook_in(head: bytes) -> str:
    """Return the notebook's id; a head that is not written as ours is damaged, for every slot hangs on it."""
    try:
        notebook = tomli.loads(head.decode()).get("notebook")
    except (ValueError, RecursionError):
        notebook = None
    if not is_id(notebook) or head_of(str(notebook)) != head:
        raise Refusal(Reason.DAMAGED_SLOT)
    return str(notebook)


def parse_part(head: bytes, part: bytes) -> dict[str, Any] | None:
    """Return a part whose check holds, parsed; None where it does not."""
    text, found, _ = part.rpartition(_CHECK)
    if not found or with_check(head, text) != part:
        return None
    try:
        return tomli.loads(part.decode())
    except (ValueError, RecursionError):
        return None
