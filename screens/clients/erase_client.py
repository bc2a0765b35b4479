"""Erasing a client on a stated ground: asked twice, the harmless answer first; another act than putting away."""

from __future__ import annotations

from screens.clients.ground_form import GroundForm
from store.erasing_clients import erase_client
from store.refusal import Refusal
from tui.language import _, plural
from tui.widgets.ask import Ask
from tui.widgets.keys import key


class EraseClient(GroundForm[bool]):
    """The screen on which a client is erased; it gives back whether the client is gone.

    Args:
        client: id of the client.
    """

    NAME = "erase_client"
    CSS_PATH = "../small_form.tcss"
    ABOUT = ("erase_client.what", "erase_client.not_this", "erase_client.ground")
    MISSING = "erase_client.no_ground"
    BINDINGS = [
        key("f2", "go_on", "erase_client.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def act(self) -> None:
        """Ask before it is done: it cannot be taken back."""

        def answered(answer: str | None) -> None:
            if answer == "erase_client.do":
                self.begin(self._erase, group="erase", once=True)

        self.app.push_screen(Ask("erase_client.question", ("erase_client.keep", "erase_client.do")), answered)

    async def _erase(self) -> None:
        try:
            done = await self.shell.write(erase_client, self.shell.opened, self.client, self.ground)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        said = [_("client_erase.asked") if done.asked else _("client_erase.done")]
        if not done.finished:
            said.append(_("client_erase.unfinished"))
        if done.clear_files:
            said.append(plural("client_erase.clear", done.clear_files))
        if done.on_sticks:
            said.append(plural("client_erase.on_sticks", done.on_sticks))
        self.dismiss(not done.asked)
        self.app.notify(" ".join(said), markup=False)

    def action_leave(self) -> None:
        """Go back without erasing."""
        self.dismiss(False)
