"""What is typed while the cursor stands in a list beside a field: it is meant for the field."""

from __future__ import annotations

from textual.events import Key
from textual.widgets import Input


def type_into(field: Input, event: Key) -> None:
    """Give a letter to a field that does not have the cursor, and the cursor with it.

    Args:
        field: the field beside the list.
        event: the key that was pressed.
    """
    if event.is_printable and event.character and not field.has_focus:
        event.stop()
        field.focus()
        field.insert_text_at_cursor(event.character)
