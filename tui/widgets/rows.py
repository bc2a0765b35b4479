"""A list of lines to choose from: painted line by line, so that length costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.visible import visible

_FOUND = Style(bold=True, underline=True)
"""What a search found: by its form, so that no colour is needed to see it."""


class Tone(StrEnum):
    """How a line looks. What it means is always said in words or a sign too."""

    PLAIN = "plain"
    HEADING = "heading"
    ALARM = "alarm"


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        cells: its texts, from left to right.
        widths: widths of the cells in columns; the last cell takes what is left.
        target: what choosing it opens; None for a line that only says something.
        tone: how it looks.
        end: text at the right edge.
        marks: positions in the last cell that are underlined: what a search found.
    """

    cells: tuple[str, ...] = ("",)
    widths: tuple[int, ...] = ()
    target: object | None = None
    tone: Tone = Tone.PLAIN
    end: str = ""
    marks: tuple[tuple[int, int], ...] = ()


_BLANK = Line(target=False)
"""A line of nothing: what it opens, no page knows."""


def laid_out(line: Line, width: int) -> str:
    """Return the text of a line for a width in columns; what does not fit ends in an ellipsis.

    Between two cells there is always a space, so that what stands in them can never run together. Columns of words
    follow the width in proportion: on a narrow terminal the last one, which says what matters, is not cut off first.
    """
    return _joined(line, _cells(line, width))


def _joined(line: Line, parts: Sequence[str]) -> str:
    return "".join(parts) + (" " + line.end if line.end else "")


def marked(line: Line, width: int) -> tuple[tuple[int, int], ...]:
    """Return where in ``laid_out`` the marks of a line stand; those that do not fit are left out."""
    return _marked(line, _cells(line, width)) if line.marks else ()


def _marked(line: Line, parts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    cell = line.cells[-1]
    before, last = sum(map(len, parts[:-1])), len(parts[-1])
    found: list[tuple[int, int]] = []
    for start, end in sorted(line.marks):
        first, behind = (before + min(len(visible(cell[:place])), last) for place in (start, end))
        if first < behind and (not found or first >= found[-1][1]):
            found.append((first, behind))
    return tuple(found)


def wrapped(text: str, width: int, before: int = 0, tone: Tone = Tone.PLAIN) -> list[Line]:
    """Return a text as lines that show all of it: for words that are read aloud, an ellipsis is no use.

    Args:
        text: what was typed or received; its line ends stay.
        width: of the list, in columns.
        before: columns that stay empty before each line.
        tone: how the lines look.
    """
    room = max(width - before - 2, 20)
    shown = visible(text, lines=True)
    if 0 < len(shown) <= room and shown.isprintable() and shown[0] != " " != shown[-1]:
        return [Line(("", shown), (before,), tone=tone)]  # it fits as it is: most do, and a long log has thousands
    parts = [part for line in shown.split("\n") for part in wrap(line, room) or [""]]
    return [Line(("", part), (before,), tone=tone) for part in parts]


def _cells(line: Line, width: int) -> list[str]:
    parts: list[str] = []
    room = width
    widths = _grown(line.widths, width)
    for place, cell in enumerate(line.cells):
        last = place >= len(widths) or place == len(line.cells) - 1
        wide = room - (cell_len(line.end) + 1 if line.end and last else 0) if last else widths[place]
        wide = max(min(wide, room), 0)
        parts.append(fitted(visible(cell), wide) if last else fitted(visible(cell), wide - 1) + " " * min(wide, 1))
        room -= wide
    return parts


def _grown(widths: tuple[int, ...], width: int) -> tuple[int, ...]:
    """Return columns for a terminal wider or narrower than 80: those of words follow it, the others stay."""
    return tuple(wide * width // _USUAL if wide >= _FOLLOWING else wide for wide in widths)


def fitted(text: str, width: int) -> str:
    """Return a text in exactly so many columns; a longer one ends in an ellipsis.

    Args:
        text: one line, its invisible characters made visible.
        width: columns; none for zero or less.
    """
    if width <= 0:
        return ""
    if not text or max(text) < _MAYBE_WIDE:
        # Each letter takes one column: there is nothing to be measured.
        return (text if len(text) <= width else text[: width - 1].rstrip() + "…").ljust(width)
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


_MAYBE_WIDE = "\u0300"
"""From this letter on there are some that take no column or two; before it only what ``visible`` lets nobody see."""

_USUAL = 78
"""What is left of 80 columns for a line."""

_FOLLOWING = 12
"""Columns at least so wide hold names and words; narrower ones hold signs, days and times."""


class Rows(ScrollView, can_focus=True):
    """Lines with a cursor on those that open something.

    Args:
        id: id of the widget.
    """

    DEFAULT_CSS = """
    Rows { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Rows > .rows--plain { color: $foreground; }
    Rows > .rows--heading { color: $strong; text-style: bold; }
    Rows > .rows--alarm { color: $alarm; }
    Rows > .rows--cursor { color: $paper; background: $strong; text-style: bold; }
    Rows > .rows--blurred { text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--plain",
        "rows--heading",
        "rows--alarm",
        "rows--cursor",
        "rows--blurred",
    }
    BINDINGS = [
        Binding("enter", "open", "key.open", key_display="Enter"),
        Binding("up", "move(-1)", "key.up", show=False),
        Binding("down", "move(1)", "key.down", show=False),
        Binding("pageup", "page(-1)", "key.page_up", show=False),
        Binding("pagedown", "page(1)", "key.page_down", show=False),
        Binding("home", "edge(0)", "key.first", show=False),
        Binding("end", "edge(-1)", "key.last", show=False),
    ]

    class Opened(Message):
        """A line was chosen.

        Args:
            rows: the list.
            target: what the line stands for.
        """

        def __init__(self, rows: Rows, target: object) -> None:
            super().__init__()
            self.rows, self.target = rows, target

        @property
        def control(self) -> Rows:
            """The list, for selectors of ``on``."""
            return self.rows

    class Ended(Message):
        """The cursor came to the last line: a list that is read in pages reads the next.

        Args:
            rows: the list.
        """

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The list, for selectors of ``on``."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self.cursor = -1
        self._painted: dict[int, tuple[Line, tuple[bool, bool, int], Strip]] = {}

    def show(self, lines: Sequence[Line], *, stay: bool = False, first: bool = False) -> None:
        """Show these lines; the cursor stays on what it was on, if that is still there.

        Args:
            lines: from the top.
            stay: where it is not there any more, the cursor goes to what stands in its place, not to the first.
            first: the cursor goes to the first line in any case: somebody has asked for something else.
        """
        held, place, before = self.target, self.cursor, self.lines
        self.lines = tuple(lines)
        places = self._places()
        same = [place for place in places if held is not None and not first and self.lines[place].target == held]
        beside = [min(places, key=lambda one: abs(one - place))] if stay and places and place >= 0 else []
        self.cursor = (same or beside or places or [-1])[0]
        size = Size(self.size.width, len(self.lines))
        if size != self.virtual_size:
            self._take_size(size)
        self._refresh_altered(before, place)
        if (self.target is None) != (held is None):
            self.refresh_bindings()
        self._keep_in_sight()

    def blank(self) -> None:
        """Let go of what is shown and keep its room: a list filled again in the same room is not laid out anew."""
        self.lines = (_BLANK,) * len(self.lines)
        self.refresh()

    def _refresh_altered(self, before: Sequence[Line], cursor: int) -> None:
        """Paint again the lines in sight that are not what they were."""
        top, last = self.scroll_offset.y, max(len(before), len(self.lines))
        moved = {cursor, self.cursor} if cursor != self.cursor else set()
        altered = [
            place
            for place in range(top, min(top + self.size.height, last))
            if place in moved or before[place : place + 1] != self.lines[place : place + 1]
        ]
        if len(altered) > self.size.height // 2:
            self.refresh()
            return
        for place in altered:
            self.refresh_line(place)

    def _take_size(self, size: Size) -> None:
        """Note how long the list is; the screen is laid out anew only where a scrollbar comes or goes."""
        self.set_reactive(Rows.virtual_size, size)
        if self.container_size:
            self._scroll_update(size)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        return self.target is not None if action == "open" else True

    @property
    def target(self) -> object | None:
        """What the cursor is on, or None."""
        return self.lines[self.cursor].target if 0 <= self.cursor < len(self.lines) else None

    def _places(self) -> list[int]:
        return [place for place, line in enumerate(self.lines) if line.target is not None]

    def on_resize(self, event: Resize) -> None:
        """Lay the lines out for another width."""
        self._take_size(Size(event.size.width, len(self.lines)))
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor strongly while keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor quietly while keys go elsewhere."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Paint every line anew: its colours may be others."""
        self._painted.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint what is in sight; the list itself stands in no box and needs nothing drawn around its lines."""
        if crop.column_span != (0, self.size.width) or self.styles.gutter.totals != (0, 0) or self.opacity != 1.0:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for one in self.get_line_filters():
            strips = [strip.apply_filter(one, background) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in sight, where it is not as it was painted last."""
        place, width = y + self.scroll_offset.y, self.size.width
        if place >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        line, look = self.lines[place], (place == self.cursor, self.has_focus, width)
        known = self._painted.get(y)
        if known is not None and known[0] is line and known[1] == look:
            return known[2]
        strip = self._paint(line, width, on=place == self.cursor)
        self._painted[y] = line, look, strip
        return strip

    def _paint(self, line: Line, width: int, *, on: bool) -> Strip:
        parts = _cells(line, width - 2)
        text = _joined(line, parts)
        style = self.get_component_rich_style(f"rows--{line.tone}")
        mark = " "
        if on:
            mark = "›"
            style += self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--blurred")
        if not line.marks:
            return Strip([Segment(f"{mark}{text} ", style)]).adjust_cell_length(width, style)
        segments, done = [], 0
        before = mark
        for start, end in _marked(line, parts):
            segments += [Segment(before + text[done:start], style), Segment(text[start:end], style + _FOUND)]
            before, done = "", end
        segments.append(Segment(f"{before}{text[done:]} ", style))
        return Strip(segments).adjust_cell_length(width, style)

    def _keep_in_sight(self) -> None:
        if self.cursor >= 0:
            above = self.cursor - 1 if self.cursor and self.lines[self.cursor - 1].target is None else self.cursor
            top = self.scroll_offset.y
            if top <= above and self.cursor < top + self.size.height:
                return
            region = Region(0, above, max(self.size.width, 1), self.cursor - above + 1)
            self.scroll_to_region(region, animate=False, force=True)

    def _go(self, places: Sequence[int], index: int) -> None:
        if places:
            self.cursor = places[max(0, min(index, len(places) - 1))]
            self.refresh()
            self._keep_in_sight()
            if self.cursor == places[-1]:
                self.post_message(self.Ended(self))

    def action_move(self, by: int) -> None:
        """Move the cursor over lines that open something."""
        places = self._places()
        if not places:
            self.scroll_relative(y=by, animate=False)
            return
        here = places.index(self.cursor) if self.cursor in places else 0
        if here + by < 0:
            self.scroll_home(animate=False)
        elif here + by >= len(places):
            self.scroll_end(animate=False)
        self._go(places, here + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        places = self._places()
        if not places:
            self.scroll_relative(y=by * self.size.height, animate=False)
            return
        here = places.index(self.cursor) if self.cursor in places else 0
        page = max(self.size.height - 1, 1)
        within = [place for place in places if 0 < (place - places[here]) * by <= page]
        # Lines that open nothing are read too: the cursor goes no further than they can be seen.
        self._go(places, here + by * max(len(within), 1))

    def action_edge(self, which: int) -> None:
        """Move the cursor to the first or the last line."""
        places = self._places()
        self._go(places, 0 if which == 0 else len(places) - 1)

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.target is not None:
            self.post_message(self.Opened(self, self.target))

    def on_click(self, event: Click) -> None:
        """Open the line that was clicked."""
        place = event.y + self.scroll_offset.y
        if place < len(self.lines) and self.lines[place].target is not None:
            self.cursor = place
            self.refresh()
            self.action_open()
