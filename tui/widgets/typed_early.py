"""What is typed before a form has its cursor: it is kept, and stands where the cursor comes to stand."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.widgets.page import Page, Result


class TypedEarly(Page[Result]):
    """A form that still fills itself on a slow machine while somebody types.

    Attributes:
        ready: whether the form is filled.
        early: what was typed before it had its cursor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ready = False
        self.early = ""

    def on_key(self, event: Key) -> None:
        """Keep what is typed before there is a cursor.

        A key that was on its way here when the cursor came to stand in a field belongs into that field too.
        """
        if event.is_printable and event.character and isinstance(self.focused, Input | TextArea | None):
            event.stop()
            self.early += event.character
            self._put_early()

    def begin_typing(self, first: Callable[[], Widget | None]) -> None:
        """Give the cursor once every key that is on its way here was kept: no letter overtakes another.

        Args:
            first: says where the cursor goes, when the time has come; None where it stays as it is.
        """
        if self.message_queue_size:
            self.call_later(self.begin_typing, first)
        elif self.is_attached and (field := first()) is not None:
            self.set_focus(field)
            self._put_early()

    def on_descendant_focus(self) -> None:
        """Put what was typed early where the cursor has come to stand; where nothing is typed it goes nowhere."""
        self._put_early()

    def _put_early(self) -> None:
        field = self.focused
        if not self.ready or not self.early or field is None:
            return
        early, self.early = self.early, ""
        if isinstance(field, Input):
            field.insert_text_at_cursor(early)
        elif isinstance(field, TextArea):
            field.insert(early)
