"""Placing a legal hold on a client: the ground, and nothing else (law.md)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from store.legal_holds import hold
from store.refusal import Refusal
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words


class PlaceHold(Page[None]):
    """The form of a hold.

    Args:
        client: id of the client.
    """

    NAME = "place_hold"
    CSS_PATH = "../small_form.tcss"
    AUTO_FOCUS = "#ground"
    BINDINGS = [
        key("f2", "place", "legal_holds.place"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def compose(self) -> ComposeResult:
        """Lay out what it does, and the ground."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("place_hold.what", classes="hint")
            yield Words("place_hold.ground", classes="heading hint")
            yield Input(id="ground", max_length=300, select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Place it."""
        self.action_place()

    def action_place(self) -> None:
        """Place the hold, where its ground is typed."""
        if not self.query_one("#ground", Input).value.strip():
            self._say("place_hold.no_ground")
            return
        self.begin(self._place, group="place", once=True)

    async def _place(self) -> None:
        ground = self.query_one("#ground", Input).value
        try:
            await self.shell.write(hold, self.shell.opened, self.client, ground)
        except Refusal as refusal:
            self._say("said", sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_hold.done"), markup=False)

    def _say(self, words: str, *, alarm: bool = True, **values: object) -> None:
        super()._say(words, alarm=alarm, **values)
