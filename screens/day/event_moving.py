"""Moving through a long form: the arrows from line to line, PgDn and PgUp from part to part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

SCREEN_KEYS = ("f6", "f7", "ctrl+y", "pagedown", "pageup")
"""Keys of the screen that Textual's text area would take for selecting, redoing and paging."""


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The part of the form that scrolls; it follows the cursor, and takes no keys for itself."""

    BINDINGS: ClassVar[list[BindingType]] = []


class Note(TextArea):
    """A few lines of notes; the arrows leave it over its first and its last line.

    Args:
        name: name of the field.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name, tab_behavior="focus", theme="css", highlight_cursor_line=False)
        for taken in SCREEN_KEYS:
            self._bindings.key_to_bindings.pop(taken, None)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the screen itself: to go up from box to box takes as long as the letter."""
        event.stop()
        self.screen.post_message(self.Changed(self))

    def action_cursor_down(self, select: bool = False) -> None:
        """Go a line down, or out of the notes below the last one."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            go_line(self.screen, 1)
        else:
            super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go a line up, or out of the notes above the first one."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            go_line(self.screen, -1)
        else:
            super().action_cursor_up(select)


def go_line(screen: Screen[Any], by: int) -> None:
    """Put the cursor into the next or the previous line of fields, where it is nearest.

    Args:
        screen: the screen.
        by: 1 for down, -1 for up.
    """
    here = screen.focused
    if here is None:
        return
    fields = [one for one in screen.focus_chain if one is not here]
    column = here.region.x
    beyond = [one for one in fields if (one.region.y - here.region.y) * by > 0]
    beyond = [one for one in beyond if not (here.region.y <= one.region.y < here.region.bottom)]
    if beyond:
        nearest = min(beyond, key=lambda one: (abs(one.region.y - here.region.y), abs(one.region.x - column)))
        nearest.focus()


def go_part(screen: Screen[Any], parts: Sequence[Widget], by: int) -> None:
    """Put the cursor into the next or the previous part of the form.

    Args:
        screen: the screen.
        parts: the parts, from top to bottom.
        by: 1 for the next, -1 for the previous.
    """
    shown = [part for part in parts if part.display]
    here = next((place for place, part in enumerate(shown) if part.has_focus_within), 0)
    target = shown[max(0, min(here + by, len(shown) - 1))]
    inside = [one for one in screen.focus_chain if target in one.ancestors]
    notes = [one for one in inside if isinstance(one, TextArea)]
    first = notes if target.id == "employer-part" and notes else inside
    if first:
        first[0].focus()
