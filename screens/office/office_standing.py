"""Where everything stands, in words: on this laptop, handed over, at the office; louder from day three (USERS 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.forms.closing import CONFLICTS, VERY_LOUD_DAYS, Sentence, age_of, spans_said
from tui.language import _, plural, word
from tui.language.dates import short_day
from tui.widgets.rows import Line, Tone, wrapped

if TYPE_CHECKING:
    from store.bundle.outcomes import Gap
    from store.bundle.states import Standing
    from store.notebook import Notebook

_ALARMS = {
    "fork": "standing.fork",
    "office_went_back": "standing.office_went_back",
    "cloned_notebook": "standing.cloned_notebook",
    "use_log_rewritten": "standing.use_log_rewritten",
    "laptop_came_back": "standing.laptop_came_back",
    "use_log_shortened": "standing.use_log_shortened",
}


def where_it_stands(notebook: Notebook) -> Standing:
    """Return where everything stands.

    Args:
        notebook: the open notebook.
    """
    from store.bundle import standing

    return standing(notebook)


def standing_sentences(standing: Standing, day: date, *, office: bool) -> list[Sentence]:
    """Return everything that is said about where things stand, what is true of most first.

    Args:
        standing: where everything stands.
        day: the day on the wall.
        office: whether this is the office itself, at which everything is that was written here.
    """
    if office:
        return _troubles(standing, office=True) or [Sentence(_("standing.office_calm"))]
    said = spans_said(standing, day)
    if age_of(standing.only_here, day) >= VERY_LOUD_DAYS:
        said.append(Sentence(_("today.take_now"), loud=True))
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


def _troubles(standing: Standing, *, office: bool) -> list[Sentence]:
    """Return what a person must look into."""
    said = [Sentence(_gap(gap, office=office), loud=True) for gap in standing.gaps]
    if standing.not_applied:
        said.append(Sentence(plural("standing.not_applied", len(standing.not_applied)), loud=True))
    if standing.open_conflicts:
        said.append(Sentence(plural("standing.conflicts", standing.open_conflicts), True, CONFLICTS))
    if standing.quarantine and office:  # a laptop has said which files these are, and can do no more about them
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
