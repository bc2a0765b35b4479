"""Fees of a month: each person's assignments, approval, the lock, the table for the payroll, and the payment."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from store.history.change import Value
from store.money.fees import Assignment, FeeMonth, PersonMonth, approve_fees, close_fees, fee_month, mark_paid
from store.money.reckoning import LineKind, first_of_month, next_month
from store.notebook import Notebook
from store.refusal import Refusal
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
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

ASSIGNMENT = (2, 12, 20, 8, 12)
"""Columns of the sign, the day, the kind, the hours and the amount; the rest says how it stands."""

LOCK, PAID = "month_close.lock", "fees.paid"


class FeesPage(ListPage[FeeMonth]):
    """The office's month of fees."""

    NAME = "fees"
    STAY = True
    BINDINGS = [
        key("f2", "approve", "fees.approve"),
        key("f4", "new", "fees.new"),
        key("f8", "lock", "month_close.lock"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f5", "write", "month_close.payroll", show=False),
        key("f6", "paid", "fees.paid", show=False),
        key("left", "month(-1)", "month_close.earlier", show=False),
        key("right", "month(1)", "month_close.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.month = first_of_month(wall_day())

    def load(self, notebook: Notebook) -> FeeMonth:
        """Read the month."""
        return fee_month(notebook, self.month)

    def lines(self, found: FeeMonth, width: int) -> list[Line]:
        """Return each person with the assignments of the month."""
        state = _("month_close.is_closed") if found.closed else _("month_close.is_open")
        lines = [Line((f"{month_said(found.month)} · {state}",), tone=Tone.HEADING, end=money(found.total))]
        for one in found.people:
            lines += _person(one, width)
        return lines if found.people else [*lines, *wrapped(_("fees.nothing"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open the form of an assignment, or approve a person's."""
        from screens.records.record_form import RecordForm

        if isinstance(event.target, Assignment):
            self.app.push_screen(RecordForm("fee_assignment", event.target.id), self._came_back)

    def action_month(self, by: int) -> None:
        """Go to the month before or after."""
        self.month = next_month(self.month) if by > 0 else first_of_month(self.month - timedelta(days=1))
        self.read_again()

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
            self.begin(lambda: self._approve(waiting), group="save", once=True)
        else:
            self.notify(_("fees.none_waits"), markup=False)

    async def _approve(self, waiting: list[str]) -> None:
        try:
            saved = await self.shell.write(approve_fees, self.shell.opened, waiting, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("fees.approved", len(saved)), markup=False)
        self.read_again()

    def action_lock(self) -> None:
        """Ask whether the month is locked."""
        if self.found is not None:
            total = money(self.found.total)
            question = Ask("month_close.question", ("form.go_on", LOCK), month=month_said(self.month), total=total)
            self.app.push_screen(question, self._answered)

    def action_paid(self) -> None:
        """Ask whether the fees of the locked month were paid today."""
        question = Ask("fees.paid_question", ("form.go_on", PAID), month=month_said(self.month))
        self.app.push_screen(question, self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == LOCK:
            self.begin(self._lock, group="save", once=True)
        elif answer == PAID:
            self.begin(self._paid, group="save", once=True)

    async def _lock(self) -> None:
        try:
            closed = await self.shell.write(close_fees, self.shell.opened, self.month, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("month_close.done", closed.statements, total=money(closed.total)), markup=False)
        self.read_again()

    async def _paid(self) -> None:
        try:
            saved = await self.shell.write(mark_paid, self.shell.opened, self.month, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("fees.marked_paid", len(saved)), markup=False)
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table for the payroll is to be written; only what is locked can be paid."""
        from screens.money.write_payroll import WritePayroll

        if self.found is None:
            return
        if not self.found.closed:
            self.notify(_("month_close.lock_first"), severity="warning", markup=False)
            return
        self.app.push_screen(WritePayroll(fee_rows(self.found), _("fees.file_name", month=f"{self.month:%Y-%m}")))

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
