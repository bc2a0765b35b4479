"""From the cells of a weekly sheet to hours, and from entries to what stands in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from store.placements.checks import Hours
from store.placements.hours import Cell, Person, WeekSheet
from tui.forms.hours_typed import TypedHours, read_cell, say_cell
from tui.forms.saying import choice_of
from tui.language import _
from tui.language.dates import short_day
from tui.widgets.typed_grid import Place

SEPARATOR = "+"
"""Between the entries of one day, where there are several: they are altered on their own forms."""


@dataclass(frozen=True)
class Typed:
    """What was typed.

    Attributes:
        hours: for each cell with something new in it; ``row`` counts them from 1.
        places: the cell of each.
        cleared: entries that are taken away, with what was on the screen.
        unclear: cells that cannot be understood.
    """

    hours: tuple[Hours, ...]
    places: tuple[Place, ...]
    cleared: tuple[tuple[str, tuple[str, ...]], ...]
    unclear: frozenset[Place]


def texts_of(sheet: WeekSheet) -> dict[Place, str]:
    """Return what stands in the cells of a sheet."""
    found: dict[Place, str] = {}
    for row, person in enumerate(sheet.people):
        for column, day in enumerate(sheet.days):
            cells = person.on(day)
            if cells:
                found[row, column] = SEPARATOR.join(_said(cell) for cell in cells)
    return found


def _said(cell: Cell) -> str:
    return say_cell(cell.presence, cell.came, cell.went, cell.minutes)


def typed_of(sheet: WeekSheet, changed: Mapping[Place, str]) -> Typed:
    """Return the hours behind the cells that were changed.

    Args:
        sheet: as it was on the screen.
        changed: cells with what stands in them now.
    """
    hours: list[Hours] = []
    places: list[Place] = []
    cleared: list[tuple[str, tuple[str, ...]]] = []
    unclear: set[Place] = set()
    for place in sorted(changed):
        person, day = sheet.people[place[0]], sheet.days[place[1]]
        there, text = person.on(day), changed[place].strip()
        if len(there) > 1:
            unclear.add(place)
        elif not text:
            cleared += [(cell.entry, cell.knew) for cell in there]
        elif (read := read_cell(text)) is None:
            unclear.add(place)
        else:
            hours.append(_hours(sheet, person, day, read, there[0] if there else None, len(hours) + 1))
            places.append(place)
    return Typed(tuple(hours), tuple(places), tuple(cleared), frozenset(unclear))


def _hours(sheet: WeekSheet, person: Person, day: date, read: TypedHours, there: Cell | None, row: int) -> Hours:
    return Hours(
        client=person.client,
        day=day,
        presence=read.presence,
        came=read.came,
        went=read.went,
        minutes=read.minutes,
        activity_place=sheet.place,
        entry=there.entry if there is not None else None,
        knew=there.knew if there is not None else (),
        row=row,
    )


def details_said(person: Person, day: date) -> str:
    """Return who a cell is about, what stands there, whose entry it is, and whether it is confirmed."""
    name = f"{person.given_name} {person.family_name}".strip()
    parts = [f"{person.mark} · {name} · {short_day(day)}"]
    for cell in person.on(day):
        said = _said(cell) if cell.presence == "attended" else choice_of("work_presence", cell.presence)
        by = _("week_sheet.written_by", who=cell.recorded_by) if cell.recorded_by else _("week_sheet.own_entry")
        state = _("clients.undecided") if cell.unsettled else _("week_sheet.is_confirmed") if cell.confirmed else ""
        parts.append(", ".join(part for part in (said, by, state or _("week_sheet.not_confirmed")) if part))
    if person.agreement is None:
        parts.append(_("week_sheet.no_agreement"))
    return " · ".join(parts)
