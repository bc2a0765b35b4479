"""A change: one thing that one person saved, as the text that is hashed, kept, exported and signed.

The text as written is the truth (BUNDLE.md, "As written"): a header, which stays for ever, and a body, which
an erasure drops. The header names the body by its digest only, and the body begins with random salt, so that
nobody can guess an erased value from what is left.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, TypeAlias

import tomli
import tomli_w

Scalar: TypeAlias = str | int | bool | date | datetime | time
Value: TypeAlias = Scalar | tuple[Scalar, ...]
"""What a field can hold: no floats (money is cents), no null (clearing is ``unset``)."""

HEADER_LINE = "[[change]]\n"
HEADER_FIELDS = ("chain", "seq", "before", "record", "id", "about", "after", "at", "author", "schema", "digest")


@dataclass(frozen=True, slots=True)
class Header:
    """The part of a change that stays for ever and carries no value that anybody typed.

    Attributes:
        chain: id of the chain that it stands on.
        seq: place in that chain, from 1, without holes.
        before: hash of the previous change of the chain; None in the first.
        record: record type.
        id: id of the record.
        about: ids of the clients that it is about: none or one.
        after: names of the changes that were on the screen when the form was opened (the parents).
        at: when it was saved, in UTC, whole seconds. Shown, never used to decide who is right.
        author: id of the worker who saved it.
        schema: version of the record declarations that it was written with.
        digest: SHA-256 of the body text, 64 hex digits.
    """

    chain: str
    seq: int
    before: str | None
    record: str
    id: str
    about: tuple[str, ...]
    after: tuple[str, ...]
    at: datetime
    author: str
    schema: int
    digest: str


@dataclass(frozen=True, slots=True)
class Body:
    """What was typed: only what the person changed, and of a group always the whole group.

    Attributes:
        salt: 16 random bytes as 32 hex digits.
        reason: why, in the person's words; empty when not asked.
        set: fields and their new values.
        unset: fields that were cleared (TOML has no null).
        add: elements added to sets.
        drop: elements taken out of sets.
    """

    salt: str
    reason: str = ""
    set: Mapping[str, Value] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    add: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    drop: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A change with its text; ``body_text`` is None once it was erased or put away."""

    header: Header
    header_text: str
    body_text: str | None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the header text as written, 64 hex digits."""
        return hashlib.sha256(self.header_text.encode()).hexdigest()

    @cached_property
    def name(self) -> str:
        """``chain/seq/first 16 hex digits of the hash``: how parents and agreements point at a change."""
        return f"{self.header.chain}/{self.header.seq}/{self.hash[:16]}"

    @cached_property
    def body(self) -> Body | None:
        """The parsed body, or None where it was dropped."""
        return None if self.body_text is None else read_body(self.body_text)

    @property
    def text(self) -> str:
        """What travels: the header and, where it is still held, the body."""
        return self.header_text + (self.body_text or "")

    def without_body(self) -> Change:
        """Return the same change as a header alone, as an erasure leaves it."""
        return Change(self.header, self.header_text, None)


def new_salt() -> str:
    """Return 16 random bytes as 32 hex digits."""
    return secrets.token_hex(16)


def digest_of(body_text: str) -> str:
    """Return the SHA-256 of a body text, 64 hex digits."""
    return hashlib.sha256(body_text.encode()).hexdigest()


def write_body(body: Body) -> str:
    """Return the body as written: salt, reason, then what was set, cleared, added and dropped.

    Empty parts are left out. Raises UnicodeEncodeError later, when hashed, for lone surrogates:
    fields are checked for them before.
    """
    content: dict[str, Any] = {"salt": body.salt, "reason": body.reason}
    if body.unset:
        content["unset"] = list(body.unset)
    for table, elements in (("add", body.add), ("drop", body.drop)):
        if elements:
            content[table] = {name: list(values) for name, values in elements.items()}
    if body.set:
        content["set"] = {name: list(v) if isinstance(v, tuple) else v for name, v in body.set.items()}
    return tomli_w.dumps({"change": {"body": content}})


def write_header(header: Header) -> str:
    """Return the header as written: the line ``[[change]]`` and its fields in their one order."""
    content: dict[str, Any] = {"chain": header.chain, "seq": header.seq}
    if header.before is not None:
        content["before"] = header.before
    content |= {
        "record": header.record,
        "id": header.id,
        "about": list(header.about),
        "after": list(header.after),
        "at": header.at.astimezone(UTC),
        "author": header.author,
        "schema": header.schema,
        "digest": header.digest,
    }
    return HEADER_LINE + tomli_w.dumps(content)


def plain_header(header: Header) -> str:
    """Return a header as ``write_header`` writes it, where no text of it needs an escape: ids, hashes and names."""
    before = "" if header.before is None else f'before = "{header.before}"\n'
    return (
        f'{HEADER_LINE}chain = "{header.chain}"\nseq = {header.seq}\n{before}record = "{header.record}"\n'
        f'id = "{header.id}"\nabout = {_plain_array(header.about)}\nafter = {_plain_array(header.after)}\n'
        f'at = {header.at.astimezone(UTC)}\nauthor = "{header.author}"\nschema = {header.schema}\n'
        f'digest = "{header.digest}"\n'
    )


def _plain_array(items: Sequence[str]) -> str:
    return "".join(["[\n", *[f'    "{item}",\n' for item in items], "]"]) if items else "[]"


def make_change(
    *,
    chain: str,
    seq: int,
    before: str | None,
    record: str,
    id: str,
    about: Sequence[str],
    after: Sequence[str],
    at: datetime,
    author: str,
    schema: int,
    body: Body,
) -> Change:
    """Write a new change: body first, since the header holds its digest.

    Args:
        chain: id of the chain it is appended to.
        seq: its place, one more than the last.
        before: hash of the last change of the chain, None for the first.
        record: record type.
        id: id of the record.
        about: the client it is about, or nobody.
        after: the parents, by name.
        at: time of saving, UTC; fractions of a second are cut.
        author: id of the worker.
        schema: version of the record declarations.
        body: what was typed.
    """
    body_text = write_body(body)
    header = Header(
        chain=chain,
        seq=seq,
        before=before,
        record=record,
        id=id,
        about=tuple(about),
        after=tuple(after),
        at=at.astimezone(UTC).replace(microsecond=0),
        author=author,
        schema=schema,
        digest=digest_of(body_text),
    )
    return Change(header, write_header(header), body_text)


def read_body(text: str) -> Body:
    """Parse a body text that was already checked against its digest.

    Raises:
        ValueError: it is not TOML or not of a body's form.
    """
    content = tomli.loads(text).get("change", {}).get("body")
    if not isinstance(content, dict):
        raise ValueError("no body")
    known = {"salt", "reason", "unset", "add", "drop", "set"}
    if set(content) - known or "salt" not in content or "reason" not in content:
        raise ValueError("unknown or missing parts of a body")
    return Body(
        salt=_text(content["salt"]),
        reason=_text(content["reason"]),
        set={name: _value(value) for name, value in _table(content.get("set", {})).items()},
        unset=tuple(_text(name) for name in _list(content.get("unset", []))),
        add={n: tuple(_scalar(v) for v in _list(vs)) for n, vs in _table(content.get("add", {})).items()},
        drop={n: tuple(_scalar(v) for v in _list(vs)) for n, vs in _table(content.get("drop", {})).items()},
    )


def read_header(text: str) -> Header:
    """Parse a header text and hold it against its own re-writing, so that it has one spelling only.

    Raises:
        ValueError: it is not a header, or not written as this module writes it.
    """
    if not text.startswith(HEADER_LINE):
        raise ValueError("a header begins with [[change]]")
    content = tomli.loads(text[len(HEADER_LINE) :])
    if set(content) | {"before"} != set(HEADER_FIELDS):
        raise ValueError("unknown or missing parts of a header")
    at = content["at"]
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ValueError("time without a zone")
    for name in ("seq", "schema"):
        if type(content[name]) is not int or content[name] < 1:
            raise ValueError(f"{name} is a whole number from 1")
    header = Header(
        chain=_text(content["chain"]),
        seq=content["seq"],
        before=_text(content["before"]) if "before" in content else None,
        record=_text(content["record"]),
        id=_text(content["id"]),
        about=tuple(_text(client) for client in _list(content["about"])),
        after=tuple(_text(name) for name in _list(content["after"])),
        at=at,
        author=_text(content["author"]),
        schema=content["schema"],
        digest=_text(content["digest"]),
    )
    # What needs no escapes is written in one go; only the rest asks the general writer.
    if plain_header(header) != text and write_header(header) != text:
        raise ValueError("not written in the one form of a header")
    return header


def read_change(header_text: str, body_text: str | None) -> Change:
    """Return the change that these two texts are.

    Raises:
        ValueError: the header is malformed, or the body is not the one that the header names.
    """
    header = read_header(header_text)
    if body_text is not None and digest_of(body_text) != header.digest:
        raise ValueError("the body is not the one that the header names")
    return Change(header, header_text, body_text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text expected")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("list expected")
    return value


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("table expected")
    return value


def _scalar(value: object) -> Scalar:
    if isinstance(value, str | bool | int | date | datetime | time):
        return value
    raise ValueError("a text, number, truth, date or time expected")


def _value(value: object) -> Value:
    return tuple(_scalar(item) for item in value) if isinstance(value, list) else _scalar(value)
