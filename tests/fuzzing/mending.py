"""Mending what was mangled, as far as is asked: hashes, digests and checks hold again, and readers go on behind."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from store.bundle.document import FIRST_LINE
from store.keys.keys_file import RECOVERY_LINE, SLOT_LINE, with_check

_CHANGE = re.compile(rb"^(?=\[\[change\]\]\n)", re.MULTILINE)
_USE_LINE = re.compile(rb"^(?=\[\[use_line\]\]\n)", re.MULTILINE)
_DIGEST = re.compile(rb'^digest = "[^"\n]*"\n', re.MULTILINE)
_CHAIN = re.compile(rb'^chain = "([^"\n]*)"\n', re.MULTILINE)
_BEFORE = re.compile(rb'^before = "[^"\n]*"\n', re.MULTILINE)
_USE_HEAD = re.compile(rb'^head = "[^"\n]*"\n', re.MULTILINE)

CHAINS, USE, TEXT = 1, 2, 4
"""What is mended: hashes of changes, those of the use log, and the spelling of the text."""


def mended(payload: bytes, wanted: int) -> bytes:
    """Return a payload with what is wanted put right.

    Args:
        payload: what was mangled.
        wanted: sum of the above.
    """
    if wanted & TEXT:
        text = payload.decode("utf-8", "replace").replace("\r", "")
        payload = unicodedata.normalize("NFC", text).encode()
        if not payload.startswith(FIRST_LINE):
            payload = FIRST_LINE + payload
    if wanted & USE:
        payload = _use_lines(payload)
    if wanted & CHAINS:
        payload = _changes(payload)
    return payload


def mended_keys(content: bytes) -> bytes:
    """Return a keys file in which the check of every part holds."""
    parts: list[bytes] = [b""]
    for line in content.splitlines(keepends=True):
        if line in {SLOT_LINE, RECOVERY_LINE}:
            parts.append(b"")
        parts[-1] += line
    head = parts[0]
    return head + b"".join(with_check(head, part.rpartition(b'check = "')[0] or part) for part in parts[1:])


def _changes(payload: bytes) -> bytes:
    first, *changes = _CHANGE.split(payload)
    last: dict[bytes, bytes] = {}
    done = [first]
    for change in changes:
        end = _DIGEST.search(change)
        if end is None:
            done.append(change)
            continue
        header, body = change[: end.start()], change[end.end() :]
        if body:
            header += b'digest = "' + hashlib.sha256(body).hexdigest().encode() + b'"\n'
        else:
            header += end.group()
        chain = _CHAIN.search(header)
        name = chain.group(1) if chain else b""
        if name in last:
            header = _BEFORE.sub(b'before = "' + last[name] + b'"\n', header, count=1)
        last[name] = hashlib.sha256(header).hexdigest().encode()
        done.append(header + body)
    return b"".join(done)


def _use_lines(payload: bytes) -> bytes:
    front, *changes = _CHANGE.split(payload, maxsplit=1)
    head, *lines = _USE_LINE.split(front)
    if not lines:
        return payload
    before: bytes | None = None
    done = []
    for line in lines:
        mended_line = line if before is None else _BEFORE.sub(b'before = "' + before + b'"\n', line, count=1)
        before = hashlib.sha256(mended_line).hexdigest().encode()
        done.append(mended_line)
    last = b'head = "' + (before or b"") + b'"\n'
    return _USE_HEAD.sub(last, head, count=1) + b"".join(done) + b"".join(changes)
