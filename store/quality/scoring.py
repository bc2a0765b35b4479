"""From numbers to a score: cut-offs of the set, and the few criteria whose score needs more than one number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from store.quality.counted import MAIN, Parts, share_holds
from store.quality.criteria import Criterion
from store.quality.rules import Rules

_PERCENT = 100
_FACTORS = {"ratio": _PERCENT, "percent": _PERCENT, "per_week": _PERCENT, "days": 1}
"""Unit → what numerator ÷ denominator is multiplied by; working shares and weeks are counted in percent."""

ADDABLE = (*_FACTORS, "conditions")
"""Units whose numbers can be added over coaches and scored again."""

CAPPED = 2
"""Score of criterion 17 without reviews of the log, however many contacts."""


def value_of(criterion: Criterion, parts: Parts) -> Fraction | None:
    """Return the value that is compared with the cut-offs; None where there is nothing to count.

    Args:
        criterion: whose.
        parts: its numbers.
    """
    numerator, denominator = parts[MAIN]
    if denominator == 0:
        return None
    factor = _FACTORS.get(criterion.unit)
    return Fraction(numerator) if factor is None else Fraction(numerator * factor, denominator)


def score_of(criterion: Criterion, parts: Parts, rules: Rules) -> int | None:
    """Return the score; None is *not ratable*, which is no 1.

    Args:
        criterion: whose.
        parts: its numbers, of one coach or added.
        rules: the office's rules of the rating day.
    """
    special = _SPECIAL.get(criterion.formula)
    if special is not None:
        return special(criterion, parts, rules)
    value = value_of(criterion, parts)
    return None if value is None or not criterion.cut_offs else criterion.level(value)


def _own_goals(criterion: Criterion, parts: Parts, rules: Rules) -> int | None:
    """Criterion 16: the highest score needs the goals to be those of the current plan as well."""
    value = value_of(criterion, parts)
    if value is None:
        return None
    score = criterion.level(value)
    in_plan = Fraction(parts["in_plan"][0] * _PERCENT, parts["in_plan"][1])
    return score if score < 5 or criterion.level(in_plan) == 5 else 4


def _contacts_a_week(criterion: Criterion, parts: Parts, rules: Rules) -> int | None:
    """Criterion 17: how often the log was looked through caps the score."""
    value = value_of(criterion, parts)
    if value is None or parts["held"][0] == 0:
        return None
    weekly = share_holds(parts["weekly_review"], rules.share)
    monthly = weekly or share_holds(parts["monthly_review"], rules.share)
    score = criterion.level(value)
    seekers = parts["seekers"][0]
    few = rules.set["new_programme"] == "yes" and 0 < seekers < criterion.numbers["few_seekers"]
    if few and value >= seekers * criterion.numbers["contacts_a_seeker"]:
        score = 5
    if score >= 4 and not weekly:
        score = 3
    return CAPPED if score > CAPPED and not monthly else score


def _open_jobs(criterion: Criterion, parts: Parts, rules: Rules) -> int | None:
    """Criterion 21: fewer jobs than the scale asks for are 1 by the scale."""
    value = value_of(criterion, parts)
    if value is None:
        return None
    return criterion.level(value) if parts[MAIN][1] >= criterion.numbers["fewest_jobs"] else 1


def _support_over_time(criterion: Criterion, parts: Parts, rules: Rules) -> int | None:
    """Criterion 23: a condition holds for the team where it holds for as many jobs as the office has set."""
    share = rules.share
    usual = share_holds(parts["weekly"], share) and share_holds(parts["monthly"], share)
    if usual:
        more = all(parts[name][1] == 0 or share_holds(parts[name], share) for name in ("before", "after", "loss"))
        return 5 if more else 4
    if parts["month"][1] and parts["month"][0] == 0:
        return 1
    if parts["long"][1]:
        return 3 if share_holds(parts["long"], criterion.numbers["long_percent"]) else 2
    return None


_SPECIAL: Mapping[str, Callable[[Criterion, Parts, Rules], int | None]] = {
    "contacts_a_week": _contacts_a_week,
    "open_jobs": _open_jobs,
    "own_goals": _own_goals,
    "support_over_time": _support_over_time,
}
