"""The grid to type into: the first key replaces, Tab goes on to the next row, and nothing leaves the grid."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tui.widgets.theme import DARK, make_themes
from tui.widgets.typed_grid import LONGEST, TypedGrid


class GridApp(App[None]):
    """A grid of three rows and two columns."""

    def __init__(self) -> None:
        super().__init__()
        for theme in make_themes():
            self.register_theme(theme)
        self.theme = DARK

    def compose(self) -> ComposeResult:
        """Lay out the grid."""
        yield TypedGrid()

    def on_mount(self) -> None:
        """Fill it."""
        grid = self.query_one(TypedGrid)
        grid.show(["A.", "B.", "C."], ["ma", "ti"], {(0, 0): "4", (2, 1): "x"})
        grid.focus()


async def test_keys_move_and_type() -> None:
    app = GridApp()
    async with app.run_test(size=(60, 10)) as pilot:
        grid = app.query_one(TypedGrid)
        await pilot.pause()
        await pilot.press("8")
        assert grid.text_at((0, 0)) == "8", "the first key replaces what stood there"
        await pilot.press(",", "5", "tab", "x", "tab", "s")
        assert grid.texts == {(0, 0): "8,5", (0, 1): "x", (1, 0): "s", (2, 1): "x"}
        await pilot.press("enter", "end", "backspace")
        assert (grid.at, grid.texts.get((2, 1))) == ((2, 1), None)
        await pilot.press("right", "down", "shift+tab", "up", "home", "delete")
        assert (grid.at, grid.text_at((1, 0))) == ((1, 0), "")
        await pilot.press("up", "left")
        assert grid.at == (0, 0)
        await pilot.press(*"1234567890123456789")
        assert grid.text_at((0, 0)) == "12345678901234"[:LONGEST]
        grid.mark(frozenset({(0, 0)}))
        assert "!" in grid.render_line(1).text
        await pilot.press("1")
        assert grid.wrong == frozenset()


async def test_a_long_sheet_keeps_the_cell_in_sight() -> None:
    app = GridApp()
    async with app.run_test(size=(60, 5)) as pilot:
        grid = app.query_one(TypedGrid)
        await pilot.pause()
        grid.show([f"P{number}" for number in range(20)], ["ma"], {})
        await pilot.press(*["down"] * 15)
        seen = "".join(grid.render_line(y).text for y in range(grid.size.height))
        assert "P15" in seen
        assert "P0 " not in seen
        await pilot.click(TypedGrid, offset=(55, 1))
        assert grid.at[0] == int(grid.render_line(1).text.split()[0].removeprefix("P"))


async def test_an_empty_grid_takes_nothing() -> None:
    app = GridApp()
    async with app.run_test(size=(60, 5)) as pilot:
        grid = app.query_one(TypedGrid)
        grid.show([], [], {})
        await pilot.press("x", "down", "tab", "delete", "backspace")
        assert grid.texts == {}
