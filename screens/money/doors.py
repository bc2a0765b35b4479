"""Where one goes in money from a front page or the list of commands; all of it is the office's."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

DOORS = (
    ("commands.month_close", "app.go('month_close')"),
    ("commands.fees", "app.go('fees')"),
    ("commands.budgets", "app.go('budgets')"),
)
"""Key of the words, and the action that goes there."""


def pages() -> dict[str, type[Screen[Any]]]:
    """Return the screens by the name of their place."""
    from screens.money.budgets import BudgetsPage
    from screens.money.fees import FeesPage
    from screens.money.month_close import MonthClosePage

    return {"budgets": BudgetsPage, "fees": FeesPage, "month_close": MonthClosePage}
