"""A few screens look as they looked when their pictures were committed; ``make day`` draws them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.home import Home
from tests.real.a_day import make_notebook
from tests.screens.draw_pictures import DRAWN, PICTURES, draw


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The practice notebook of the scripted day; the walk to the pictures changes nothing in it."""
    home = Home(tmp_path_factory.mktemp("pictures") / "home")
    make_notebook(home)
    return home


@pytest.mark.parametrize(("theme", "size"), DRAWN)
async def test_the_screens_look_as_their_pictures(
    practice: Home, theme: str, size: tuple[int, int], tmp_path: Path
) -> None:
    for name, picture in (await draw(practice, theme, size)).items():
        seen = tmp_path / name
        seen.write_text(picture, encoding="utf-8")
        assert picture == (PICTURES / name).read_text(encoding="utf-8"), f"look at {seen}; wanted? make day"
