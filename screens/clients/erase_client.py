"""Erasing a client on a stated ground: asked twice, the harmless answer first; another act than putting away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from store.erasing_clients import erase_client
from store.refusal import Refusal
from tui.language import _, plural
from tui.widgets.ask import Ask
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words


class EraseClient(Page[bool]):
    """The screen on which a client is erased; it gives back whether the client is gone.

    Args:
        client: id of the client.
    """

    NAME = "erase_client"
    CSS_PATH = "../small_form.tcss"
    AUTO_FOCUS = "#ground"
    BINDINGS = [
        key("f2", "erase", "erase_client.do"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client

    def compose(self) -> ComposeResult:
        """Lay out what it does, and the ground."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("erase_client.what", classes="hint")
            yield Words("erase_client.not_this", classes="hint")
            yield Words("erase_client.ground", classes="heading hint")
            yield Input(id="ground", max_length=300, select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self) -> None:
        """Go on to the question."""
        self.action_erase()

    def action_erase(self) -> None:
        """Ask before it is done: it cannot be taken back."""
        if not self.query_one("#ground", Input).value.strip():
            self._say("erase_client.no_ground", alarm=True)
            return

        def answered(answer: str | None) -> None:
            if answer == "erase_client.do":
                self.begin(self._erase, group="erase", once=True)

        self.app.push_screen(Ask("erase_client.question", ("erase_client.keep", "erase_client.do")), answered)

    async def _erase(self) -> None:
        ground = self.query_one("#ground", Input).value
        try:
            done = await self.shell.write(erase_client, self.shell.opened, self.client, ground)
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
