"""The true closing sentence: what is at the office, what was handed over, and what is only here (USERS, rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tui.language import _, plural
from tui.language.dates import moment

if TYPE_CHECKING:
    from store.bundle.spans import Span
    from store.bundle.states import Standing

LOUD_DAYS = 3
"""From so many days on, what is not at the office yet is said louder (USERS, rule 7)."""

VERY_LOUD_DAYS = 7
"""… and from so many on with what to do."""

CONFLICTS = "conflicts"
"""What a sentence speaks of, where opening it leads on. What waits is taken with F6, wherever the cursor is."""


@dataclass(frozen=True)
class Sentence:
    """One sentence about where things stand.

    Attributes:
        words: the sentence.
        loud: whether it must be seen.
        about: ``CONFLICTS`` where opening the sentence leads on, else empty.
    """

    words: str
    loud: bool = False
    about: str = ""


def said_standing(standing: Standing, day: date) -> list[str]:
    """Return where everything stands, one sentence a line.

    Args:
        standing: of the notebook.
        day: the day on the wall.
    """
    if standing.everything_at_office:
        return [closing_sentence(standing, day).words]
    return [one.words for one in spans_said(standing, day)]


def closing_sentence(standing: Standing, day: date) -> Sentence:
    """Return the one true sentence with which *Vie ja hae* ends.

    Args:
        standing: of the notebook.
        day: the day on the wall.
    """
    until = standing.at_office_until
    if standing.everything_at_office:
        words = _("status.everything_until", moment=moment(until)) if until is not None else _("status.nothing_yet")
        return Sentence(words)
    if standing.only_here.entries:
        return _only_here(standing.only_here, day)
    return _handed_over(standing.handed_over, day)


def spans_said(standing: Standing, day: date) -> list[Sentence]:
    """Return what is at the office, what was handed over and what is only here, each where there is some.

    Args:
        standing: of the notebook.
        day: the day on the wall.
    """
    until = standing.at_office_until
    said = [Sentence(_("today.at_office", moment=moment(until)) if until is not None else _("status.no_receipt"))]
    if standing.handed_over.entries:
        said.append(_handed_over(standing.handed_over, day))
    if standing.only_here.entries:
        said.append(_only_here(standing.only_here, day))
    return said


def age_of(span: Span, day: date) -> int:
    """Return how many days old the oldest entry of a span is; 0 where there is none.

    Args:
        span: the entries.
        day: the day on the wall.
    """
    return 0 if span.oldest is None else max((day - span.oldest.astimezone().date()).days, 0)


def _only_here(span: Span, day: date) -> Sentence:
    age = age_of(span, day)
    return Sentence(plural("today.only_here", span.entries, oldest=_said_age(age)), age >= LOUD_DAYS)


def _handed_over(span: Span, day: date) -> Sentence:
    age = age_of(span, day)
    return Sentence(plural("status.handed_over", span.entries, oldest=_said_age(age)), age >= LOUD_DAYS)


def _said_age(age: int) -> str:
    return plural("today.days_old", age) if age > 0 else _("today.from_today")
