"""The lines of the quality screen: the criteria, what would raise them, and what the raters have to do."""

from __future__ import annotations

from store.quality.looking import Quality, differences
from store.quality.raising import next_steps
from tui.forms.quality_review import action_said, given_said, rater_of, round_said
from tui.forms.quality_table import bar, counts_said, name_of, part_said, score_said, step_said, trend
from tui.language import _
from tui.language.dates import day
from tui.widgets.rows import Line, Tone

PACK, TOGETHER = "pack", "together"
"""What can be done here, as lines that Enter opens."""

COLUMNS = (4, 36, 5, 6, 3)
"""Columns of number, name, score, bar and trend; the rest is the counts."""

STEP = (4, 36)
ACTION = (2,)
"""Column before who sees to an improvement, and until when: it stands below what is to be done."""

ROUND = (13,)
MOST_STEPS = 3
MOST_ROUNDS = 6


def criteria_lines(found: Quality) -> list[Line]:
    """Return the criteria, part by part."""
    lines: list[Line] = []
    part, agreed = "", found.agreed()
    for criterion in found.criteria.criteria:
        if criterion.part != part:
            part = criterion.part
            lines += _heading(part_said(part))
        measure, given = found.measure(criterion.id), agreed.get(criterion.id)
        score = measure.score if given is None else given
        said = (score_said(measure, given), bar(score), trend(score, found.before.get(criterion.id)))
        cells = (str(criterion.id), name_of(criterion), *said, counts_said(measure))
        lines.append(Line(cells, COLUMNS, target=criterion.id))
    return lines


def raising_lines(found: Quality) -> list[Line]:
    """Return what would raise the points most."""
    steps = next_steps(found.measures, found.criteria)[:MOST_STEPS]
    lines = _heading(_("quality.raise")) if steps else []
    for step in steps:
        name = name_of(found.criteria.criterion(step.criterion))
        lines.append(Line((str(step.criterion), name, step_said(found, step)), STEP))
    return lines


def differences_lines(found: Quality) -> list[Line]:
    """Return where the raters differ, each with what they gave."""
    several = differences(found.scores)
    lines = _heading(_("quality.differences")) if several else []
    for number, scores in several.items():
        name = name_of(found.criteria.criterion(number))
        given = ", ".join(f"{rater_of(found, one)} {given_said(one)}" for one in scores)
        lines.append(Line((str(number), name, given), STEP))
    return lines


def actions_lines(found: Quality) -> list[Line]:
    """Return what is being improved, by whom and until when."""
    lines = _heading(_("quality.actions")) if found.actions else []
    for one in found.actions:
        lines.append(Line((one.action or "",), target=("improvement_action", one.id)))
        lines.append(Line(("", action_said(found, one)), ACTION))
    return lines


def rounds_lines(found: Quality) -> list[Line]:
    """Return the rounds: Enter shows the figures of a round's own period, and then the round itself."""
    lines = _heading(_("quality.rounds")) if found.rounds else []
    for one in found.rounds[:MOST_ROUNDS]:
        held = day(one.held_on) if one.held_on else ""
        lines.append(Line((held, round_said(one)), ROUND, target=one))
    return lines


def acts_lines(found: Quality) -> list[Line]:
    """Return what can be done here."""
    lines = _heading(_("quality.acts"))
    lines.append(Line((_("quality.pack_line"),), target=PACK))
    return [*lines, Line((_("quality.together_line"),), target=TOGETHER)]


def _heading(words: str) -> list[Line]:
    return [Line(), Line((words,), tone=Tone.HEADING)]
