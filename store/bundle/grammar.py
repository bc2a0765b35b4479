"""How a payload may be spelled, and where it is cut: checked before any parser sees it (BUNDLE.md, "As written").

A line of a payload is a table's name (with or without a blank line before it), or a bare key with one value: a basic
string on one line with tomli_w's escapes, a whole number, a truth, a date, a time, or an array of these with one
element a line. There is no nesting in such lines, so neither a deep nor a long-winded text costs a parser anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from store.bundle.kinds import MAX_CHANGES, MAX_FIELD, MAX_USE_LINES
from store.history.change import HEADER_LINE
from store.refusal import Reason, Refusal

USE_LINE = "[[use_line]]\n"
MAX_LINE = 6 * MAX_FIELD + 256
"""Characters of one line: a whole field in which every character is escaped, and its key."""
MAX_HEAD_TABLES = 10_000
"""Tables before the first change that are neither use lines nor changes."""

_KEY = r"[A-Za-z0-9_-]{1,64}"
_PLAIN = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+'
_STRING = rf'"{_PLAIN}(?:\\(?:[bnfr"\\]|u00[01][0-9a-f]|u007f){_PLAIN})*+"'
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?"
_NUMBER = r"(?:0|-?[1-9][0-9]{0,17})"
_SCALAR = rf"(?>{_STRING}|true|false|{_DAY} {_CLOCK}\+00:00|{_DAY}|{_CLOCK}|{_NUMBER})"
_ARRAY = rf"(?>\[\]|\[\n(?:    {_SCALAR},\n)++\])"
_PAIR = rf"(?>{_KEY} = (?>{_ARRAY}|{_SCALAR})\n)"

_HEAD = re.compile(rf"(?:{_PAIR}|\n?\[\[{_KEY}\]\]\n|\n?\[{_KEY}\]\n)*+")
_HEADER = re.compile(rf"\[\[change\]\]\n{_PAIR}*+")
_BODY = re.compile(
    rf'\[change\.body\]\nsalt = "[0-9a-f]{{32}}"\nreason = {_STRING}\n(?:unset = {_ARRAY}\n)?+'
    rf"(?:\n\[change\.body\.(?:add|drop|set)\]\n{_PAIR}++)*+"
)
_CHANGE_LINE = re.compile(r"^\[\[change\]\]\n", re.MULTILINE)
_USE_LINE = re.compile(r"^\[\[use_line\]\]\n", re.MULTILINE)
_TABLE_LINE = re.compile(r"^\[", re.MULTILINE)
_HEADER_END = re.compile(r'^digest = "[^"\n]*"\n', re.MULTILINE)
_NESTED = re.compile(r"(?:[^\"'\n]*?=\s*)?\[\s*\[\s*\[|[^\"'\n]*?=\s*\[\s*\[|[^\"'\n]*?=\s*\{")
_MANY_DOTS = re.compile(r"\s*\[{0,2}(?:[^\s\"'.=]{1,64}\s*\.\s*){3}")
_LOOKED_AT = 512

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
USE_FORM = re.compile(
    re.escape(USE_LINE) + r"number = (?P<number>[1-9][0-9]{0,17})\n"
    r'(?:before = "(?P<before>[0-9a-f]{64})"\n)?'
    r"at = (?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00)\n"
    rf'worker = "(?P<worker>{_UUID})"\n'
    r'act = "(?P<act>[a-z_]{1,32})"\n'
    rf'(?:client = "(?P<client>{_UUID})"\n)?'
    r'(?:record = "(?P<record>[a-z_]{1,64})"\n)?'
    rf'(?:id = "(?P<id>{_UUID})"\n)?'
    r'ground = (?P<ground>".*")\n'
)
"""A line as `store.use_log` writes it; its ground may hold any text."""


@dataclass(frozen=True)
class Cut:
    """A payload cut at its `[[use_line]]` and `[[change]]` lines, every piece as it stands.

    Attributes:
        head: all before the first use line or change.
        use_lines: each from its `[[use_line]]` through its last LF.
        changes: each change's header text and body text; None for a header alone.
    """

    head: str
    use_lines: tuple[str, ...]
    changes: tuple[tuple[str, str | None], ...]


def cut(payload: bytes) -> Cut:
    """Cut verified bytes into pieces that are safe to parse one by one.

    Raises:
        Refusal: BAD_TOML (not UTF-8), BAD_FORM (not written as BUNDLE.md says, with the line), TOO_DEEP, TOO_LARGE.
    """
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(Reason.BAD_TOML) from error
    if not unicodedata.is_normalized("NFC", text):
        raise Refusal(Reason.BAD_FORM, line=0, field="NFC")
    front, changes = _split(text, _CHANGE_LINE, MAX_CHANGES, 1)
    del text  # Of eight mebibytes each copy counts.
    front_lines = front.count("\n") + 1
    head, use_lines = _split(front, _USE_LINE, MAX_USE_LINES, 1)
    _check(_HEAD, head, 1)
    if sum(1 for _ in _TABLE_LINE.finditer(head)) > MAX_HEAD_TABLES:
        raise Refusal(Reason.TOO_LARGE, limit=MAX_HEAD_TABLES)
    line = head.count("\n") + 1
    for use_line in use_lines:
        _check(_HEAD, use_line, line)
        line += use_line.count("\n")
    pieces = []
    line = front_lines
    for number, change in enumerate(changes):
        pieces.append(_header_and_body(change, line))
        line += change.count("\n")
        changes[number] = ""
    return Cut(head, tuple(use_lines), tuple(pieces))


def _split(text: str, at: re.Pattern[str], limit: int, line: int) -> tuple[str, list[str]]:
    starts = []
    for found in at.finditer(text):
        starts.append(found.start())
        if len(starts) > limit:
            raise Refusal(Reason.TOO_LARGE, limit=limit)
    if not starts:
        return text, []
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _header_and_body(change: str, line: int) -> tuple[str, str | None]:
    end = _HEADER_END.search(change, len(HEADER_LINE))
    if end is None:
        _check(_HEADER, change, line)
        raise Refusal(Reason.BAD_FORM, line=line)
    header, body = change[: end.end()], change[end.end() :]
    _check(_HEADER, header, line)
    if not body:
        return header, None
    _check(_BODY, body, line + header.count("\n"))
    return header, body


def _check(pattern: re.Pattern[str], text: str, first_line: int) -> None:
    """Hold a piece against its grammar; a refusal names the first line that breaks it."""
    found = pattern.match(text)
    reached = found.end() if found is not None else 0
    if reached == len(text):
        if len(text) > MAX_LINE and max(map(len, text.split("\n"))) > MAX_LINE:
            raise Refusal(Reason.TOO_LARGE, limit=MAX_FIELD)
        return
    start = text.rfind("\n", 0, reached) + 1
    broken = text[start : start + _LOOKED_AT]
    reason = Reason.TOO_DEEP if _NESTED.match(broken) or _MANY_DOTS.match(broken) else Reason.BAD_FORM
    raise Refusal(reason, line=first_line + text.count("\n", 0, start))
