"""The review pack: every criterion with its numbers, what each rater gave, where they differ, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from store.quality.criteria import Criterion
from store.quality.looking import Quality, differences
from tui.forms.quality_review import action_said, given_said, rater_of, round_said
from tui.forms.quality_table import (
    bar,
    counts_said,
    more_counts,
    name_of,
    part_said,
    period_said,
    rules_said,
    score_said,
    set_said,
    standing_said,
    total_said,
    why_said,
)
from tui.forms.quality_words import FORMULAS
from tui.language import _, chosen, word
from tui.language.dates import day
from tui.paper.sheet import Part, Sheet

Row = tuple[str, str]


def pack_sheet(found: Quality) -> Sheet:
    """Return the review pack; it names those who rate and improve, and no client.

    Args:
        found: the criteria of a period.
    """
    unit = found.current.unit if found.current is not None and found.current.unit else ""
    about = " · ".join(text for text in (period_said(found), unit) if text)
    parts = (
        Part(_("quality_pack.together"), (total_said(found), set_said(found)), tuple(_round_rows(found))),
        *_parts(found),
        Part(
            _("quality_pack.differences"), *_or_none(tuple(_difference_rows(found)), _("quality_pack.no_differences"))
        ),
        Part(_("quality_pack.actions"), *_or_none(tuple(_action_rows(found)), _("quality_pack.no_actions"))),
        Part(_("quality.rules"), tuple(rules_said(found))),
    )
    return Sheet(_("quality_pack.title"), about, parts, _("quality_pack.foot"), chosen())


def _or_none(rows: tuple[Row, ...], none: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    return (() if rows else (none,)), rows


def _round_rows(found: Quality) -> Iterator[Row]:
    one = found.current
    if one is None:
        yield _("quality_pack.round"), _("quality_pack.no_round")
        return
    held = day(one.held_on) if one.held_on else ""
    yield _("quality_pack.round"), ", ".join(text for text in (held, round_said(one)) if text)
    raters = [found.people.get(id, "") for id in one.raters or ()] + [one.outside_raters or ""]
    if any(raters):
        yield _("quality_pack.raters"), ", ".join(name for name in raters if name)
    if one.summary:
        yield _("quality_pack.summary"), one.summary


def _parts(found: Quality) -> Iterator[Part]:
    part, agreed = "", found.agreed()
    for criterion in found.criteria.criteria:
        if criterion.part != part:
            part = criterion.part
            yield Part(part_said(part))
        yield _criterion(found, criterion, agreed)


def _criterion(found: Quality, criterion: Criterion, agreed: Mapping[int, int | None]) -> Part:
    measure, given = found.measure(criterion.id), agreed.get(criterion.id)
    score = measure.score if given is None else given
    before = found.before.get(criterion.id)
    said = f"{score_said(measure, given)} {bar(score)}".strip()
    rows = [
        (_("quality_pack.score"), said if before is None else f"{said} ({_('quality_pack.before', score=before)})")
    ]
    rows.append((_("quality_pack.standing"), standing_said(measure)))
    rows.append((_("quality_pack.counts"), "\n".join((counts_said(measure), *more_counts(measure)))))
    why = Counter(one.why for one in measure.left_out)
    if why:
        left = "\n".join(f"{count}: {why_said(one)}" for one, count in sorted(why.items()))
        rows.append((_("quality_pack.left_out"), left))
    for one in found.scores:
        if one.criterion == criterion.id:
            rows.append((rater_of(found, one), "\n".join(filter(None, (given_said(one), one.evidence, one.comment)))))
    return Part(f"{criterion.id}. {name_of(criterion)}", (word(FORMULAS[criterion.formula]),), tuple(rows), level=3)


def _difference_rows(found: Quality) -> Iterator[Row]:
    for number, scores in differences(found.scores).items():
        name = f"{number}. {name_of(found.criteria.criterion(number))}"
        yield name, "\n".join(f"{rater_of(found, one)}: {given_said(one)}" for one in scores)


def _action_rows(found: Quality) -> Iterator[Row]:
    for one in found.actions:
        yield one.action or "", action_said(found, one)
