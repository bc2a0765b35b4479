"""Placing a legal hold on a client: the ground, and nothing else (law.md)."""

from __future__ import annotations

from screens.clients.ground_form import GroundForm
from store.legal_holds import hold
from store.refusal import Refusal
from tui.language import _
from tui.widgets.keys import key


class PlaceHold(GroundForm[None]):
    """The form of a hold.

    Args:
        client: id of the client.
    """

    NAME = "place_hold"
    CSS_PATH = "../small_form.tcss"
    ABOUT = ("place_hold.what", "place_hold.ground")
    MISSING = "place_hold.no_ground"
    BINDINGS = [
        key("f2", "go_on", "legal_holds.place"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "dismiss", "key.back"),
    ]

    def act(self) -> None:
        """Place the hold."""
        self.begin(self._place, group="place", once=True)

    async def _place(self) -> None:
        try:
            await self.shell.write(hold, self.shell.opened, self.client, self.ground)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.dismiss(None)
        self.app.notify(_("client_hold.done"), markup=False)
