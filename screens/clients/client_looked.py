"""Kuka on katsonut tietojani: who used the client's data, when and why (USERS 10; 703/2023 § 11)."""

from __future__ import annotations

from typing import ClassVar, cast

from screens.clients.client_sheet import ClientSheet
from store.looked import Looked, newest_looks
from store.notebook import Notebook
from tui.forms.days import wall_day
from tui.paper.client_pages import looked_sheet
from tui.paper.sheet import Sheet
from tui.widgets.keys import key

AT_ONCE = 200
"""Lines that are read and laid out first: the page stands at once, however long the log is."""
MORE = 10
"""So many times as many with each press of the key."""


class ClientLooked(ClientSheet):
    """The page, read together with the client.

    Args:
        client: id of the client.
    """

    NAME = "client_looked"
    BINDINGS: ClassVar = [key("f5", "older", "client_looked.older")]

    def __init__(self, client: str) -> None:
        super().__init__(client)
        self.most = AT_ONCE
        self.count = 0

    def sheet_of(self, notebook: Notebook, name: str) -> Looked:
        """Read its newest lines."""
        return newest_looks(notebook, self.client, self.most)

    def lay_out(self, found: object, name: str) -> Sheet:
        """Return the page in words."""
        looked = cast("Looked", found)
        self.count = looked.count
        self.refresh_bindings()
        return looked_sheet(looked.lines, name, wall_day(), count=looked.count)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer older lines where there are any."""
        return self.count > self.most if action == "older" else True

    def action_older(self) -> None:
        """Show older lines too."""
        self.most *= MORE
        self.begin(self._read)
