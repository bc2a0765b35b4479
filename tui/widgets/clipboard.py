"""The clipboard for what must not stay on it: a text about a client is there for a minute and no longer (USERS 6)."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.timer import Timer

SECONDS = 60.0
"""So long a copied text may stay."""

NOTHING = " "
"""What takes its place: some terminals leave the clipboard as it is when they are told to empty it."""


class Clipboard:
    """The system's clipboard, as the terminal reaches it.

    Args:
        app: the program.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._held: str | None = None
        self._timer: Timer | None = None

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for a minute; one that was put there before gives way.

        Args:
            text: what is to be pasted elsewhere.
        """
        if self._timer is not None:
            self._timer.stop()
        self._held = text
        self._app.copy_to_clipboard(text)
        self._timer = self._app.set_timer(SECONDS, self.clear)

    def clear(self) -> None:
        """Take the text off the clipboard again, unless something else was copied here after it."""
        if self._held is not None and self._app.clipboard == self._held:
            self._app.copy_to_clipboard(NOTHING)
        self._held = None
