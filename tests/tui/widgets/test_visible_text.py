"""Text from others can hide nothing and do nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.rows import Line, laid_out
from tui.widgets.visible import visible
from tui.widgets.words import plain


@given(st.text())
def test_no_control_or_direction_character_is_left(text: str) -> None:
    for shown in (visible(text), visible(text, lines=True)):
        for character in shown.replace("\n", ""):
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
            assert unicodedata.bidirectional(character) not in (
                "LRE",
                "RLE",
                "LRO",
                "RLO",
                "PDF",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )
    assert "\n" not in visible(text)


def test_what_was_hidden_is_seen_and_plain_text_stays() -> None:
    assert visible("Aino\x1b[31m") == "Aino␛[31m"
    assert visible("sala\u202enana") == "sala‹202E›nana"
    assert visible("Hyvä työ, 5 €") == "Hyvä työ, 5 €"
    assert visible("a\r\nb\nc", lines=True) == "a\nb\nc"


def test_brackets_are_text_and_never_markup() -> None:
    assert plain("[b]Aino[/b] [@click=app.quit]x[/]").plain == "[b]Aino[/b] [@click=app.quit]x[/]"


@given(st.lists(st.text(), min_size=1, max_size=4), st.integers(min_value=0, max_value=130))
def test_a_line_is_as_wide_as_the_list(cells: list[str], width: int) -> None:
    from rich.cells import cell_len

    assert cell_len(laid_out(Line(tuple(cells), (9, 7, 5)), width)) == width
