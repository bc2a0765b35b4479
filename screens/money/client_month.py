"""One client's month: its lines, each day with what it is worth, and the statement to print."""

from __future__ import annotations

from datetime import date, timedelta

from screens.list_page import ListPage
from screens.money.month_close import STANDINGS, remarks
from store.history.change import Value
from store.money.months import Month, client_month
from store.money.reckoning import Decision, first_of_month, next_month
from store.money.yearly import review_due
from store.notebook import Notebook
from store.writing import Saved
from tui.forms.days import wall_day
from tui.forms.hours_typed import hours
from tui.language import _, word
from tui.language.dates import long_day, money, month_said
from tui.paper.placement_pages import amount_said, line_said
from tui.widgets.keys import key
from tui.widgets.rows import Line, Tone, wrapped

LINE = (44,)
DAY = (20, 14)
"""Columns of the day and of its hours; the rest is the amount."""


class ClientMonthPage(ListPage[Month]):
    """The month of one client.

    Args:
        client: id of the client.
        month: first day of the month.
    """

    NAME = "client_month"
    BINDINGS = [
        key("f2", "print", "agreement.print"),
        key("f4", "decide", "client_month.decide"),
        key("f5", "entry", "client_month.entry"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("left", "month(-1)", "month_close.earlier", show=False),
        key("right", "month(1)", "month_close.later", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str, month: date) -> None:
        super().__init__()
        self.client, self.month = client, month

    def load(self, notebook: Notebook) -> Month:
        """Read the month."""
        return client_month(notebook, self.client, self.month, wall_day())

    def lines(self, found: Month, width: int) -> list[Line]:
        """Return the lines of the statement, what to look at, and the days."""
        if not found.clients:
            return [Line((month_said(self.month),), tone=Tone.HEADING), *wrapped(_("client_month.nothing"), width)]
        one = found.clients[0]
        name = f"{one.given_name} {one.family_name}".strip()
        head = f"{name} · {month_said(self.month)} · {word(STANDINGS[one.standing])}"
        lines = [Line((head,), tone=Tone.HEADING, end=money(one.statement.total))]
        for line in one.statement.lines:
            said = line_said(line.kind, line.month, found.class_names.get(line.pay_class or "", ""))
            lines.append(Line((said, amount_said(line.kind, line.units, line.rate, line.cents)), LINE))
        lines += [line for remark in remarks(one) for line in wrapped(f"! {remark}", width)]
        lines += [Line(), Line((_("paper.each_day").upper(),), tone=Tone.HEADING, end=str(one.attended or ""))]
        lines += [Line((long_day(each.day), hours(each.minutes), money(each.cents)), DAY) for each in one.days]
        return lines

    def action_month(self, by: int) -> None:
        """Go to the month before or after."""
        self.month = next_month(self.month) if by > 0 else first_of_month(self.month - timedelta(days=1))
        self.read_again()

    def action_print(self) -> None:
        """Ask where the statement is to be printed, and in which language."""
        from screens.write_paper import WritePaper
        from tui.paper.placement_writing import StatementPaper

        if self.found is not None and self.found.clients:
            self.app.push_screen(WritePaper(StatementPaper(self.client, self.month)))

    def action_decide(self) -> None:
        """Write down which class the client has from a day on."""
        review = review_due(Decision("", self.month))
        self._new("allowance_decision", start=self.month, decided_on=wall_day(), review_on=review)

    def action_entry(self) -> None:
        """Write down one entry of attendance."""
        self._new("work_entry", day=wall_day(), work_presence="attended")

    def _new(self, record: str, **preset: Value) -> None:
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm(record, preset={"client": self.client, **preset}), self._came_back)

    def _came_back(self, saved: Saved | None) -> None:
        self.read_again()
