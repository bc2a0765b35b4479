"""Looking at the app as a person does: the text and the colours of every cell of the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache

from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from textual.pilot import Pilot

from store.home import Home
from tests.notebooks import PASSPHRASE
from tui.app.application import ReppuApp
from tui.app.waking import since_start
from tui.language import LANGUAGES, choose

SIZES = ((80, 24), (60, 18), (120, 40))


def lines(app: ReppuApp) -> list[str]:
    """Return the text of the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in _strips(app)]


def text(app: ReppuApp) -> str:
    """Return the text of the screen."""
    return "\n".join(lines(app))


def _strips(app: ReppuApp) -> list[list[Segment]]:
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def cells(app: ReppuApp) -> Iterator[tuple[str, ColorTriplet, ColorTriplet]]:
    """Yield every visible character with its colour and the colour behind it."""
    for strip in _strips(app):
        for segment in strip:
            style = segment.style
            if style is None or not segment.text.strip() or style.color is None or style.bgcolor is None:
                continue
            front, behind = style.color.get_truecolor(), style.bgcolor.get_truecolor()
            if style.reverse:
                front, behind = behind, front
            for character in segment.text:
                if not character.isspace():
                    yield character, front, behind


@cache
def contrast(front: ColorTriplet, behind: ColorTriplet) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    first, second = sorted((_luminance(front), _luminance(behind)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def every_way(pilot: Pilot[str]) -> AsyncIterator[tuple[int, int]]:
    """Show the screen in every size and every language, one after the other; yield the size, the screen settled."""
    app = app_of(pilot)
    for size in SIZES:
        await pilot.resize_terminal(*size)
        for language in LANGUAGES:
            app.choose_language(language)
            await settled(pilot)
            yield size


async def settled(pilot: Pilot[str]) -> None:
    """Wait until every key was given, the workers are done and what they changed is painted."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await app_of(pilot).in_turn.done()
    await pilot.pause()


@asynccontextmanager
async def running(
    home: Home,
    size: tuple[int, int] = (80, 24),
    language: str = "fi",
    clock: Callable[[], float] = since_start,
) -> AsyncIterator[Pilot[str]]:
    """Run the app on a home, at its first screen."""
    app = ReppuApp(home, clock=clock)
    choose(language)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def opened(
    home: Home,
    size: tuple[int, int] = (80, 24),
    language: str = "fi",
    clock: Callable[[], float] = since_start,
) -> AsyncIterator[Pilot[str]]:
    """Run the app and open the notebook with the passphrase, up to Today."""
    from textual.widgets import Input

    async with running(home, size, language, clock) as pilot:
        pilot.app.screen.query_one(Input).value = PASSPHRASE
        await pilot.press("enter")
        await settled(pilot)
        yield pilot


def app_of(pilot: Pilot[str]) -> ReppuApp:
    """Return the app that a pilot drives."""
    assert isinstance(pilot.app, ReppuApp)
    return pilot.app
