"""Finding a name by typing a part of it: a field, and under it the few names that fit."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui.language import word
from tui.widgets.rows import Line, Rows

MOST_SHOWN = 5
"""So many names stand under the field; one more letter finds the others."""

NEW = "new"
"""What the line for a name that is not there yet gives back instead of an id."""


class Finder(Vertical):
    """A field for a name.

    Args:
        id: id of the widget.
        hint: key of the words in the empty field.
        add: key of the words for adding what was typed as something new; empty where one may only choose.
    """

    DEFAULT_CSS = """
    Finder { height: auto; }
    Finder Input, Finder Input:focus { height: 1; border: none; padding: 0 1; width: 1fr; }
    Finder Input { border-left: wide $line; border-right: wide $line; }
    Finder Input:focus { border-left: wide $strong; border-right: wide $strong; }
    Finder Rows { display: none; height: auto; max-height: 6; }
    Finder.-open Rows { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.up", show=False),
        Binding("down", "move(1)", "key.down", show=False),
        Binding("escape", "close", "key.back", show=False),
    ]

    class Chosen(Message):
        """A name was chosen.

        Args:
            finder: the field.
            title: the name.
            id: of what it names, or ``NEW``.
        """

        def __init__(self, finder: Finder, title: str, id: str) -> None:
            super().__init__()
            self.finder, self.title, self.id = finder, title, id

        @property
        def control(self) -> Finder:
            """The field, for selectors of ``on``."""
            return self.finder

    class Emptied(Message):
        """What was chosen was typed over.

        Args:
            finder: the field.
        """

        def __init__(self, finder: Finder) -> None:
            super().__init__()
            self.finder = finder

    def __init__(self, *, id: str, hint: str, add: str = "") -> None:
        super().__init__(id=id)
        self.hint, self.add = hint, add
        self.names: tuple[tuple[str, str], ...] = ()
        self.chosen, self.title = "", ""

    def compose(self) -> ComposeResult:
        """Lay out the field and its list."""
        yield Input(placeholder=word(self.hint), select_on_focus=False)
        rows = Rows()
        rows.can_focus = False
        yield rows

    def speak(self) -> None:
        """Say the hint in the language chosen now."""
        self.query_one(Input).placeholder = word(self.hint)

    def put(self, title: str, id: str) -> None:
        """Let something be chosen, without telling the screen.

        Args:
            title: its name.
            id: of what it names; empty for nothing.
        """
        self.title, self.chosen = title, id
        with self.prevent(Input.Changed):
            self.query_one(Input).value = title
        self.remove_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits; what was chosen is no longer."""
        event.stop()
        if event.value == self.title and self.chosen:
            return
        if self.chosen:
            self.chosen = self.title = ""
            self.post_message(self.Emptied(self))
        typed = event.value.strip()
        parts = typed.casefold().split()
        found = [(title, id) for title, id in self.names if all(part in title.casefold() for part in parts)]
        lines = [Line((title,), target=(title, id)) for title, id in found[:MOST_SHOWN]]
        if self.add and typed:
            lines.append(Line((word(self.add, name=typed),), target=(typed, NEW)))
        rows = self.query_one(Rows)
        rows.cursor = -1
        rows.show(lines)
        self.set_class(bool(typed and lines), "-open")

    @property
    def open(self) -> bool:
        """Whether the list is shown."""
        return self.has_class("-open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the keys of the list only while it is open."""
        return self.open if action in ("move", "close") else super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Move through the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_close(self) -> None:
        """Close the list; what was typed stays."""
        self.remove_class("-open")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose with Enter."""
        event.stop()
        if self.open:
            self.query_one(Rows).action_open()
        elif self.chosen:
            self.post_message(self.Chosen(self, self.title, self.chosen))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Take what was chosen."""
        event.stop()
        if isinstance(event.target, tuple):
            title, id = event.target
            self.put(title, id)
            self.post_message(self.Chosen(self, title, id))

    def on_descendant_blur(self) -> None:
        """Close the list when the cursor goes elsewhere."""
        self.remove_class("-open")
