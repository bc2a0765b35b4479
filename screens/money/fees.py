"""Fees of a month: each person's assignments, approval, the lock, the table for the payroll, and the payment."""

from __future__ import annotations

from datetime import date, timedelta

from screens.money.month_page import MonthPage
from store.history.change import Value
from store.money.closing import Closed
from store.money.fees import Assignment, FeeMonth, PersonMonth, approve_fees, close_fees, fee_month, mark_paid
from store.money.reckoning import LineKind, first_of_month, next_month
from store.notebook import Notebook
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.hours_faults import HINDRANCES
from tui.forms.hours_typed import hours
from tui.forms.money_table import fee_rows
from tui.forms.saying import choice_of
from tui.language import _, plural, word
from tui.language.dates import day as day_said
from tui.language.dates import money, month_said, short_day
from tui.widgets.ask import Ask
from tui.widgets.keys import key, turning
from tui.widgets.rows import Line, Rows, Tone, wrapped

ASSIGNMENT = (2, 12, 20, 8, 12)
"""Columns of the sign, the day, the kind, the hours and the amount; the rest says how it stands."""

PAID = "fees.paid"


class FeesPage(MonthPage[FeeMonth]):
    """The office's month of fees."""

    NAME = "fees"
    BINDINGS = [
        key("f2", "approve", "fees.approve"),
        key("f4", "new", "fees.new"),
        key("f8", "lock", "month_close.lock"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f5", "write", "month_close.payroll", show=False),
        key("f6", "paid", "fees.paid", show=False),
        *turning("month", "month_close.earlier", "month_close.later"),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(first_of_month(wall_day()))

    def load(self, notebook: Notebook) -> FeeMonth:
        """Read the month."""
        return fee_month(notebook, self.month)

    def lines(self, found: FeeMonth, width: int) -> list[Line]:
        """Return each person with the assignments of the month."""
        lines = [Line((self.heading(found),), tone=Tone.HEADING, end=money(found.total))]
        for one in found.people:
            lines += _person(one, width)
        return lines if found.people else [*lines, *wrapped(_("fees.nothing"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the form of an assignment, or approve a person's."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, Assignment):
            self.app.push_screen(RecordForm("fee_assignment", event.target.id), self._came_back)

    def action_new(self) -> None:
        """Write down an assignment."""
        from screens.records.record_form import RecordForm

        preset: dict[str, Value] = {"day": min(wall_day(), _last(self.month)), "status": "held"}
        self.app.push_screen(RecordForm("fee_assignment", preset=preset), self._came_back)

    def action_approve(self) -> None:
        """Approve what waits of the person whom the cursor is on."""
        target = self.query_one(Rows).target
        people = self.found.people if self.found is not None else ()
        person = target.person if isinstance(target, Assignment) else target
        waiting = [id for one in people if one.person == person for id in one.waiting]
        if waiting:
            self.act(approve_fees, lambda saved: plural("fees.approved", len(saved)), waiting)
        else:
            self.notify(_("fees.none_waits"), markup=False)

    def action_paid(self) -> None:
        """Ask whether the fees of the locked month were paid today."""
        self.ask(Ask("fees.paid_question", ("form.go_on", PAID), month=month_said(self.month)))

    def answered(self, answer: str | None) -> None:
        """Lock the month, or note that it was paid."""
        if answer == PAID:
            self.act(mark_paid, lambda saved: plural("fees.marked_paid", len(saved)))
        super().answered(answer)

    def lock_month(self, notebook: Notebook, month: date, today: date) -> Closed:
        """Lock the fees."""
        return close_fees(notebook, month, today)

    def payroll(self, found: FeeMonth) -> tuple[list[list[str]], str]:
        """Return a row for each person."""
        return fee_rows(found), _("fees.file_name", month=f"{self.month:%Y-%m}")

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()


def _last(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def _person(one: PersonMonth, width: int) -> list[Line]:
    name = one.name or _("reference.not_here")
    lines = [Line(), Line((name,), target=one.person, tone=Tone.HEADING, end=money(one.statement.total))]
    if one.told_of_benefits is None:
        lines += wrapped(f"! {_('fees.benefits')}", width)
    if one.tax_card_until is not None and one.tax_card_until < wall_day():
        lines += wrapped(f"! {_('fees.tax_card', day=day_said(one.tax_card_until))}", width)
    for line in one.statement.lines:
        if line.kind is LineKind.CORRECTION:
            lines += wrapped(_("month_close.corrected", amount=money(line.cents)), width)
    late = [each for each in one.statement.hindered if first_of_month(each.day) != one.statement.month]
    for each in late:
        said = _("month_close.hindered", why=word(HINDRANCES[each.why.value]), days=short_day(each.day))
        lines += wrapped(f"! {said}", width)
    return [*lines, *(_assignment(each) for each in one.assignments)]


def _assignment(one: Assignment) -> Line:
    cents = one.approved if one.approved is not None else one.reckoned
    amount = money(cents) if cents is not None else "–"
    cells = ("!" if _loud(one) else "", short_day(one.day), choice_of("kind", one.kind), hours(one.minutes), amount)
    return Line((*cells, _stands(one)), ASSIGNMENT, target=one)


def _loud(one: Assignment) -> bool:
    return one.unsettled or one.differs or (one.held and one.reckoned is None and one.approved is None)


def _stands(one: Assignment) -> str:
    if one.unsettled:
        return _("clients.undecided")
    if one.differs and one.reckoned is not None:
        return _("fees.differs", amount=money(one.reckoned))
    if one.paid_on is not None:
        return _("fees.is_paid", day=short_day(one.paid_on))
    if one.approved is not None:
        return _("fees.is_approved")
    if not one.held:
        return choice_of("status", "planned")
    return _("fees.no_class") if one.reckoned is None else _("fees.waits")
