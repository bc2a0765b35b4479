"""One client: the card, what may be told and was told, the vocational profile, events, the history of the card"""

from __future__ import annotations

from screens.client_lines import CONDITIONS, NEW_PROFILE, client_lines
from screens.client_view import ClientView, read_client
from screens.list_page import ListPage
from store.notebook import Notebook
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows


class ClientPage(ListPage[ClientView]):
    """The screen of one client.

    Args:
        client: id of the client.
    """

    NAME = "client"
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

    def load(self, notebook: Notebook) -> ClientView:
        """Read the client."""
        return read_client(notebook, self.client)

    def lines(self, found: ClientView, width: int) -> list[Line]:
        """Return everything that is said of the client."""
        return client_lines(found, width)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: the card, what was told, a version of the profile or an event."""
        from screens.event import EventForm
        from screens.history import HistoryPage
        from screens.profile_version import ProfileVersion
        from screens.record_form import RecordForm

        if event.target == CONDITIONS:
            self.action_conditions()
        elif event.target == NEW_PROFILE:
            self._begin_profile()
        elif isinstance(event.target, tuple):
            record, id = event.target
            if record == "event":
                self.app.push_screen(EventForm(id))
            elif record == "told":
                self.app.push_screen(HistoryPage(record, id))
            elif record == "vocational_profile":
                self.app.push_screen(ProfileVersion(self.client, id))
            else:
                self.app.push_screen(RecordForm(record, id))

    def _begin_profile(self) -> None:
        """Begin the vocational profile, or its next version from what stands."""
        from screens.profile_version import new_version

        if self.found is not None:
            standing = tuple(version for version in self.found.versions if version.stands)
            self.app.push_screen(new_version(self.client, standing))

    def action_edit(self) -> None:
        """Open the form of the card."""
        from screens.record_form import RecordForm

        self.app.push_screen(RecordForm("client", self.client))

    def action_history(self) -> None:
        """Show who altered the card, when and why, with the values."""
        from screens.history import HistoryPage

        self.app.push_screen(HistoryPage("client", self.client))

    def action_talk(self) -> None:
        """Talk with the client about what is told at work; it ends on the shade."""
        from screens.what_is_told import WhatIsTold

        self.app.push_screen(WhatIsTold(self.client))

    def action_withdraw(self) -> None:
        """Take a permission back: the next Enter takes back everything."""
        from screens.withdraw import Withdraw

        self.app.push_screen(Withdraw(self.client))

    def action_conditions(self) -> None:
        """Show the four conditions of criterion 13 with their rows."""
        from screens.disclosure_conditions import DisclosureConditions

        self.app.push_screen(DisclosureConditions(self.client))

    def action_event(self) -> None:
        """Write down or plan an event."""
        from screens.event_kinds import EventKinds

        self.app.push_screen(EventKinds(self.client))
