"""Another thing to talk about: one that others often talk about, or the client's own in their own words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from screens.disclosure.together import Together
from store.records.disclosure import TYPICAL_ITEMS
from tui.forms.saying import choice_of
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows
from tui.widgets.words import Words

LONGEST = 200
"""Most characters of the client's own words for a thing."""


class ToldMore(Together[tuple[str, str] | None]):
    """A list that gets shorter as one types; what was typed can be taken as it is.

    Args:
        there: codes of the typical items that are talked about already.
    """

    NAME = "told_more"
    AUTO_FOCUS = "Input"
    BINDINGS = [
        Binding("enter", "take", "told.take", key_display="Enter"),
        Binding("escape", "dismiss(None)", "key.back", key_display="Esc"),
        Binding("up", "move(-1)", "key.up", show=False),
        Binding("down", "move(1)", "key.down", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help", show=False),
    ]
    DEFAULT_CSS = """
    ToldMore > Words { padding: 0 1; }
    """

    def __init__(self, there: tuple[str, ...]) -> None:
        super().__init__()
        self.there = there

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        yield self.head()
        yield Words("told.more_how")
        yield Input(max_length=LONGEST)
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Show everything first."""
        super().on_mount()
        self._show("")

    def speak(self) -> None:
        """Say everything again."""
        super().speak()
        self._show(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits the typed words."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        parts = typed.casefold().split()
        codes = [code for code in TYPICAL_ITEMS if code != "own" and code not in self.there]
        lines = [
            Line((words[:1].upper() + words[1:],), target=(code, ""))
            for code in codes
            if all(part in (words := choice_of("item", code)).casefold() for part in parts or [""])
        ]
        own = " ".join(typed.split())
        if own:
            lines.append(Line((_("told.own", words=own),), target=("own", own)))
        self.query_one(Rows).show(lines)

    def action_move(self, by: int) -> None:
        """Move through the list while the cursor stays in the field."""
        self.query_one(Rows).action_move(by)

    def action_take(self) -> None:
        """Take what the cursor is on."""
        self.query_one(Rows).action_open()

    def on_input_submitted(self) -> None:
        """Take it with Enter from the field."""
        self.action_take()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Give back what was chosen."""
        if isinstance(event.target, tuple):
            self.dismiss(event.target)
