"""Kuukauden sulku: who is in, missing, confirmed or locked; confirm, lock, and write the table for the payroll."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from screens.money.month_page import MonthPage
from store.money.closing import Closed, close_month
from store.money.months import ClientMonth, Month, Standing, office_month
from store.money.reckoning import first_of_month
from store.notebook import Notebook
from store.placements.hours import confirm_month
from tui.forms.days import wall_day
from tui.forms.hours_faults import HINDRANCES
from tui.forms.money_table import allowance_rows
from tui.language import _, plural, word
from tui.language.dates import money, month_said, short_day
from tui.widgets.ask import Ask
from tui.widgets.keys import key, turning
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

CONFIRM = "month_close.confirm"


class MonthClosePage(MonthPage[Month]):
    """The office's month of allowances."""

    NAME = "month_close"
    BINDINGS = [
        key("f2", "lock", "month_close.lock"),
        key("f4", "confirm", "month_close.confirm"),
        key("f5", "write", "month_close.payroll"),
        key("f9", "app.shade", "key.shade", at_once=True),
        *turning("month", "month_close.earlier", "month_close.later"),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, month: date | None = None) -> None:
        super().__init__(month or first_of_month(first_of_month(wall_day()) - timedelta(days=1)))

    def load(self, notebook: Notebook) -> Month:
        """Read the month."""
        return office_month(notebook, self.month, wall_day())

    def lines(self, found: Month, width: int) -> list[Line]:
        """Return the counts of the month, and a line for each client."""
        counted = {each: sum(one.standing is each for one in found.clients) for each in Standing}
        said = ", ".join(f"{word(words)} {counted[each]}" for each, words in STANDINGS.items() if counted[each])
        lines = [Line((self.heading(found),), tone=Tone.HEADING, end=money(found.total))]
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

    def action_confirm(self) -> None:
        """Ask whether everything that is there is confirmed."""
        self.ask(Ask("month_close.confirm_question", ("form.go_on", CONFIRM), month=month_said(self.month)))

    def answered(self, answer: str | None) -> None:
        """Lock or confirm the month."""
        if answer == CONFIRM:
            self.act(confirm_month, partial(plural, "week_sheet.confirmed"))
        super().answered(answer)

    def lock_month(self, notebook: Notebook, month: date, today: date) -> Closed:
        """Lock the allowances."""
        return close_month(notebook, month, today)

    def payroll(self, found: Month) -> tuple[list[list[str]], str]:
        """Return a row for each client."""
        return allowance_rows(found), _("write_payroll.name", month=f"{self.month:%Y-%m}")


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
