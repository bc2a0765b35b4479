"""Headers and bodies in the form in which nearly all are written, taken apart without a general parser of TOML.

A bundle brings thousands, and promises to cost little more than inserting them. What is not of the plain form to the
last byte, or says anything twice, gives None here: then the parser decides. A test holds both together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

Plain: TypeAlias = str | int | bool | date | datetime | time

_TEXT = r'[^"\\\x00-\x1f\x7f]*+'
_ESCAPED = r'(?:[^"\\\x00-\x1f\x7f]++|\\(?:[bnfr"\\]|u00[01][0-9a-f]|u007f))*+'
_TEXTS = rf'\[(?:\n((?:    "{_TEXT}",\n)++))?+\]'
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_NUMBER = "0|-?[1-9][0-9]{0,17}"
_COUNT = "[1-9][0-9]{0,17}"

_HEADER = re.compile(
    rf'\[\[change\]\]\nchain = "({_TEXT})"\nseq = ({_COUNT})\n(?:before = "({_TEXT})"\n)?+record = "({_TEXT})"\n'
    rf'id = "({_TEXT})"\nabout = {_TEXTS}\nafter = {_TEXTS}\nat = ({_DAY} {_CLOCK}\+00:00)\nauthor = "({_TEXT})"\n'
    rf'schema = ({_COUNT})\ndigest = "({_TEXT})"\n'
)
_SCALAR = rf'"{_ESCAPED}"|true|false|{_DAY} {_CLOCK}\+00:00|{_DAY}|{_CLOCK}|{_NUMBER}'
_VALUE = rf"(?>{_SCALAR}|\[(?:\n(?:    (?>{_SCALAR}),\n)++)?+\])"
_LINE = rf"[a-z][a-z0-9_]*+ = {_VALUE}\n"
_BODY = re.compile(
    rf'\[change\.body\]\nsalt = "([0-9a-f]{{32}})"\nreason = ("{_ESCAPED}")\n(?:unset = {_TEXTS}\n)?+'
    rf"(?:\n\[change\.body\.add\]\n((?:{_LINE})++))?+(?:\n\[change\.body\.drop\]\n((?:{_LINE})++))?+"
    rf"(?:\n\[change\.body\.set\]\n((?:{_LINE})++))?+"
)
_PAIRS = re.compile(rf"([a-z][a-z0-9_]*+) = ({_VALUE})\n")
_ELEMENTS = re.compile(rf"    ({_SCALAR}),\n")
_ITEMS = re.compile(rf'    "({_TEXT})",\n')


class PlainHeader(NamedTuple):
    """The fields of a header in their order."""

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


class PlainBody(NamedTuple):
    """The parts of a body; a tuple for an array."""

    salt: str
    reason: str
    unset: tuple[str, ...]
    add: dict[str, Any]
    drop: dict[str, Any]
    set: dict[str, Any]


def plain_header(text: str) -> PlainHeader | None:
    """Return the fields of a header, or None where its text is not of the plain form."""
    found = _HEADER.fullmatch(text)
    if found is None:
        return None
    chain, seq, before, record, id, about, after, at, author, schema, digest = found.groups()
    moment = _moment(at)
    if moment is None:
        return None
    return PlainHeader(
        chain, int(seq), before, record, id, _items(about), _items(after), moment, author, int(schema), digest
    )


def plain_body(text: str) -> PlainBody | None:
    """Return the parts of a body, or None where its text is not of the plain form."""
    found = _BODY.fullmatch(text)
    if found is None:
        return None
    salt, reason, unset, add, drop, set_ = found.groups()
    try:
        tables = [_table(lines) for lines in (add, drop, set_)]
        parsed = None if None in tables else PlainBody(salt, str(_scalar(reason)), _items(unset), *tables)  # type: ignore[arg-type]  # none is None
    except ValueError:
        return None
    return parsed


def _items(lines: str | None) -> tuple[str, ...]:
    return tuple(_ITEMS.findall(lines)) if lines else ()


def _table(lines: str | None) -> dict[str, Any] | None:
    """Return the fields of a table, or None where one is named twice."""
    if lines is None:
        return {}
    pairs = _PAIRS.findall(lines)
    values = {
        name: tuple(map(_scalar, _ELEMENTS.findall(text))) if text[0] == "[" else _scalar(text)
        for name, text in pairs
    }
    return values if len(values) == len(pairs) else None


def _scalar(text: str) -> Plain:
    """Return the value that one text stands for.

    Raises:
        ValueError: a day or a time that there is not.
    """
    first = text[0]
    if first == '"':
        # The escapes of this form are those of JSON.
        return text[1:-1] if "\\" not in text else str(json.loads(text))
    if first in "tf":
        return first == "t"
    return _number_or_moment(text)


@lru_cache(maxsize=1024)
def _number_or_moment(text: str) -> Plain:
    if text[2:3] == ":":
        return _same(text, time.fromisoformat(text))
    if text[4:5] != "-":
        return int(text)
    return _same(text, datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text))


def _same(text: str, value: Plain) -> Plain:
    if str(value) != text:
        raise ValueError("not written in its one form")
    return value


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime | None:
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return value if str(value) == text else None


__all__: Sequence[str] = ["PlainBody", "PlainHeader", "plain_body", "plain_header"]
