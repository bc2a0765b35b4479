"""One client: the card, what may be told at work, events, and the history of the card."""

from __future__ import annotations

from textual.app import ComposeResult

from screens.client_lines import CONDITIONS, client_lines
from screens.client_view import ClientView, read_client
from store.refusal import Refusal
from store.writing import Saved
from tui.widgets.keys import key
from tui.widgets.page import Page
from tui.widgets.rows import Line, Rows, Tone


class ClientPage(Page[None]):
    """The screen of one client.

    Args:
        client: id of the client.
    """

    NAME = "client"
    AUTO_FOCUS = "Rows"
    BINDINGS = [
        key("f2", "event", "key.new_entry"),
        key("f5", "talk", "client.talk"),
        key("f4", "edit", "key.edit", show=False),
        key("f6", "conditions", "client.conditions", show=False),
        key("f9", "app.shade", "key.shade", at_once=True),
        key("f7", "history", "key.history", show=False),
        key("f8", "withdraw", "client.withdraw"),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back", show=False),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self.view: ClientView | None = None
        self.talked = False

    def compose(self) -> ComposeResult:
        """Lay out one list with four parts."""
        yield self.head()
        yield Rows()
        yield self.foot()

    def on_mount(self) -> None:
        """Read the client once the screen is painted."""
        self._read_again(None)

    def _read_again(self, saved: Saved | None) -> None:
        self.begin(self._read)

    async def _read(self) -> None:
        try:
            self.view = await self.shell.read(read_client, self.shell.opened, self.client)
        except Refusal as refusal:
            self.query_one(Rows).show([Line((self.shell.refused(refusal),), tone=Tone.ALARM)])
            return
        self._show()

    def on_screen_resume(self) -> None:
        """Read again what a talk about telling has changed: it ends on the shade, not here."""
        if self.talked:
            self.talked = False
            self._read_again(None)

    def speak(self) -> None:
        """Say everything again."""
        self._show()
        super().speak()

    def _show(self) -> None:
        if self.view is not None:
            self.query_one(Rows).show(client_lines(self.view))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: the card or an event."""
        from screens.record_form import RecordForm

        if event.target == CONDITIONS:
            self.action_conditions()
        elif isinstance(event.target, tuple):
            record, id = event.target
            if record == "event":
                from screens.event import EventForm

                self.app.push_screen(EventForm(id), self._read_again)
                return
            self.app.push_screen(RecordForm(record, id), self._read_again)

    def action_edit(self) -> None:
        """Open the form of the card."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm("client", self.client), self._read_again)

    def action_history(self) -> None:
        """Show who altered the card, when and why, with the values."""
        from screens.history import HistoryPage

        self.app.push_screen(HistoryPage("client", self.client))

    def action_talk(self) -> None:
        """Talk with the client about what is told at work; it ends on the shade."""
        from screens.what_is_told import WhatIsTold

        self.talked = True
        self.app.push_screen(WhatIsTold(self.client))

    def action_withdraw(self) -> None:
        """Take a permission back: the next Enter takes back everything."""
        from screens.withdraw import Withdraw

        self.app.push_screen(Withdraw(self.client), lambda _gone: self._read_again(None))

    def action_conditions(self) -> None:
        """Show the four conditions of criterion 13 with their rows."""
        from screens.disclosure_conditions import DisclosureConditions

        self.talked = True
        self.app.push_screen(DisclosureConditions(self.client))

    def action_event(self) -> None:
        """Write down or plan an event."""
        from screens.event_kinds import EventKinds

        self.app.push_screen(EventKinds(self.client), self._read_again)
