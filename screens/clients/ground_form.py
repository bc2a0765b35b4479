"""The base of every page that asks for a ground before it acts on a client."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from tui.widgets.page import Page
from tui.widgets.words import Words

Result = TypeVar("Result")


class GroundForm(Page[Result]):
    """A few sentences, and the ground.

    Attributes:
        ABOUT: keys of the sentences; the last stands above the field.
        MISSING: key of what is said where no ground is typed.

    Args:
        client: id of the client.
    """

    ABOUT: ClassVar[tuple[str, ...]] = ()
    MISSING: ClassVar[str] = ""
    AUTO_FOCUS = "#ground"

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def compose(self) -> ComposeResult:
        """Lay out what it does, and the ground."""
        *sentences, above = self.ABOUT
        yield self.head()
        with VerticalScroll(can_focus=False):
            for sentence in sentences:
                yield Words(sentence, classes="hint")
            yield Words(above, classes="heading hint")
            yield Input(id="ground", max_length=300, select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    @property
    def ground(self) -> str:
        """What was typed."""
        return self.query_one("#ground", Input).value

    def on_input_submitted(self) -> None:
        """Go on."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Act, where a ground is typed."""
        if self.ground.strip():
            self.act()
        else:
            self._say(self.MISSING, alarm=True)

    def act(self) -> None:
        """Do what the page is for, with a ground."""
        raise NotImplementedError
