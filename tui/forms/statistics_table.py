"""Statistics as a table of words and numbers, for the screen, the command and the file alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import _, word
from tui.language.dates import day

if TYPE_CHECKING:
    from store.statistics import Counts, Statistics

KINDS = {
    "employer_visit": "statistics.employer_visits",
    "support_visit": "statistics.support_visits",
    "client_meeting": "statistics.client_meetings",
    "call": "statistics.calls",
    "network_contact": "statistics.network_contacts",
    "internal": "statistics.internal",
}
"""Kinds of events, in the order of the columns → key of their words."""

DIMENSIONS = {
    "municipality": "statistics.municipality",
    "service_ground": "statistics.service_ground",
    "team": "statistics.team",
    "project": "statistics.project",
}
"""Field by which is counted → key of its words."""


def counted_lines(counts: Counts) -> list[tuple[str, str]]:
    """Return each count with what it counts; kinds of events of which there are none are left out.

    Args:
        counts: of everybody or of one group.
    """
    events = counts.events or {}
    return [
        (_("statistics.in_service"), str(counts.in_service)),
        (_("statistics.began"), str(counts.began)),
        (_("statistics.ended"), str(counts.ended)),
        (_("statistics.met"), str(counts.met)),
        *((word(said), str(events[kind])) for kind, said in KINDS.items() if kind in events),
        (_("statistics.hours"), hours(counts.minutes)),
        (_("statistics.employers"), str(counts.employers)),
        (_("statistics.workers"), str(counts.workers)),
    ]


def table_of(found: Statistics) -> list[list[str]]:
    """Return the table for a file: a heading, a line for each group, and everybody last.

    Args:
        found: counted so that it may be handed out.
    """
    heads = [
        word(DIMENSIONS[found.dimension]),
        _("statistics.first_day"),
        _("statistics.last_day"),
        _("statistics.in_service"),
        _("statistics.began"),
        _("statistics.ended"),
        _("statistics.met"),
        *(word(said) for said in KINDS.values()),
        _("statistics.hours"),
        _("statistics.employers"),
        _("statistics.workers"),
    ]
    rows = [_row(found, group_said(name), counts) for name, counts in found.groups]
    return [heads, *rows, _row(found, _("statistics.total"), found.total)]


def group_said(name: str | None) -> str:
    """Return the name of a group; of those that were counted together, and of what nobody has said."""
    if name is None:
        return _("statistics.others")
    return name or _("statistics.not_said")


def hours(minutes: int) -> str:
    """Return a length as hours and minutes: "12:30".

    Args:
        minutes: the length.
    """
    return f"{minutes // 60}:{minutes % 60:02}"


def period_said(found: Statistics) -> str:
    """Return the period: "1.10.2026–31.10.2026"."""
    return f"{day(found.first)}–{day(found.last)}"


def _row(found: Statistics, name: str, counts: Counts) -> list[str]:
    events = counts.events or {}
    numbers = (
        counts.in_service,
        counts.began,
        counts.ended,
        counts.met,
        *(events.get(kind, 0) for kind in KINDS),
    )
    ends = (hours(counts.minutes), str(counts.employers), str(counts.workers))
    return [name, found.first.isoformat(), found.last.isoformat(), *(str(number) for number in numbers), *ends]
