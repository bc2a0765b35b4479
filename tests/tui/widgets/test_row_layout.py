"""Columns: what stands in them never runs together, whatever it is and however wide the terminal."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.day.today import DUE, PROGRAMME
from tui.widgets.rows import Line, laid_out, wrapped
from tui.widgets.visible import visible

NAMES = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=40)


def test_a_name_as_long_as_its_column_is_parted_from_the_next() -> None:
    line = Line(("", " 9.30", "työnantaja", "Kahvila Kajonranta", "Viima K.", "lupa kertoa: 2 asiaa"), PROGRAMME)
    assert laid_out(line, 78).split() == [
        *["9.30", "työnantaja", "Kahvila", "Kajonranta", "Viima", "K.", "lupa", "kertoa:", "2", "asiaa"]
    ]


def test_a_long_name_ends_in_an_ellipsis() -> None:
    line = Line(("Erittäin Pitkäniminen Kahvila", "Viima K."), (18,))
    assert laid_out(line, 78).startswith("Erittäin Pitkäni… Viima K.")


@given(st.lists(NAMES, min_size=2, max_size=6), st.integers(20, 200))
def test_between_two_columns_there_is_always_a_space(cells: list[str], width: int) -> None:
    widths = (2, 6, 13, 19, 12)[: len(cells) - 1]
    text = laid_out(Line(tuple(cells), widths), width)
    assert cell_len(text) <= width
    assert len(text.split()) <= len(cells)
    for place, cell in enumerate(cells[:-1]):
        if cell_len(cell) < widths[place] and width >= 80:
            assert f"{cell} " in text


def test_a_wide_terminal_gives_names_more_room() -> None:
    line = Line(("", "", "", "Kahvila Kajonrannan Pitkä Nimi", "x"), PROGRAMME)
    assert "…" in laid_out(line, 78)
    assert "…" not in laid_out(line, 140)


def test_on_a_narrow_terminal_by_when_can_still_be_read() -> None:
    line = Line(("!", "Karikko P.", "1. työnantajatapaaminen", "viimeistään ma 23.11."), DUE)
    assert laid_out(line, 58).endswith(" viimeistään ma 23.11.")


@given(st.text("aå ­\n\t-é漢\u00a0", max_size=60))
def test_a_text_that_fits_is_laid_out_as_one_that_is_wrapped(typed: str) -> None:
    room = 30
    parts = [part for line in visible(typed, lines=True).split("\n") for part in wrap(line, room) or [""]]
    assert [line.cells[-1] for line in wrapped(typed, room + 2)] == parts
