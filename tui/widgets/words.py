"""A line of words that follows the language."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.widgets import Button, Static

from tui.language import chosen, word
from tui.widgets.visible import visible


@runtime_checkable
class Speaking(Protocol):
    """A widget that shows words: it says them again when the language changes, and keeps what was typed."""

    def speak(self) -> None:
        """Say the words in the language chosen now."""


def plain(text: str, *, lines: bool = False) -> Content:
    """Return text that is never read as markup, with its invisible characters made visible.

    Args:
        text: what was typed or received, or words with such values in them.
        lines: whether line ends stay.
    """
    return Content(visible(text, lines=lines))


class Words(Static):
    """Words of the catalogue, with values.

    Args:
        key: key of the words; empty for none yet.
        id: id of the widget.
        classes: classes of the widget.
        values: what the words name.
    """

    def __init__(self, key: str = "", *, id: str | None = None, classes: str | None = None, **values: object) -> None:
        self.key, self.values, self.said_in = key, values, chosen()
        super().__init__(self._said(), id=id, classes=classes, markup=False)

    def _said(self) -> Content:
        return plain(word(self.key, **self.values), lines=True) if self.key else Content()

    def say(self, key: str, /, **values: object) -> None:
        """Show other words from now on; an empty key shows nothing."""
        if (key, values) == (self.key, self.values) and self.said_in == chosen():
            return
        self.key, self.values = key, values
        self.speak()

    def speak(self) -> None:
        """Say the words in the language chosen now."""
        self.said_in = chosen()
        self.update(self._said())


class Text(Static):
    """Text that a person typed or that came from the store.

    Args:
        text: the text.
        id: id of the widget.
        classes: classes of the widget.
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        self._text = text
        super().__init__(plain(text, lines=True), id=id, classes=classes, markup=False)

    def show(self, text: str, *, layout: bool = True) -> None:
        """Show another text.

        Args:
            text: the text.
            layout: whether the screen is laid out anew for it; a line of a fixed height need not be.
        """
        if text == self._text:
            return
        self._text = text
        self.update(plain(text, lines=True), layout=layout)


class PushButton(Button):
    """A button whose label follows the language.

    Args:
        key: key of the label.
        id: id of the widget.
        classes: classes of the widget.
    """

    def __init__(self, key: str, *, id: str | None = None, classes: str | None = None) -> None:
        self.key = key
        super().__init__(plain(word(key)), id=id, classes=classes, compact=True)

    def speak(self) -> None:
        """Say the label in the language chosen now."""
        self.label = plain(word(self.key))
        self.refresh(layout=True)
