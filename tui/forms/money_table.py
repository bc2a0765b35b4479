"""A month of allowances or fees as a table for the payroll: a number in the payroll, and no name (USERS 8)."""

from __future__ import annotations

from store.money.fees import FeeMonth
from store.money.months import ClientMonth, Month
from store.money.reckoning import LineKind
from tui.forms.hours_typed import hours
from tui.language import _
from tui.language.dates import month_said


def allowance_rows(month: Month) -> list[list[str]]:
    """Return the heading and a row for each client with something to be paid or taken back.

    Args:
        month: as the office sees it.
    """
    head = [
        _("payroll.number"),
        _("payroll.month"),
        _("payroll.days"),
        _("payroll.hours"),
        _("payroll.holiday"),
        _("payroll.corrections"),
        _("payroll.total"),
    ]
    rows = [head]
    for one in month.clients:
        if one.statement.lines:
            rows.append(
                [
                    one.payroll_number,
                    month_said(month.month),
                    str(one.attended),
                    hours(one.minutes) or "0",
                    euros(_sum(one, LineKind.HOLIDAY)),
                    euros(one.corrected),
                    euros(one.statement.total),
                ]
            )
    return rows


def fee_rows(month: FeeMonth) -> list[list[str]]:
    """Return the heading and a row for each person with a fee.

    Args:
        month: as the office sees it.
    """
    rows = [
        [_("payroll.number"), _("payroll.month"), _("payroll.hours"), _("payroll.corrections"), _("payroll.total")]
    ]
    for one in month.people:
        if one.statement.lines:
            corrections = sum(line.cents for line in one.statement.lines if line.kind is LineKind.CORRECTION)
            rows.append(
                [
                    one.payroll_number,
                    month_said(month.month),
                    hours(one.minutes) or "0",
                    euros(corrections),
                    euros(one.statement.total),
                ]
            )
    return rows


def without_number(rows: list[list[str]]) -> int:
    """Return how many rows lack the number in the payroll: nobody can be paid by them."""
    return sum(not row[0] for row in rows[1:])


def euros(cents: int) -> str:
    """Return an amount as a payroll reads it: 1234,50."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100},{whole % 100:02}"


def _sum(one: ClientMonth, kind: LineKind) -> int:
    return sum(line.cents for line in one.statement.lines if line.kind is kind)
