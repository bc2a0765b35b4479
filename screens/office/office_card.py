"""The office's card: a laptop learns whom it belongs to, once, by six words heard over the telephone."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.notebook.first_run import folder_of, trust_card
from store.refusal import Refusal
from tui.language import _
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.words import Words


class OfficeCard(Page[bool]):
    """The screen on which the office's card is accepted; it gives back whether that was done."""

    NAME = "office_card"
    CSS_PATH = "../exchange/take_and_fetch.tcss"
    AUTO_FOCUS = "#card"
    BINDINGS = [
        key("f2", "accept", "office_card.accept"),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f1", "app.help", "key.help"),
        key("escape", "leave", "key.back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the card's file and the six words."""
        yield self.head()
        with VerticalScroll(can_focus=False):
            yield Words("take_and_fetch.no_office", classes="hint")
            yield Words("wizard.card_hint", classes="hint")
            yield Words("wizard.card_file", classes="heading")
            yield Input(id="card", select_on_focus=False)
            yield Words("wizard.card_words", classes="heading")
            yield Input(id="words", select_on_focus=False)
            yield Words("", id="said")
        yield self.foot()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the words; with them the card is accepted."""
        if event.input.id == "card":
            self.query_one("#words").focus()
        else:
            self.action_accept()

    def action_accept(self) -> None:
        """Accept the card, if the words are its own."""
        self.begin(self._accept, group="accept", once=True)

    async def _accept(self) -> None:
        card, words = (self.query_one(f"#{id}", Input).value.strip() for id in ("card", "words"))
        if not card or not words:
            self._say("office_card.missing", alarm=True)
            return
        self._say("wizard.reading_card")
        try:
            await self.shell.write(trust_card, self.shell.opened, folder_of(card), words)
        except Refusal as refusal:
            self._say("said", alarm=True, sentence=self.shell.refused(refusal))
            return
        self.dismiss(True)
        self.app.notify(_("wizard.card_accepted"), markup=False)

    def action_leave(self) -> None:
        """Go back without a card."""
        self.dismiss(False)
