"""The app around the screens: start, unlock, language, themes, shade, lock, and a clean leaving.

Nothing here imports Textual before ``run`` has cleaned the environment for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.home import Home

__all__ = ["run"]


def run(home: Home, *, practice_passphrase: str | None = None) -> int:
    """Open the app and stay in it until the person leaves.

    Args:
        home: where the notebook stands, or will stand after the first run.
        practice_passphrase: the passphrase of an invented notebook, offered on the first screen.

    Returns:
        The exit code of the program.
    """
    from tui.app.start import start

    return start(home, practice_passphrase)
