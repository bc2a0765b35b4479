"""The quality criteria of a period: 25 rows with score, bar, trend and counts, and what would raise them most."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from screens.quality.quality_definition import QualityDefinition
from screens.quality.quality_lines import (
    PACK,
    TOGETHER,
    actions_lines,
    acts_lines,
    criteria_lines,
    differences_lines,
    raising_lines,
    rounds_lines,
)
from screens.quality.quality_rows import QualityRows
from screens.records.record_form import RecordForm
from store.history.change import Value
from store.notebook import Notebook
from store.quality.jobs import months_before
from store.quality.looking import Quality, Round, quality
from tui.forms.days import wall_day
from tui.forms.quality_table import period_said, set_said, total_said
from tui.language import _
from tui.widgets.keys import key, turning
from tui.widgets.rows import Line, Rows, Tone, wrapped

MONTHS = (6, 12, 3)
"""Lengths of a period, in months; a review is each six."""


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
        key("f7", "pack", "quality.pack", show=False),
        key("f8", "together", "quality.together", show=False),
        *turning("period", "quality.earlier", "quality.later"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "define", "quality.define", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.months = MONTHS[0]
        self.worker: str | None = None
        self.first, self.last = period_until(wall_day(), self.months)

    def load(self, notebook: Notebook) -> Quality:
        """Count the criteria."""
        return quality(notebook, self.first, self.last, worker=self.worker)

    def lines(self, found: Quality, width: int) -> list[Line]:
        """Return the period and the total, the criteria part by part, and what is to be done."""
        lines = [Line((period_said(found),), tone=Tone.HEADING)]
        lines += wrapped(total_said(found), width)
        if found.chosen.missing is not None:
            lines += [Line(line.cells, tone=Tone.ALARM) for line in wrapped(set_said(found), width)]
        for several in (criteria_lines, raising_lines, differences_lines, actions_lines, rounds_lines, acts_lines):
            lines += several(found)
        return [*lines, Line(), *wrapped(set_said(found), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show the rows behind a figure, an improvement, a round, or what can be done here."""
        target = event.target
        if isinstance(target, int) and self.found is not None:
            self.app.push_screen(QualityRows(target, self.found))
        elif isinstance(target, Round):
            self._open_round(target)
        elif isinstance(target, tuple):
            self.app.push_screen(RecordForm(*target))
        elif target == PACK:
            self.action_pack()
        elif target == TOGETHER:
            self.action_together()

    def _open_round(self, one: Round) -> None:
        """Open the round that is shown already; of another go to its period first."""
        if one.first_day is None or one.last_day is None or one.spans(self.first, self.last):
            self.app.push_screen(RecordForm("quality_review", one.id))
            return
        self.first, self.last = one.first_day, one.last_day
        self.read_again()

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

    def action_pack(self) -> None:
        """Write the review pack, to be printed, or the counts that travel."""
        from screens.quality.write_quality import WriteQuality

        if self.found is not None:
            self.app.push_screen(WriteQuality(self.found))

    def action_together(self) -> None:
        """Add the counts of several teams or offices up."""
        from screens.quality.quality_folder import QualityFolder

        if self.found is not None:
            self.app.push_screen(QualityFolder(self.found))

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
        """Go on to the next view: the team, one's own work, and each coach where the workplace has agreed to it."""
        own = self.shell.opened.identity.worker
        others = () if self.found is None else tuple(id for id in self.found.coaches if id != own)
        views = (None, own, *others)
        self.worker = views[(views.index(self.worker) + 1) % len(views)] if self.worker in views else None
        self.read_again()
