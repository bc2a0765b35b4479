"""Putting something off to a day that was agreed: one line for the day, and Enter."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.day.due_words import what_said
from screens.day.event_fields import DayField
from store.due import Due
from tui.forms.days import wall_day
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Text, Words


class DueUntil(Page[date | None]):
    """The day to which something is put off.

    Args:
        due: what is put off.
    """

    NAME = "due_until"
    CSS_PATH = "due_until.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        key("f2", "take", "key.save"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, due: Due) -> None:
        super().__init__()
        self.due = due

    def compose(self) -> ComposeResult:
        """Lay out what is put off and the line for the day."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Text("", id="what")
            yield Words("due_until.day", classes="label")
            yield DayField("day")
            yield Text("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Say what is put off."""
        self.speak()

    def speak(self) -> None:
        """Say everything in the language chosen now."""
        super().speak()
        self.query_one("#what", Text).show(what_said(self.due))

    def on_input_submitted(self) -> None:
        """Take the day with Enter."""
        self.action_take()

    def action_take(self) -> None:
        """Take the day; it must lie ahead."""
        day = self.query_one(DayField).day
        if day is None or day <= wall_day():
            self.query_one("#said", Text).show(_("due_until.ahead"))
            self.query_one(Input).focus()
            return
        self.dismiss(day)

    def action_leave(self) -> None:
        """Go back without putting anything off."""
        self.dismiss(None)
