"""PgDn goes on by what is in sight: no line is jumped over unread, also where most lines open nothing."""

from __future__ import annotations

from itertools import pairwise

from textual.app import App, ComposeResult

from tui.widgets.rows import Line, Rows
from tui.widgets.theme import DARK, make_themes


class Listing(App[None]):
    """A list of which every fifth line opens something."""

    def __init__(self) -> None:
        super().__init__()
        for theme in make_themes():
            self.register_theme(theme)
        self.theme = DARK

    def compose(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.show([Line((f"rivi {place}",), target=None if place % 5 else place) for place in range(200)])
        rows.focus()


async def test_a_page_is_no_longer_than_what_is_in_sight() -> None:
    app = Listing()
    async with app.run_test(size=(60, 18)) as pilot:
        rows = app.query_one(Rows)
        await pilot.pause()
        seen = [rows.cursor]
        for _page in range(4):
            await pilot.press("pagedown")
            seen.append(rows.cursor)
        assert all(0 < after - before < rows.size.height for before, after in pairwise(seen))
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        assert rows.cursor == seen[0]
        await pilot.press("end", "pagedown")
        assert rows.cursor == 195
