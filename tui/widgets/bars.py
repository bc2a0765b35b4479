"""The line at the head of every screen and the line of keys at its foot."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.style import Style
from textual.widget import Widget

from tui.language import _, word
from tui.language.dates import long_day
from tui.widgets.visible import visible

MOST_KEYS = 5
"""No screen shows more keys than this at its foot."""


class TitleBar(Widget):
    """Where we are, what day it is, whether this is practice, and who works here.

    Args:
        key: key of the screen's name.
    """

    DEFAULT_CSS = """
    TitleBar { height: 2; border-bottom: solid $line; padding: 0 1; color: $foreground; text-style: bold; }
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.practice = False
        self.worker = ""
        self.remark = ""

    def speak(self) -> None:
        """Say the words in the language chosen now."""
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        """Lay the line out anew for another width."""
        self.refresh()

    def render(self) -> Content:
        """Return the line, laid out for the width there is."""
        left = f"Reppu · {word(self.key)}"
        right = visible(self.worker)
        middle = visible(self.remark) or long_day(date.today())  # noqa: DTZ011 - the day on the wall here
        if self.practice:
            middle = f"{_('practice.mark')} · {middle}"
        room = self.content_size.width - cell_len(left) - cell_len(right)
        if room < cell_len(middle) + 2:
            right, room = "", self.content_size.width - cell_len(left)
        if room < cell_len(middle) + 1 and self.practice:
            middle = _("practice.mark")
        middle = middle.center(max(room, 0)) if right else middle.rjust(max(room, 0))
        return Content(left + middle + right)


class FootKeys(Protocol):
    """A screen that says which keys stand at its foot."""

    def foot_keys(self) -> list[Binding]:
        """Return the keys, the most useful first."""


class KeyLine(Widget):
    """The keys of this screen, at most five; each can be clicked.

    Args:
        page: the screen.
    """

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 2; border-top: solid $line; padding: 0 1; color: $foreground; }
    """

    def speak(self) -> None:
        """Say the words in the language chosen now."""
        self.refresh()

    def __init__(self, page: FootKeys) -> None:
        super().__init__()
        self.page = page

    def on_mount(self) -> None:
        """Follow the keys as they change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda screen: self.refresh())

    def render(self) -> Content:
        """Return the keys that fit; those at the end give way first."""
        parts: list[Content] = []
        width = self.content_size.width
        for binding in self.page.foot_keys()[:MOST_KEYS]:
            key, words = binding.key_display or binding.key, visible(word(binding.description))
            needed = cell_len(key) + cell_len(words) + 1 + (3 if parts else 0)
            if needed > width:
                continue
            width -= needed
            click = Style.from_meta({"@click": f"screen.press({binding.key.split(',')[0]!r})"})
            part = Content.assemble((key, "bold"), " ", words).stylize(click)
            parts.append(Content("   ") + part if parts else part)
        return Content("").join(parts)
