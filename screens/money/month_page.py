"""The base of the office's months of allowances and of fees: the lock, and the table for the payroll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from screens.list_page import ListPage
from store.money.closing import Closed
from store.money.fees import FeeMonth
from store.money.months import Month
from store.money.reckoning import first_of_month, next_month
from store.notebook import Notebook
from store.refusal import Refusal
from tui.forms.days import wall_day
from tui.language import _, plural
from tui.language.dates import money, month_said
from tui.widgets.ask import Ask

Money = TypeVar("Money", bound=Month | FeeMonth)
Done = TypeVar("Done")

LOCK = "month_close.lock"


class MonthPage(ListPage[Money]):
    """A month of allowances or of fees.

    Args:
        month: its first day.
    """

    STAY = True

    def __init__(self, month: date) -> None:
        super().__init__()
        self.month = month

    def lock_month(self, notebook: Notebook, month: date, today: date) -> Closed:
        """Lock a month.

        Args:
            notebook: of the office.
            month: its first day.
            today: the day on the wall.

        Raises:
            Refusal: OFFICE_ONLY, MONTH_CLOSED, MONTH_AHEAD, MONTH_NOT_READY.
        """
        raise NotImplementedError

    def payroll(self, found: Money) -> tuple[list[list[str]], str]:
        """Return the table for the payroll, and the name of its file.

        Args:
            found: the locked month.
        """
        raise NotImplementedError

    def heading(self, found: Money) -> str:
        """Return the month, and whether it is locked.

        Args:
            found: the month.
        """
        state = _("month_close.is_closed") if found.closed else _("month_close.is_open")
        return f"{month_said(found.month)} · {state}"

    def action_month(self, by: int) -> None:
        """Go to the month before or after."""
        self.month = next_month(self.month) if by > 0 else first_of_month(self.month - timedelta(days=1))
        self.read_again()

    def action_lock(self) -> None:
        """Ask whether the month is locked: what comes later is a correction."""
        if self.found is not None:
            total = money(self.found.total)
            self.ask(Ask("month_close.question", ("form.go_on", LOCK), month=month_said(self.month), total=total))

    def ask(self, question: Ask) -> None:
        """Ask, and do what is answered.

        Args:
            question: the question; ``answered`` is told the key of its answer.
        """
        self.app.push_screen(question, self.answered)

    def answered(self, answer: str | None) -> None:
        """Do what somebody answered.

        Args:
            answer: key of the words of the answer.
        """
        if answer == LOCK:
            self.act(self.lock_month, _said_of)

    def act(self, function: Callable[..., Done], said: Callable[[Done], str], *values: Any) -> None:
        """Write something once, say what came of it, and read the month again.

        Args:
            function: is given the notebook, ``values`` and the day on the wall.
            said: returns what is said of what ``function`` returned.
            values: the first day of the month, where there are none.
        """
        self.begin(lambda: self._act(function, said, *(values or (self.month,))), group="save", once=True)

    async def _act(self, function: Callable[..., Done], said: Callable[[Done], str], *values: Any) -> None:
        try:
            done = await self.shell.write(function, self.shell.opened, *values, wall_day())
        except Refusal as refusal:
            self.notify(self.shell.refused(refusal), severity="error", markup=False)
            return
        self.notify(said(done), markup=False)
        self.read_again()

    def action_write(self) -> None:
        """Ask where the table for the payroll is to be written; only what is locked can be paid."""
        from screens.money.write_payroll import WritePayroll

        if self.found is None:
            return
        if not self.found.closed:
            self.notify(_("month_close.lock_first"), severity="warning", markup=False)
            return
        self.app.push_screen(WritePayroll(*self.payroll(self.found)))


def _said_of(closed: Closed) -> str:
    return plural("month_close.done", closed.statements, total=money(closed.total))
