"""Hours as they are typed from a sheet: x, 4, 4,5, 9-13, 9.30-13, or a letter for why somebody was not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import ROUND_HALF_UP, Decimal

from store.placements.checks import DAY_OF_MINUTES
from tui.forms.days import read_clock
from tui.language import LANGUAGES, word
from tui.language.catalogue import read_catalogue
from tui.language.dates import clock

ATTENDED = "attended"

CODES = {
    "attended": "hours_code.attended",
    "ill": "hours_code.ill",
    "agreed_absence": "hours_code.agreed_absence",
    "unexplained_absence": "hours_code.unexplained_absence",
    "holiday": "hours_code.holiday",
    "place_closed": "hours_code.place_closed",
}
"""Presence → key of the letter that stands for it in a cell."""

_HOURS = re.compile(r"(\d{1,2})([.,](\d{1,2}))?")
_SPAN = re.compile(r"\s*([\d.:]+)\s*[-–]\s*([\d.:]+)\s*")
_MINUTES = 60


@dataclass(frozen=True)
class TypedHours:
    """What a cell says.

    Attributes:
        presence: code.
        came: when they came, or None.
        went: when they went, or None.
        minutes: how long, or None.
    """

    presence: str
    came: time | None = None
    went: time | None = None
    minutes: int | None = None


def read_cell(text: str) -> TypedHours | None:
    """Return what a cell says, or None where it cannot be understood.

    Args:
        text: as it was typed; the letters of every language are understood.
    """
    plain = text.strip().casefold()
    code = letters().get(plain)
    if code is not None:
        return TypedHours(code)
    span = _SPAN.fullmatch(plain)
    if span:
        came, went = read_clock(span[1]), read_clock(span[2])
        return TypedHours(ATTENDED, came, went) if came is not None and went is not None and came < went else None
    if not _HOURS.fullmatch(plain):
        return None
    minutes = int((Decimal(plain.replace(",", ".")) * _MINUTES).quantize(Decimal(1), ROUND_HALF_UP))
    return TypedHours(ATTENDED, minutes=minutes) if 0 < minutes <= DAY_OF_MINUTES else None


def say_cell(presence: str, came: time | None, went: time | None, minutes: int | None) -> str:
    """Return what would stand in a cell for an entry, in the language chosen now.

    Args:
        presence: code.
        came: when they came, or None.
        went: when they went, or None.
        minutes: how long, or None.
    """
    if presence != ATTENDED:
        return word(CODES[presence]) if presence in CODES else "?"
    if came is not None and went is not None:
        return f"{_short(came)}-{_short(went)}"
    if minutes is not None:
        return hours(minutes)
    return word(CODES[ATTENDED])


def hours(minutes: int) -> str:
    """Return minutes as hours with decimals: 4,5."""
    return f"{minutes / _MINUTES:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def letters() -> Mapping[str, str]:
    """Return letter → presence: that of the language chosen now counts before those of the others."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        entries = read_catalogue(language).entries
        for code, key in CODES.items():
            letter = entries.get(key)
            if isinstance(letter, str):
                found.setdefault(letter.casefold(), code)
    return {**found, **{word(key).casefold(): code for code, key in CODES.items()}}


def _short(when: time) -> str:
    return str(when.hour) if when.minute == 0 else clock(when)
