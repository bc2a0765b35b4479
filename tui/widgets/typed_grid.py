"""A grid to type into with the keyboard alone: arrows and Tab move, what is typed goes into the cell one is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click, Key, Paste
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.rows import fitted
from tui.widgets.visible import visible

LONGEST = 14
"""Characters that a cell takes: two times of day and a dash."""

Place = tuple[int, int]
"""Row and column of a cell."""


class TypedGrid(Widget, can_focus=True):
    """Rows with a heading each, columns with a heading each, and a short text in every cell.

    Args:
        id: id of the widget.

    Attributes:
        texts: what stands in the cells; empty ones are left out.
        wrong: cells that cannot be understood: a sign stands in them, not a colour alone.
        at: the cell that one is on.
    """

    DEFAULT_CSS = """
    TypedGrid { height: 1fr; }
    TypedGrid > .grid--plain { color: $foreground; }
    TypedGrid > .grid--heading { color: $strong; text-style: bold; }
    TypedGrid > .grid--wrong { color: $alarm; text-style: bold; }
    TypedGrid > .grid--cursor { color: $paper; background: $strong; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--plain", "grid--heading", "grid--wrong", "grid--cursor"}
    BINDINGS: ClassVar = [
        Binding("up", "go(-1, 0)", "key.up", show=False),
        Binding("down,enter", "go(1, 0)", "key.down", show=False),
        Binding("left", "go(0, -1)", "key.previous", show=False),
        Binding("right,tab", "go(0, 1)", "key.next", show=False),
        Binding("shift+tab", "go(0, -1)", "key.previous", show=False),
        Binding("home", "edge(0)", "key.first", show=False),
        Binding("end", "edge(-1)", "key.last", show=False),
        Binding("backspace", "rub", "typed_grid.rub", show=False),
        Binding("delete", "empty", "typed_grid.empty", show=False),
    ]

    class Typed(Message):
        """Somebody changed a cell.

        Args:
            grid: the grid.
            place: of the cell.
        """

        def __init__(self, grid: TypedGrid, place: Place) -> None:
            super().__init__()
            self.grid, self.place = grid, place

    class Moved(Message):
        """Somebody went to another cell.

        Args:
            grid: the grid.
        """

        def __init__(self, grid: TypedGrid) -> None:
            super().__init__()
            self.grid = grid

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[str, ...] = ()
        self.columns: tuple[str, ...] = ()
        self.texts: dict[Place, str] = {}
        self.wrong: frozenset[Place] = frozenset()
        self.at: Place = (0, 0)
        self._top = 0
        self._fresh = True

    def show(self, rows: Sequence[str], columns: Sequence[str], texts: Mapping[Place, str]) -> None:
        """Show these rows and columns with their texts; the cursor stays where it is, if that is still there.

        Args:
            rows: heading of each row.
            columns: heading of each column.
            texts: what stands in the cells.
        """
        self.rows, self.columns, self.texts = tuple(rows), tuple(columns), dict(texts)
        self.wrong = frozenset()
        self.at = min(self.at[0], max(len(rows) - 1, 0)), min(self.at[1], max(len(columns) - 1, 0))
        self._keep_in_sight()
        self.refresh()

    def mark(self, wrong: frozenset[Place]) -> None:
        """Mark the cells that cannot be understood."""
        self.wrong = wrong
        self.refresh()

    def text_at(self, place: Place) -> str:
        """Return what stands in a cell."""
        return self.texts.get(place, "")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for the headings and one for each row."""
        return len(self.rows) + 1

    def _widths(self) -> tuple[int, int]:
        """Return the columns of a row's heading and of a cell."""
        columns = max(len(self.columns), 1)
        cell = 8 if self.size.width >= 14 + 8 * columns else 7
        return max(self.size.width - cell * columns, 4), cell

    def render_line(self, y: int) -> Strip:
        """Paint one line: the headings, or a row."""
        heading, cell = self._widths()
        strong, plain = self._style("heading"), self._style("plain")
        if y == 0:
            text = " " * heading + "".join(fitted(f" {column}", cell) for column in self.columns)
            return Strip([Segment(text, strong)]).adjust_cell_length(self.size.width, plain)
        row = y - 1 + self._top
        if row >= len(self.rows):
            return Strip.blank(self.size.width, plain)
        on_row = row == self.at[0]
        parts = [Segment(fitted(visible(self.rows[row]), heading - 1) + " ", strong if on_row else plain)]
        for column in range(len(self.columns)):
            place = (row, column)
            sign = "!" if place in self.wrong else " "
            text = self.text_at(place) or "·"
            style = self._style("wrong") if place in self.wrong else plain
            if place == self.at:
                sign, style = "!" if place in self.wrong else "›", self._style("cursor") if self.has_focus else strong
            parts.append(Segment(fitted(f"{sign}{visible(text)}", cell - 1), style))
            parts.append(Segment(" ", plain))
        return Strip(parts).adjust_cell_length(self.size.width, plain)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}")

    def on_focus(self) -> None:
        """Show the cursor strongly while keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor quietly while keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cell that one is on in sight."""
        self._keep_in_sight()

    def on_key(self, event: Key) -> None:
        """Put what is typed into the cell: the first key replaces what stood there."""
        if event.is_printable and event.character and self.rows:
            event.stop()
            event.prevent_default()
            self._put(("" if self._fresh else self.text_at(self.at)) + event.character)

    def on_paste(self, event: Paste) -> None:
        """Put what is pasted into the cell."""
        event.stop()
        if self.rows and event.text.strip():
            self._put(event.text.split("\n")[0])

    def on_click(self, event: Click) -> None:
        """Go to the cell that was clicked."""
        heading, cell = self._widths()
        row, column = event.y - 1 + self._top, (event.x - heading) // cell
        if 0 <= row < len(self.rows) and 0 <= column < len(self.columns):
            self._move((row, column))

    def _put(self, text: str) -> None:
        self._fresh = False
        kept = text[:LONGEST]
        if kept:
            self.texts[self.at] = kept
        else:
            self.texts.pop(self.at, None)
        self.wrong -= {self.at}
        self.refresh()
        self.post_message(self.Typed(self, self.at))

    def action_go(self, down: int, right: int) -> None:
        """Move to a cell beside; from the last column on to the next row."""
        if not self.rows:
            return
        row, column = self.at[0] + down, self.at[1] + right
        if column >= len(self.columns):
            row, column = row + 1, 0
        elif column < 0:
            row, column = row - 1, len(self.columns) - 1
        if 0 <= row < len(self.rows):
            self._move((row, column))

    def action_edge(self, which: int) -> None:
        """Move to the first or the last column."""
        self._move((self.at[0], 0 if which == 0 else max(len(self.columns) - 1, 0)))

    def action_rub(self) -> None:
        """Take the last character of the cell away."""
        if self.text_at(self.at):
            self._put(self.text_at(self.at)[:-1])

    def action_empty(self) -> None:
        """Empty the cell."""
        if self.text_at(self.at):
            self._put("")

    def _move(self, place: Place) -> None:
        self.at, self._fresh = place, True
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self))

    def _keep_in_sight(self) -> None:
        shown = max(self.size.height - 1, 1)
        self._top = max(min(self._top, self.at[0]), self.at[0] - shown + 1, 0)
