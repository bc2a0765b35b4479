"""A round of rating in words: who gave what, who improves what and by when; and the sums of several units."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tui.forms.quality_table import NONE, bar, number_said
from tui.forms.saying import choice_of
from tui.language import _, plural, word
from tui.language.dates import day

if TYPE_CHECKING:
    from store.quality.criteria import Criterion
    from store.quality.looking import Action, Quality, Round, Score
    from store.quality.together import Sum

WHY = {
    "not_counts": "quality_together.not_counts",
    "other_set": "quality_together.other_set",
    "other_period": "quality_together.other_period",
    "other_rules": "quality_together.other_rules",
    "twice": "quality_together.twice",
}
"""Why a file is in no sum → key of its words."""


def rater_of(found: Quality, score: Score) -> str:
    """Return who gave a score: one of ours, or a rater from outside."""
    return score.outside_rater or found.people.get(score.scored_by or "") or _("quality_pack.somebody")


def given_said(score: Score) -> str:
    """Return what a rater gave, and that it is provisional."""
    points = choice_of("score", score.score or "")
    return points if score.score_state == "confirmed" else f"{points} ({choice_of('score_state', 'provisional')})"


def action_said(found: Quality, action: Action) -> str:
    """Return of which criterion an improvement is, who sees to it, and until when."""
    said = []
    if action.criterion is not None:
        said.append(_("quality_pack.of_criterion", number=action.criterion))
    owner = found.people.get(action.owner or "")
    said.append(_("quality_pack.owner", name=owner) if owner else _("quality_pack.no_owner"))
    said.append(_("quality.action_due", day=day(action.due_on)) if action.due_on else _("quality_pack.no_day"))
    return ", ".join(said)


def round_said(one: Round) -> str:
    """Return what a round is: of which unit, by whom, and whether it is finished."""
    kind = choice_of("review_kind", one.review_kind) if one.review_kind else ""
    state = _("quality_pack.finished") if one.finished else _("quality_pack.open")
    return ", ".join(text for text in (one.unit or "", kind, state) if text)


def sum_said(criterion: Criterion, one: Sum) -> tuple[str, str, str]:
    """Return score, bar and counts of several units together, with how many units they are of."""
    score = NONE if one.score is None else str(one.score)
    in_percent = criterion.unit in ("ratio", "per_week")
    whole = number_said(Fraction(one.denominator, 100 if in_percent else 1))
    counts = f"{one.numerator} / {whole}" if one.denominator else NONE
    return score, bar(one.score), f"{counts}  {plural('quality_together.units', one.units)}"


def unread_said(name: str, why: str) -> str:
    """Return which file is in no sum, and why."""
    return f"{name}: {word(WHY[why])}"
