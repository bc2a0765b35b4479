"""Days, times and amounts as people write them, from small own tables: the first frame must not wait for Babel."""

from __future__ import annotations

from datetime import date, datetime, time

from tui.language import _, chosen

_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def weekday(day: date) -> str:
    """Return the short name of a day's weekday: "ti", "ti", "Tue"."""
    return _WEEKDAYS[chosen()][day.weekday()]


def day(day: date) -> str:
    """Return a day with its year: "24.11.2026" in Finnish and Swedish, "24 Nov 2026" in English."""
    if chosen() == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def long_day(when: date) -> str:
    """Return a day with its weekday: "ti 24.11.2026"."""
    return f"{weekday(when)} {day(when)}"


def short_day(when: date) -> str:
    """Return a day of about now, without its year: "ti 24.11."; "Tue 24 Nov" in English."""
    if chosen() == "en":
        return f"{weekday(when)} {when.day} {_MONTHS[when.month - 1]}"
    return f"{weekday(when)} {when.day}.{when.month}."


def clock(when: time | datetime) -> str:
    """Return a time of day: "9.58" in Finnish and Swedish, "9:58" in English."""
    separator = ":" if chosen() == "en" else "."
    return f"{when.hour}{separator}{when.minute:02}"


def moment(when: datetime) -> str:
    """Return a day and a time in this machine's time zone: "ti 24.11.2026 klo 9.58".

    Args:
        when: a moment with its zone.
    """
    here = when.astimezone()
    return _("date.moment", day=long_day(here.date()), clock=clock(here))


def money(cents: int) -> str:
    """Return an amount of euros: "12,50 €"; "€12.50" in English.

    Args:
        cents: the amount in cents.
    """
    sign, (euros, rest) = "-" if cents < 0 else "", divmod(abs(cents), 100)
    if chosen() == "en":
        return f"{sign}€{euros}.{rest:02}"
    return f"{sign}{euros},{rest:02} €"


def month_said(month: date) -> str:
    """Return a month as people say it: 3/2026."""
    return f"{month.month}/{month.year}"
