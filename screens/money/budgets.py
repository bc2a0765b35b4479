"""Budgets of a year: committed, paid and left, burn rate, forecast, warnings; fees beside hourly employment."""

from __future__ import annotations

from screens.list_page import ListPage
from store.history.change import Value
from store.money.budgets import Budget, Budgets, Comparison, budgets_of
from store.notebook import Notebook
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.hours_typed import hours
from tui.forms.saying import choice_of
from tui.language import _
from tui.language.dates import money
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

LABELS = (38,)


class BudgetsPage(ListPage[Budgets]):
    """The office's budgets."""

    NAME = "budgets"
    STAY = True
    BINDINGS = [
        key("f2", "new", "budgets.new"),
        key("f4", "rules", "budgets.rules"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "year(-1)", "placement_results.earlier", show=False),
        key("right", "year(1)", "placement_results.later", show=False),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.year = wall_day().year

    def load(self, notebook: Notebook) -> Budgets:
        """Read how the budgets stand."""
        return budgets_of(notebook, self.year, wall_day())

    def lines(self, found: Budgets, width: int) -> list[Line]:
        """Return each budget, and the comparison."""
        lines = [Line((str(found.year),), target="list", tone=Tone.HEADING)]
        for one in found.budgets:
            lines += _budget(one, width)
        if not found.budgets:
            lines += wrapped(_("budgets.nothing"), width)
        if found.without_budget:
            lines += wrapped(f"! {_('budgets.without', amount=money(found.without_budget))}", width)
        return [*lines, *_comparison(found.comparison, width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the list of budgets, to alter one."""
        from screens.records.kind_list import KindList

        self.app.push_screen(KindList("budget"))

    def action_year(self, by: int) -> None:
        """Go to the year before or after."""
        self.year += by
        self.read_again()

    def action_new(self) -> None:
        """Set money aside."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"year": self.year, "paid_for": "fee"}
        self.app.push_screen(RecordForm("budget", preset=preset), self._came_back)

    def action_rules(self) -> None:
        """Show the office's dated numbers: the wage, side costs, limits."""
        from screens.records.kind_list import KindList

        self.app.push_screen(KindList("dated_rule"))

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _budget(one: Budget, width: int) -> list[Line]:
    name = ", ".join(part for part in one.names if part)
    heading = f"{choice_of('paid_for', one.paid_for)}: {name}"
    lines = [Line(), Line((heading,), tone=Tone.HEADING, end=f"{one.percent} %")]
    if one.warning:
        said = _("budgets.all_used") if one.warning >= 100 else _("budgets.nearly_used", percent=one.warning)
        lines += wrapped(f"! {said}", width, tone=Tone.ALARM)
    if one.will_not_last:
        lines += wrapped(f"! {_('budgets.will_not_last', amount=money(one.forecast - one.allocation))}", width)
    for label, cents in (
        (_("budgets.allocation"), one.allocation),
        (_("budgets.paid"), one.spent.paid),
        (_("budgets.committed"), one.spent.committed),
        (_("budgets.planned"), one.spent.planned),
        (_("budgets.left"), one.left),
        (_("budgets.burn_rate"), one.burn_rate),
        (_("budgets.forecast"), one.forecast),
    ):
        lines.append(Line((label, money(cents)), LABELS))
    return lines


def _comparison(one: Comparison, width: int) -> list[Line]:
    if not one.minutes:
        return []
    lines = [Line(), Line((_("budgets.comparison").upper(),), tone=Tone.HEADING)]
    lines.append(Line((_("budgets.fees", hours=hours(one.minutes)), money(one.fees)), LABELS))
    if one.employed is None or one.wage is None:
        return [*lines, *wrapped(_("budgets.no_wage"), width)]
    label = _("budgets.employed", wage=money(one.wage), percent=one.side_costs)
    return [*lines, Line((label, money(one.employed)), LABELS)]
