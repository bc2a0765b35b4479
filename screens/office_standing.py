"""Where everything stands, in words: on this laptop, handed over, at the office; louder from day three (USERS 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tui.language import _, plural, word
from tui.language.dates import moment, short_day
from tui.widgets.rows import Line, Tone, wrapped

if TYPE_CHECKING:
    from store.bundle.outcomes import Gap
    from store.bundle.spans import Span
    from store.bundle.states import Standing
    from store.notebook import Notebook

LOUD_DAYS = 3
"""From so many days on, what is not at the office yet is said louder (USERS, rule 7)."""

WAITING, CONFLICTS = "waiting", "conflicts"
"""What a sentence speaks of, and one can do something about."""

VERY_LOUD_DAYS = 7
"""… and from so many on with what to do."""

_ALARMS = {
    "fork": "standing.fork",
    "office_went_back": "standing.office_went_back",
    "cloned_notebook": "standing.cloned_notebook",
    "use_log_rewritten": "standing.use_log_rewritten",
    "use_log_shortened": "standing.use_log_shortened",
}


@dataclass(frozen=True)
class Sentence:
    """One sentence about where things stand.

    Attributes:
        words: the sentence.
        loud: whether it must be seen.
        about: ``WAITING`` or ``CONFLICTS`` where one can do something about it, else empty.
    """

    words: str
    loud: bool = False
    about: str = ""


def where_it_stands(notebook: Notebook) -> Standing:
    """Return where everything stands.

    Args:
        notebook: the open notebook.
    """
    from store.bundle import standing

    return standing(notebook)


def closing_sentence(standing: Standing, day: date) -> Sentence:
    """Return the one true sentence with which *Vie ja hae* ends.

    Args:
        standing: where everything stands.
        day: the day on the wall.
    """
    if standing.everything_at_office and standing.at_office_until is not None:
        return Sentence(_("standing.everything_until", moment=moment(standing.at_office_until)))
    if standing.everything_at_office:
        return Sentence(_("standing.nothing_yet"))
    if standing.only_here.entries:
        return _only_here(standing.only_here, day)
    return _handed_over(standing.handed_over, day)


def standing_sentences(standing: Standing, day: date, *, office: bool) -> list[Sentence]:
    """Return everything that is said about where things stand, what is true of most first.

    Args:
        standing: where everything stands.
        day: the day on the wall.
        office: whether this is the office itself, at which everything is that was written here.
    """
    if office:
        return _troubles(standing, office=True) or [Sentence(_("standing.office_calm"))]
    until = standing.at_office_until
    said = [Sentence(_("today.at_office", moment=moment(until)) if until else _("standing.no_receipt"))]
    if standing.handed_over.entries:
        said.append(_handed_over(standing.handed_over, day))
    if standing.only_here.entries:
        said.append(_only_here(standing.only_here, day))
    if age_of(standing.waiting, day) >= VERY_LOUD_DAYS:
        said.append(Sentence(_("today.take_now"), loud=True, about=WAITING))
    return [*said, *_troubles(standing, office=False), *_permissions(standing)]


def sentence_lines(sentences: Iterable[Sentence], width: int) -> list[Line]:
    """Return sentences as lines of a list, all of their words; the first of each opens what it speaks of.

    Args:
        sentences: what is said.
        width: of the list, in columns.
    """
    lines: list[Line] = []
    for said in sentences:
        first, *others = wrapped(said.words, width, 2)
        tone = Tone.ALARM if said.loud else Tone.PLAIN
        lines.append(Line(("!" if said.loud else "", first.cells[1]), (2,), said.about or None, tone))
        lines += [replace(line, tone=tone) for line in others]
    return lines


def age_of(span: Span, day: date) -> int:
    """Return how many days old the oldest entry of a span is; 0 where there is none.

    Args:
        span: the entries.
        day: the day on the wall.
    """
    return 0 if span.oldest is None else max((day - span.oldest.astimezone().date()).days, 0)


def _only_here(span: Span, day: date) -> Sentence:
    age = age_of(span, day)
    return Sentence(plural("today.only_here", span.entries, oldest=said_age(age)), age >= LOUD_DAYS, WAITING)


def _handed_over(span: Span, day: date) -> Sentence:
    age = age_of(span, day)
    return Sentence(plural("standing.handed_over", span.entries, oldest=said_age(age)), age >= LOUD_DAYS, WAITING)


def said_age(age: int) -> str:
    """Return an age in days in words: of today, of yesterday, four days."""
    return plural("today.days_old", age) if age > 0 else _("today.from_today")


def _troubles(standing: Standing, *, office: bool) -> list[Sentence]:
    """Return what a person must look into."""
    said = [Sentence(_gap(gap, office=office), loud=True) for gap in standing.gaps]
    if standing.not_applied:
        said.append(Sentence(plural("standing.not_applied", len(standing.not_applied)), loud=True))
    if standing.open_conflicts:
        said.append(Sentence(plural("standing.conflicts", standing.open_conflicts), True, CONFLICTS))
    if standing.quarantine:
        said.append(Sentence(plural("standing.quarantine", standing.quarantine), loud=True))
    codes = dict.fromkeys(alarm.warned.value for alarm in standing.alarms)
    return [*said, *(Sentence(word(_ALARMS[code]), loud=True) for code in codes)]


def _gap(gap: Gap, *, office: bool) -> str:
    if gap.since is None:
        key = "standing.not_arrived_at_first" if office else "standing.gap_at_first"
        return word(key, first=gap.first, last=gap.last)
    key = "standing.not_arrived" if office else "standing.gap"
    return word(key, day=short_day(gap.since.astimezone().date()), first=gap.first, last=gap.last)


def _permissions(standing: Standing) -> list[Sentence]:
    known = standing.permissions_known_on
    if known is None:
        return []
    return [Sentence(_("today.permissions_known", day=short_day(known.astimezone().date())))]
