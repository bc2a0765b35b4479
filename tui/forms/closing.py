"""The true closing sentence: what is at the office, what was handed over, and what is only here (USERS, rule 7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.language import _, plural
from tui.language.dates import moment

if TYPE_CHECKING:
    from store.bundle.spans import Span
    from store.bundle.states import Standing


def said_standing(standing: Standing, day: date) -> list[str]:
    """Return where everything stands, one sentence a line.

    Args:
        standing: of the notebook.
        day: the day on the wall.
    """
    until = standing.at_office_until
    if standing.everything_at_office:
        return [_("status.everything_until", moment=moment(until)) if until is not None else _("status.nothing_yet")]
    lines = [_("today.at_office", moment=moment(until)) if until is not None else _("status.no_receipt")]
    if standing.handed_over.entries:
        lines.append(
            plural("status.handed_over", standing.handed_over.entries, oldest=_age(standing.handed_over, day))
        )
    if standing.only_here.entries:
        lines.append(plural("today.only_here", standing.only_here.entries, oldest=_age(standing.only_here, day)))
    return lines


def _age(span: Span, day: date) -> str:
    age = 0 if span.oldest is None else (day - span.oldest.astimezone().date()).days
    return plural("today.days_old", age) if age > 0 else _("today.from_today")
