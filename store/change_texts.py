"""The texts of a new change, written without a detour: byte for byte what ``store.history.change`` writes.

A general writer of TOML asks of every value what it might be; a save promises to take no longer than six plain
inserts. A test holds both together over any header and body; whoever verifies still uses the one writer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from store.history.change import Body, Change, Header, Scalar, Value, plain_header

_ESCAPES: dict[int, str] = {code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F)} | {
    ord("\b"): "\\b",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
del _ESCAPES[ord("\t")]


def body_text(body: Body) -> str:
    """Return a body as ``write_body`` writes it. Names of fields are bare keys: small letters, digits and ``_``."""
    parts = [f'[change.body]\nsalt = "{body.salt}"\nreason = {_text(body.reason)}\n']
    if body.unset:
        parts.append(f"unset = {_array(body.unset)}\n")
    for table, elements in (("add", body.add), ("drop", body.drop), ("set", body.set)):
        if elements:
            parts.append(_table(table, elements))
    return "".join(parts)


def header_text(header: Header) -> str:
    """Return a header as ``write_header`` writes it: ids, hashes and names need no escapes."""
    return plain_header(header)


def new_change(header: Header, body: Body, text: str) -> Change:
    """Return a change that was just written.

    Args:
        header: its header, with the digest of the body's text.
        body: what was typed; it need not be parsed again to be read.
        text: of the body.
    """
    change = Change(header, header_text(header), text)
    vars(change)["body"] = body
    return change


def _table(name: str, values: Mapping[str, Value]) -> str:
    lines = [f"{key} = {_written(value)}\n" for key, value in values.items()]
    return f"\n[change.body.{name}]\n{''.join(lines)}"


def _written(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return _array(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time) and value.tzinfo is not None:
        raise ValueError("a time of the day has no zone")
    if isinstance(value, int | date | time):
        return str(value)
    raise TypeError("a text, number, truth, date or time expected")


def _array(items: Sequence[Scalar]) -> str:
    return "".join(["[\n", *[f"    {_written(item)},\n" for item in items], "]"]) if items else "[]"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
