"""The shade: one key hides everything at once, for when somebody looks over the shoulder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words

if TYPE_CHECKING:
    from store.home import Home

OPEN_SECONDS = 120
"""So long the same key opens the shade again; after that the passphrase does (USERS, rule 1)."""


class Shade(Page[None]):
    """Nothing but the name of the program, until F9 or the passphrase.

    Args:
        clock: tells the seconds that have gone by, those in which the machine slept too.
    """

    NAME = "shade"
    CLOSED = True
    OPEN_ALWAYS = True
    CSS_PATH = "shade.tcss"
    BINDINGS = [
        key("f9", "open", "shade.open", at_once=True),
        key("f10", "app.leave", "key.leave"),
    ]

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self.clock = clock
        self.since = clock()

    def compose(self) -> ComposeResult:
        """Lay out what anybody may see."""
        with Vertical():
            if self.shell.practice:
                yield Words("practice.mark")
            yield Words("shade.hidden")
            yield Input(password=True)
            yield Words("", id="said")
        yield self.foot()

    def on_mount(self) -> None:
        """Hide the field until the passphrase is needed."""
        self.query_one(Input).display = False

    @property
    def needs_passphrase(self) -> bool:
        """Whether the two minutes are over."""
        return self.clock() - self.since > OPEN_SECONDS

    def action_open(self) -> None:
        """Show the screen again, or ask for the passphrase when the two minutes are over."""
        if not self.needs_passphrase:
            self.dismiss()
            return
        field = self.query_one(Input)
        field.display = True
        field.focus()
        self.query_one("#said", Words).say("shade.passphrase")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        self.begin(partial(self._try, event.value), once=True)

    async def _try(self, passphrase: str) -> None:
        try:
            await self.shell.read(check_passphrase, self.shell.home, passphrase)
        except Exception as error:  # noqa: BLE001, RUF100 - only refusals stay here; the shell passes on the rest
            self.query_one("#said", Words).say("said", sentence=self.shell.refused(error))
            return
        self.dismiss()


def check_passphrase(home: Home, passphrase: str) -> None:
    """Return quietly when the passphrase opens the notebook's slot.

    Args:
        home: where the notebook stands.
        passphrase: what was typed.

    Raises:
        Refusal: it does not.
    """
    from store.keys.slots import open_slot

    open_slot(home, passphrase)
