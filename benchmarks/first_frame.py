"""Promise: the first painted frame of ``reppu`` comes as fast as that of a bare Textual app, or nearly."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness import Finding, Setting, interleaved, ratio_found
from benchmarks.limits import bare_app
from benchmarks.notebooks import make_practice_home
from benchmarks.terminal import Terminal

PROMISE = "first painted frame of reppu (unlock)"
AGAINST = "first painted frame of a bare Textual app"
LIMIT = 1.15

_LAUNCH = "import sys; from {module} import main; sys.exit(main())"


def program(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module's ``main``, in the words of the script that an installer writes.

    Both programs are started by these same words, so that what the launcher costs is in both.

    Args:
        module: where ``main`` is.
        arguments: of the program.
    """
    return [sys.executable, "-c", _LAUNCH.format(module=module), *arguments]


def reppu(home: Path) -> list[str]:
    """Return the command that opens the app on a home."""
    return program("tui.cli", "--home", str(home))


def words_of_unlock() -> tuple[str, str]:
    """Return what stands above the field and the last key at the foot of the first screen, in Finnish."""
    from tui.language import _, choose

    choose("fi")
    return _("unlock.passphrase"), _("key.leave")


def paint_first(command: Sequence[str], *texts: str) -> float:
    """Start a program and return the seconds from its start to the last byte of its first frame.

    Args:
        command: the program.
        texts: what stands on its first frame, down to its last line.
    """
    with Terminal(command) as terminal:
        return terminal.wait_for(*texts) - terminal.started


def paint_bare() -> float:
    """Return the seconds to the first frame of the bare app."""
    return paint_first(program(bare_app.__name__), bare_app.TEXT)


def measure(setting: Setting) -> list[Finding]:
    """Measure from the start of the process, on a notebook that is there."""
    home = make_practice_home(setting.folder / "home", clients=1)
    texts = words_of_unlock()
    pairs = interleaved(
        lambda: paint_first(reppu(home.folder), *texts), paint_bare, pairs=setting.choose(40, 2), warm_up=2
    )
    return [ratio_found(PROMISE, AGAINST, pairs, LIMIT)]
