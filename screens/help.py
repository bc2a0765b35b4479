"""F1: what the screen is for, and every key that works on it."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from tui.language import _, word
from tui.widgets.keys import TWINS, key, shown
from tui.widgets.page import Page, say
from tui.widgets.words import Text, Words

KEY_WIDTH = 18


class Help(Page[None]):
    """The page of help for one screen.

    Args:
        about: the screen that it explains.
    """

    NAME = "help"
    OPEN_ALWAYS = True
    BINDINGS = [
        Binding("escape", "dismiss", "key.back", key_display="Esc"),
        key("f5", "tour", "help.tour_key"),
    ]
    DEFAULT_CSS = """
    Help > VerticalScroll { padding: 0 1; height: 1fr; }
    Help .part { margin-bottom: 1; }
    """

    def __init__(self, about: Page[Any]) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        """Lay out the explanation and the keys."""
        yield self.head()
        with VerticalScroll():
            yield Words(f"{self.about.NAME}.title", classes="heading")
            yield Words(f"help.{self.about.NAME}", classes="part")
            yield Words("help.keys", classes="heading")
            yield Text(self._keys(), id="keys")
            yield Words("help.everywhere")
        yield self.foot()

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the tour to the coach alone, not while a client looks too."""
        return action != "tour" or not any(isinstance(one, Page) and one.TOGETHER for one in self.app.screen_stack)

    async def action_tour(self) -> None:
        """Show the tour; Esc comes back here."""
        await self.app.run_action("app.tour")

    def speak(self) -> None:
        """Say everything again, the list of keys too."""
        self.query_one("#keys", Text).show(self._keys())
        super().speak()

    def _keys(self) -> str:
        lines = []
        for binding, _node in self.about.own_keys():
            first = binding.key.split(",")[0]
            pressed = binding.key_display or shown(first)
            twin = TWINS.get(first)
            if twin:
                pressed = _("help.either", key=pressed, twin=shown(twin))
            lines.append(f"{pressed:<{KEY_WIDTH}}{say(binding.description)}")
        return "\n".join(lines) or word("help.no_keys")
