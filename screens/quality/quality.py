"""The quality criteria of a period: 25 rows with score, bar, trend and counts, and what would raise them most."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from screens.quality.quality_definition import QualityDefinition
from screens.quality.quality_rows import QualityRows
from screens.records.record_form import RecordForm
from store.history.change import Value
from store.notebook import Notebook
from store.quality.jobs import months_before
from store.quality.looking import Quality, differences, quality
from store.quality.raising import next_steps
from tui.forms.days import wall_day
from tui.forms.quality_table import (
    action_said,
    bar,
    counts_said,
    name_of,
    part_said,
    period_said,
    score_said,
    set_said,
    step_said,
    total_said,
    trend,
)
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

MONTHS = (6, 12, 3)
"""Lengths of a period, in months; a review is each six."""

COLUMNS = (4, 36, 5, 6, 3)
"""Columns of number, name, score, bar and trend; the rest is the counts."""

STEP = (4, 36)
MOST_STEPS = 3


def period_until(last: date, months: int) -> tuple[date, date]:
    """Return first and last day of so many months that end on a day."""
    return months_before(last, months) + timedelta(days=1), last


class QualityPage(ListPage[Quality]):
    """The criteria of a period."""

    NAME = "quality"
    STAY = True
    BINDINGS = [
        key("f2", "give", "quality.give"),
        key("f4", "view", "quality.view"),
        key("f5", "length", "quality.length", show=False),
        key("pageup", "period(-1)", "quality.earlier", show=False),
        key("pagedown", "period(1)", "quality.later", show=False),
        key("left", "period(-1)", "quality.earlier", show=False),
        key("right", "period(1)", "quality.later", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "define", "quality.define", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.months = MONTHS[0]
        self.own = False
        self.first, self.last = period_until(wall_day(), self.months)

    def load(self, notebook: Notebook) -> Quality:
        """Count the criteria."""
        worker = notebook.identity.worker if self.own else None
        return quality(notebook, self.first, self.last, worker=worker)

    def lines(self, found: Quality, width: int) -> list[Line]:
        """Return the period and the total, the criteria part by part, and what is to be done."""
        lines = [Line((period_said(found),), tone=Tone.HEADING)]
        lines += wrapped(total_said(found), width)
        part, agreed = "", found.agreed()
        for criterion in found.criteria.criteria:
            if criterion.part != part:
                part = criterion.part
                lines += [Line(), Line((part_said(part),), tone=Tone.HEADING)]
            measure, given = found.measure(criterion.id), agreed.get(criterion.id)
            score = measure.score if given is None else given
            said = (score_said(measure, given), bar(score), trend(score, found.before.get(criterion.id)))
            cells = (str(criterion.id), name_of(criterion), *said, counts_said(measure))
            lines.append(Line(cells, COLUMNS, target=criterion.id))
        return [*lines, *self._to_do(found, width)]

    def _to_do(self, found: Quality, width: int) -> list[Line]:
        """Return what would raise the points most, where the raters differ, what is being improved, and the set."""
        lines: list[Line] = []
        if steps := next_steps(found.measures, found.criteria)[:MOST_STEPS]:
            lines += [Line(), Line((_("quality.raise"),), tone=Tone.HEADING)]
            for step in steps:
                name = name_of(found.criteria.criterion(step.criterion))
                lines.append(Line((str(step.criterion), name, step_said(found, step)), STEP))
        if several := differences(found.scores):
            lines += [Line(), Line((_("quality.differences"),), tone=Tone.HEADING)]
            for number, scores in several.items():
                name = name_of(found.criteria.criterion(number))
                lines.append(Line((str(number), name, " / ".join(str(one.score) for one in scores)), STEP))
        if found.actions:
            lines += [Line(), Line((_("quality.actions"),), tone=Tone.HEADING)]
            lines += [Line((action_said(one),), target=("improvement_action", one.id)) for one in found.actions]
        return [*lines, Line(), *wrapped(set_said(found), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show the rows behind a figure, or an improvement."""
        if isinstance(event.target, int) and self.found is not None:
            self.app.push_screen(QualityRows(event.target, self.found))
        elif isinstance(event.target, tuple):
            self.app.push_screen(RecordForm(*event.target))

    def chosen_criterion(self) -> int | None:
        """Return the criterion that the cursor is on."""
        target = self.query_one(Rows).target
        return target if isinstance(target, int) else None

    async def action_define(self) -> None:
        """Say what the figure under the cursor means; elsewhere explain the screen."""
        number = self.chosen_criterion()
        if number is None or self.found is None:
            await self.app.run_action("app.help")
        else:
            self.app.push_screen(QualityDefinition(number, self.found))

    def action_give(self) -> None:
        """Open the form of a score with everything known filled in; without a round, that of the round first."""
        number, found = self.chosen_criterion(), self.found
        if found is None or number is None:
            return
        if found.current is None:
            self.notify(_("quality.no_round"), markup=False)
            span: dict[str, Value] = {"held_on": wall_day(), "first_day": found.first, "last_day": found.last}
            span |= {"criteria_set": found.criteria.id, "criteria_version": found.criteria.version}
            self.app.push_screen(RecordForm("quality_review", preset=span))
            return
        measure = found.measure(number)
        given: dict[str, Value] = {"review": found.current.id, "criterion": number, "scored_on": wall_day()}
        given |= {"score_state": "provisional", "scored_by": self.shell.opened.identity.worker}
        given |= {"numerator": measure.numerator, "denominator": measure.denominator}
        self.app.push_screen(RecordForm("item_score", preset={**given, "rows_left_out": len(measure.left_out)}))

    def action_period(self, by: int) -> None:
        """Go to the period before or after."""
        last = self.first - timedelta(days=1) if by < 0 else months_before(self.last, -self.months)
        self.first, self.last = period_until(min(last, wall_day()), self.months)
        self.read_again()

    def action_length(self) -> None:
        """Count over half a year, a year or three months."""
        self.months = MONTHS[(MONTHS.index(self.months) + 1) % len(MONTHS)]
        self.first, self.last = period_until(self.last, self.months)
        self.read_again()

    def action_view(self) -> None:
        """Count everything that the notebook holds, or one's own work alone."""
        self.own = not self.own
        self.read_again()
