"""Papers of a placement: the agreement, a month's statement, skills before and after, and the weekly sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from store.history.change import Value
from store.money.months import ClientMonth
from store.money.reckoning import LineKind
from store.placements.hours import WeekSheet
from store.placements.results import Rated, Skill
from store.records import RECORD_TYPES
from tui.forms.hours_typed import CODES, hours
from tui.forms.saying import choice_of, label_of, say_value
from tui.language import _, chosen, plural, word
from tui.language.dates import day, long_day, money, month_said, weekday
from tui.paper.grid import Grid
from tui.paper.sheet import Part, Sheet

AGREEMENT = "placement_agreement"

SIGNATURES = {
    "client": "paper.sign_client",
    "sending_unit": "paper.sign_sending_unit",
    "workshop": "paper.sign_workshop",
}
"""Who signs an agreement, in this order."""

_EMPTY_ROWS = 3
"""Rows of the weekly sheet that stay empty, for whoever came without being expected."""


def agreement_sheet(
    values: Mapping[str, Value], names: Mapping[tuple[str, str], str], client: str, on: date
) -> Sheet:
    """Return the fixed-term agreement with all its parts, and lines to sign on.

    Args:
        values: of the agreement.
        names: names behind the ids that it holds, by record type and id.
        client: name of the client.
        on: of which day the paper is.
    """
    parts: list[Part] = []
    rows: list[tuple[str, str]] = [(label_of(AGREEMENT, "client"), client)]
    section = "parties"
    for name, field in RECORD_TYPES[AGREEMENT].fields.items():
        if field.section != section:
            parts.append(Part(word("section", section), rows=tuple(rows)))
            section, rows = field.section, []
        if name in ("client", "replaces") or values.get(name) is None:
            continue
        said = say_value(AGREEMENT, field, values[name], lambda record, id: names.get((record, id)))
        rows.append((label_of(AGREEMENT, name), said))
    lines = tuple((word(key), _("paper.line")) for key in SIGNATURES.values())
    parts += [Part(word("section", section), rows=tuple(rows)), Part(_("paper.sign"), rows=lines)]
    return Sheet(
        title=_("paper.agreement"),
        about=_("rights.about", name=client, day=long_day(on)),
        parts=tuple(part for part in parts if part.rows),
        foot=_("paper.agreement_foot"),
        language=chosen(),
    )


def statement_sheet(one: ClientMonth, month: date, classes: Mapping[str, str], on: date) -> Sheet:
    """Return a client's month, for the client and the payer: days, amounts, corrections, and the sum.

    Args:
        one: the client's month.
        month: its first day.
        classes: name of each class by its id.
        on: of which day the paper is.
    """
    lines = [(line_said(line.kind, line.month, classes.get(line.pay_class or "", "")),
              amount_said(line.kind, line.units, line.rate, line.cents)) for line in one.statement.lines]  # fmt: skip
    lines.append((_("paper.total"), money(one.statement.total)))
    days = tuple((long_day(each.day), money(each.cents)) for each in one.days)
    head = [(_("paper.days"), str(one.attended)), (_("paper.hours"), hours(one.minutes) or "0")]
    if one.payer:
        head.append((_("paper.payer"), one.payer))
    if one.payroll_number:
        head.append((label_of("allowance_decision", "payroll_number"), one.payroll_number))
    name = f"{one.given_name} {one.family_name}".strip()
    parts = (
        Part(month_said(month), rows=tuple(head)),
        Part(_("paper.lines"), (_("paper.no_wage"),), tuple(lines)),
        Part(_("paper.each_day"), rows=days),
    )
    return Sheet(
        title=_("paper.statement"),
        about=_("rights.about", name=name, day=long_day(on)),
        parts=tuple(part for part in parts if part.rows),
        foot=_("paper.statement_foot"),
        language=chosen(),
    )


LINES = {
    LineKind.DAYS: "statement_line.days",
    LineKind.HOURS: "statement_line.hours",
    LineKind.HOLIDAY: "statement_line.holiday",
    LineKind.CORRECTION: "statement_line.correction",
}
"""What a line of a statement says."""


def line_said(kind: LineKind, month: date, pay_class: str) -> str:
    """Return what a line of a statement is for."""
    return " · ".join(filter(None, (word(LINES[kind], month=month_said(month)), pay_class)))


def amount_said(kind: LineKind, units: int, rate: int | None, cents: int) -> str:
    """Return how the amount of a line came about: 12 × 5,00 € = 60,00 €."""
    if rate is None or kind not in (LineKind.DAYS, LineKind.HOURS):
        return money(cents)
    counted = hours(units) if kind is LineKind.HOURS else str(units)
    return f"{counted} × {money(rate)} = {money(cents)}"


def progress_sheet(skills: Iterable[Skill], client: str, on: date) -> Sheet:
    """Return a client's skills before and after, with the client's own view.

    Args:
        skills: of the client.
        client: name of the client.
        on: of which day the paper is.
    """
    parts = tuple(Part(skill.words, rows=tuple(skill_rows(skill)), level=3) for skill in skills)
    return Sheet(
        title=_("paper.progress"),
        about=_("rights.about", name=client, day=long_day(on)),
        parts=(Part(plural("paper.skills", len(parts)), (_("paper.progress_intro"),)), *parts),
        foot=_("rights.foot"),
        language=chosen(),
    )


def skill_rows(skill: Skill) -> list[tuple[str, str]]:
    """Return what is said of a skill: before, after, and by how much it rose."""
    rows = []
    for label, rated in ((_("paper.before"), skill.before), (_("paper.after"), skill.after)):
        rows.append((label, _rated_said(rated) if rated is not None else "–"))
        if rated is not None and rated.client_view:
            rows.append((label_of("goal_rating", "client_view"), rated.client_view))
    if skill.step is not None:
        rows.append((_("paper.step"), f"{skill.step:+d}"))
    return rows


def _rated_said(rated: Rated) -> str:
    by = choice_of("rated_by", rated.by) if rated.by else ""
    return ", ".join(part for part in (str(rated.level), day(rated.day), by) if part)


def week_grid(sheet: WeekSheet) -> Grid:
    """Return the weekly sheet of a place, with initials only: it lies on a table at the workshop.

    Args:
        sheet: the sheet.
    """
    heads = tuple(f"{weekday(each)} {each.day}.{each.month}." for each in sheet.days)
    rows: list[Sequence[str]] = [(person.mark, *("" for _day in sheet.days)) for person in sheet.people]
    rows += [("", *("" for _day in sheet.days)) for _number in range(_EMPTY_ROWS)]
    key = " · ".join(f"{word(code)} = {choice_of('work_presence', name)}" for name, code in CODES.items())
    return Grid(
        title=_("paper.week"),
        about=_("paper.week_about", place=sheet.name, first=long_day(sheet.days[0]), last=long_day(sheet.days[-1])),
        heads=(_("paper.initials"), *heads),
        rows=tuple(tuple(row) for row in rows),
        notes=(_("paper.week_how"), key),
        signs=(_("paper.sign_supervisor"), _("paper.sign_day")),
        foot=_("paper.week_foot"),
        language=chosen(),
    )
