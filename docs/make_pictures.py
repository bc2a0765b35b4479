"""The pictures of the README, taken from the running app on the practice notebook: ``python -m docs.make_pictures``.

The notebook is that of seed 7 on one fixed day, so that the pictures change only when the screens do.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from store.home import Home
from store.practice import create_practice_notebook
from tui.app.application import ReppuApp

PICTURES = Path(__file__).with_name("pictures")
DAY = date(2026, 11, 24)
SEED = 7
CLIENTS = 20
SIZE = (80, 24)
PASSPHRASE = "keksitty repun kuva pitkä tunnuslause"  # noqa: S105 - opens nothing but what is made here and thrown away
LONGEST_WAIT = 60.0
"""Seconds for a screen to show its rows, before the picture is given up."""

_ADDRESSES = re.compile(r"\s*(@font-face\s*\{[^}]*\}|<!--.*?-->)")
"""What names a place on the web: fonts to be fetched (a viewer's own monospace font does as well), and remarks."""


class FixedDay(date):
    """A calendar that always shows the day of the pictures."""

    @classmethod
    def today(cls) -> FixedDay:
        """Return the day of the pictures."""
        return cls(DAY.year, DAY.month, DAY.day)


@contextmanager
def calendar() -> Iterator[None]:
    """Let the screens read the fixed day from the wall."""
    with patch("tui.widgets.bars.date", FixedDay), patch("tui.forms.days.date", FixedDay):
        yield


@asynccontextmanager
async def opened(home: Home, passphrase: str = PASSPHRASE, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[str]]:
    """Open the app as `reppu demo` does, with the passphrase already in its field.

    Args:
        home: where the notebook stands.
        passphrase: its passphrase.
        size: columns and rows.
    """
    app = ReppuApp(home, practice_passphrase=passphrase)
    async with app.run_test(size=size) as pilot:
        await settled(pilot, lambda: app.screen.is_mounted)
        yield pilot


async def settled(pilot: Pilot[str], ready: Callable[[], bool]) -> None:
    """Wait until the screen shows what it should and all its work is done.

    Raises:
        TimeoutError: it never did.
    """
    async with asyncio.timeout(LONGEST_WAIT):
        while not ready():
            await pilot.pause(0.05)
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def drawn(pilot: Pilot[str]) -> str:
    """Return the picture of the screen as it is now, as SVG, with a cursor that does not blink."""
    for field in pilot.app.screen.query("Input, TextArea"):
        if isinstance(field, Input | TextArea):
            field.cursor_blink = False
            # A text area keeps its lines as they were last drawn, in the half of a blink without the cursor too.
            field.notify_style_update()
    picture = _ADDRESSES.sub("", pilot.app.export_screenshot(title="Reppu"))
    picture = picture.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return "\n".join(line.rstrip() for line in picture.strip().splitlines()) + "\n"


def take(pilot: Pilot[str], name: str) -> None:
    """Write the picture of the screen as it is now."""
    (PICTURES / f"{name}.svg").write_text(drawn(pilot), encoding="utf-8")


async def take_all(home: Home) -> None:
    """Walk from the passphrase to Today and to a client, and take a picture of each."""
    async with opened(home) as pilot:
        take(pilot, "unlock")
        await pilot.press("enter")
        await settled(pilot, lambda: getattr(pilot.app.screen, "NAME", "") == "tour")
        await pilot.press("escape")
        await settled(pilot, lambda: is_open(pilot.app.screen, "today"))
        take(pilot, "today")
        await pilot.app.run_action("app.go('clients')")
        await settled(pilot, lambda: is_open(pilot.app.screen, "clients"))
        take(pilot, "clients")
        await pilot.press("enter")
        await settled(pilot, lambda: is_open(pilot.app.screen, "client"))
        take(pilot, "client")


def is_open(screen: Screen[object], name: str) -> bool:
    """Tell whether a screen is the open one and has rows on it."""
    return getattr(screen, "NAME", "") == name and any(getattr(rows, "lines", ()) for rows in screen.query("Rows"))


def main() -> int:
    """Make the notebook and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, calendar():
        home = Home(Path(folder) / "home")
        create_practice_notebook(
            home, seed=SEED, clients=CLIENTS, passphrase=PASSPHRASE, today=DAY, language="fi"
        ).notebook.close()
        asyncio.run(take_all(home))
    return 0


if __name__ == "__main__":
    sys.exit(main())
