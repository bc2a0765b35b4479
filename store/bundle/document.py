"""Payloads: written in the one order of BUNDLE.md, and read from bytes that were verified before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import tomli
import tomli_w

from store.bundle.fields import Fields
from store.bundle.forms import READERS, Content, Delivery, Head, Known, Range, UseRange
from store.bundle.grammar import USE_FORM, Cut, cut
from store.bundle.kinds import FORMAT, MAX_FIELD, PRACTICE_PREFIX, VERSION, Kind, written_kind
from store.history.change import Change, Value, read_change
from store.refusal import Reason, Refusal

FIRST_LINE = b'format = "reppu"\n'
"""What every payload begins with."""


@dataclass(frozen=True)
class Document:
    """A payload as read: every form checked, every hash and digest held against the bytes as they stand.

    Attributes:
        head: what every bundle begins with.
        known: what the laptop has taken in; only in changes towards the office.
        delivery: the delivery's number; only in changes towards a laptop.
        ranges: whole ranges of chains in this file.
        use: which lines of the use log it carries.
        use_lines: those lines as written.
        changes: the changes, in the order of the file.
        content: what a receipt, card or roster says.
    """

    head: Head
    known: Known | None = None
    delivery: Delivery | None = None
    ranges: tuple[Range, ...] = ()
    use: UseRange | None = None
    use_lines: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    content: Content | None = None


def write_head(head: Head, tables: dict[str, Any], arrays: Iterable[tuple[str, dict[str, Any]]] = ()) -> str:
    """Return the beginning of a payload: the head, plain tables, then arrays of tables, never inline.

    Args:
        head: what every bundle begins with.
        tables: plain fields and tables of the kind.
        arrays: name and fields of each `[[table]]`, in order.
    """
    plain = {name: value for name, value in tables.items() if not isinstance(value, dict)}
    fields: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": written_kind(head.kind, head.practice),
        "id": head.id,
        "part": head.part,
        "parts": head.parts,
        "made_at": head.made_at.replace(microsecond=0),
        "schema": head.schema,
        "software": head.software,
        "office": head.office,
        "service": head.service,
    }
    fields |= plain | {"sender": {"key": head.sender}}
    if head.recipient is not None:
        fields["recipient"] = {"key": head.recipient}
    fields |= {name: value for name, value in tables.items() if isinstance(value, dict)}
    return tomli_w.dumps(fields) + "".join(array_table(name, table) for name, table in arrays)


def array_table(name: str, table: dict[str, Any]) -> str:
    """Return one `[[name]]` table as written: the line, then its fields; never inline."""
    return f"[[{name}]]\n{tomli_w.dumps(table)}"


def write_changes_head(
    head: Head,
    *,
    known: Known | None = None,
    delivery: Delivery | None = None,
    ranges: Sequence[Range] = (),
    use: UseRange | None = None,
) -> str:
    """Return a payload of changes up to where its use lines and changes begin."""
    tables = {}
    if known is not None:
        tables["known"] = known.table()
    if delivery is not None:
        tables["delivery"] = delivery.table()
    text = write_head(head, tables, [("range", each.table()) for each in ranges])
    return text if use is None else text + tomli_w.dumps({"use": use.table()})


def write_content(head: Head, content: Content) -> bytes:
    """Return the payload of a receipt, card, roster or recovery slot."""
    tables, arrays = content.tables()
    return write_head(head, tables, arrays).encode()


def read_document(payload: bytes) -> Document:
    """Read a payload whose signature was verified before.

    Raises:
        Refusal: BAD_TOML, TOO_DEEP, TOO_LARGE, BAD_FORM, BAD_CHAIN, NEWER_FORMAT, OLDER_FORMAT.
    """
    pieces = cut(payload)
    fields = Fields(_parse(pieces.head), "")
    head = _read_head(fields)
    if head.kind is not Kind.CHANGES:
        content = READERS[head.kind].read(fields)
        if pieces.changes or pieces.use_lines:
            raise Refusal(Reason.BAD_FORM, field="change")
        fields.end()
        return Document(head, content=content)
    return _read_changes(head, fields, pieces)


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(Reason.BAD_TOML) from error


def _read_head(fields: Fields) -> Head:
    if fields.take("format") != FORMAT:
        raise Refusal(Reason.NOT_A_BUNDLE)
    version = fields.number("version")
    if version != VERSION:
        raise Refusal(Reason.NEWER_FORMAT if version > VERSION else Reason.OLDER_FORMAT)
    name = fields.text("kind", 64)
    practice = name.startswith(PRACTICE_PREFIX)
    try:
        kind = Kind(name.removeprefix(PRACTICE_PREFIX))
    except ValueError as error:
        raise fields.bad("kind") from error
    head = Head(
        kind=kind,
        practice=practice,
        id=fields.id("id"),
        part=fields.number("part", 1),
        parts=fields.number("parts", 1),
        made_at=fields.moment("made_at"),
        schema=fields.number("schema", 1),
        software=fields.text("software", 64),
        office=fields.text("office", 64),
        service=fields.text("service", 256),
        sender=_key_of(fields, "sender"),
        recipient=_key_of(fields, "recipient") if "recipient" in fields else None,
    )
    if head.part > head.parts:
        raise fields.bad("part")
    # Only where nobody in particular is meant may the recipient be missing.
    addressed = kind is Kind.RECEIPT or (kind is Kind.CHANGES and not practice)
    if (head.recipient is None) if addressed else (head.recipient is not None and kind is not Kind.CHANGES):
        raise fields.bad("recipient")
    return head


def _key_of(fields: Fields, name: str) -> str:
    table = fields.table(name)
    key = table.fingerprint("key")
    table.end()
    return key


def _read_changes(head: Head, fields: Fields, pieces: Cut) -> Document:
    known = Known.read(fields.table("known")) if "known" in fields else None
    delivery = Delivery.read(fields.table("delivery")) if "delivery" in fields else None
    if known is not None and delivery is not None:
        raise fields.bad("delivery")
    ranges = tuple(Range.read(each) for each in fields.tables("range"))
    use = UseRange.read(fields.table("use")) if "use" in fields else None
    fields.end()
    changes = tuple(_change(header, body) for header, body in pieces.changes)
    _check_use(use, pieces.use_lines)
    return Document(head, known, delivery, ranges, use, pieces.use_lines, changes)


def _change(header: str, body: str | None) -> Change:
    try:
        change = read_change(header, body)
        found = change.body  # its form is checked here; its values are the history's business
    except (ValueError, RecursionError, KeyError) as error:
        raise Refusal(Reason.BAD_CHAIN) from error
    if found is not None and len(change.text) > MAX_FIELD:
        _check_sizes((found.reason, *found.set.values(), *found.add.values(), *found.drop.values()))
    return change


def _check_sizes(values: Iterable[Value]) -> None:
    for value in values:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and len(text.encode()) > MAX_FIELD:
                raise Refusal(Reason.TOO_LARGE, limit=MAX_FIELD)


def _check_use(use: UseRange | None, lines: Sequence[str]) -> None:
    """Hold the use log's lines against their hashes: each names the one before."""
    if use is None:
        if lines:
            raise Refusal(Reason.BAD_FORM, field="use")
        return
    if len(lines) != use.last - use.first + 1:
        raise Refusal(Reason.BAD_FORM, field="use")
    before = use.before
    for number, line in enumerate(lines, use.first):
        if _place_of_line(line) != (number, before):
            raise Refusal(Reason.BAD_CHAIN)
        before = hashlib.sha256(line.encode()).hexdigest()
    if before != use.head:
        raise Refusal(Reason.BAD_CHAIN)


def _place_of_line(line: str) -> tuple[int, str | None]:
    """Return the number of a line of a use log and the hash that it names; parsed only where its form is not ours.

    The form names each key once, in one order, and the grammar has passed its ground: only its moment is in doubt.
    """
    found = USE_FORM.fullmatch(line)
    if found is not None and _is_moment(found["at"]):
        return int(found["number"]), found["before"]
    fields = Fields(_parse(line).get("use_line", [None])[0], "use_line")
    return fields.number("number", 1), fields.hash("before") if "before" in fields else None


@lru_cache(maxsize=256)
def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
