"""The command line: ``reppu`` opens the app, ``reppu COMMAND …`` does one thing and ends.

Start-up counts (a first frame in 1.15 × a bare app's), so this file imports nothing before it knows what is wanted.
"""

import os
import sys
from collections.abc import Sequence

HOME_OPTION = "--home"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the console script ``reppu``.

    Args:
        arguments: the words after the program's name; those of this process when None.

    Returns:
        The exit code: 0 done, 1 refused, 2 wrong usage.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    forget_textual_variables()
    if opens_app(words):
        return _open_app(words)
    from tui.cli.command_line import run_command

    return run_command(words)


def forget_textual_variables() -> None:
    """Drop every ``TEXTUAL_…`` variable: one of them writes the screen to a file in clear (DESIGN §5)."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
        del os.environ[name]


def opens_app(words: Sequence[str]) -> bool:
    """Tell whether these words ask for the app: none, or only its home folder."""
    if not words:
        return True
    if len(words) == 1:
        return words[0].startswith(f"{HOME_OPTION}=")
    return len(words) == 2 and words[0] == HOME_OPTION and not words[1].startswith("-")


def _open_app(words: Sequence[str]) -> int:
    from store.home import Home
    from tui.app import run

    return run(Home.chosen(words[-1].removeprefix(f"{HOME_OPTION}=") if words else None))
