"""Taking fields out of a parsed table one by one, strictly: the right type, the right form, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from store.bundle.kinds import MAX_FIELD
from store.identifiers import is_id
from store.refusal import Reason, Refusal

_HASH = re.compile(r"[0-9a-f]{64}")
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Fields:
    """One table of a payload, emptied by asking for its fields.

    Args:
        table: the parsed table.
        name: what a refusal calls it.
    """

    def __init__(self, table: object, name: str) -> None:
        if not isinstance(table, dict):
            raise Refusal(Reason.BAD_FORM, field=name)
        self._table: dict[str, Any] = dict(table)
        self._name = name

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def take(self, name: str) -> Any:
        """Return a field of any type and take it out; BAD_FORM when it is missing."""
        if name not in self._table:
            raise self.bad(name)
        return self._table.pop(name)

    def text(self, name: str, limit: int = MAX_FIELD) -> str:
        """Return a text of at most `limit` bytes."""
        value = self.take(name)
        if not isinstance(value, str):
            raise self.bad(name)
        if len(value.encode()) > limit:
            raise Refusal(Reason.TOO_LARGE, limit=limit)
        return value

    def number(self, name: str, least: int = 0) -> int:
        """Return a whole number, at least `least`."""
        value = self.take(name)
        if type(value) is not int or value < least:
            raise self.bad(name)
        return value

    def id(self, name: str) -> str:
        """Return an id in its canonical spelling."""
        value = self.text(name, 64)
        if not is_id(value):
            raise self.bad(name)
        return value

    def ids(self, name: str) -> tuple[str, ...]:
        """Return an array of ids."""
        values = self.take(name)
        if not isinstance(values, list) or not all(is_id(value) for value in values):
            raise self.bad(name)
        return tuple(values)

    def hash(self, name: str) -> str:
        """Return 64 hex digits."""
        return self._matching(name, _HASH)

    def fingerprint(self, name: str) -> str:
        """Return a key's `SHA256:…`."""
        return self._matching(name, _FINGERPRINT)

    def word(self, name: str) -> str:
        """Return a code: a lower-case word."""
        return self._matching(name, _WORD)

    def moment(self, name: str) -> datetime:
        """Return a time in UTC."""
        value = self.take(name)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self.bad(name)
        return value.astimezone(UTC)

    def tables(self, name: str) -> list[Fields]:
        """Return the tables of an array of tables; none when it is absent."""
        values = self._table.pop(name, [])
        if not isinstance(values, list):
            raise self.bad(name)
        return [Fields(value, name) for value in values]

    def table(self, name: str) -> Fields:
        """Return a table."""
        return Fields(self.take(name), name)

    def end(self) -> None:
        """Refuse what nobody asked for: a reader of this version would not know what it means."""
        for name in self._table:
            raise self.bad(name)

    def bad(self, name: str) -> Refusal:
        """Return the refusal that names a field of this table."""
        return Refusal(Reason.BAD_FORM, field=f"{self._name}.{name}" if self._name else name)

    def _matching(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self.text(name, 128)
        if pattern.fullmatch(value) is None:
            raise self.bad(name)
        return value


def without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table without its absent fields: TOML has no null."""
    return {name: value for name, value in table.items() if value is not None}
