"""The quality criteria in words and numbers, for the screen, the command and the review pack alike."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tui.forms.quality_words import BANDS, BESIDE, COUNTS, FORMULAS, PARTS, RULES, SETTINGS, WHY
from tui.language import _, chosen, word
from tui.language.dates import day

if TYPE_CHECKING:
    from store.quality.criteria import Criterion
    from store.quality.looking import Quality
    from store.quality.measures import Measure
    from store.quality.raising import Step

FULL, EMPTY = "■", "·"
BEST = 5
NONE = "–"
UP, DOWN, SAME = "↑", "↓", "="
_IN_PERCENT = ("ratio", "per_week")
"""Units whose denominator is a sum of percents: shown as whole workers or weeks."""


def name_of(criterion: Criterion) -> str:
    """Return the name of a criterion in the language chosen now."""
    return criterion.names.get(chosen()) or criterion.names["fi"]


def bar(score: int | None) -> str:
    """Return a score as signs, so that no colour is needed to see it."""
    return "" if score is None else FULL * score + EMPTY * (BEST - score)


def score_said(measure: Measure, agreed: int | None) -> str:
    """Return a score with its marks: what raters agreed on, else that of the records.

    Args:
        measure: the criterion as the records show it.
        agreed: the confirmed score, or None.
    """
    if agreed is not None:
        return str(agreed)
    if measure.score is None:
        return NONE
    return f"{measure.score}{'~' if measure.provisional else ''}{'!' if measure.small else ''}"


def trend(score: int | None, before: int | None) -> str:
    """Return how a score stands to the one before, as a sign."""
    if score is None or before is None:
        return ""
    return SAME if score == before else UP if score > before else DOWN


def number_said(value: Fraction) -> str:
    """Return a number with at most two decimals, cut off and never rounded up."""
    hundredths = value.numerator * 100 // value.denominator
    text = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    return text if chosen() == "en" else text.replace(".", ",")


def counts_said(measure: Measure) -> str:
    """Return numerator and denominator, and the value that follows: "115 / 168 = 68,45 %"."""
    if measure.denominator == 0:
        return NONE
    whole = Fraction(measure.denominator, 100) if measure.unit in _IN_PERCENT else Fraction(measure.denominator)
    counts = f"{measure.numerator} / {number_said(whole)}"
    if measure.value is None or measure.unit in ("count", "conditions", "none"):
        return counts
    return f"{counts} = {value_said(measure.unit, measure.value)}"


def more_counts(measure: Measure) -> list[str]:
    """Return the other numbers that a score rests on, and those worth knowing: "6 / 9 met each week …"."""
    counts = [
        f"{measure.parts[name][0]} / {measure.parts[name][1]} {word(key)}"
        for name, key in COUNTS.items()
        if name in measure.parts
    ]
    return counts + [f"{measure.beside[name]} {word(key)}" for name, key in BESIDE.items() if name in measure.beside]


def value_said(unit: str, value: Fraction) -> str:
    """Return a value with its unit."""
    return f"{number_said(value)}{' %' if unit == 'percent' else ''}"


def total_said(found: Quality) -> str:
    """Return the total, or, while a criterion is unrated, the least that it can be."""
    total = found.total
    if total.points is None or total.band is None:
        return _(
            "quality.least",
            least=total.least,
            rated=total.rated,
            of=total.of,
            records=total.from_records,
            confirmed=total.confirmed,
        )
    return _(
        "quality.total",
        points=total.points,
        band=word(BANDS[total.band]),
        records=total.from_records,
        confirmed=total.confirmed,
    )


def period_said(found: Quality) -> str:
    """Return period and whose figures they are: "25.5.2026–22.11.2026, tiimi"."""
    whose = _("quality.team") if found.worker is None else _("quality.own")
    if found.worker is not None and not found.own:
        whose = found.people.get(found.worker) or _("quality_pack.somebody")
    return f"{day(found.first)}–{day(found.last)}, {whose}"


def set_said(found: Quality) -> str:
    """Return which set of criteria was counted with, in which version, and whether the office has chosen it."""
    names = found.criteria.names
    said = _("quality.set_said", name=names.get(chosen()) or names["fi"], version=found.criteria.version)
    if found.chosen.missing is not None:
        name, version = found.chosen.missing
        return f"{said}. {_('quality.set_missing', name=name, version=version)}"
    if found.chosen.since is None:
        return f"{said}. {_('quality.set_not_chosen')}"
    return f"{said}. {_('quality.set_since', day=day(found.chosen.since))}"


def part_said(part: str) -> str:
    """Return the heading of a part of the set."""
    return word(PARTS[part])


def why_said(why: str) -> str:
    """Return why a row was left out."""
    return word(WHY[why])


def standing_said(measure: Measure) -> str:
    """Return what kind of score a criterion has."""
    if measure.judged == "H":
        return _("quality.human")
    if measure.score is None:
        return _("quality.not_ratable")
    said = _("quality.provisional") if measure.provisional else _("quality.automatic")
    return f"{said}; {_('quality.small')}" if measure.small else said


def definition(found: Quality, criterion: Criterion) -> list[str]:
    """Return what a figure means: what is counted, the cut-offs, and the office's rules.

    Args:
        found: the criteria of a period.
        criterion: one of them.
    """
    lines = [word(FORMULAS[criterion.formula]), "", standing_said(found.measure(criterion.id)), ""]
    lines.append(_("quality.cut_offs"))
    cuts = {"at_least": "quality.cut_at_least", "at_most": "quality.cut_at_most", "above": "quality.cut_above"}
    for cut in criterion.cut_offs:
        kind = next(name for name in cuts if getattr(cut, name) is not None)
        lines.append("  " + word(cuts[kind], score=cut.score, bound=cut.bound))
    lines.append("  " + (_("quality.no_rounding") if criterion.cut_offs else _("quality.cut_offs_none")))
    lines += ["", _("quality.rules"), *("  " + line for line in rules_said(found)), ""]
    lines.append(set_said(found))
    return lines if criterion.published else [*lines, _("quality.working_name")]


def rules_said(found: Quality) -> list[str]:
    """Return the office's rules that hold on the rating day."""
    lines = []
    for rule, key in RULES.items():
        setting = found.rules.set[rule]
        said = word(SETTINGS[setting]) if setting in SETTINGS else setting
        since = found.rules.since.get(rule)
        if since is None:
            lines.append(_("quality.rule_usual", rule=word(key), setting=said))
        else:
            lines.append(_("quality.rule_since", rule=word(key), setting=said, day=day(since)))
    return lines


def step_said(found: Quality, step: Step) -> str:
    """Return what is missing to the next score of a criterion."""
    unit = found.measure(step.criterion).unit
    return _("quality.raise_line", value=value_said(unit, step.value), bound=step.bound, score=step.score)


def table_of(found: Quality) -> list[tuple[str, ...]]:
    """Return one line a criterion: number, score, bar, trend, counts and name."""
    agreed = found.agreed()
    rows: list[tuple[str, ...]] = []
    for criterion in found.criteria.criteria:
        measure = found.measure(criterion.id)
        given = agreed.get(criterion.id)
        score = measure.score if given is None else given
        said = (score_said(measure, given), bar(score), trend(score, found.before.get(criterion.id)))
        rows.append((str(criterion.id), *said, counts_said(measure), name_of(criterion)))
    return rows


def answer_of(found: Quality) -> dict[str, Any]:
    """Return everything as plain values for a program: numbers, and the ids of rows counted and left out."""
    total = found.total
    return {
        "set": found.criteria.id,
        "version": found.criteria.version,
        "first": found.first,
        "last": found.last,
        "worker": found.worker,
        "rules": dict(found.rules.set),
        "total": {
            "points": total.points,
            "least": total.least,
            "rated": total.rated,
            "of": total.of,
            "from_records": total.from_records,
            "confirmed": total.confirmed,
            "band": total.band,
        },
        "criteria": [_measure(found, measure) for measure in found.measures],
    }


def _measure(found: Quality, measure: Measure) -> dict[str, Any]:
    return {
        "criterion": measure.criterion,
        "class": measure.judged,
        "score": measure.score,
        "provisional": measure.provisional,
        "small_number": measure.small,
        "confirmed": found.agreed().get(measure.criterion),
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "counts": {name: list(pair) for name, pair in measure.parts.items()},
        "beside": dict(measure.beside),
        "rows": [[row.record, row.id] for row in measure.rows],
        "in_numerator": [[row.record, row.id] for row in measure.hits],
        "left_out": [[row.record, row.id, row.why] for row in measure.left_out],
    }
