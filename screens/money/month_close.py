"""Kuukauden sulku: who is in, missing, confirmed or locked; confirm, lock, and write the table for the payroll."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from store.money.closing import close_month
from store.money.months import ClientMonth, Month, Standing, office_month
from store.money.reckoning import first_of_month, next_month
from store.notebook import Notebook
from store.placements.hours import confirm_month
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.forms.hours_faults import HINDRANCES
from tui.forms.money_table import allowance_rows
from tui.language import _, plural, word
from tui.language.dates import money, month_said, short_day
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows, Tone, wrapped

CLIENT = (2, 24, 14, 9, 14)
"""Columns of the sign, the client, the standing, the days and the amount; the rest says what to look at."""

STANDINGS = {
    Standing.MISSING: "month_close.missing",
    Standing.IN: "month_close.in",
    Standing.CONFIRMED: "month_close.is_confirmed",
    Standing.LOCKED: "month_close.locked",
}
"""How far a client's month is, in words."""

LOCK = "month_close.lock"


class MonthClosePage(ListPage[Month]):
    """The office's month of allowances."""

    NAME = "month_close"
    STAY = True
    BINDINGS = [
        key("f2", "lock", "month_close.lock"),
        key("f4", "confirm", "month_close.confirm"),
        key("f5", "write", "month_close.payroll"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "month(-1)", "month_close.earlier", show=False),
        key("right", "month(1)", "month_close.later", show=False),
        key("pageup", "month(-1)", "month_close.earlier", show=False),
        key("pagedown", "month(1)", "month_close.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, month: date | None = None) -> None:
        super().__init__()
        self.month = month or first_of_month(first_of_month(wall_day()) - timedelta(days=1))

    def load(self, notebook: Notebook) -> Month:
        """Read the month."""
        return office_month(notebook, self.month, wall_day())

    def lines(self, found: Month, width: int) -> list[Line]:
        """Return the counts of the month, and a line for each client."""
        counted = {each: sum(one.standing is each for one in found.clients) for each in Standing}
        said = ", ".join(f"{word(words)} {counted[each]}" for each, words in STANDINGS.items() if counted[each])
        state = _("month_close.is_closed") if found.closed else _("month_close.is_open")
        lines = [Line((f"{month_said(found.month)} · {state}",), tone=Tone.HEADING, end=money(found.total))]
        lines += [Line((said,)), Line()] if said else []
        for one in found.clients:
            lines.append(_client(one))
            lines += [line for remark in remarks(one) for line in wrapped(remark, width, CLIENT[0])]
        return lines if found.clients else [*lines, *wrapped(_("month_close.nothing"), width)]

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open a client's month."""
        from screens.money.client_month import ClientMonthPage

        if isinstance(event.target, tuple):
            self.app.push_screen(ClientMonthPage(event.target[1], self.month))

    def action_month(self, by: int) -> None:
        """Go to the month before or after."""
        self.month = next_month(self.month) if by > 0 else first_of_month(self.month - timedelta(days=1))
        self.read_again()

    def action_confirm(self) -> None:
        """Ask whether everything that is there is confirmed."""
        self.app.push_screen(
            Ask("month_close.confirm_question", ("form.go_on", "month_close.confirm"), month=month_said(self.month)),
            self._answered,
        )

    def action_lock(self) -> None:
        """Ask whether the month is locked: what comes later is a correction."""
        if self.found is not None:
            question = Ask(
                "month_close.question",
                ("form.go_on", LOCK),
                month=month_said(self.month),
                total=money(self.found.total),
            )
            self.app.push_screen(question, self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == LOCK:
            self.begin(self._lock, group="save", once=True)
        elif answer == "month_close.confirm":
            self.begin(self._confirm, group="save", once=True)

    async def _lock(self) -> None:
        try:
            closed = await self.shell.write(close_month, self.shell.opened, self.month, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("month_close.done", closed.statements, total=money(closed.total)), markup=False)
        self.read_again()

    async def _confirm(self) -> None:
        try:
            number = await self.shell.write(confirm_month, self.shell.opened, self.month, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(plural("week_sheet.confirmed", number), markup=False)
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table for the payroll is to be written; only what is locked can be paid."""
        from screens.money.write_payroll import WritePayroll

        if self.found is None:
            return
        if not self.found.closed:
            self.notify(_("month_close.lock_first"), severity="warning", markup=False)
            return
        name = _("write_payroll.name", month=f"{self.month:%Y-%m}")
        self.app.push_screen(WritePayroll(allowance_rows(self.found), name))


def _client(one: ClientMonth) -> Line:
    name = f"{one.given_name} {one.family_name}".strip() or _("reference.not_here")
    loud = bool(one.statement.hindered) or one.standing is Standing.MISSING
    days = plural("month_close.days", one.attended)
    return Line(
        ("!" if loud else "", name, word(STANDINGS[one.standing]), days, money(one.statement.total)),
        CLIENT,
        target=("client", one.client),
    )


def remarks(one: ClientMonth) -> list[str]:
    """Return what is to be looked at in a client's month, each as a sentence.

    Args:
        one: the client's month.
    """
    found = []
    by_reason: dict[str, list[date]] = {}
    for each in one.statement.hindered:
        by_reason.setdefault(each.why.value, []).append(each.day)
    for reason, days in by_reason.items():
        found.append(_("month_close.hindered", why=word(HINDRANCES[reason]), days=_days(days)))
    if one.corrected:
        found.append(_("month_close.corrected", amount=money(one.corrected)))
    if one.over_limit:
        found.append(_("month_close.over_limit", days=_days(one.over_limit)))
    if one.review_on is not None:
        found.append(_("month_close.review", day=short_day(one.review_on)))
    return found


def _days(days: list[date] | tuple[date, ...]) -> str:
    most = 5
    said = ", ".join(short_day(each) for each in days[:most])
    return said if len(days) <= most else _("month_close.and_more", days=said, count=len(days) - most)
