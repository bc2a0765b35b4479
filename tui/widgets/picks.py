"""A few choices that flow over the width there is: one of them, or any number; told by sign, not by colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

from tui.widgets.visible import visible

GAP = 2
"""Columns between two choices."""


class Picks(Widget, can_focus=True):
    """Choices beside each other. The arrows move, Space chooses.

    Args:
        several: whether any number may be chosen.
        id: id of the widget.
    """

    DEFAULT_CSS = """
    Picks { height: auto; width: 1fr; color: $foreground; }
    """
    BINDINGS = [
        Binding("left", "move(-1)", "key.previous", show=False),
        Binding("right", "move(1)", "key.next", show=False),
        Binding("up", "app.focus_previous", "key.up", show=False),
        Binding("down", "app.focus_next", "key.down", show=False),
        Binding("space,enter", "pick", "key.pick", show=False, key_display="␣"),
    ]

    class Changed(Message):
        """Somebody chose.

        Args:
            picks: the choices.
        """

        def __init__(self, picks: Picks) -> None:
            super().__init__()
            self.picks = picks

        @property
        def control(self) -> Picks:
            """The choices, for selectors of ``on``."""
            return self.picks

    def __init__(self, *, several: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.several = several
        self.options: tuple[tuple[str, str], ...] = ()
        self.chosen: tuple[str, ...] = ()
        self.at = 0

    def offer(self, options: Sequence[tuple[str, str]], chosen: Iterable[str] = ()) -> None:
        """Offer these choices.

        Args:
            options: code and words of each.
            chosen: codes that hold now; those not offered are let go.
        """
        wanted = set(chosen)
        self.options = tuple((code, visible(words)) for code, words in options)
        self.chosen = tuple(code for code, _words in self.options if code in wanted)
        held = [place for place, (code, _words) in enumerate(self.options) if code in wanted]
        self.at = held[0] if held and not self.several else 0
        self.refresh(layout=True)

    @property
    def code(self) -> str:
        """The one that is chosen, or an empty text."""
        return self.chosen[0] if self.chosen else ""

    def _places(self, width: int) -> list[tuple[int, int, str]]:
        """Return column, line and text of each choice for a width."""
        found, column, line = [], 0, 0
        for code, words in self.options:
            mark = ("[x]" if self.several else "(•)") if code in self.chosen else ("[ ]" if self.several else "( )")
            text = f"{mark} {words}"
            if column and column + cell_len(text) > width:
                column, line = 0, line + 1
            found.append((column, line, text))
            column += cell_len(text) + GAP
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the choices take."""
        places = self._places(width)
        return places[-1][1] + 1 if places else 1

    def render(self) -> Content:
        """Return the choices; the one that the cursor is on stands out while keys go here."""
        content, column, line = Content(), 0, 0
        for place, (left, row, text) in enumerate(self._places(self.content_size.width)):
            if row != line:
                content, column, line = content + Content("\n"), 0, row
            part = Content(text)
            if self.has_focus and place == self.at:
                part = part.stylize("bold $paper on $strong")
            content = content + Content(" " * (left - column)) + part
            column = left + cell_len(text)
        return content

    def on_focus(self) -> None:
        """Show where the cursor is, to the terminal too."""
        self._show_cursor()

    def on_blur(self) -> None:
        """Show no cursor."""
        self.refresh()

    def _show_cursor(self) -> None:
        self.refresh()
        if self.options:
            left, row, _text = self._places(max(self.content_size.width, 1))[self.at]
            self.app.cursor_position = self.content_region.offset + Offset(left + 1, row)
            self.scroll_visible(animate=False)

    def action_move(self, by: int) -> None:
        """Move to the next or the previous choice."""
        if self.options:
            self.at = max(0, min(self.at + by, len(self.options) - 1))
            self._show_cursor()

    def action_pick(self) -> None:
        """Choose what the cursor is on; of several, let it go again."""
        if not self.options:
            return
        code = self.options[self.at][0]
        if not self.several:
            self.chosen = (code,)
        elif code in self.chosen:
            self.chosen = tuple(one for one in self.chosen if one != code)
        else:
            self.chosen = tuple(one for one, _words in self.options if one in self.chosen or one == code)
        self.refresh()
        self.post_message(self.Changed(self))

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        for place, (left, row, text) in enumerate(self._places(self.content_size.width)):
            if event.y == row and left <= event.x < left + cell_len(text):
                self.at = place
                self.action_pick()
