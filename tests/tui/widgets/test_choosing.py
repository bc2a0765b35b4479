"""A list to choose from, on a page that was left while it was being filled."""

from __future__ import annotations

import pytest
from textual.css.query import NoMatches
from textual.widgets import Select

from tui.widgets.choosing import OneOfFew


def test_a_list_without_its_parts_sets_nothing_up() -> None:
    with pytest.raises(NoMatches):
        Select([("yksi", "one")])._setup_options_renderables()
    left = OneOfFew([("yksi", "one")])
    left._setup_options_renderables()
    assert not left.children
