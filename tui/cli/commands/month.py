"""``reppu month``: how a month of allowances or fees stands at the office; confirm, close, the payroll's table."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.answers import answer, say, table
from tui.cli.opening import WrongUsage, opened
from tui.cli.parser import folder_option, json_option, passphrase_option
from tui.forms.days import wall_day
from tui.language import _, plural, word

if TYPE_CHECKING:
    from store.money.fees import FeeMonth
    from store.money.months import Month
    from store.notebook import Notebook

STANDINGS = {
    "missing": "month_close.missing",
    "in": "month_close.in",
    "confirmed": "month_close.is_confirmed",
    "locked": "month_close.locked",
}
"""How far somebody's month is → key of its words."""


def add(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("month", help=_("command.month"), description=_("command.month.more"))
    parser.add_argument("month", metavar=_("option.month"), help=_("option.month.help"))
    parser.add_argument("--fees", action="store_true", help=_("option.fees.help"))
    parser.add_argument("--confirm", action="store_true", help=_("option.confirm.help"))
    parser.add_argument("--close", action="store_true", help=_("option.close.help"))
    parser.add_argument("--csv", metavar=_("option.file"), help=_("option.payroll.help"))
    folder_option(parser)
    passphrase_option(parser)
    json_option(parser)
    parser.set_defaults(run=show_month)


def show_month(options: argparse.Namespace) -> int:
    """Show a month; confirm, close and write the table first, where that was asked for."""
    month = _month(options.month)
    found: Month | FeeMonth
    with opened(options) as notebook:
        if options.fees:
            found, rows = _fees(notebook, month, options)
        else:
            found, rows = _allowances(notebook, month, options)
    if options.json:
        answer({**dataclasses.asdict(found), "total": found.total, "hindered": found.hindered})
        return 0
    table(rows)
    say(plural("month.said", len(rows), total=f"{found.total // 100},{found.total % 100:02}"))
    if options.csv is not None:
        say(_("write_statistics.done", file=options.csv))
    return 0


def _allowances(notebook: Notebook, month: date, options: argparse.Namespace) -> tuple[Month, list[tuple[str, ...]]]:
    from store.money.closing import close_month
    from store.money.months import office_month
    from store.placements.hours import confirm_month
    from store.statistics import write_table
    from tui.forms.money_table import allowance_rows, euros

    today = wall_day()
    office_month(notebook, month, today)  # who may not see it may not confirm it either
    if options.confirm:
        confirm_month(notebook, month, today)
    if options.close:
        close_month(notebook, month, today)
    found = office_month(notebook, month, today)
    if options.csv is not None:
        _require_closed(found.closed)
        write_table(notebook, Path(options.csv), allowance_rows(found), "payroll")
    rows: list[tuple[str, ...]] = [
        (
            f"{one.given_name} {one.family_name}".strip(),
            word(STANDINGS[one.standing.value]),
            str(one.attended),
            euros(one.statement.total),
        )
        for one in found.clients
    ]
    return found, rows


def _fees(notebook: Notebook, month: date, options: argparse.Namespace) -> tuple[FeeMonth, list[tuple[str, ...]]]:
    from store.money.fees import approve_fees, close_fees, fee_month
    from store.statistics import write_table
    from tui.forms.money_table import euros, fee_rows

    today = wall_day()
    found = fee_month(notebook, month)
    if options.confirm:
        approve_fees(notebook, [id for one in found.people for id in one.waiting], today)
    if options.close:
        close_fees(notebook, month, today)
    found = fee_month(notebook, month)
    if options.csv is not None:
        _require_closed(found.closed)
        write_table(notebook, Path(options.csv), fee_rows(found), "payroll")
    rows: list[tuple[str, ...]] = [
        (one.name, word(STANDINGS["locked" if one.locked else "in"]), str(len(one.assignments)),
         euros(one.statement.total))
        for one in found.people
    ]  # fmt: skip
    return found, rows


def _require_closed(closed: bool) -> None:
    """Only what is locked can be paid.

    Raises:
        WrongUsage: the month is open.
    """
    if not closed:
        raise WrongUsage(_("month_close.lock_first"))


def _month(text: str) -> date:
    """Return the first day of a month that was typed as 2026-03.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise WrongUsage(_("usage.not_a_month", text=text)) from error
