"""Starting and leaving: a clean environment before, a clean terminal after, a new process at every lock."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.home import Home

PRACTICE = "REPPU_PRACTICE_PASSPHRASE"
"""Carries an invented notebook's passphrase over a lock; never a real one's."""

LOCKED = "locked"
"""What the app gives back when it wants to begin again in a new process."""

PRACTISING = "practising"
"""What the app gives back when somebody wants to practise first."""

SWITCH_SECONDS = 0.0001
"""So long a thread that reads or writes may keep the one that paints waiting, several times for each key.

Python's own choice is fifty times that."""

COLLECTED_AT = (700, 10, 100)
"""When unreachable objects are looked for: Python's own numbers, but among all objects ten times as seldom.

That takes tens of milliseconds, in the middle of a key. It is done when nobody types (``tui.app.tidying``)."""

SIZE_ELSEWHERE = ("COLUMNS", "LINES")
"""How large another terminal was, handed on by a shell: it would be believed before this one, and for ever."""

_CLEAR = "\x1b[0m\x1b[2J\x1b[3J\x1b[H"
"""Clears the screen, what was scrolled off it, and puts the cursor home."""


def drop_textual_settings() -> None:
    """Forget every ``TEXTUAL…`` variable: one of them writes the screen to a file in clear.

    Frames are then drawn as soon as there is something to draw, which halves the time from key to paint; where there
    is nothing, no clock ticks.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL") or name in SIZE_ELSEWHERE]:
        del os.environ[name]
    os.environ["TEXTUAL_FPS"] = "1000"


def clear_terminal() -> None:
    """Leave nothing on the terminal: a killed run before this one may have left a client's name there."""
    out = sys.__stdout__
    with suppress(OSError):
        # The terminal may be gone already.
        if out is not None and out.isatty():
            out.write(_CLEAR)
            out.flush()


def start(home: Home, practice_passphrase: str | None) -> int:
    """Run the app and, after a lock, replace this process by a new one.

    Args:
        home: where the notebook stands.
        practice_passphrase: see ``tui.app.run``.

    Returns:
        The exit code.
    """
    drop_textual_settings()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECTED_AT)
    clear_terminal()
    collecting = gc.isenabled()
    gc.disable()
    from tui.app.application import ReppuApp

    app = ReppuApp(home, practice_passphrase=practice_passphrase)
    if collecting:
        gc.freeze()
        gc.enable()
    try:
        result = app.run()
    finally:
        clear_terminal()
    if app.crash or app.last_words:
        tell(app.crash or app.last_words)
        return 1
    if result == PRACTISING:
        return practise(home)
    return begin_again(home, practice_passphrase) if result == LOCKED else app.return_code or 0


def tell(sentence: str) -> None:
    """Print the one sentence that is left to say; the terminal may be gone already."""
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - after a crash, or a draft that was refused


def practise(home: Home) -> int:
    """Replace this process by ``reppu demo``: a practice notebook in a folder that is removed afterwards.

    Args:
        home: where the settings are, for the language.
    """
    from store.settings import change_settings
    from tui.language import chosen

    change_settings(home, language=chosen())
    os.environ["REPPU_HOME"] = str(home.folder)
    return _replaced_by([sys.executable, "-m", "tui.cli", "demo"])


def begin_again(home: Home, practice_passphrase: str | None) -> int:
    """Replace this process, which held the key, by a new one: only that leaves no copy in memory (FINDINGS).

    Returns:
        On Windows, where a process cannot be replaced, the exit code of the new one.
    """
    if practice_passphrase is not None:
        os.environ[PRACTICE] = practice_passphrase
    return _replaced_by([sys.executable, "-m", "tui.app", str(home.folder)])


def _replaced_by(command: list[str]) -> int:
    if os.name == "nt":
        import subprocess

        return subprocess.call(command)  # noqa: S603 - our own program
    os.execv(sys.executable, command)  # noqa: S606 - our own program
