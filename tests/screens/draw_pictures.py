"""The compared pictures: ``python -m tests.screens.draw_pictures``, or ``make day``, draws them anew.

A picture has what a text capture has not: colours, what is bold, where the focus is. They are few, because each
changes with every change of its screen: three screens in the three themes, and the same three on a large terminal.
Look at them in a browser before they are committed.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from docs.make_pictures import calendar, drawn, is_open, opened, settled
from screens.day.event import EventForm
from screens.disclosure.what_is_told import WhatIsTold
from store.home import Home
from tests.notebooks import PASSPHRASE
from tests.real.a_day import make_notebook
from tui.language import choose
from tui.widgets.theme import DARK, THEMES

PICTURES = Path(__file__).with_name("pictures")
SMALL, LARGE = (80, 24), (120, 40)
DRAWN = (*((theme, SMALL) for theme in THEMES), (DARK, LARGE))
"""Each theme at the size that Reppu is made for, and one of them on a large terminal."""


def name_of(screen: str, theme: str, size: tuple[int, int]) -> str:
    """Return the file name of a picture."""
    return f"{screen}-{theme}-{size[0]}x{size[1]}.svg"


async def draw(home: Home, theme: str, size: tuple[int, int]) -> dict[str, str]:
    """Return the pictures of one theme and size by their file names, taken on one walk through the app."""
    pictures = {}
    with calendar():
        choose("fi")
        async with opened(home, PASSPHRASE, size) as pilot:
            pilot.app.theme = theme
            async for screen in _walk(pilot):
                pictures[name_of(screen, theme, size)] = drawn(pilot)
    return pictures


async def _walk(pilot: Pilot[str]) -> AsyncIterator[str]:
    """Walk to each screen that is drawn, and yield its name when it stands there."""
    app = pilot.app
    await pilot.press("enter")
    await settled(pilot, lambda: getattr(app.screen, "NAME", "") == "tour" or is_open(app.screen, "today"))
    if not is_open(app.screen, "today"):
        await pilot.press("escape")
        await settled(pilot, lambda: is_open(app.screen, "today"))
    yield "today"
    await pilot.press("down", "enter")
    await settled(pilot, lambda: isinstance(app.screen, EventForm) and isinstance(app.focused, TextArea))
    yield "event"
    await pilot.press("escape")
    await settled(pilot, lambda: is_open(app.screen, "today"))
    await pilot.press("f3", *"kide")
    await settled(pilot, lambda: is_open(app.screen, "search") and app.screen.query_one(Input).value == "kide")
    await pilot.press("enter")
    await settled(pilot, lambda: is_open(app.screen, "client"))
    await pilot.press("f5")
    await settled(pilot, lambda: isinstance(app.screen, WhatIsTold) and app.screen.said is not None)
    await pilot.press("pagedown", "pagedown")
    await settled(pilot, lambda: True)
    yield "what-is-told"


def main() -> int:
    """Draw all pictures and write them over those of before."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        make_notebook(home)
        for theme, size in DRAWN:
            for name, picture in asyncio.run(draw(home, theme, size)).items():
                (PICTURES / name).write_text(picture, encoding="utf-8")
                sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
