"""Days and times as people type them: 22.11., eilen, ma, +3d, 9.30."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_RELATIVE = {
    "tänään": 0, "tanaan": 0, "eilen": -1, "toissapäivänä": -2, "huomenna": 1, "ylihuomenna": 2,
    "i dag": 0, "idag": 0, "i går": -1, "igår": -1, "i morgon": 1, "imorgon": 1,
    "today": 0, "yesterday": -1, "tomorrow": 1,
}  # fmt: skip
_WEEKDAYS = (
    ("ma", "må", "mån", "mo", "mon", "maanantai", "måndag", "monday"),
    ("ti", "tis", "tu", "tue", "tiistai", "tisdag", "tuesday"),
    ("ke", "on", "ons", "we", "wed", "keskiviikko", "onsdag", "wednesday"),
    ("to", "tor", "th", "thu", "torstai", "torsdag", "thursday"),
    ("pe", "fr", "fre", "fri", "perjantai", "fredag", "friday"),
    ("la", "lö", "lör", "sa", "sat", "lauantai", "lördag", "saturday"),
    ("su", "sö", "sön", "sun", "sunnuntai", "söndag", "sunday"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STEP = re.compile(r"([+-])\s*(\d{1,3})\s*(?:d|pv|dag|dagar|days?|vk|v|w)?")
_WEEKS = re.compile(r"(?:vk|v|w)$")
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./]?\s*(\d{4}|\d{2})?")
_ENGLISH = re.compile(r"(\d{1,2})\s+([a-z]{3})[a-z]*\.?(?:\s+(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?")


def wall_day() -> date:
    """Return the day on the wall: people mean the day where they are."""
    return date.today()  # noqa: DTZ011 - as said


def wall_clock() -> time:
    """Return the time on the wall, to the minute."""
    return datetime.now().time().replace(second=0, microsecond=0)  # noqa: DTZ005 - people mean the time where they are


def read_day(typed: str, today: date) -> date | None:
    """Return the day that was typed, or None where it is not a day.

    A day without a year is the one nearest to today; a weekday is the next one: who means today says so.

    Args:
        typed: "22.11.", "22.11.2026", "2026-11-22", "22 Nov", "eilen", "+3d", "+2vk", "ma".
        today: the day on the wall.
    """
    text = " ".join(typed.casefold().split())
    if text in _RELATIVE:
        return today + timedelta(_RELATIVE[text])
    for place, names in enumerate(_WEEKDAYS):
        if text in names:
            return today + timedelta((place - today.weekday() - 1) % 7 + 1)
    if step := _STEP.fullmatch(text):
        days = int(step[2]) * (7 if _WEEKS.search(text) else 1)
        return today + timedelta(days if step[1] == "+" else -days)
    return _written_day(text, today)


def _written_day(text: str, today: date) -> date | None:
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    month: int
    if found := _NUMBERS.fullmatch(text):
        month = int(found[2])
    elif (found := _ENGLISH.fullmatch(text)) and found[2] in _MONTHS:
        month = _MONTHS.index(found[2]) + 1
    else:
        return None
    if found[3]:
        year = int(found[3])
        return _date(year if year > 99 else 2000 + year, month, int(found[1]))
    near = [_date(year, month, int(found[1])) for year in (today.year - 1, today.year, today.year + 1)]
    return min((day for day in near if day), key=lambda day: abs(day - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(typed: str) -> time | None:
    """Return the time of day that was typed ("9", "9.30", "0930"), or None."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))
