"""Leaving a form in which something was typed: going on, saving and throwing away, the harmless answer first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.widgets.ask import Ask
from tui.widgets.page import Page, Work


def ask_before_leaving(page: Page[Any], save: Callable[[], None], discard: Work) -> None:
    """Ask what becomes of what was typed, and do it.

    Args:
        page: the form.
        save: saves it and leaves.
        discard: throws it away with its draft, and leaves.
    """

    def answered(answer: str | None) -> None:
        if answer == "form.save":
            save()
        elif answer == "form.discard":
            page.begin(discard, group="save", keys_wait=True)

    page.app.push_screen(Ask("form.leave_question", ("form.go_on", "form.save", "form.discard")), answered)
