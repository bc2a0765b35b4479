"""Values from outside: a TOML file for ``set``, a text for ``--where``, and back to a text for a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.refusal import Reason, Refusal
from tui.cli.opening import WrongUsage
from tui.language import _

if TYPE_CHECKING:
    from store.records import FieldType

LARGEST_FILE = 8 * 1024 * 1024
ADD, DROP = "add", "drop"
TRUTHS = {"true": True, "false": False}

Values = dict[str, Any]


def read_values(path: Path) -> tuple[Values, Values, Values]:
    """Read a file of values.

    Fields stand at the top; an empty text or list clears one. The tables ``[add]`` and ``[drop]`` hold elements of
    sets. What the values may be is the store's to judge.

    Args:
        path: a TOML file of at most 8 MiB.

    Returns:
        The values, the elements to add and those to drop.

    Raises:
        Refusal: UNREADABLE_FILE.
    """
    import tomli

    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE + 1)
        if len(text) > LARGEST_FILE:
            raise ValueError(path.name)
        content = tomli.loads(text.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as unreadable:
        raise Refusal(Reason.UNREADABLE_FILE) from unreadable
    added, dropped = _table(content.pop(ADD, {})), _table(content.pop(DROP, {}))
    return {name: _value(value) for name, value in content.items()}, added, dropped


def as_field(field: FieldType, text: str) -> Any:
    """Return the value that a text of the command line means for a field; an empty text means no value.

    Raises:
        WrongUsage: it cannot be one.
    """
    if not text:
        return None
    element = getattr(field.mark, "element", field.mark)
    try:
        return _as_type(type(element).__mro__, text)
    except (ValueError, KeyError) as wrong:
        raise WrongUsage(_("usage.value", field=field.name, text=text)) from wrong


def _as_type(kinds: tuple[type, ...], text: str) -> Any:
    """Return a text as a day, a time, a number or a truth, where the mark is of such a kind."""
    from store.records.marks import Clock, Day, Flag, Whole

    if Day in kinds:
        return date.fromisoformat(text)
    if Clock in kinds:
        return time.fromisoformat(text)
    if Whole in kinds:
        return int(text)
    if Flag in kinds:
        return TRUTHS[text]
    return text


def shown_value(value: object) -> str:
    """Return a value on one line for a list: days and times as ISO 8601, several with commas."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={shown_value(each)}" for name, each in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(shown_value(each) for each in value)
    return " ⏎ ".join(str(value).splitlines())


def _table(content: object) -> Values:
    if not isinstance(content, dict):
        raise Refusal(Reason.UNREADABLE_FILE)
    return {name: tuple(value) if isinstance(value, list) else (value,) for name, value in content.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value)):
        raise Refusal(Reason.UNREADABLE_FILE)
    return tuple(value) if isinstance(value, list) else value
