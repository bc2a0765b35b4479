"""A header's text in a third of its bytes: the history keeps each as written, and this gives it back byte for byte.

Nearly all of a header is ids and hashes as text, between words that are the same in each. Packed, ids are 16 bytes,
hashes 32, and the words are left out. Whatever is not of that form to the last byte is kept whole behind a mark of
its own: nothing here decides what a header may say.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from struct import Struct, error

WHOLE, PACKED = b"\x00", b"\x01"
"""Marks: what follows is the text itself; what follows is packed."""

GROWTH_OF_FOUR, WORDS = 9, 140
"""A text has at most 9 bytes for each four packed ones (an id: 36 for 16), and 140 more: what a plan of files
goes by."""

_NOT_A_HEADER = "not a header"
_FIXED = Struct(">cB16s16s16s32sIIIB")
_ABOUT, _BEFORE = 1, 2
_AT = _FIXED.size

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_HASH = "[0-9a-f]{64}"
_FORM = re.compile(
    rf'\[\[change\]\]\nchain = "({_ID})"\nseq = ([1-9][0-9]{{0,8}})\n(?:before = "({_HASH})"\n)?'
    rf'record = "([a-z_]{{1,64}})"\nid = "({_ID})"\nabout = \[(?:\n    "({_ID})",\n)?\]\nafter = \[([^\]]*)\]\n'
    rf'at = ([-0-9]{{10}} [:0-9]{{8}}\+00:00)\nauthor = "({_ID})"\nschema = ([1-9][0-9]?)\ndigest = "({_HASH})"\n'
)


def pack(text: str) -> bytes:
    """Return the bytes that stand for a header's text."""
    packed = _packed(text)
    return packed if packed is not None and unpack(packed) == text else WHOLE + text.encode()


def unpack(raw: bytes) -> str:
    """Return a header's text as it was written; of what was tampered with some text that is no header."""
    try:
        return _unpacked(raw) if raw[:1] == PACKED else raw.removeprefix(WHOLE).decode()
    except (error, ValueError, TypeError, AttributeError, OverflowError):
        return _NOT_A_HEADER


def _unpacked(raw: bytes) -> str:
    _, flags, chain, id, author, digest, seq, at, length, schema = _FIXED.unpack_from(raw)
    place = _AT
    about = before = ""
    if flags & _ABOUT:
        about = f'\n    "{_often(raw[place : place + 16])}",\n'
        place += 16
    if flags & _BEFORE:
        before = f'before = "{raw[place : place + 32].hex()}"\n'
        place += 32
    record = raw[place : place + length].decode()
    after = raw[place + length :].decode()
    which = id.hex()
    return (
        f'[[change]]\nchain = "{_often(chain)}"\nseq = {seq}\n{before}record = "{record}"\n'
        f'id = "{which[:8]}-{which[8:12]}-{which[12:16]}-{which[16:20]}-{which[20:]}"\n'
        f"about = [{about}]\nafter = [{after}]\nat = {_moment(at)}\n"
        f'author = "{_often(author)}"\nschema = {schema}\ndigest = "{digest.hex()}"\n'
    )


def _packed(text: str) -> bytes | None:
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    chain, seq, before, record, id, about, after, at, author, schema, digest = found.groups()
    try:
        moment = int(datetime.fromisoformat(at).timestamp())
    except ValueError:
        return None
    if not 0 <= moment < 1 << 32:
        return None
    flags = (_ABOUT if about else 0) | (_BEFORE if before else 0)
    fixed = _FIXED.pack(
        PACKED, flags, _raw(chain), _raw(id), _raw(author), _raw(digest), int(seq), moment, len(record), int(schema)
    )
    return b"".join((fixed, _raw(about), _raw(before), record.encode(), after.encode()))


def _raw(digits: str | None) -> bytes:
    return bytes.fromhex(digits.replace("-", "")) if digits else b""


@lru_cache(maxsize=512)
def _often(raw: bytes) -> str:
    """Return an id that stands in many headers."""
    digits = raw.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@lru_cache(maxsize=512)
def _moment(seconds: int) -> str:
    return str(datetime.fromtimestamp(seconds, UTC))
