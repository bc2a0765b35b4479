"""What was altered is painted as the whole page would be painted, whatever stands before it."""

from __future__ import annotations

from random import Random

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from tui.widgets.painting import Painter, Pieces


class Layered(Screen[None]):
    """Boxes inside boxes, one that is scrolled, and one that lies over the others."""

    CSS = """
    Layered { layers: below above; }
    #scrolled { height: 8; border: solid red; }
    #over { layer: above; offset: 12 4; width: 30; height: 6; border: round blue; background: green; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Painter()

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Input("kirjoitettua")
        with VerticalScroll(id="scrolled"):
            yield from (Static(f"rivi {number}: äö 漢字 teksti joka jatkuu pitkään") for number in range(20))
        with Vertical():
            yield Static("alla", id="below")
        yield Static("päällä", id="over")


async def test_a_part_is_painted_as_in_the_whole() -> None:
    app = App[None]()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = Layered()
        await app.push_screen(screen)
        screen.query_one("#scrolled").scroll_to(y=3, animate=False)
        await pilot.pause()
        painter, hand = screen._compositor, Random(7)
        assert isinstance(painter, Painter)
        for _ in range(60):
            part = Region(hand.randrange(58), hand.randrange(19), hand.randrange(1, 40), hand.randrange(1, 12))
            whole = painter.render_strips()
            painter._dirty_regions.add(part)
            painted = painter.render_partial_update()
            assert isinstance(painted, Pieces)
            seen = part.intersection(screen.size.region)
            for y in seen.line_range:
                on_line = {x: strip for x, line, strip in painted.strips if line == y}
                joined = Strip.join([on_line[x] for x in sorted(on_line)])
                assert joined.simplify() == whole[y].crop(seen.x, seen.right).simplify()
                assert sum(strip.cell_length for strip in on_line.values()) == seen.width
