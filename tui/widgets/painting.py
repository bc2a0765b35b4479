"""Painting what was altered and nothing else: each line is asked of the widgets that are seen on it"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from rich.console import Console
    from textual.strip import Strip
    from textual.widget import Widget


class _Piece(NamedTuple):
    """A part of one line of the screen, and the widget that is seen there."""

    y: int
    start: int
    end: int
    widget: Widget


class Pieces(ChopsUpdate):
    """Strips and where they stand, ready to be written.

    Attributes:
        strips: column, line and what is written from there.
    """

    def __init__(self, strips: list[tuple[int, int, Strip]]) -> None:
        super().__init__([], [], [])
        self.strips = strips

    def render_segments(self, console: Console) -> str:
        """Return what is written to the terminal."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.strips)


class Painter(Compositor):
    """Paints a page.

    Textual asks every widget of the page for all its lines as soon as one of them has altered a letter, and divides
    and joins them; here a widget is asked for the lines that were altered, and only where nothing stands before it.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what is to be written where something was altered; None where nothing was."""
        altered = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not altered:
            return None
        screen = self.size.region
        spans = self._regions_to_spans(region.intersection(screen) for region in altered)
        return Pieces(list(self._strips(self._pieces(spans))))

    def _pieces(self, spans: Iterable[tuple[int, int, int]]) -> Iterator[_Piece]:
        """Yield who is seen on parts of lines; the widgets stand from the front to the back."""
        seen = [(widget, region.intersection(clip)) for widget, (region, clip) in self.visible_widgets.items()]
        for y, *span in spans:
            left = [(span[0], span[1])]
            for widget, place in seen:
                if not place.y <= y < place.bottom:
                    continue
                behind = []
                for start, end in left:
                    first, last = max(start, place.x), min(end, place.right)
                    if first >= last:
                        behind.append((start, end))
                        continue
                    yield _Piece(y, first, last, widget)
                    behind += [part for part in ((start, first), (last, end)) if part[0] < part[1]]
                left = behind
                if not left:
                    break

    def _strips(self, pieces: Iterable[_Piece]) -> Iterator[tuple[int, int, Strip]]:
        """Yield the strips of pieces; a widget is asked once for lines that follow each other."""
        by_widget: dict[Widget, list[_Piece]] = {}
        for piece in pieces:
            by_widget.setdefault(piece.widget, []).append(piece)
        for widget, parts in by_widget.items():
            region, clip = self.visible_widgets[widget]
            place = region.intersection(clip)
            first, last = parts[0].y, parts[-1].y
            lines = widget.render_lines(Region(place.x - region.x, first - region.y, place.width, last - first + 1))
            for y, start, end, _ in parts:
                yield start, y, lines[y - first].crop(start - place.x, end - place.x)
