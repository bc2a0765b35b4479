"""One client: the card, what may be told and was told, the vocational profile, events, the history of the card"""

from __future__ import annotations

from datetime import date
from functools import partial

from textual.binding import Binding

from screens.clients.client_lines import CONDITIONS, NEW_PROFILE, RECORDS, RIGHTS, client_lines
from screens.clients.client_view import ClientView, read_client
from screens.list_page import ListPage
from store.notebook import Notebook
from store.showing import Ahead, read_ahead
from tui.forms.days import wall_day
from tui.language import chosen
from tui.widgets.keys import key
from tui.widgets.rows import Line, Rows


class ClientPage(ListPage[ClientView]):
    """The screen of one client.

    It is kept for the next client that is opened, and then shows nothing of this one
    (``screens.clients.client_opening``).

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
        Binding("ctrl+down", "records", "client.records", show=False, key_display="Ctrl+↓"),
        key("f8", "withdraw", "client.withdraw"),
        key("f12", "rights", "client.rights_key", show=False),
        key("f1", "app.help", "key.help", show=False),
        key("escape", "dismiss", "key.back", show=False),
    ]

    def __init__(self, client: str) -> None:
        super().__init__()
        self.client = client
        self._said = _saying()
        self._ahead: tuple[object, Ahead[ClientView]] | None = None
        self._laid: tuple[ClientView, object, list[Line]] | None = None
        self._width = 0
        self._styled = ""

    def load(self, notebook: Notebook) -> ClientView:
        """Read the client."""
        return self._load(notebook, self.client)

    def _load(self, notebook: Notebook, client: str) -> ClientView:
        """Read a client, and lay it out here, in the thread that reads: the screen need not wait for it."""
        found, width, said = read_client(notebook, client), self._width, _saying()
        if width:
            self._laid = found, (width, said), client_lines(found, width)
        return found

    def lines(self, found: ClientView, width: int) -> list[Line]:
        """Return everything that is said of the client."""
        self._width, laid = width, self._laid
        if laid is not None and laid[0] is found and laid[1] == (width, _saying()):
            return laid[2]
        return client_lines(found, width)

    def turn_to(self, client: str) -> None:
        """Show another client from now on, and nothing of the one before, however long the reading takes."""
        self.client = client
        if self.is_running:
            if self.found is not None:
                self._let_go()
            if self._said != _saying():
                self.speak()
            self.read_again()

    def speak(self) -> None:
        """Say everything again."""
        self._said = _saying()
        super().speak()

    async def read_ahead(self, client: str) -> None:
        """Read a client whom somebody is about to open; nobody is shown anything of it before that.

        Raises:
            Refusal: it could not be read.
        """
        key = client, _saying()
        if self._ahead is None or self._ahead[0] != key:
            self._ahead = None
            read = partial(read_ahead, self.shell.opened, partial(self._load, client=client))
            self._ahead = key, await self.shell.read(read)

    def ahead(self) -> Ahead[ClientView] | None:
        """Return what was read ahead, if it was this client, today and in this language."""
        held, self._ahead = self._ahead, None
        return held[1] if held is not None and held[0] == (self.client, _saying()) else None

    def on_screen_suspend(self) -> None:
        """Let go of what was shown once the page is closed: the next client's page begins empty."""
        if self not in self.app.screen_stack:
            self.workers.cancel_node(self)
            self._let_go()

    def _let_go(self) -> None:
        self.found = self._laid = None
        for rows in self.query(Rows):
            rows.blank()

    def update_node_styles(self, animate: bool = True) -> None:
        """Look for other styles only where there can be any: when the page is opened again, nothing of it differs."""
        if self._styled != self.app.theme:
            self._styled = self.app.theme
            super().update_node_styles(animate)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Open what the cursor is on: the card, what was told, a version of the profile or an event."""
        from screens.clients.client_opening import open_client
        from screens.clients.profile_version import ProfileVersion
        from screens.day.event import EventForm
        from screens.records.history import HistoryPage
        from screens.records.record_form import RecordForm

        if event.target == CONDITIONS:
            self.action_conditions()
        elif event.target == RIGHTS:
            self.action_rights()
        elif event.target == NEW_PROFILE:
            self._begin_profile()
        elif event.target == RECORDS:
            self.action_records()
        elif isinstance(event.target, tuple):
            record, id = event.target
            if record == "event":
                self.app.push_screen(EventForm(id))
            elif record == "double":
                open_client(self, id)
            elif record == "told":
                self.app.push_screen(HistoryPage(record, id))
            elif record == "vocational_profile":
                self.app.push_screen(ProfileVersion(self.client, id))
            else:
                self.app.push_screen(RecordForm(record, id))

    def _begin_profile(self) -> None:
        """Begin the vocational profile, or its next version from what stands."""
        from screens.clients.profile_version import new_version

        if self.found is not None:
            standing = tuple(version for version in self.found.versions if version.stands)
            self.app.push_screen(new_version(self.client, standing))

    def action_edit(self) -> None:
        """Open the form of the card."""
        from screens.records.record_form import RecordForm

        self.app.push_screen(RecordForm("client", self.client))

    def action_records(self) -> None:
        """Show the client's way through the stages, what is due, and every kind of record."""
        from screens.clients.client_records import ClientRecords

        self.app.push_screen(ClientRecords(self.client))

    def action_history(self) -> None:
        """Show who altered the card, when and why, with the values."""
        from screens.records.history import HistoryPage

        self.app.push_screen(HistoryPage("client", self.client))

    def action_talk(self) -> None:
        """Talk with the client about what is told at work; it ends on the shade."""
        from screens.disclosure.what_is_told import WhatIsTold

        self.app.push_screen(WhatIsTold(self.client))

    def action_withdraw(self) -> None:
        """Take a permission back: the next Enter takes back everything."""
        from screens.disclosure.withdraw import Withdraw

        self.app.push_screen(Withdraw(self.client))

    def action_rights(self) -> None:
        """Show what the client may ask, and what was asked."""
        from screens.clients.client_rights import ClientRights

        self.app.push_screen(ClientRights(self.client))

    def action_conditions(self) -> None:
        """Show the four conditions of criterion 13 with their rows."""
        from screens.disclosure.disclosure_conditions import DisclosureConditions

        self.app.push_screen(DisclosureConditions(self.client))

    def action_event(self) -> None:
        """Write down or plan an event."""
        from screens.day.event_kinds import EventKinds

        self.app.push_screen(EventKinds(self.client))


def _saying() -> tuple[str, date]:
    """Return in which language and on which day it is said: what was laid out for another is not shown."""
    return chosen(), wall_day()
