"""The operating models in words: what a list holds, and a figure with what it is of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from store.records import RECORD_TYPES
from tui.forms.model_names import FIGURES
from tui.forms.saying import choice_of, title_of
from tui.language import _, has, word
from tui.language.dates import day as day_said
from tui.language.dates import long_day, money

if TYPE_CHECKING:
    from store.history.change import Value
    from store.models.figure import Figure
    from store.models.systems import Listing

Names = Mapping[tuple[str, str], Mapping[str, "Value"]]
"""Record type and id → the values by which a record is called."""


def listing_said(listing: Listing) -> str:
    """Return what a list of a system holds: the kind of record, and which of them."""
    which = [choice_of(field, value) for field, value in listing.where.items()]
    return " · ".join((word("record", listing.record), *which))


def figure_said(figure: Figure, names: Names) -> str:
    """Return what a figure counts, and of what."""
    parts = [part for field, value in figure.of if (part := part_said(field, value, names))]
    return " · ".join((word(FIGURES[figure.code]), *parts))


def part_said(field: str, value: str, names: Names) -> str:
    """Return one thing that a figure is of, in words.

    Args:
        field: the field.
        value: what it holds.
        names: of the records that figures name.
    """
    if field in RECORD_TYPES:
        values = names.get((field, value))
        return title_of(field, values) if values is not None else _("reference.not_here")
    if field == "day":
        return day_said(date.fromisoformat(value))
    if field == "months_after":
        return _("figure.after_months", months=value)
    if field == "week":
        year, _dash, week = value.partition("-")
        return _("figure.week", week=int(week), year=year)
    return choice_of(field, value) if has(f"choice.{field}.{value}") else value


def number_said(figure: Figure) -> str:
    """Return the number of a figure: hidden where the group is too small, a dash where there is none."""
    if figure.hidden:
        return _("figure.hidden")
    if figure.number is None:
        return "–"
    said = _plain(figure)
    return said if figure.n is None else _("figure.of", number=said, n=figure.n)


def _plain(figure: Figure) -> str:
    number = figure.number
    if isinstance(number, Decimal):
        return str(number).replace(".", _("figure.point"))
    if number is None:
        return "–"
    match figure.unit:
        case "percent":
            return f"{number} %"
        case "minutes":
            return f"{number // 60}:{number % 60:02}"
        case "days":
            return _("figure.days", days=number)
        case "cents":
            return money(number)
        case "day":
            return long_day(date.fromordinal(number))
    return str(number)
