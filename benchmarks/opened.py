"""The app, open on its terminal and past the passphrase, as the promises about its screens find it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.first_frame import program, reppu, words_of_unlock
from benchmarks.harness import Setting
from benchmarks.large_notebook import EVENTS, large_home
from benchmarks.notebooks import PASSPHRASE
from benchmarks.terminal import COLUMNS, Terminal
from benchmarks.unlock_to_today import LOADED, words_of_today

if TYPE_CHECKING:
    from store.home import Home
    from tui.widgets.rows import Line

SEARCH, NEW_EVENT, SAVE, ESCAPE = "\x1bOR", "\x1bOQ", "\x1bOQ", "\x1b"
"""F3, F2 and Escape as a terminal sends them."""

_COMPARED = COLUMNS - 4
"""So many columns of the screen are compared; a scrollbar may stand in the others."""

BEGINNING_OF_FIELD = "\x15"
"""Ctrl+U: deletes what stands before the cursor, in the app as in any field of Textual."""


def home_of_all(setting: Setting) -> Home:
    """Return the large notebook, made once in a run for all promises that ask for it."""
    folder = setting.shared or setting.folder
    return large_home(folder / "large", setting.choose(EVENTS, 300))


def open_app(stack: ExitStack, home: Home) -> Terminal:
    """Start the app, give it the passphrase and wait until Today has its rows.

    Args:
        stack: ends the program when it is closed.
        home: of the notebook.
    """
    rows = words_of_today(home)
    terminal = stack.enter_context(Terminal(reppu(home.folder)))
    terminal.wait_for(*words_of_unlock())
    terminal.press(PASSPHRASE + "\r")
    terminal.wait_for(*rows, still=LOADED)
    return terminal


def open_bare(stack: ExitStack, module: str) -> Terminal:
    """Start one of the small programs that a promise is held against.

    Args:
        stack: ends the program when it is closed.
        module: of ``benchmarks.limits``.
    """
    terminal = stack.enter_context(Terminal(program(module)))
    terminal.rest(2.0)
    return terminal


def standing(lines: Sequence[Line], first: int, last: int) -> Callable[[list[str]], bool]:
    """Return what tells whether a list stands on the screen, every line of it that is in sight.

    Args:
        lines: of the list, from the top.
        first: line of the screen on which the list begins.
        last: the line behind its last.
    """
    from tui.widgets.rows import laid_out

    # Beside a list that is longer than its place stands a scrollbar, which takes columns from each line.
    wanted = [
        [laid_out(line, width - 2)[: _COMPARED - 1].rstrip() for line in lines[: last - first]]
        for width in range(_COMPARED + 1, COLUMNS + 1)
    ]

    def stand(screen: list[str]) -> bool:
        shown = [line[1:_COMPARED].rstrip() for line in screen[first:last]]
        return any(shown[: len(one)] == one and not any(shown[len(one) :]) for one in wanted)

    return stand
